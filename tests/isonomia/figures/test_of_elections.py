"""Seats, votes, the bar and turnout of an election as figures: recomputed from its acts, never read off."""

from functools import cache

import pytest

from isonomia.figures.figure import Figure
from isonomia.figures.of_elections import of_elections
from isonomia.figures.published import as_json
from isonomia.packs.loading import folder, load
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped

MATTER = "election/assembly-2026"
LISTS = ("water", "towns", "steppe", "lamp", "road", "well", "oak")


@cache
def elected(before: str = "") -> Reform:
    """The invented election with its candidates, or what there was of it before the act of an id."""
    acts = load(folder("mysal")).acts
    first = next(at for at, one in enumerate(acts) if one.matter == MATTER)
    last = next((at for at, one in enumerate(acts) if one.id == before), len(acts))
    return Reform.after(acts[first:last], {"mysal": shipped("mysal")})


@pytest.fixture(scope="module")
def figures() -> dict[tuple[str, str], Figure]:
    return by_name(elected())


def by_name(reform: Reform) -> dict[tuple[str, str], Figure]:
    found = list(of_elections(reform))
    named = {(one.name.removeprefix("elections."), one.of): one for one in found}
    assert len(named) == len(found)
    return named


def parts(one: Figure) -> tuple[int | None, int | None, str]:
    return one.numerator, one.denominator, one.base


def test_the_seats_of_a_mixed_house_add_up(figures: dict[tuple[str, str], Figure]) -> None:
    assert [figures["seats_by_lists", name].numerator for name in LISTS] == [20, 14, 11, 8, 5, 2, 0]
    assert parts(figures["seats", "water"]) == (46, 100, "seats")
    assert parts(figures["seats_in_districts", "self"]) == (1, 40, "single_seats")
    assert parts(figures["lists_with_seats", ""]) == (6, 7, "lists")
    together = [one.numerator or 0 for (name, _), one in figures.items() if name == "seats"]
    assert sum(together) == 100


def test_votes_are_shares_of_each_base_by_its_name(figures: dict[tuple[str, str], Figure]) -> None:
    assert parts(figures["votes_of_valid", "oak"]) == (19199, 640000, "valid")
    assert parts(figures["votes_of_took_part", "oak"]) == (19199, 649100, "took_part")
    turnout = figures["took_part_of_registered", ""]
    assert (*parts(turnout), turnout.value) == (649100, 1062400, "registered", "61.10")
    assert figures["took_part_of_registered", "district-12"].denominator == 26560


def test_a_list_one_vote_below_the_bar_is_below_it(figures: dict[tuple[str, str], Figure]) -> None:
    need = figures["votes_needed", ""]
    assert (*parts(need), bool(need.citation)) == (19200, 640000, "valid", True)
    assert [figures["bar", name].value for name in ("well", "oak")] == ["threshold", "below_bar"]
    assert {figures["votes_of_valid", name].value for name in ("well", "oak")} == {"3.00"}


def test_a_passed_seat_stays_taken(figures: dict[tuple[str, str], Figure]) -> None:
    held = figures["seats_taken", "steppe"]
    assert (*parts(held), len(held.acts)) == (11, 11, "seats_won", 2)


def test_every_figure_is_of_a_kind_and_names_its_acts(figures: dict[tuple[str, str], Figure]) -> None:
    assert {one.matter for one in figures.values()} == {MATTER}
    assert all(one.acts and one.stage == "final" for one in figures.values())
    cited = {name for (name, _), one in figures.items() if one.kind == "cited"}
    assert cited == {"registered", "took_part", "against_all", "invalid", "votes"}


def test_without_the_lot_the_seat_in_a_tie_is_nobodys() -> None:
    tied = by_name(elected(before="mysal/election-lot"))
    assert parts(tied["seats_tied", ""]) == (1, 60, "list_seats")
    assert [tied["seats_by_lists", name].numerator for name in ("towns", "lamp")] == [14, 7]
    assert not any(name == "seats_taken" for name, _ in tied)


def test_seats_that_rest_on_the_lot_name_it() -> None:
    whole = by_name(elected())
    assert "mysal/election-lot" in {act.id for act in whole["seats_by_lists", "lamp"].acts}
    assert "mysal/election-lot" not in {act.id for act in whole["votes_of_valid", "lamp"].acts}


def test_before_any_votes_there_is_no_figure() -> None:
    assert by_name(elected(before="mysal/election-lists-preliminary")) == {}


def test_the_file_of_figures_says_whose_a_figure_is() -> None:
    listed = as_json(elected())["figures"]
    assert isinstance(listed, list)
    assert {one["of"] for one in listed if one["name"] == "elections.seats"} == {*LISTS, "self"}
    assert not any("of" in one for one in listed if one["name"] == "elections.lists_with_seats")
