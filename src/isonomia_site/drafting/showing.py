"""Drafts, amendments and amendments in work, shaped for the pages of the desk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from isonomia.drafting import operations
from isonomia.drafting.drafts import Amendment, Draft
from isonomia.drafting.editions import Edition, Provision
from isonomia.drafting.faults import Fault, said
from isonomia.drafting.matching import article_kind
from isonomia.drafting.tables import Column, Row
from isonomia.errors import InputError
from isonomia.record.sources import Wording
from isonomia.wording import LANGUAGES, say
from isonomia_site.drafting.composing import Standing, missing
from isonomia_site.drafting.forms import WAYS
from isonomia_site.drafting.pieces import Piece, Written
from isonomia_site.drafting.presenting import place_in, short
from isonomia_site.drafting.suggesting import Read, Suggested
from isonomia_site.entering.forms import language_name

STATES = ("tabled", "accepted", "withdrawn", "rejected", "overtaken")


@dataclass(frozen=True, slots=True)
class Listed:
    """One draft in a list."""

    slug: str
    stage: str
    titles: tuple[Wording, ...]
    amendments: int

    @property
    def is_open(self) -> bool:
        """Whether amendments can be tabled."""
        return self.stage == "open"


def listed(draft: Draft) -> Listed:
    """Shape a draft for a list."""
    titles = draft.tabled.titles if draft.tabled else ()
    return Listed(draft.matter.partition("/")[2], draft.stage, titles, len(draft.amendments))


@dataclass(frozen=True, slots=True)
class ShownAmendment:
    """One amendment: its places in the text, its votes, and what it lacks."""

    id: str
    place: int
    state: str
    places: tuple[str, ...]
    reasons: tuple[Wording, ...]
    votes: int
    lacks: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing was decided on it yet."""
        return self.state == "tabled"


def amendments(standing: Standing, blobs: Mapping[str, bytes]) -> tuple[tuple[str, tuple[ShownAmendment, ...]], ...]:
    """The amendments of a draft by their state; states that none is in are left out."""
    shown = [_amendment(standing, one, blobs) for one in standing.draft.amendments.values()]
    groups = ((state, tuple(one for one in shown if one.state == state)) for state in STATES)
    return tuple((state, ones) for state, ones in groups if ones)


def _amendment(standing: Standing, one: Amendment, blobs: Mapping[str, bytes]) -> ShownAmendment:
    body = one.body
    places = dict.fromkeys(place_of(standing, each.target, each.eid) for each in body.operations)
    lacks = tuple(_lack(*each) for each in missing(standing, one, _operations(blobs.get(body.operations_file.sha256))))
    return ShownAmendment(body.amendment, one.act.place, one.state, tuple(places), body.reasons, len(one.votes), lacks)


def _operations(data: bytes | None) -> tuple[operations.AnyOperation, ...]:
    try:
        return operations.read(data.split(b"\n")) if data else ()
    except InputError:
        return ()


def _lack(what: str, language: str) -> str:
    names = {"reasons": gettext("No reasons in: %(language)s"), "words": gettext("No words in: %(language)s")}
    return names[what] % {"language": language_name(language)}


def place_of(standing: Standing, uid: str, eid: str) -> str:
    """Where a unit stands, as its text prints it: the article, then the marks down to the unit."""
    base = spoken(standing)
    one = base.by_uid.get(uid) if base else None
    if base is None or one is None:
        return eid
    return place_in(base, one)


def spoken(standing: Standing) -> Edition | None:
    """The base in the reader's language, or in its first."""
    return standing.bases.get(get_language() or "", standing.first)


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """One operation in work: where, what is done, and in which languages words are missing."""

    piece: Piece
    place: str
    way: str
    lacks: tuple[str, ...]
    has_moved: bool


def piece(standing: Standing, one: Piece) -> ShownPiece:
    """Shape an operation in work."""
    lacks = tuple(_lack("words", language) for language in one.lacking(tuple(standing.bases)))
    if not one.is_begun:
        lacks = (gettext("It is not said what is done, from when, or by which point."),)
    way = str(WAYS[one.way]) if one.way else ""
    return ShownPiece(one, place_of(standing, one.target, one.eid), way, lacks, standing.has_moved(one))


@dataclass(frozen=True, slots=True)
class ShownWork:
    """One amendment in work: its operations and what it lacks as a whole."""

    work: str
    pieces: tuple[ShownPiece, ...]
    lacks: tuple[str, ...]


def works(standing: Standing, found: Sequence[tuple[str, Written]]) -> tuple[ShownWork, ...]:
    """Shape the amendments in work."""
    return tuple(in_work(standing, work, written) for work, written in found)


def in_work(standing: Standing, work: str, written: Written) -> ShownWork:
    """Shape one amendment in work."""
    lacks = [_lack("reasons", one) for one in standing.bases if not written.reasons.get(one)]
    if not (written.tabled_on and written.basis):
        lacks.append(gettext("The day of tabling or the basis is missing."))
    if not written.pieces:
        lacks.append(gettext("It has no operation yet."))
    return ShownWork(work, tuple(piece(standing, one) for one in written.pieces), tuple(lacks))


@dataclass(frozen=True, slots=True)
class ShownFault:
    """A fault in the reader's language, over several lines, and the operation in work that has it (0: another)."""

    text: str
    key: int


def faults(found: Sequence[Fault], written: Written, amendment: str) -> tuple[ShownFault, ...]:
    """Shape the faults that a check found."""
    language = get_language() or "en"
    language = language if language in LANGUAGES else "en"
    keys = {f"{amendment}/{one.key}": one.key for one in written.pieces}
    return tuple(ShownFault(said(one, language), keys.get(one.operation, 0)) for one in found)


@dataclass(frozen=True, slots=True)
class Changed:
    """The words of a unit that an editor saw, and those that stand now, in one language.

    `times` is how often the words to be replaced stand in its line now, where such words were typed.
    """

    language: str
    seen: str
    now: str
    times: int | None


def changed(standing: Standing, one: Piece) -> tuple[Changed, ...]:
    """Both texts of a unit in every language; alike where only other amendments came."""
    now = standing.words(one)
    return tuple(
        Changed(language, one.seen.get(language, ""), now[language], standing.times(one, language)) for language in now
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a text that can be chosen: its level below the article, and its place in words."""

    provision: Provision
    level: int
    place: str


def articles(standing: Standing) -> tuple[Provision, ...]:
    """The articles of the text, and the lines that hold or stand beside them."""
    base = spoken(standing)
    inside: set[str] = set()
    found = []
    for one in base.provisions if base else ():
        if one.parent in inside or (base and one.kind == article_kind(base)):
            if one.parent not in inside:
                found.append(one)
            inside.add(one.uid)
        else:
            found.append(one)
    return tuple(found)


def units(standing: Standing, uid: str) -> Iterator[Choice]:
    """A unit and all that stands in it; a section, which is long, is there without its articles."""
    base = spoken(standing)
    if base is None or uid not in base.by_uid:
        return
    kind = article_kind(base)
    whole = base.unit_of(uid, kind) is not None or base.by_uid[uid].kind not in {one.name for one in base.kinds}
    for one in base.subtree(uid) if whole else (base.by_uid[uid],):
        level, here = 0, one
        while here.uid != uid:
            here, level = base.by_uid[here.parent], level + 1
        yield Choice(one, level, place_of(standing, one.uid, one.eid))


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One changed unit: its place, and both texts in every language, with marks."""

    place: str
    columns: tuple[Column, ...]


def rows(standing: Standing, found: Sequence[Row]) -> tuple[ShownRow, ...]:
    """The rows of a check."""
    return tuple(ShownRow(_path(standing, one), one.columns) for one in found)


def _path(standing: Standing, row: Row) -> str:
    base = spoken(standing)
    kind = article_kind(base) if base else ""
    at = next((at for at, one in enumerate(row.path) if one.kind == kind), 0)
    known = base.by_uid if base else {}
    # A unit that is new has only the words that were typed for it.
    return " › ".join(short(known.get(one.uid, one)) for one in row.path[at:])


def suggested(standing: Standing, read: Read, language: str) -> tuple[tuple[Suggested, str, tuple[str, ...]], ...]:
    """Each suggestion with the place of its unit, and what to look at before it is taken over."""
    return tuple(
        (
            one,
            place_of(standing, one.operation.target, one.operation.eid),
            tuple(say(f"text.note.{note}", language) for note in one.notes),
        )
        for one in read.suggested
    )
