"""The law of a day: half-open spans, imprecise dates, and what is unknown."""

from datetime import date
from fractions import Fraction

import pytest

from isonomia.errors import InputError, RulebookError
from isonomia.exact import Bar
from isonomia.rulebook.citation import LegalDate
from isonomia.rulebook.law import Gap, Rule, Rulebook, Unknown
from isonomia.rulebook.loading import read

QUORUM = "referendum.quorum"


@pytest.fixture(scope="module")
def rules(good: dict[str, str]) -> Rulebook:
    return read("xx", good)


def quorum(rules: Rulebook, day: str) -> Rule | Unknown:
    return rules.on(date.fromisoformat(day)).find(QUORUM)


@pytest.mark.parametrize(
    ("day", "share"),
    [("2000-01-01", "1/4"), ("2009-12-31", "1/4"), ("2010-01-01", "1/2"), ("2015-02-28", "1/2")],
)
def test_a_span_holds_from_its_first_day_and_not_on_its_last(rules: Rulebook, day: str, share: str) -> None:
    found = quorum(rules, day)
    assert isinstance(found, Rule)
    assert isinstance(found.value, Bar)
    assert found.value.share == Fraction(share)


def test_a_day_before_the_sources_begin_is_unknown(rules: Rulebook) -> None:
    found = quorum(rules, "1999-12-31")
    assert isinstance(found, Unknown)
    assert "begin with 2000-01-01" in found.missing


@pytest.mark.parametrize("day", ["2015-03-01", "2015-03-30"])
def test_a_day_inside_an_imprecise_month_is_unknown(rules: Rulebook, day: str) -> None:
    found = quorum(rules, day)
    assert isinstance(found, Unknown)
    assert "changed in 2015-03, not on which day" in found.missing


def test_the_last_day_of_the_month_is_sure_to_be_under_the_new_rule(rules: Rulebook) -> None:
    # A change in March has happened by the 31st at the latest; the law says that it sets no bar.
    assert rules.on(date(2015, 3, 31)).bar(QUORUM) is None
    assert rules.on(date(2017, 12, 31)).bar(QUORUM) is None


def test_a_day_inside_an_imprecise_year_is_unknown(rules: Rulebook) -> None:
    found = quorum(rules, "2018-06-30")
    assert isinstance(found, Unknown)
    assert "2018" in found.missing


def test_a_span_on_which_the_sources_are_silent_says_what_is_missing(rules: Rulebook) -> None:
    assert quorum(rules, "2019-06-01") == Unknown(QUORUM, "the gazette of that year was not found")
    with pytest.raises(RulebookError, match=r"referendum\.quorum is unknown on 2019-06-01 in xx: the gazette"):
        rules.on(date(2019, 6, 1)).rule(QUORUM)
    with pytest.raises(RulebookError, match="gazette"):
        rules.on(date(2019, 6, 1)).bar(QUORUM)


def test_what_is_only_assumed_can_be_shown_but_decides_nothing(rules: Rulebook) -> None:
    law = rules.on(date(2020, 1, 1))
    assert isinstance(law.find(QUORUM), Rule)
    for ask in (law.rule, law.bar):
        with pytest.raises(RulebookError, match=r"only assumed on 2020-01-01 \(referendum\.toml:\d+\)"):
            ask(QUORUM)


def test_a_rule_of_the_press_decides_and_carries_all_its_citations(rules: Rulebook) -> None:
    rule = rules.on(date(2012, 1, 1)).rule(QUORUM)
    assert rule.certainty == "press"
    assert rule.citation == "Referendum Act, art. 1; Referendum Act, art. 2"
    assert rule.citations[0].read_in == "a gazette"


def test_a_rule_names_its_file_and_line(rules: Rulebook, good: dict[str, str]) -> None:
    rule = rules.on(date(2012, 1, 1)).rule(QUORUM)
    name, line = rule.where.split(":")
    assert good[name].splitlines()[int(line) - 1] == 'from = "2010-01-01"'


def test_a_key_that_no_rulebook_has_is_unknown(rules: Rulebook) -> None:
    law = rules.on(date(2012, 1, 1))
    found = law.find("referendum.colour")
    assert isinstance(found, Unknown)
    with pytest.raises(RulebookError, match="no rule of this name in the rulebook of xx"):
        law.rule("referendum.colour")


def test_each_kind_of_value_is_given_only_as_its_kind(rules: Rulebook) -> None:
    law = rules.on(date(2012, 1, 1))
    assert law.number("referendum.results_days") == 7
    assert law.words("referendum.valid_if") == ("quorum",)
    assert law.word("referendum.tie") == "lot"
    with pytest.raises(RulebookError, match="no bar"):
        law.bar("referendum.results_days")
    with pytest.raises(RulebookError, match="no whole number"):
        law.number(QUORUM)
    with pytest.raises(RulebookError, match="no list"):
        law.words("referendum.tie")
    with pytest.raises(RulebookError, match="no word"):
        law.word("referendum.valid_if")


@pytest.mark.parametrize(
    ("day", "ids"),
    [
        ("2005-06-07", ["XX-1"]),
        ("2005-06-08", ["XX-1", "XX-2"]),
        ("2009-12-31", ["XX-1", "XX-2"]),
        ("2010-01-01", ["XX-1"]),
    ],
)
def test_territories_stand_from_their_first_day_and_not_on_their_last(
    rules: Rulebook, day: str, ids: list[str]
) -> None:
    assert [one.id for one in rules.on(date.fromisoformat(day)).register()] == ids


def test_a_register_before_it_is_complete_is_unknown(rules: Rulebook, good: dict[str, str]) -> None:
    with pytest.raises(RulebookError, match="begin with 2000-01-01"):
        rules.on(date(1999, 12, 31)).register()
    without = read("xx", {"referendum.toml": good["referendum.toml"]})
    with pytest.raises(RulebookError, match="lists no territories"):
        without.on(date(2012, 1, 1)).register()


def test_a_territory_is_found_by_its_id_on_its_days_only(rules: Rulebook) -> None:
    assert rules.on(date(2006, 1, 1)).territory("XX-2").weight == Fraction(1, 2)
    with pytest.raises(RulebookError, match="XX-2 is no territory of xx on 2010-01-01"):
        rules.on(date(2010, 1, 1)).territory("XX-2")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-06-05", date(2022, 6, 5), date(2022, 6, 5)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-12", date(2022, 12, 1), date(2022, 12, 31)),
        ("1998", date(1998, 1, 1), date(1998, 12, 31)),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text: str, first: date, last: date) -> None:
    assert (LegalDate.of(text).first, LegalDate.of(text).last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22",
        "2022-6-5",
        "2022-13",
        "2023-02-29",
        "2022-06-05T00",
        "20220605",
        "2022-W22",
        "2022-06-05-07",
        "\u0662022",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not a date"):
        LegalDate.of(text)


def test_after_its_last_span_a_rule_is_unknown_and_says_that_the_sources_end() -> None:
    span = Gap(LegalDate.of("2000-01-01"), LegalDate.of("2010-01-01"), "lost")
    found = Rulebook("xx", {"a.b": (span,)}).on(date(2010, 1, 1)).find("a.b")
    assert isinstance(found, Unknown)
    assert found.missing == "the sources used here end with 2010-01-01"
