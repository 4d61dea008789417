"""Whether the files that acts cite are what the acts say: editions, plain texts, operations that fit their text."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from isonomia.drafting import acts, editions, operations
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.editions import Edition, Work, text_of
from isonomia.drafting.faults import TextError
from isonomia.drafting.operations import AnyOperation
from isonomia.errors import Finding, InputError

LAST_DAY = "9999-12-31"


def check_amendment(body: acts.AmendmentTabled, data: bytes, bases: Iterable[Edition]) -> tuple[Finding, ...]:
    """What is wrong with an amendment: operations that cannot be read, differ from those listed, or do not fit.

    Args:
        data: the file of operations that the act cites.
        bases: the edition to be amended, in each of its languages.
    """
    wrong = check_listing(body, data)
    if wrong:
        return wrong
    read = operations.read(data.split(b"\n"))
    # An event is taken to fall after every day that is named.
    events = {one.boundary.event: LAST_DAY for one in read if one.boundary.event is not None}
    return tuple(one for base in bases for one in unfit(body.amendment, base, read, LAST_DAY, events))


def check_listing(body: acts.AmendmentTabled, data: bytes) -> tuple[Finding, ...]:
    """Whether a file of operations can be read, and holds those that the act lists, with their targets and days."""
    try:
        read = operations.read(data.split(b"\n"))
    except InputError as error:
        return (Finding.of("file_unreadable", body.amendment, reason=error),)
    held = [(one.id, one.target, one.eid, one.boundary) for one in read]
    listed = [(one.operation, one.target, one.eid, one.boundary) for one in body.operations]
    differ = sorted({one[0] for one in held if one not in listed} | {one[0] for one in listed if one not in held})
    if differ or len(held) != len(listed):
        return (Finding.of("listing_differs", body.amendment, operations=", ".join(differ)),)
    return ()


def unfit(
    where: str, base: Edition, done: Sequence[AnyOperation], on: str, events: Mapping[str, str]
) -> tuple[Finding, ...]:
    """The faults that keep operations from being carried out on an edition by a day."""
    try:
        consolidate(base, done, on, events)
    except TextError as error:
        return tuple(
            Finding.of(
                "operation_unfit",
                where,
                operation=one.operation,
                eid=one.eid,
                in_language=base.language,
                reason=TextError((one,)),
            )
            for one in error.faults
        )
    except InputError as error:
        return (Finding.of("operation_unfit", where, operation="-", eid="-", in_language=base.language, reason=error),)
    return ()


def check_edition(body: acts.EditionPublished, one: acts.EditionText, data: bytes, plain: bytes) -> str:
    """In which way the files of an edition are not what the act says; empty where they are."""
    try:
        found = edition_in(data)
    except InputError as error:
        return str(error)
    if found.language != one.language or found.day != body.day or found.work != Work.of(body.work):
        return f"{found.work.iri if found.work else '-'}, {found.language}, {found.day}"
    return "" if text_of(found).encode() == plain else "the plain text is another"


@lru_cache(maxsize=64)
def edition_in(data: bytes) -> Edition:
    """The edition in a file; the same file is read once."""
    return editions.read(data)
