"""How numbers and days are written in the three languages."""

from fractions import Fraction

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from isonomia.errors import Finding
from isonomia.exact import Bar
from isonomia.referendum import rules
from isonomia_site.pages.templatetags import writing
from isonomia_site.pages.wordlists import LISTS
from isonomia_site.referendum.presenting import Gauge

NB = "\u00a0"


@pytest.mark.parametrize(
    ("language", "number", "percent", "day", "month"),
    [
        ("en", "7,985,769", f"77.18{NB}%", f"5{NB}June 2022", "October 1998"),
        ("ru", f"7{NB}985{NB}769", f"77,18{NB}%", f"5{NB}июня 2022 года", "октября 1998 года"),
        ("kk", f"7{NB}985{NB}769", f"77,18{NB}%", f"2022 жылғы 5{NB}маусым", "1998 жылғы қазан"),
    ],
)
def test_numbers_and_days_follow_the_language(language: str, number: str, percent: str, day: str, month: str) -> None:
    with translation.override(language):
        assert writing.number(7985769) == number
        assert writing.percent("77.18") == percent
        assert writing.day("2022-06-05") == day
        assert writing.day("1998-10") == month
        assert writing.day("1998") == "1998"


def test_digits_stay_as_they_were_printed() -> None:
    with translation.override("ru"):
        assert writing.decimal("71.00") == "71,00"
        assert writing.decimal("72") == "72"


def test_what_is_not_known_is_said_and_never_a_nought() -> None:
    with translation.override("en"):
        for written in (writing.number(None), writing.percent(None), writing.day(None), writing.decimal("")):
            assert written == "not known"
        assert writing.number(0) == "0"
        assert writing.number(Fraction(5, 2)) == "5/2"


def test_a_bar_is_said_in_words() -> None:
    with translation.override("en"):
        assert writing.bar(Bar(Fraction(1, 2), True, "yes", "took_part")) == "more than half"
        assert writing.bar(Bar(Fraction(2, 3), False, "yes", "territories")) == "at least two thirds"
        assert writing.bar(Bar(Fraction(3, 5), False, "yes", "took_part")) == "at least 3/5"
        rounded = Bar(Fraction(2, 3), False, "yes", "territories", "down")
        assert writing.bar(rounded) == "at least two thirds, rounded down to a whole number"


@pytest.mark.parametrize(
    ("bar", "said"),
    [
        (Bar(Fraction(1, 2), True, "took_part", "registered"), "more than half of registered voters, 51 of 100."),
        (Bar(Fraction(1, 2), True, "yes", "took_part"), "more than half of those who took part, 51 of 100."),
        (Bar(Fraction(1, 2), True, "yes", "valid"), "more than half, 51 of 100 (of valid ballots). There are: 60."),
        (
            Bar(Fraction(2, 5), False, "yes", "registered"),
            "at least 2/5, 40 of 100 (of registered voters). There are: 60.",
        ),
    ],
)
def test_a_gauge_names_the_base_that_the_law_names(bar: Bar, said: str) -> None:
    held = rules.Test("referendum.majority", "", bar, 60, 100, True, "art. 1", "text")
    gauge = Gauge(test=held, percent="60.00", fill="60", mark="50", acts=(), figure="referendum.yes")
    with translation.override("en"):
        assert said in render_to_string("components/gauge.html", {"gauge": gauge})


def test_shares_inside_a_message_of_the_law_follow_the_language() -> None:
    found = Finding.of("turnout_conflict", "", hour="20:00", values="67.65 / 65.67")
    with translation.override("ru"):
        said = writing.finding_text(found)
    assert f"67,65 / 65,67{NB}%" in said and "20:00" in said
    with translation.override("en"):
        assert f"67.65 / 65.67{NB}%" in writing.finding_text(found)


def test_a_code_without_words_stays_itself() -> None:
    assert writing.phrase("22:00", "stage") == "22:00"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_list_speaks_the_language(language: str) -> None:
    with translation.override(language):
        said = [str(words) for one in LISTS.values() for words in one.values()]
    assert all(said)
    if language != "en":
        assert not [words for words in said if words.isascii()]
