"""Another country in TOML alone: half cantons, a quorum to repeal, a share of the electorate, a rounded share."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from isonomia.errors import RulebookError
from isonomia.exact import Bar
from isonomia.referendum.rules import Count, Decision, PrintedShare, TerritoryCount, Votes, decide
from isonomia.rulebook.law import Law, Rulebook
from isonomia.rulebook.loading import check_tests, read

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


# A law may say how its share is rounded; where it does not, nothing is rounded and 11 of 17 are fewer than two thirds.
def territorial_law(compare: str, share: str, rounding: str, count: int = 17) -> Law:
    unit, value = bar("yes", "territories", compare, share)
    value += f'\nrounding = "{rounding}"' if rounding else ""
    rules = {
        "valid_if": words(),
        "adopted_if": words("regions"),
        "regions": (unit, value),
        "region_majority": bar("yes", "yes_plus_no", "more than", "1/2"),
    }
    return country("dd", rules, {f"D{number:02}": "1" for number in range(count)})


def agreed_in(agreeing: int, law: Law) -> Decision:
    units = tuple(
        TerritoryCount(one.id, majority="yes" if at < agreeing else "no") for at, one in enumerate(law.register())
    )
    return decide(Votes(Count(), units), law)


@pytest.mark.parametrize(
    ("compare", "share", "rounding", "count", "required"),
    [
        ("at least", "2/3", "", 17, 12),
        ("more than", "2/3", "", 17, 12),
        ("at least", "2/3", "up", 17, 12),
        ("at least", "2/3", "down", 17, 11),
        ("at least", "2/3", "nearest", 17, 11),  # 11.33
        ("at least", "2/3", "nearest", 16, 11),  # 10.67
        ("at least", "2/3", "down", 16, 10),
        ("more than", "2/3", "down", 17, 12),
        ("more than", "2/3", "up", 17, 13),
        ("at least", "1/2", "nearest", 17, 9),  # 8.5: a half goes up
        ("at least", "1/2", "down", 17, 8),
        ("at least", "2/3", "down", 18, 12),
        ("at least", "2/3", "", 18, 12),
        ("more than", "2/3", "", 18, 13),
    ],
)
def test_a_share_that_is_no_whole_number_is_rounded_only_as_the_law_says(
    compare: str, share: str, rounding: str, count: int, required: int
) -> None:
    law = territorial_law(compare, share, rounding, count)
    (test,) = agreed_in(required, law).tests
    assert (test.required, test.passed, test.bar.rounding) == (required, True, rounding)
    assert agreed_in(required, law).outcome == "adopted"
    assert agreed_in(required - 1, law).outcome == "rejected"


def test_a_rounding_that_no_law_could_mean_is_refused() -> None:
    with pytest.raises(RulebookError, match="rounding: wanted one of up, down, nearest; not 'half'"):
        territorial_law("at least", "2/3", "half")


def test_a_printed_share_alone_does_not_settle_a_rounded_bar() -> None:
    exact, rounded = (Bar(Fraction(2, 3), False, "yes", "valid", rounding) for rounding in ("", "down"))
    assert PrintedShare("yes", "valid", "70.0").clears(exact) is True
    assert PrintedShare("yes", "valid", "70.0").clears(rounded) is None


@pytest.mark.parametrize(("compare", "outcome"), [("more than", "rejected"), ("at least", "adopted")])
def test_a_tie_goes_as_the_comparison_says(compare: str, outcome: str) -> None:
    law = country(
        "ee",
        {"valid_if": words(), "adopted_if": words("majority"), "majority": bar("yes", "yes_plus_no", compare, "1/2")},
    )
    decision = decide(Votes(Count(yes=500, no=500)), law)
    assert (decision.outcome, decision.tests[0].required) == (outcome, 501 if compare == "more than" else 500)
    assert decide(Votes(Count(yes=501, no=500)), law).outcome == "adopted"
    assert decide(Votes(Count(yes=500, no=501)), law).outcome == "rejected"


@pytest.mark.parametrize(("compare", "outcome"), [("more than", "rejected"), ("at least", "adopted")])
def test_half_of_the_territories_is_a_tie_too(compare: str, outcome: str) -> None:
    law = territorial_law(compare, "1/2", "", 18)
    assert agreed_in(9, law).outcome == outcome


# A ballot with both answers marked: valid and counted for nobody, or invalid. The same papers, two laws, two outcomes.
def both_marked_law(valid: tuple[str, ...]) -> Law:
    return country(
        "ff",
        {
            "valid_if": words(),
            "adopted_if": words("majority"),
            "majority": bar("yes", "valid", "more than", "1/2"),
            "ballots": words("yes", "no", "both_marked", "invalid"),
            "valid_ballots": words(*valid),
        },
    )


@pytest.mark.parametrize(
    ("valid", "base", "outcome"),
    [(("yes", "no", "both_marked"), 1010, "rejected"), (("yes", "no"), 980, "adopted")],
)
def test_a_ballot_marked_twice_is_counted_as_the_law_says(valid: tuple[str, ...], base: int, outcome: str) -> None:
    papers = Count(took_part=1050, yes=500, no=480, both_marked=30, invalid=40)
    decision = decide(Votes(papers), both_marked_law(valid))
    assert (decision.outcome, decision.tests[0].denominator) == (outcome, base)


@pytest.mark.parametrize(
    ("day", "valid"),
    [("1999-06-01", None), ("2004-12-31", None), ("2005-01-01", 1010), ("2022-05-04", 1010), ("2022-06-05", 1010)],
)
def test_kazakhstan_counts_a_ballot_marked_twice_as_valid_where_an_edition_says_so(
    kz: Rulebook, day: str, valid: int | None
) -> None:
    law = kz.on(date.fromisoformat(day))
    papers = Count(yes=500, no=480, both_marked=30)
    if valid is None:
        with pytest.raises(RulebookError, match=f"referendum.valid_ballots is unknown on {day}"):
            papers.get("valid", law)
    else:
        assert papers.get("valid", law) == valid


# One validity for one kind of question, another for another; and bills that stand unless they are rejected.
KINDS = {
    "valid_if": words(),
    "valid_if_ordinary": words("quorum"),
    "adopted_if": words("majority"),
    "adopted_if_new_constitution": words("majority"),
    "rejected_if_ordinary": words("rejection", "rejection_electorate"),
    "quorum": bar("took_part", "registered", "at least", "1/3"),
    "majority": bar("yes", "yes_plus_no", "more than", "1/2"),
    "rejection": bar("no", "yes_plus_no", "more than", "1/2"),
    "rejection_electorate": bar("no", "registered", "at least", "3/10"),
}


@pytest.mark.parametrize(
    ("question", "took_part", "yes", "no", "wanted"),
    [
        ("amendment", 300, 151, 149, "adopted"),
        ("new_constitution", 300, 151, 149, "adopted"),
        ("ordinary", 300, 151, 149, "invalid"),
        ("ordinary", 500, 199, 300, "rejected"),
        ("ordinary", 500, 199, 299, "adopted"),  # more no than yes, but fewer than three tenths of the electorate
        ("ordinary", 700, 300, 300, "adopted"),  # a tie does not reject
        ("ordinary", 700, 350, 310, "adopted"),
        ("amendment", 700, 300, 301, "rejected"),
    ],
)
def test_each_kind_of_question_has_its_own_tests(question: str, took_part: int, yes: int, no: int, wanted: str) -> None:
    votes = Votes(Count(registered=1000, took_part=took_part, yes=yes, no=no))
    assert decide(votes, country("gg", KINDS), question).outcome == wanted


def test_what_is_missing_leaves_a_rejection_open_unless_it_cannot_matter() -> None:
    law = country("gg", KINDS)
    assert decide(Votes(Count(registered=1000, took_part=500, no=300)), law, "ordinary").outcome == "undecided"
    assert decide(Votes(Count(registered=1000, took_part=500, no=299)), law, "ordinary").outcome == "adopted"


def test_one_kind_of_question_is_not_both_adopted_and_rejected() -> None:
    text = HEAD.format(country="hh")
    both = {**KINDS, "adopted_if_ordinary": words("majority")}
    text += "".join(VALUE.format(key=key, unit=unit, value=value) for key, (unit, value) in both.items())
    with pytest.raises(RulebookError, match="one kind of question is adopted or rejected"):
        check_tests(read("hh", {"referendum.toml": text}))
