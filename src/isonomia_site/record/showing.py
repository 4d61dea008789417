"""An act's body as names and values for a page, whatever kind of act it is, in the reader's language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.translation import get_language

from isonomia_site.record.citing import said as said_in_words
from isonomia_site.record.wordlist import field_name, value_name

LEFT_OUT = ("sources",)
TELLING = ("step", "claim", "stage", "hour", "polling_day", "as_at")
CODES = (
    *("origin", "policy_sha256", "sha256", "path", "root", "vkey", "successor", "media"),
    *("about", "referendum", "rule", "event", "since", "until", "grant", "disregard", "scope"),
    *("work", "eid", "uid", "follows", "law", "of"),
    *("digest", "hmac", "seed", "head_root"),
)
TERRITORIES = ("territory", "territories")
WRITTEN_IN = "en"
"""The language of what packs and desks enter, where an act does not say another."""

_moment = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")
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
    percent: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, where the items are rows of one table; none where they are not."""
        names = {tuple(one.name for one in item.fields) for item in self.items}
        nested = any(one.fields or one.items for item in self.items for one in item.fields)
        return names.pop() if len(self.items) > 1 and len(names) == 1 and not nested else ()

    @property
    def is_number(self) -> bool:
        """Whether it stands to the right in a table."""
        return self.number is not None or bool(self.percent)


def fields_of(body: msgspec.Struct, territories: Mapping[str, str] | None = None) -> tuple[Field, ...]:
    """Return the fields of a body in their order; its sources are shown apart, what is empty is left out.

    Territories are called by their names where those are given.
    """
    return tuple(_fields(_called(msgspec.to_builtins(body), territories or {}), type(body)))


def detail_of(body: msgspec.Struct) -> tuple[Field, ...]:
    """What tells this act from others of its kind: a step, a claim, a stage or an hour with the publisher, a day."""
    values = msgspec.to_builtins(body)
    found = [_field(key, values[key], WRITTEN_IN) for key in TELLING if values.get(key)]
    if {"stage", "hour"} & set(values) and values.get("sources"):
        found.append(Field(text=values["sources"][0]["publisher"]))
    return tuple(found)


def _called(value: Any, territories: Mapping[str, str], *, named: bool = False) -> Any:
    """Put the names of territories for their codes, wherever a field of territories holds them."""
    match value:
        case dict():
            return {key: _called(one, territories, named=key in TERRITORIES) for key, one in value.items()}
        case list() | tuple():
            return [_called(one, territories, named=named) for one in value]
        case str() if named:
            return territories.get(value, value)
    return value


def _fields(values: Mapping[str, Any], of: type | None = None) -> Iterator[Field]:
    lang = values.get("language") or values.get("lang") or WRITTEN_IN
    for name, value in values.items():
        if name not in LEFT_OUT and value not in (None, "", [], ()):
            yield _field(name, value, str(lang), field_name(name, of))


def _field(key: str, value: object, lang: str, name: str = "") -> Field:
    match value:
        case dict():
            return Field(name=name, fields=tuple(_fields(value)))
        case list() | tuple():
            return Field(name=name, items=tuple(_field(key, one, lang) for one in value))
        case int() if not isinstance(value, bool):
            return Field(name=name, number=value)
        case _:
            return _text(key, str(value), lang, name)


def _text(key: str, value: str, lang: str, name: str) -> Field:
    said = value_name(key, value, get_language() or WRITTEN_IN)
    if said is not None and said != value:
        return Field(name=name, text=said)
    if _day.fullmatch(value):
        return Field(name=name, day=value)
    if _moment.fullmatch(value):
        return Field(name=name, day=value[:10], text=value[11:])
    if key == "percent":
        return Field(name=name, percent=value)
    if key in CODES:
        return Field(name=name, code=value)
    if key in TERRITORIES:
        return Field(name=name, text=value)
    if (words := said_in_words(value)) != value:
        return Field(name=name, text=words)
    return Field(name=name, text=value, lang=lang)
