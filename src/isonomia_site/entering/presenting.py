"""Acts and refusals in words, as the templates of every desk take them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from isonomia.errors import IsonomiaError, UnlawfulActError
from isonomia.record.act import Act
from isonomia.wording import say_finding
from isonomia_site.record.showing import WRITTEN_IN, Field, fields_of
from isonomia_site.record.wordlist import act_name, value_name

SLIP = "people.entered_in_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAct:
    """One act in words; whether it is to be disregarded, and whether who reads may say so."""

    act: Act
    name: str
    fields: tuple[Field, ...]
    by: str
    disregarded: bool
    own: bool


def in_words(entered: Sequence[Act], disregarded: Collection[str] = (), person: str = "") -> tuple[ShownAct, ...]:
    """Acts as a page tells them, the newest first; those that a person entered are marked as their own."""
    return tuple(_told(one, one.id in disregarded, person) for one in reversed(entered))


def _told(act: Act, disregarded: bool, person: str) -> ShownAct:
    mine = act.actor.capacity == person and act.act != SLIP
    return ShownAct(
        act=act,
        name=act_name(act.act),
        fields=fields_of(act.body),
        by=act.actor.capacity or value_name("role", act.actor.role, get_language() or WRITTEN_IN) or act.actor.role,
        disregarded=disregarded,
        own=mine and not disregarded,
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was entered, and the language it is said in where that is not the reader's."""

    text: str
    lang: str = ""


def refusal(error: IsonomiaError) -> Refusal:
    """Say a refusal in the reader's language; one without wording is shown as the law says it."""
    finding = error.finding if isinstance(error, UnlawfulActError) else None
    if finding is None:
        return Refusal(str(error), WRITTEN_IN)
    told = say_finding(finding, get_language() or WRITTEN_IN)
    return Refusal(f"{told[:1].upper()}{told[1:]}.")
