"""The catalogues of the hall: complete in Russian and Kazakh, nothing guessed, compiled as written."""

import re
from io import BytesIO
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation.template import templatize

HALL = Path(__file__).resolve().parents[3] / "src" / "isonomia_site"
TRANSLATED = ("kk", "ru")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def catalogue(language: str) -> polib.POFile:
    """The catalogue of a language, as written."""
    return polib.pofile(str(HALL / "locale" / language / "LC_MESSAGES" / "django.po"))


def asked_for() -> set[tuple[str, str]]:
    """Every message that the code and the templates of the hall ask for, with its context."""
    found = set()
    for path in sorted([*HALL.rglob("*.py"), *HALL.rglob("*.html")]):
        text = path.read_text(encoding="utf-8")
        method = "python" if path.suffix == ".py" else "javascript"
        source = text if path.suffix == ".py" else templatize(text)
        for _, message, _, context in extract(method, BytesIO(source.encode()), keywords=KEYWORDS):
            found.add((context or "", message[0] if isinstance(message, tuple) else message))
    return {(context, message) for context, message in found if message}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_there_and_no_other(language: str) -> None:
    have = {(entry.msgctxt or "", entry.msgid) for entry in catalogue(language)}
    assert asked_for() == have


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_and_none_is_fuzzy(language: str) -> None:
    po = catalogue(language)
    assert po.percent_translated() == 100
    assert po.fuzzy_entries() == [] and po.obsolete_entries() == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    path = HALL / "locale" / language / "LC_MESSAGES" / "django.mo"
    compiled = {(one.msgctxt, one.msgid): one for one in polib.mofile(str(path))}
    for entry in catalogue(language):
        there = compiled.pop((entry.msgctxt, entry.msgid))
        assert (there.msgstr, there.msgstr_plural) == (entry.msgstr, entry.msgstr_plural)
    assert compiled == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_values_of_its_message(language: str) -> None:
    values = re.compile(r"%\((\w+)\)s")
    for entry in catalogue(language):
        wanted = set(values.findall(entry.msgid + entry.msgid_plural))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert set(values.findall(text)) == wanted, entry.msgid


def test_kazakh_has_both_plural_forms_and_russian_four() -> None:
    for language, forms in (("kk", 2), ("ru", 4)):
        plurals = [entry for entry in catalogue(language) if entry.msgid_plural]
        assert plurals and all(len(entry.msgstr_plural) == forms for entry in plurals)
