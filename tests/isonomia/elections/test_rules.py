"""The law of a day over votes: published seats come out exactly, and what the sources leave open is refused."""

import csv
import tomllib
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from isonomia.elections.admission import RunnerUp, with_runner_up
from isonomia.elections.entrants import Entrant
from isonomia.elections.rules import Body, Result, assembled, elect, half, house, mixture
from isonomia.elections.seats import Tie
from isonomia.errors import InputError, RulebookError
from isonomia.exact import fits_print
from isonomia.rulebook.checking import shipped_laws
from isonomia.rulebook.law import Law, Rulebook
from isonomia.rulebook.loading import read, shipped, texts
from tests.isonomia.elections.own import law_of, own_rule

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "seats-of-other-countries" / "elections.toml"
PUBLISHED = tomllib.loads(GOLDEN.read_text(encoding="utf-8"))["election"]


def kz_on(kz: Rulebook, day: str, name: str = "parliament") -> Body:
    return Body(kz.on(date.fromisoformat(day)), name)


def of(**votes: int) -> list[Entrant]:
    return [Entrant(name=name, votes=count) for name, count in votes.items()]


def shared(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "elections" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def entrants(rows: Iterable[dict[str, str]]) -> list[Entrant]:
    kinds = {"against all": "against_all"}
    return [Entrant(name=row["party"], votes=int(row["votes"]), kind=kinds.get(row["party"], "list")) for row in rows]


@pytest.mark.parametrize("day", ["2004-09-19", "2016-03-20", "2021-01-10", "2023-03-19"])
def test_every_election_of_the_mazhilis_comes_out_as_published(kz: Rulebook, shared_data: Path, day: str) -> None:
    rows = [row for row in shared(shared_data, "kz_mazhilis_lists.csv") if row["date"] == day]
    found = elect(entrants(rows), kz_on(kz, day))
    assert found.seats == {row["party"]: int(row["list_seats_won"]) for row in rows if row["list_seats_won"]}
    assert (found.ties, found.allocation.left, found.allocation.house) == ((), 0, int(rows[0]["list_seats"]))
    if day > "2004-09-19":
        # The printed shares show of which votes the Commission takes them. (In 2004 more lists stood than are told of.)
        shares = {row["party"]: row["pct_published"] for row in rows}
        printed = [one for one in entrants(rows) if shares[one.name]]
        assert [one for one in printed if not fits_print(Fraction(100 * one.votes, found.base), shares[one.name])] == []


@pytest.mark.parametrize("name", ["Kostanay region", "Astana"])
def test_seats_of_the_maslikhats_of_2023_come_out_as_published(kz: Rulebook, shared_data: Path, name: str) -> None:
    rows = [row for row in shared(shared_data, "kz_maslikhat_lists_2023.csv") if row["assembly"] == name]
    found = elect(entrants(rows), kz_on(kz, "2023-03-19", "maslikhat"), seats=int(rows[0]["list_seats"]))
    assert found.seats == {row["party"]: int(row["seats"]) for row in rows if row["seats"]}
    assert found.ties == ()


@pytest.mark.parametrize("published", PUBLISHED, ids=[one["name"] for one in PUBLISHED])
def test_seats_of_other_countries_come_out_as_published(published: dict[str, Any]) -> None:
    lists, base = published["lists"], published["base"]
    for one in lists:
        assert "share" not in one or fits_print(Fraction(100 * one["votes"], base), one["share"])
    total = sum(one["votes"] for one in lists)
    assert total == base if published["country"] == "us" else total < base
    lines = [
        Entrant(name=one["list"], votes=one["votes"], direct=one.get("direct", 0), kind=one.get("kind", "list"))
        for one in lists
    ]
    law = shipped(published["country"]).on(date.fromisoformat(published["day"]))
    found = elect(lines, Body(law), bases={"valid": base})
    assert found.seats == {one["list"]: one["seats"] for one in lists}
    assert found.ties == ()


def bundestag(**changes: dict[str, Any]) -> Result:
    lists = {one["list"]: one for one in PUBLISHED[0]["lists"]}
    lines = []
    for name, one in lists.items():
        given = {"votes": one["votes"], "direct": one.get("direct", 0), "kind": one.get("kind", "list")}
        lines.append(Entrant(name=name, **{**given, **changes.get(name, {})}))
    return elect(lines, Body(shipped("de").on(date(2025, 2, 23))), bases={"valid": PUBLISHED[0]["base"]})


def test_three_districts_or_a_minority_do_instead_of_the_bar() -> None:
    assert "BSW" not in bundestag(BSW={"direct": 2}).admitted
    found = bundestag(BSW={"direct": 3})
    assert found.admitted["BSW"] == "direct_seats"
    assert found.seats["BSW"] > 0
    assert bundestag().admitted["SSW"] == "minority"
    assert "SSW" not in bundestag(SSW={"kind": "list"}).admitted


def test_one_vote_decides_at_the_bar_and_exactly_there_a_list_is_in(kz: Rulebook) -> None:
    body = kz_on(kz, "2023-03-19")
    assert elect(of(a=95, b=5), body).seats["b"] > 0
    # Votes against all are in the base.
    line = Entrant(name="against all", votes=1, kind="against_all")
    assert "b" not in elect([*of(a=95, b=5, c=6), line], body).admitted


def test_where_the_article_and_the_practice_let_different_lists_in_nothing_is_decided(kz: Rulebook) -> None:
    body = kz_on(kz, "2023-03-19")
    assert elect(of(a=900, b=50, c=50), body, bases={"took_part": 1000}).seats["b"] > 0
    with pytest.raises(RulebookError, match='"b" clears only one of two bars, that in use and that of took_part'):
        elect(of(a=900, b=50, c=50), body, bases={"took_part": 1001})
    # Votes against all are in the base that is in use: here b clears neither.
    line = Entrant(name="against all", votes=10, kind="against_all")
    assert "b" not in elect([*of(a=890, b=50, c=61), line], body, bases={"took_part": 1020}).admitted


@pytest.mark.parametrize(("votes", "seats"), [((80, 5, 4), (93, 5, 0)), ((99, 1, 0), (96, 2, 0))])
def test_where_one_list_alone_clears_the_bar_the_next_comes_in(
    kz: Rulebook, votes: tuple[int, int, int], seats: tuple[int, int, int]
) -> None:
    first, second, third = votes
    filler = [Entrant(name=f"x{at}", votes=1) for at in range(100 - sum(votes))]
    found = elect([*of(a=first, b=second, c=third), *filler], kz_on(kz, "2012-01-15"))
    assert tuple(found.seats[one] for one in "abc") == seats
    # The table shows the quotient of the next list as the law reduces it.
    rows = {row.list: row for row in found.allocation.explanation().rows}
    assert rows["b"].whole + rows["b"].remainder == Fraction(98 * second * 7, 10 * (first + second))
    assert "elections.one_list_alone" in found.citations
    assert sum(found.seats.values()) == 98


def test_since_2021_the_sources_do_not_say_whether_the_next_list_comes_in(kz: Rulebook) -> None:
    lists = [*of(a=90), *(Entrant(name=f"x{at}", votes=1) for at in range(30))]
    with pytest.raises(RulebookError, match=r"elections\.one_list_alone is unknown"):
        elect(lists, kz_on(kz, "2023-03-19"))


def test_two_next_lists_with_as_many_votes_tie_and_nobody_is_given_a_seat() -> None:
    lists = {one.name: one for one in of(a=90, b=5, c=5)}
    found = with_runner_up(lists, "a", 98, RunnerUp(Fraction(7, 10), 2))
    assert (found.ties, sum(found.seats.values())) == ((Tie(("b", "c"), 1, "runner_up"),), 0)


def test_before_a_date_and_after_it_the_house_is_another(kz: Rulebook) -> None:
    houses = {
        "2007-06-18": 10,
        "2007-06-19": 98,
        "2022-11-17": 98,
        "2022-11-18": 69,
        "2026-06-30": 69,
        "2026-07-01": 145,
    }
    assert {day: house(kz_on(kz, day)) for day in houses} == houses
    assert mixture(kz_on(kz, "2023-03-19")) == ("parallel", "", None)
    assert mixture(Body(shipped("se").on(date(2022, 9, 11)))) == ("compensating", "none", 310)
    assert half(kz_on(kz, "2023-03-19", "maslikhat"), 32) == 16
    with pytest.raises(RulebookError, match="how it is rounded is unknown"):
        half(kz_on(kz, "2023-03-19", "maslikhat"), 33)
    with pytest.raises(RulebookError, match=r"elections\.method is unknown on 2026-07-01"):
        elect(of(a=5), kz_on(kz, "2026-07-01"))


def test_the_house_of_2023_is_put_together(kz: Rulebook) -> None:
    body = kz_on(kz, "2023-03-19")
    lists = elect(of(Amanat=3431510, Auyl=693938, Respublica=547154, AkZhol=535139, QHP=432920, OSDP=331058), body)
    found = assembled(lists, {"Amanat": 22, "independents": 7}, body)
    assert (found.seats["Amanat"], found.seats["independents"], found.house) == (62, 7, 98)
    with pytest.raises(InputError, match="30 seats are won in districts, and the law has 29"):
        assembled(lists, {"Amanat": 30}, body)
    with pytest.raises(InputError, match="1 seats are won in districts, and the law has 0"):
        assembled(lists, {"Amanat": 1}, kz_on(kz, "2016-03-20"))


def test_fixed_seats_beyond_a_share_are_given_back_and_the_others_level_out() -> None:
    body = Body(shipped("se").on(date(2022, 9, 11)))
    lists = elect(of(a=600, b=400), body)
    found = assembled(lists, {"a": 180, "b": 130}, body)
    assert (found.seats, found.house, found.uncovered) == ({"a": 209, "b": 140}, 349, {})
    assert assembled(lists, {"a": 160, "b": 150}, body).uncovered == {"b": 10}


def test_a_tie_is_broken_by_the_order_of_registration_and_without_it_stands(kz: Rulebook) -> None:
    body = kz_on(kz, "2023-03-19")
    lines = [Entrant(name=name, votes=10, registered=at) for name, at in (("a", 3), ("b", 1), ("c", 2))]
    found = elect(lines, body, seats=5)
    assert found.seats == {"a": 1, "b": 2, "c": 2}
    assert [(one.rule, one.given) for one in found.broken] == [("earlier_registration", ("b", "c"))]
    standing = elect(of(a=10, b=10, c=10), body, seats=5)
    assert (standing.seats, standing.ties) == ({"a": 1, "b": 1, "c": 1}, (Tie(("a", "b", "c"), 2, "remainder"),))
    half_known = [lines[0], lines[1], Entrant(name="c", votes=10)]
    assert elect(half_known, body, seats=5).ties == standing.ties
    # In a maslikhat no rule is known, so the tie stands whatever is handed in.
    assert elect(lines, kz_on(kz, "2023-03-19", "maslikhat"), seats=5).ties == standing.ties


def test_a_recorded_lot_breaks_a_tie_where_the_law_draws_lots() -> None:
    body = Body(shipped("se").on(date(2022, 9, 11)))
    lines = [Entrant(name=name, votes=10, lot=at) for name, at in (("a", 2), ("b", 1))]
    found = elect(lines, body, seats=3)
    assert (found.seats, found.broken[0].rule) == ({"a": 1, "b": 2}, "lot")
    assert elect(of(a=10, b=10), body, seats=3).ties == (Tie(("a", "b"), 1, "quotient"),)


def own(*more: str) -> Law:
    rules = (
        own_rule("list_seats", "number", "number = 20"),
        own_rule("method", "word", 'word = "largest-remainder/imperiali"'),
        own_rule("surplus", "word", 'word = "larger_quota"'),
        own_rule("remainder", "word", 'word = "highest_average"'),
        own_rule("threshold", "share", 'measure = "votes"\nbase = "valid"\ncompare = "more than"\nshare = "1/20"'),
        own_rule(
            "threshold_coalitions", "table", 'entries = [{ word = "2", article = "2", words = ["8/100"] }]'
        ),
        own_rule("tie", "list", 'words = ["older"]'),
        *more,
    )  # fmt: skip
    return law_of(*rules)


def test_another_country_needs_only_its_own_toml() -> None:
    lines = [
        Entrant(name="a", votes=500, born="1970-01-01"),
        Entrant(name="b", votes=370, born="1960-01-01"),
        Entrant(name="at the bar", votes=50),
        Entrant(name="a coalition", votes=80, members=2),
    ]
    found = elect(lines, Body(own()))
    # More than 5 per cent of 1,000 for a list, more than 8 for a coalition: both others are exactly there, and out.
    assert set(found.admitted) == {"a", "b"}
    assert (found.allocation.method.remainder, sum(found.seats.values())) == ("highest_average", 20)
    assert found.citations["elections.method"] == "Election Act of nowhere (invented), s. 1"
    pair = [Entrant(name=one, votes=9, born=born) for one, born in (("a", "1970-01-01"), ("b", "1960-01-01"))]
    tied = elect(pair, Body(own()), seats=3)
    assert (tied.seats, tied.broken[0].rule) == ({"a": 1, "b": 2}, "older")


def test_a_rule_that_cannot_be_read_is_refused_by_name() -> None:
    luck = own_rule("threshold_alternatives", "table", 'entries = [{ word = "luck", article = "3", words = [] }]')
    with pytest.raises(RulebookError, match=r"elections\.threshold_alternatives: luck cannot be read"):
        elect(of(a=5, b=4), Body(own(luck)))


def test_what_is_handed_in_must_be_whole_and_complete(kz: Rulebook) -> None:
    body = kz_on(kz, "2023-03-19")
    with pytest.raises(InputError, match="stands twice"):
        elect([*of(a=5), *of(a=4)], body)
    for more, said in (
        ({"born": "1960"}, "wanted a day of birth"),
        ({"lot": 0}, "count from 1"),
        ({"kind": "x"}, "no kind"),
    ):
        with pytest.raises(InputError, match=said):
            Entrant(name="a", votes=1, **more)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="no lists"):
        elect([], body)
    with pytest.raises(InputError, match="is less than the"):
        elect(of(a=5, b=5), body, bases={"valid": 4})
    files = texts(shipped_laws(), "kz")
    changed = files["elections.toml"].replace("number = 29", "number = 28")
    law = read("kz", {**files, "elections.toml": changed}).on(date(2023, 3, 19))
    with pytest.raises(RulebookError, match="98 are not 69 and 28 and 0"):
        elect(of(a=5), Body(law))
