"""Both wordings of a text in one: what is kept, what was deleted, what was inserted, line by line."""

from msgspec import structs

from isonomia.drafting.comparison import Unit
from isonomia.drafting.editions import Edition
from isonomia.drafting.tables import Marked
from isonomia.drafting.words import DELETED, INSERTED, KEPT


def only(edition: Edition, uid: str) -> Edition:
    """One unit of an edition with all that stands in it, as an edition of its own."""
    first, *others = edition.subtree(uid)
    return structs.replace(edition, provisions=(structs.replace(first, parent=""), *others))


def merged(unit: Unit) -> tuple[Marked, ...]:
    """Both wordings of a line in one: what is kept, what is deleted, what is inserted."""
    if unit.old is None or unit.new is None:
        return (Marked(DELETED if unit.new is None else INSERTED, unit.shown.line),)
    old, new = unit.old.line, unit.new.line
    pieces = [
        Marked(one.kind, old[one.old_start : one.old_end] if one.kind == DELETED else new[one.new_start : one.new_end])
        for one in unit.spans
    ]
    return tuple(pieces) or (Marked(KEPT, new),)
