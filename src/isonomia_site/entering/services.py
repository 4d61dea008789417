"""How every desk enters an act: who asks is looked up again, the matter is as it was seen, and the law admits it."""

from collections.abc import Callable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from msgspec import structs

from isonomia.errors import ConflictError, InputError
from isonomia.people.state import People
from isonomia.record.act import Act, Actor, Body, Commitment
from isonomia.reform.road import BODIES
from isonomia_site.permissions import MAY_ENTER, By
from isonomia_site.record.clock import instant
from isonomia_site.record.reader import acts_of, opened
from isonomia_site.record.writer import enter

NAMES = {kind: name for (name, _), kind in BODIES.items()}
Judge = Callable[[By, Act, Sequence[Act]], Mapping[str, str]]
"""Admits an act after those of its matter, or refuses it; gives what lists then show of the matter."""


def address_of(name: str) -> str:
    """The last part of the address at which a desk enters an act."""
    return name.partition(".")[2].replace("_", "-")


def standing(person: str, lacks_factor: bool = False) -> By:
    """A person with every role that the record says, as of today."""
    held = People.after(acts_of(f"person/{person}")).held(person) if person else ()
    return By(person, held, timezone.now().date(), lacks_factor)


@transaction.atomic
def enter_act(
    by: By, matter: str, body: Body, seen_place: int, *, judge: Judge, commit: tuple[Commitment, ...] = ()
) -> Act:
    """Enter one act of a matter that its reader saw with `seen_place` acts, if the judge admits it.

    `commit` are commitments to papers that were made for the act `id_of(matter, seen_place)`.

    Raises:
        UnlawfulActError, InputError: the law refuses it, or who asks may not enter it.
        ConflictError: another act was entered in this matter since `seen_place`.
    """
    before = seen(matter, seen_place)
    # What was true when the page was asked for may have ended since: roles are read again inside the transaction.
    by = standing(by.person, by.lacks_factor) if by.person else by
    act = structs.replace(_act(by, matter, body, seen_place), commit=commit)
    enter(act, judge(by, act, before), by=by)
    return act


def id_of(matter: str, place: int) -> str:
    """The id of the act that stands at a place of its matter."""
    return f"{matter}/{place + 1}"


def seen(matter: str, seen_place: int) -> list[Act]:
    """The acts of a matter that has as many as its reader saw.

    Raises:
        InputError: the record is not opened yet.
        ConflictError: another act was entered in this matter since.
    """
    if opened() is None:
        raise InputError("the record is not opened yet: nothing can be entered before its first act")
    before = acts_of(matter)
    if len(before) != seen_place:
        raise ConflictError(f"{matter} has {len(before)} acts, of which {seen_place} were seen")
    return before


def _act(by: By, matter: str, body: Body, place: int) -> Act:
    name = NAMES[type(body)]
    fitting = sorted(MAY_ENTER[name] & by.roles(matter)) or sorted(MAY_ENTER[name])
    return Act(
        act=name,
        v=1,
        id=id_of(matter, place),
        matter=matter,
        place=place,
        at=instant(),
        actor=Actor(role=fitting[-1], capacity=by.person or None),
        body=body,
    )
