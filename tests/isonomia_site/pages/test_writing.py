"""How numbers and days are written in the three languages."""

from fractions import Fraction

import pytest
from django.utils import translation

from isonomia.errors import Finding
from isonomia.exact import Bar
from isonomia_site.pages.templatetags import writing
from isonomia_site.pages.wordlists import LISTS

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
        assert writing.bar(Bar(Fraction(3, 5), False, "yes", "took_part")).endswith("3/5")


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
