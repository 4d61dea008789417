"""The eye: what pages and services learn of the record. Pages see what is under a signed head, and no more."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.db import Error
from msgspec import structs

from isonomia.errors import InputError, RecordError
from isonomia.record.act import Act, cited_blobs, read_entry
from isonomia.record.acts import RecordOpened
from isonomia.record.checkpoint import stated_in
from isonomia.record.governing import Governing
from isonomia.record.merkle import leaf_hash, verify_inclusion
from isonomia.record.policy import Policy
from isonomia.record.reading import figures_path
from isonomia.reform.acts import Opened
from isonomia.reform.road import BODIES, Reform, adopted
from isonomia.rulebook.law import Law, Rulebook
from isonomia_site.record.models import RECORD, Blob, Check, Checkpoint, Cosignature, Entry, Leaf
from isonomia_site.record.tree import published_tree

PAGE = 25
OF_PROPOSALS = ("proposal", "demand", "campaign")
"""The kinds of matters of proposals."""

OF_COURT = ("case", "norm")
"""The kinds of matters of the court."""

NOT_REPLAYED = (*OF_PROPOSALS, *OF_COURT, "complaint", "claim", "assembly")
"""The kinds of matters of which there may be hundreds of thousands: each is replayed with the few that it speaks of."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest signed head of the log, as it is published."""

    origin: str
    size: int
    root: bytes
    note: str
    signed: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """Who stands behind a head: the witnesses that cosigned it, of those that the record's policy names."""

    cosigned: tuple[str, ...]
    witnesses: int
    quorum: str
    quorum_met: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """The last run of the verifier over the published files."""

    size: int
    faults: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry under the head: its act, its bytes, its hash, and the way from there to the root."""

    act: Act
    body: bytes
    leaf_hash: bytes
    proof: tuple[bytes, ...]
    head: Head


@dataclass(frozen=True, slots=True)
class Page:
    """Some acts in the order of the log, and where the pages before and after begin."""

    acts: Sequence[Act]
    head: Head
    before: int | None
    after: int | None


def head() -> Head:
    """Return the newest signed head.

    Raises:
        RecordError: nothing is published yet.
    """
    row = Checkpoint.objects.order_by("-size").first()
    if row is None:
        raise RecordError("nothing is published yet: no head of the log has been signed")
    origin = stated_in(row.note).origin
    return Head(origin, row.size, bytes(row.root), row.note, row.created)


def cosigned(top: Head) -> Head:
    """Return a head whose note bears every cosignature that came for it, as the published file does."""
    return replace(top, note=top.note + "".join(cosignatures(top.size)))


def cosignatures(size: int) -> list[str]:
    """The lines by which witnesses have cosigned the head of a size, in the order in which they came."""
    return list(Cosignature.objects.filter(size=size).order_by("pk").values_list("line", flat=True))


def signatures(top: Head) -> Signed:
    """Return who signed a head, under the policy that was in force then."""
    policy = policy_in_force([act for act in acts_of(RECORD) if act.index is not None and act.index < top.size])
    checked = policy.check(top.note)
    return Signed(checked.cosigned, len(policy.witnesses), policy.quorum, checked.quorum_met)


def opened() -> RecordOpened | None:
    """What the record said when it was opened; None where it is not opened yet."""
    first = _first()
    return first.body if first is not None and isinstance(first.body, RecordOpened) else None


def origin() -> str:
    """The name of the log that this hall keeps.

    Raises:
        InputError: the record is not opened yet.
    """
    found = opened()
    if found is None:
        raise InputError("the record is not opened yet")
    return found.origin


def is_compiled() -> bool:
    """Whether a compiler opened the record; asked by every page, so a database that does not answer says no."""
    try:
        first = _first()
    except Error:
        return False
    return first is not None and first.actor.role == "compiler"


def _first() -> Act | None:
    body = Entry.objects.filter(matter=RECORD, place=0).values_list("body", flat=True).first()
    return None if body is None else read_entry(bytes(body), BODIES)


def policy_in_force(acts: Sequence[Act]) -> Policy:
    """The policy that the last act about it names, of the acts by which the record governs itself.

    Raises:
        InputError: the record is not opened yet.
    """
    if not acts or not isinstance(acts[0].body, RecordOpened):
        raise InputError("the record is not opened yet")
    return Policy.parse(bytes(Blob.objects.get(sha256=governing(acts).policies[-1]).body))


def governing(acts: Sequence[Act]) -> Governing:
    """What a record says of itself in these acts, judged by their order: numbers of the log may be outstanding."""
    found = Governing([])
    for place, act in enumerate(acts):
        found.take(structs.replace(act, index=place), RECORD)
    return found


def last_check() -> Checked | None:
    """Return how the last check of the published files went."""
    row = Check.objects.order_by("-pk").first()
    return Checked(row.size, row.faults, row.created) if row else None


def entry(index: int) -> Shown:
    """Return one entry with the proof that it is under the signed head.

    Raises:
        InputError: the published log has no such entry.
    """
    top = head()
    if not 0 <= index < top.size:
        raise InputError(f"there is no entry {index}: the record has entries 0 to {top.size - 1}")
    body = bytes(Entry.objects.values_list("body", flat=True).get(leaf__leaf_index=index))
    proof = tuple(published_tree(settings.ISONOMIA_PUBLISHED, top.size).inclusion(index))
    hashed = leaf_hash(body)
    verify_inclusion(hashed, index, top.size, proof, top.root)
    return Shown(read_entry(body, BODIES, index), body, hashed, proof, top)


def page(start: int) -> Page:
    """Return up to 25 acts from a number of the log on."""
    top = head()
    rows = Leaf.objects.filter(leaf_index__gte=start, leaf_index__lt=min(start + PAGE, top.size))
    bodies = rows.order_by("leaf_index").values_list("leaf_index", "entry__body")
    acts = [read_entry(bytes(body), BODIES, index) for index, body in bodies]
    before = max(start - PAGE, 0) if start > 0 else None
    after = start + PAGE if start + PAGE < top.size else None
    return Page(acts, top, before, after)


def acts_of(matter: str) -> list[Act]:
    """Return all acts of one matter in their order, those not yet numbered among them (`index` is None there)."""
    rows = Entry.objects.filter(matter=matter).order_by("place").values_list("leaf__leaf_index", "body")
    return [read_entry(bytes(body), BODIES, index) for index, body in rows]


def first_acts(series: str) -> list[Act]:
    """Return the acts with which the matters of a series (`recall/2026-`) began, in the order of their entry."""
    rows = Entry.objects.filter(matter__startswith=series, place=0).order_by("pk")
    return [read_entry(bytes(body), BODIES, index) for index, body in rows.values_list("leaf__leaf_index", "body")]


def all_acts(leaving_out: Collection[str] = (), under: int | None = None) -> list[Act]:
    """Return every act entered: in the order of the log, then those not yet numbered.

    `leaving_out` are kinds of matters (`proposal`) of which nothing is asked; `under` is the size of a head, where only
    what is under it is asked.
    """
    rows = Entry.objects.order_by("leaf__leaf_index", "pk")
    if under is not None:
        rows = rows.filter(leaf__leaf_index__lt=under)
    for kind in leaving_out:
        rows = rows.exclude(matter__startswith=f"{kind}/")
    numbered = [(index, bytes(body)) for index, body in rows.values_list("leaf__leaf_index", "body")]
    # Databases differ in where they put what has no number.
    numbered.sort(key=lambda row: (row[0] is None, row[0] or 0))
    return [read_entry(body, BODIES, index) for index, body in numbered]


def newest_entry() -> int:
    """The number in the database of what was entered last; 0 where nothing was."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def blobs() -> dict[str, bytes]:
    """Return every text kept, by its hash."""
    return {digest: bytes(body) for digest, body in Blob.objects.values_list("sha256", "body")}


def rulebook_acts() -> list[Act]:
    """Return the acts by which rulebooks were adopted."""
    return [act for act in acts_of(RECORD) if act.act == "rulebook.adopted"]


def rulebooks() -> dict[str, Rulebook]:
    """Return the rulebooks that the record adopted, read once for the acts by which it did."""
    return _adopted(tuple(rulebook_acts()))


@lru_cache(maxsize=4)
def _adopted(found: tuple[Act, ...]) -> dict[str, Rulebook]:
    cited = [digest for act in found for digest, _size in cited_blobs(act.body)]
    rows = Blob.objects.filter(sha256__in=cited).values_list("sha256", "body")
    return adopted(found, {digest: bytes(body) for digest, body in rows})


def rulebook() -> Rulebook | None:
    """Return the rulebook of the record's country, as it was adopted last.

    Of several countries it is that for which the reform was opened. None where the record adopts none for it.
    """
    books = rulebooks()
    if len(books) < 2:
        return next(iter(books.values()), None)
    opening = Entry.objects.filter(matter__startswith="reform/", place=0).order_by("pk").values_list("body", flat=True)
    opened_by = read_entry(bytes(opening[0]), BODIES).body if opening else None
    return books.get(opened_by.country) if isinstance(opened_by, Opened) else None


def law_on(day: date) -> Law | None:
    """Return the law of the record's country on a day; None where no rulebook is adopted for it."""
    book = rulebook()
    return book.on(day) if book else None


def reform() -> Reform:
    """Return the record under the signed head, replayed but for what stands by itself; the same until it moves.

    Of proposals, cases and complaints there may be hundreds of thousands: their pages read the index and the few
    matters that they show, and their figures are read as published.
    """
    top = head()
    return _replayed(top.size, top.root)


@lru_cache(maxsize=2)
def _replayed(size: int, root: bytes) -> Reform:
    # The root stands for every byte of every entry, so it is all that the cache needs to know.
    acts = all_acts(NOT_REPLAYED, size)
    texts = blobs()
    return Reform.after(acts, adopted(acts, texts), texts)


def published_figures() -> bytes:
    """Return the file of numbers that was published under the signed head; empty where it is not there."""
    path = settings.ISONOMIA_PUBLISHED / figures_path(head().size)
    return path.read_bytes() if path.is_file() else b""
