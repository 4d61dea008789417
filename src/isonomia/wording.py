"""What the law says to people: message codes and their values, in Kazakh, Russian or English.

The language is always an argument. The catalogues are gettext files whose message ids are the codes.
"""

import gettext
import re
from functools import cache
from importlib import resources

from isonomia.errors import Finding, InputError

LANGUAGES = ("kk", "ru", "en")
_DECIMAL = re.compile(r"(?<![\w.:/-])\d{1,3}\.\d+(?![\w.-])")
_AS_WRITTEN = ("year", "missing")
"""A year is a number whose thousands nobody parts; what sources lack is told in a sentence that may name years."""
_WHOLE = re.compile(r"(?<![\w.,/-])\d{4,15}(?![\w-]|\.\d|/)")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language not in LANGUAGES:
        raise InputError(f'no wording in "{language}": wanted one of {", ".join(LANGUAGES)}')
    path = resources.files("isonomia") / "locale" / language / "LC_MESSAGES" / "isonomia.mo"
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def say(code: str, language: str, **params: object) -> str:
    """Say one message in one language; a code without wording is shown as itself, never as a blank."""
    text = _catalogue(language).gettext(code)
    return text if text == code else text.format_map(params)


def has_wording(code: str, language: str) -> bool:
    """Say whether a code has wording in a language."""
    return _catalogue(language).gettext(code) != code


def say_finding(finding: Finding, language: str) -> str:
    """Say what a check found; values that name a measure or a stage are said in the same language."""
    shown = ((name, printable(value)) for name, value in finding.params)
    params = {name: value if name in _AS_WRITTEN else spoken(value, language) for name, value in shown}
    return say(f"finding.{finding.code}", language, where=printable(finding.where), **params)


def printable(text: str) -> str:
    """Write what a terminal or a page would obey instead of showing (escapes, reversals) as its code."""
    return "".join(one if one.isprintable() or one in "\n\N{NO-BREAK SPACE}" else ascii(one)[1:-1] for one in text)


def spoken(value: str, language: str) -> str:
    """Say a value as a message shows it: a word of the law's closed lists (`took_part`) or a rule by its name, in the
    language; numbers with their thousands apart and the decimal sign of the language; anything else as it is.

    >>> spoken("206096", "en"), spoken("2022-06-05", "en"), spoken("80.53", "ru")
    ('206,096', '2022-06-05', '80,53')
    """
    words = [f"word.{one}" for one in value.split(", ")]
    if all(has_wording(word, language) for word in words):
        return ", ".join(say(word, language) for word in words)
    if has_wording(f"rule.{value}", language):
        return say(f"rule.{value}", language)
    if language != "en":
        value = _DECIMAL.sub(lambda found: found[0].replace(".", ","), value)
    apart = "," if language == "en" else "\N{NO-BREAK SPACE}"
    return _WHOLE.sub(lambda found: f"{int(found[0]):,}".replace(",", apart), value)
