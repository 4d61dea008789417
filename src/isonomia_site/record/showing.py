"""An act's body as names and values for a page, whatever kind of act it is, in the reader's language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from django.utils.translation import get_language

from isonomia_site.record.wordlist import field_name, value_name

LEFT_OUT = ("sources",)
CODES = ("origin", "policy_sha256", "sha256", "path", "about", "referendum", "rule", "event", "since", "until")
WRITTEN_IN = "en"
"""The language of what packs and desks enter, where an act does not say another."""

_day = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field by its name: a number, a day, a code, a text in a language, or items, or fields of its own."""

    name: str = ""
    number: int | None = None
    day: str = ""
    code: str = ""
    text: str = ""
    lang: str = ""
    items: tuple["Field", ...] = ()
    fields: tuple["Field", ...] = ()


def fields_of(body: msgspec.Struct) -> tuple[Field, ...]:
    """Return the fields of a body in their order; its sources are shown apart, what is empty is left out."""
    return tuple(_fields(msgspec.to_builtins(body)))


def _fields(values: Mapping[str, object]) -> Iterator[Field]:
    lang = values.get("language") or values.get("lang") or WRITTEN_IN
    for name, value in values.items():
        if name not in LEFT_OUT and value not in (None, "", [], ()):
            yield _field(name, value, str(lang), field_name(name))


def _field(key: str, value: object, lang: str, name: str = "") -> Field:
    match value:
        case dict():
            return Field(name=name, fields=tuple(_fields(value)))
        case list() | tuple():
            return Field(name=name, items=tuple(_items(key, value, lang)))
        case int() if not isinstance(value, bool):
            return Field(name=name, number=value)
        case _:
            return _text(key, str(value), lang, name)


def _items(key: str, values: Sequence[object], lang: str) -> Iterator[Field]:
    return (_field(key, value, lang) for value in values)


def _text(key: str, value: str, lang: str, name: str) -> Field:
    said = value_name(key, value, get_language() or WRITTEN_IN)
    if said is not None and said != value:
        return Field(name=name, text=said)
    if _day.fullmatch(value):
        return Field(name=name, day=value)
    if key in CODES:
        return Field(name=name, code=value)
    return Field(name=name, text=value, lang=lang)
