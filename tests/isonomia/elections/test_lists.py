"""Quotas of groups on lists and seats, who takes seats, and lists with nobody left."""

from datetime import date

import pytest

from isonomia.elections.lists import Candidate, list_quota, seat_quota, take_seats
from isonomia.elections.rules import Body
from isonomia.errors import InputError, RulebookError
from isonomia.rulebook.law import Rulebook
from tests.isonomia.elections.own import law_of, own_rule, own_words


def mazhilis(kz: Rulebook, day: date = date(2023, 3, 19)) -> Body:
    return Body(kz.on(day))


def people(size: int, members: int, group: str = "women") -> list[Candidate]:
    return [Candidate(id=f"c{at}", groups=(group,) if at < members else ()) for at in range(size)]


@pytest.mark.parametrize(("members", "met"), [(2, False), (3, True)])
def test_thirty_per_cent_of_ten_are_three(kz: Rulebook, members: int, met: bool) -> None:
    found = list_quota(people(10, members), mazhilis(kz))
    assert (found.required, found.met, found.members) == (3, met, members)
    assert "art" in found.citation


@pytest.mark.parametrize(("members", "met"), [(2, False), (3, None), (4, True)])
def test_where_the_sources_do_not_round_only_what_turns_on_it_is_left_open(
    kz: Rulebook, members: int, met: bool | None
) -> None:
    # 30 per cent of 11 are 3.3: two are too few and four enough, whichever way that is rounded.
    found = list_quota(people(11, members), mazhilis(kz))
    assert (found.required, found.met) == (None, met)
    assert bool(found.missing) is (met is None) and found.readings == (3, 4)


def test_since_2022_persons_with_disabilities_count_and_seats_have_the_quota_too(kz: Rulebook) -> None:
    group = people(10, 3, "persons_with_disabilities")
    assert seat_quota(group, mazhilis(kz)).met is True
    before = mazhilis(kz, date(2021, 1, 10))
    assert list_quota(group, before).met is False
    with pytest.raises(RulebookError, match="mandate_quota is unknown"):
        seat_quota(group, before)


def test_who_belongs_to_two_groups_counts_once(kz: Rulebook) -> None:
    both = [Candidate(id="a", groups=("women", "young_people")), *people(9, 1)]
    found = list_quota(both, mazhilis(kz))
    assert (found.members, found.counts["women"], found.counts["young_people"]) == (2, 2, 1)
    assert found.share.percent(0) == "20"


def law(**words: str) -> Body:
    quota = (
        own_rule("party_list_quota", "number", "number = 30"),
        own_rule("party_list_quota_for", "list", 'words = ["women"]'),
    )
    return Body(law_of(*quota, *own_words(**words)))


ROUNDED = [("up", 11, 4), ("down", 11, 3), ("nearest", 11, 3), ("nearest", 12, 4), ("nearest", 15, 5)]


@pytest.mark.parametrize(("rounding", "size", "required"), ROUNDED)
def test_the_law_names_how_people_are_rounded(rounding: str, size: int, required: int) -> None:
    found = list_quota(people(size, required), law(quota_rounding=rounding))
    assert (found.required, found.met) == (required, True)
    assert list_quota(people(size, required - 1), law(quota_rounding=rounding)).met is False


FIVE = people(5, 0)


def test_in_kazakhstan_the_party_names_who_takes_its_seats(kz: Rulebook) -> None:
    found = take_seats(FIVE, 3, mazhilis(kz), chosen=["c4", "c0"])
    assert (found.ids, found.to_choose) == (("c4", "c0"), 1)
    for chosen, said in ((["c9"], "c9 is named and is not on the list"), (["c1", "c1"], "c1 is named twice")):
        with pytest.raises(InputError, match=said):
            take_seats(FIVE, 3, mazhilis(kz), chosen=chosen)
    with pytest.raises(InputError, match="2 people are named for 1 seats"):
        take_seats(FIVE, 1, mazhilis(kz), chosen=["c1", "c2"])


def test_a_seat_that_falls_vacant_goes_to_the_next_of_the_list() -> None:
    body = law(order="closed", exhausted="pass_on")
    assert take_seats(FIVE, 2, body).ids == ("c0", "c1")
    assert take_seats(FIVE, 2, body, gone=["c0"]).ids == ("c1", "c2")


def test_an_exhausted_list_leaves_seats_vacant_or_passes_them_on(kz: Rulebook) -> None:
    found = take_seats(FIVE, 6, mazhilis(kz), gone=["c0"], chosen=["c1", "c2", "c3", "c4"])
    assert (found.vacant, found.passed_on, found.to_choose) == (2, 0, 0)
    found = take_seats(FIVE, 6, law(order="closed", exhausted="pass_on"))
    assert (len(found.ids), found.vacant, found.passed_on) == (5, 0, 1)
    with pytest.raises(RulebookError, match=r"elections\.exhausted is unknown"):
        take_seats(FIVE, 6, law(order="closed"))


def test_of_an_open_list_preferences_decide_and_equal_ones_tie() -> None:
    body = law(order="open")
    lines = [Candidate(id=id, preferences=count) for id, count in (("a", 5), ("b", 9), ("c", 5), ("d", 5))]
    assert take_seats(lines, 1, body).ids == ("b",)
    found = take_seats(lines, 3, body)
    assert (found.ids, found.tied, found.between) == (("b",), ("a", "c", "d"), 2)
    assert take_seats(lines, 4, body).tied == ()


def test_nobody_stands_on_a_list_twice_and_seats_are_whole(kz: Rulebook) -> None:
    twice = [Candidate(id="a"), Candidate(id="a")]
    with pytest.raises(InputError, match="a stands on the list twice"):
        list_quota(twice, mazhilis(kz))
    with pytest.raises(InputError, match="the list is empty"):
        list_quota([], mazhilis(kz))
    with pytest.raises(InputError, match="seats: wanted a whole number"):
        take_seats(FIVE, -1, mazhilis(kz))
