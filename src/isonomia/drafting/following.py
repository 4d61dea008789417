"""What hangs on a provision - a comment, a proposal, a note - and where it stands in a later edition.

It follows by uid, by the words that it quotes, or by a stated correspondence; where those words are no longer there it
is shown as on an earlier wording. It is never moved by likeness.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from isonomia.drafting.correspondence import Correspondence
from isonomia.drafting.editions import Edition
from isonomia.drafting.matching import said_in
from isonomia.drafting.words import KEPT, counted, difference
from isonomia.errors import InputError

LEAST_QUOTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A unit and, perhaps, words of it: `start` counts the characters before them in the unit as printed."""

    uid: str
    quote: str = ""
    start: int = 0


class Standing(StrEnum):
    """How what hangs on a provision stands in a later edition."""

    HOLDS = "holds"
    EARLIER_WORDING = "earlier_wording"
    GONE = "gone"


class By(StrEnum):
    """By what it was followed."""

    UID = "uid"
    QUOTE = "quote"
    CORRESPONDENCE = "correspondence"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Where an anchor stands in the new edition: at no place, at one, or at several where a provision was divided."""

    standing: Standing
    by: By
    places: tuple[Anchor, ...] = ()


def follow(anchor: Anchor, old: Edition, new: Edition, correspondence: Correspondence | None = None) -> Followed:
    """Find what an anchor of the old edition hangs on in the new one.

    It holds where its quoted words still stand there or, without a quote, where the unit's words are the same.

    Raises:
        InputError: the old edition lacks the unit or its quoted words, or the table is of other texts.
    """
    _check(anchor, old, new, correspondence)
    if old.lineage == new.lineage and anchor.uid in new.by_uid:
        return _standing(anchor, [anchor.uid], By.UID, (old, new))
    stated = correspondence.new_of(old.by_uid[anchor.uid].eid) if correspondence else None
    uids = [new.by_eid[eid].uid for eid in stated or () if eid in new.by_eid]
    if uids:
        return _standing(anchor, uids, By.CORRESPONDENCE, (old, new))
    place = _quoted(anchor, new) if stated is None else None
    if place is not None:
        return Followed(standing=Standing.HOLDS, by=By.QUOTE, places=(place,))
    return Followed(standing=Standing.GONE, by=By.NOTHING if stated is None else By.CORRESPONDENCE)


def _check(anchor: Anchor, old: Edition, new: Edition, correspondence: Correspondence | None) -> None:
    if anchor.uid not in old.by_uid:
        raise InputError(f'no unit "{anchor.uid}" in the edition that was quoted')
    stands = old.words(anchor.uid)[anchor.start : anchor.start + len(anchor.quote)]
    if anchor.start < 0 or stands != anchor.quote:
        raise InputError(f'{old.by_uid[anchor.uid].eid}: at {anchor.start} stands "{stands}", not "{anchor.quote}"')
    if correspondence and (correspondence.old, correspondence.new) != (old.lineage, new.lineage):
        raise InputError("the correspondence table is of other texts than these two editions")


def _standing(anchor: Anchor, uids: Sequence[str], by: By, editions: tuple[Edition, Edition]) -> Followed:
    """Where the words are still found, only that place; where they are not, every place they may have become."""
    found = tuple(place for uid in uids if (place := _place(anchor, uid, *editions)) is not None)
    if found:
        return Followed(standing=Standing.HOLDS, by=by, places=found)
    return Followed(standing=Standing.EARLIER_WORDING, by=by, places=tuple(Anchor(uid=uid) for uid in uids))


def _place(anchor: Anchor, uid: str, old: Edition, new: Edition) -> Anchor | None:
    """The anchor on a unit of the new edition; None where its words are not surely there."""
    if not anchor.quote:
        return Anchor(uid=uid) if said_in(old, anchor.uid) == said_in(new, uid) else None
    words = new.words(uid)
    end = anchor.start + len(anchor.quote)
    for one in difference(old.words(anchor.uid), words):
        if one.kind == KEPT and one.old_start <= anchor.start and end <= one.old_end:
            return Anchor(uid=uid, quote=anchor.quote, start=one.new_start + anchor.start - one.old_start)
    once = words.count(anchor.quote) == 1
    return Anchor(uid=uid, quote=anchor.quote, start=words.index(anchor.quote)) if once else None


def _quoted(anchor: Anchor, new: Edition) -> Anchor | None:
    """The one line of the whole text where a quote of some length stands, once."""
    if counted(anchor.quote).total() < LEAST_QUOTED:
        return None
    found = [one for one in new.provisions if anchor.quote in one.line]
    if len(found) != 1 or found[0].line.count(anchor.quote) != 1:
        return None
    return Anchor(uid=found[0].uid, quote=anchor.quote, start=found[0].line.index(anchor.quote))
