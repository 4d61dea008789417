"""Two texts that only look different have one form; two that differ in a word have two."""

import pytest

from isonomia.proposals.folding import fold, repaired, words

RUSSIAN = "Каждый гражданин имеет право обращаться в Конституционный суд"
KAZAKH = "Әрбір азамат Конституциялық Сотқа тікелей жүгіне алуы тиіс"
ENGLISH = "Every citizen may appeal to the Constitutional Court"
INTO_LATIN = str.maketrans("аеорсухіһАВЕКМНОРСТХ", "aeopcyxihABEKMHOPCTX")
INTO_CYRILLIC = str.maketrans("aeopcyxihABEKMHOPCTX", "аеорсухіһАВЕКМНОРСТХ")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (RUSSIAN, RUSSIAN.upper()),
        (RUSSIAN, RUSSIAN.replace(" ", " \u200b")),
        (RUSSIAN, "«" + RUSSIAN.replace(" ", ",\n—\u00a0") + "…»"),
        (RUSSIAN, RUSSIAN.translate(INTO_LATIN)),
        (KAZAKH, KAZAKH.translate(INTO_LATIN)),
        (ENGLISH, ENGLISH.translate(INTO_CYRILLIC)),
        (ENGLISH, "".join(chr(ord(one) + 0xFEE0) if one.isalpha() else one for one in ENGLISH)),
        (KAZAKH, "Арбир азамат Конституциялык Сотка тикелей жугине алуы тиис"),
        ("Ещё один закон", "Еще один закон"),
        ("Straße für alle", "STRASSE FÜR ALLE"),
        ("Cafe\u0301 y peti\u0301cio\u0301n", "Café y petíción"),
        ("Права человека ΟТМЕНИТЬ нельзя", "Права человека ОТМЕНИТЬ нельзя"),
    ],
)
def test_what_only_looks_different_is_equal(text: str, same: str) -> None:
    assert text != same
    assert fold(text) == fold(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Сохранить президентскую республику", "Сохранить парламентскую республику"),
        ("не отменять", "отменять"),
        ("статья 15", "статья 51"),
    ],
)
def test_another_word_is_another_form(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_word_of_another_language_keeps_its_letters() -> None:
    assert repaired("Статья о COVID и GPS") == "Статья о COVID и GPS"
    assert repaired("Ελληνική республика") == "Ελληνική республика"


def test_a_word_that_consists_of_look_alikes_takes_the_script_of_the_text() -> None:
    assert words("нельзя cop выбрасывать") == ["нельзя", "сор", "выбрасывать"]


@pytest.mark.parametrize("text", ["", "  ", "—…!", "\u200b\u200d", "\ud800", "😀"])
def test_a_text_without_letters_has_an_empty_form(text: str) -> None:
    assert fold(text) == ""
    assert words(text) == []


def test_the_form_of_a_form_is_itself() -> None:
    for text in (RUSSIAN, KAZAKH, ENGLISH, "Ⅷ ½ ﬁ ß İ"):
        assert fold(fold(text)) == fold(text)
