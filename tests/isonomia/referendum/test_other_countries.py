"""Another country written in TOML alone: half cantons, a quorum to repeal, a share of the electorate."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from isonomia.referendum.rules import Count, Decision, TerritoryCount, Votes, decide
from isonomia.rulebook.law import Law
from isonomia.rulebook.loading import read

DAY = date(2020, 9, 27)
HEAD = """\
country = "{country}"
institution = "referendum"
governs = "polling_day"
[source.act]
act = "The constitution"
read_in = "written for this test"
language = "en"
"""
VALUE = """
[rule.{key}]
unit = "{unit}"
[[rule.{key}.value]]
from = "1900-01-01"
{value}
certainty = "text"
citations = [{{ source = "act", article = "art. 1" }}]
"""
UNIT = """
[[territory]]
id = "{id}"
[[territory.value]]
from = "1900-01-01"
kind = "canton"
boundary = 1
weight = "{weight}"
names = {{ en = "{id}", kk = "{id}", ru = "{id}" }}
short = {{ en = "{id}", kk = "{id}", ru = "{id}" }}
tile = [1, 1]
certainty = "text"
citations = [{{ source = "act", article = "art. 1" }}]
"""


def bar(measure: str, base: str, compare: str, share: str) -> tuple[str, str]:
    return "share", f'measure = "{measure}"\nbase = "{base}"\ncompare = "{compare}"\nshare = "{share}"'


def words(*names: str) -> tuple[str, str]:
    return "list", "words = [" + ", ".join(f'"{one}"' for one in names) + "]"


def country(name: str, rules: Mapping[str, tuple[str, str]], weights: Mapping[str, str] = {}) -> Law:
    text = HEAD.format(country=name)
    text += "".join(VALUE.format(key=key, unit=unit, value=value) for key, (unit, value) in rules.items())
    files = {"referendum.toml": text}
    if weights:
        units = "".join(UNIT.format(id=id, weight=weight) for id, weight in weights.items())
        head = "\n".join(HEAD.format(country=name).splitlines()[3:])
        files["territories.toml"] = f'country = "{name}"\ncomplete_from = "1900-01-01"\n{head}\n{units}'
    return read(name, files).on(DAY)


# As in Switzerland: a majority of the valid votes and of the cantons; six half cantons; no quorum; a tie is a no.
FULL = [f"F{number:02}" for number in range(20)]
HALVES = [f"H{number}" for number in range(6)]
ALPINE = country(
    "aa",
    {
        "valid_if": words(),
        "adopted_if": words("majority", "regions"),
        "majority": bar("yes", "yes_plus_no", "more than", "1/2"),
        "regions": bar("yes", "territories", "more than", "1/2"),
        "region_majority": bar("yes", "yes_plus_no", "more than", "1/2"),
        "ballots": words("yes", "no", "blank", "invalid"),
        "valid_ballots": words("yes", "no"),
    },
    {**dict.fromkeys(FULL, "1"), **dict.fromkeys(HALVES, "1/2")},
)


def alpine(full: int, halves: int, yes: int = 51, no: int = 49, ties: int = 0) -> Decision:
    agreeing = {*FULL[:full], *HALVES[:halves]}
    tied = set(FULL[full : full + ties])
    units = tuple(
        TerritoryCount(id, Count(yes=10 if id in agreeing else 5 if id in tied else 4, no=5)) for id in (*FULL, *HALVES)
    )
    return decide(Votes(Count(yes=yes, no=no), units), ALPINE)


@pytest.mark.parametrize(
    ("full", "halves", "ties", "wanted"),
    [
        (11, 1, 0, "rejected"),  # exactly half of the 23
        (11, 2, 0, "adopted"),
        (12, 0, 0, "adopted"),
        (9, 6, 0, "adopted"),
        (9, 5, 0, "rejected"),
        (11, 1, 5, "rejected"),  # a tied canton has not agreed
    ],
)
def test_half_cantons_count_half(full: int, halves: int, ties: int, wanted: str) -> None:
    assert alpine(full, halves, ties=ties).outcome == wanted


def test_the_weights_are_added_exactly_and_shown() -> None:
    test = alpine(11, 1).tests[-1]
    assert (test.numerator, test.denominator, test.required) == (Fraction(23, 2), 23, 12)
    assert test.passed is False


def test_a_majority_of_cantons_without_one_of_the_people_rejects() -> None:
    assert alpine(20, 6, yes=50, no=50).outcome == "rejected"
    assert alpine(20, 6, yes=501, no=500).outcome == "adopted"


def test_a_missing_half_canton_can_matter_and_can_not() -> None:
    def without_last(full: int, halves: int) -> str:
        units = tuple(TerritoryCount(id, majority="yes" if at < full else "no") for at, id in enumerate(FULL))
        units += tuple(TerritoryCount(id, majority="yes" if at < halves else "no") for at, id in enumerate(HALVES[:-1]))
        return decide(Votes(Count(yes=51, no=49), units), ALPINE).outcome

    assert without_last(11, 1) == "undecided"
    assert without_last(11, 0) == "rejected"
    assert without_last(11, 2) == "adopted"


# As in Italy: a law is repealed if more than half of those entitled come, and more than half of the valid votes agree.
REPEAL = country(
    "bb",
    {
        "valid_if": words("quorum"),
        "adopted_if": words("majority"),
        "quorum": bar("took_part", "registered", "more than", "1/2"),
        "majority": bar("yes", "valid", "more than", "1/2"),
        "ballots": words("yes", "no", "blank", "invalid"),
        "valid_ballots": words("yes", "no"),
    },
)


@pytest.mark.parametrize(
    ("took_part", "yes", "no", "wanted"),
    [(500, 499, 1, "invalid"), (501, 250, 249, "adopted"), (501, 250, 250, "rejected"), (501, 3, 2, "adopted")],
)
def test_a_boycott_can_make_a_repeal_invalid(took_part: int, yes: int, no: int, wanted: str) -> None:
    assert decide(Votes(Count(registered=1000, took_part=took_part, yes=yes, no=no)), REPEAL).outcome == wanted


# As in Denmark: a majority of the votes, and that majority at least two fifths of the whole electorate.
ELECTORATE = country(
    "cc",
    {
        "valid_if": words(),
        "adopted_if": words("majority", "electorate"),
        "majority": bar("yes", "yes_plus_no", "more than", "1/2"),
        "electorate": bar("yes", "registered", "at least", "2/5"),
        "ballots": words("yes", "no", "blank", "invalid"),
        "valid_ballots": words("yes", "no"),
    },
)


@pytest.mark.parametrize(
    ("yes", "no", "wanted"),
    [(400, 100, "adopted"), (399, 100, "rejected"), (400, 400, "rejected"), (401, 400, "adopted")],
)
def test_a_share_of_the_electorate_is_one_more_test(yes: int, no: int, wanted: str) -> None:
    decision = decide(Votes(Count(registered=1000, yes=yes, no=no)), ELECTORATE)
    assert decision.outcome == wanted
    assert [one.key for one in decision.tests] == ["referendum.majority", "referendum.electorate"]


def test_the_electorate_is_needed_where_the_law_counts_it() -> None:
    decision = decide(Votes(Count(yes=401, no=400)), ELECTORATE)
    assert (decision.outcome, decision.missing) == ("undecided", ("registered",))
