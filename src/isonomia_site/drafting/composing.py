"""From what editors typed to operations, and what these make of the text: read anew each time it is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from msgspec import structs

from isonomia.drafting.comparison import Comparison, compare
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.contents import LAST_DAY
from isonomia.drafting.dangling import dangling, profile_of
from isonomia.drafting.drafts import Amendment, Draft
from isonomia.drafting.editions import Edition, Provision, digest
from isonomia.drafting.faults import Fault, TextError
from isonomia.drafting.groups import LawText
from isonomia.drafting.importing import provisions_of
from isonomia.drafting.operations import (
    AnyOperation,
    Boundary,
    Content,
    Heading,
    Insert,
    Label,
    Placeholder,
    Reason,
    Renumber,
    Repeal,
    Replace,
    SetHeading,
    Substituted,
    SubstituteText,
    Words,
)
from isonomia.drafting.profiles import shipped
from isonomia.drafting.rules import ACCEPTED, TABLED
from isonomia.drafting.tables import Row, comparative_table
from isonomia.errors import InputError
from isonomia.record.act import Act
from isonomia.reform.road import Reform
from isonomia_site.drafting.pieces import REMOVE, RENUMBER, REPEAL, REPLACE, SET_HEADING, SUBSTITUTE, Piece, Written

WHERE = {"insert_after": "after", "insert_before": "before", "insert_append": "append"}


@dataclass(frozen=True)
class Standing:
    """A draft as it stands now: its acts, its base in each language, and the operations that were accepted."""

    draft: Draft
    text: LawText
    acts: Sequence[Act]
    bases: Mapping[str, Edition]
    accepted: tuple[AnyOperation, ...]

    @classmethod
    def of(cls, reform: Reform, draft: Draft, entered: Sequence[Act]) -> "Standing":
        """Take a draft from the record."""
        drafting, blobs = reform.drafting, reform.blobs
        bases = {one.language: one for one in drafting.bases(draft, blobs)}
        return cls(draft, drafting.text_of(draft), entered, bases, drafting.operations_of(draft, blobs))

    @property
    def place(self) -> int:
        """How many acts the draft has."""
        return len(self.acts)

    @property
    def first(self) -> Edition | None:
        """The base in the first of its languages: all have the same units."""
        return next(iter(self.bases.values()), None)

    @cached_property
    def base_day(self) -> date:
        """The day of the edition that is amended."""
        return date.fromisoformat(self.draft.tabled.base_day) if self.draft.tabled else date.min

    def events(self, done: Sequence[AnyOperation]) -> dict[str, str]:
        """The days of events; one whose day is not known is taken to fall after every day that is named."""
        open_ones = {one.boundary.event: LAST_DAY for one in done if one.boundary.event is not None}
        return open_ones | {name: day.isoformat() for name, day in self.text.resolved.items()}

    def _day(self, boundary: Boundary) -> str:
        fell = self.text.resolved.get(boundary.event or "")
        return boundary.day or (fell.isoformat() if fell else LAST_DAY)

    def before(self, language: str, boundary: Boundary | None) -> Edition:
        """The text that an operation of a boundary finds: the base, and what was accepted for an earlier day."""
        base = self.bases[language]
        until = self._day(boundary) if boundary else ""
        due = [one for one in self.accepted if self._day(one.boundary) < until]
        try:
            return consolidate(base, due, LAST_DAY, self.events(due)).edition if due else base
        except (TextError, InputError):
            # What was accepted has faults of its own, which the check tells.
            return base

    def words(self, piece: Piece) -> dict[str, str]:
        """The target of a piece as it stands now, in each language; empty where it is not in the text."""
        found = {language: self.before(language, piece.boundary) for language in self.bases}
        return {one: text.words(piece.target) if piece.target in text.by_uid else "" for one, text in found.items()}

    def times(self, piece: Piece, language: str) -> int | None:
        """How many times the words to be replaced stand in the target's own line now; None where none were typed."""
        old = piece.words.get(language, {}).get("old", "")
        one = self.before(language, piece.boundary).by_uid.get(piece.target)
        return one.heading.count(old) + one.text.count(old) if old and one else None

    def near(self, target: str) -> tuple[Amendment, ...]:
        """The amendments, tabled or accepted, that touch a unit, one in it or one around it."""
        base = self.first
        if base is None or target not in base.by_uid:
            return ()
        family = {one.uid for one in base.subtree(target)}
        around = base.by_uid[target].parent
        while around:
            family.add(around)
            around = base.by_uid[around].parent
        open_ones = (one for one in self.draft.amendments.values() if one.state in (TABLED, ACCEPTED))
        return tuple(one for one in open_ones if any(each.target in family for each in one.body.operations))

    def since(self, piece: Piece) -> tuple[Act, ...]:
        """The acts about amendments of the same unit that were entered since the editor of a piece looked."""
        names = {one.body.amendment for one in self.near(piece.target)}
        later = self.acts[piece.seen_place :]
        return tuple(one for one in later if getattr(one.body, "amendment", None) in names)

    def has_moved(self, piece: Piece) -> bool:
        """Whether what its editor saw is not what stands now."""
        return bool(piece.seen) and (dict(piece.seen) != self.words(piece) or bool(self.since(piece)))

    def seen_by(self, piece: Piece) -> Piece:
        """The piece whose editor has seen what stands now."""
        return structs.replace(piece, seen=self.words(piece), seen_place=self.place)


def composed(piece: Piece, name: str, written: Written, bases: Mapping[str, Edition]) -> AnyOperation:
    """The operation that a piece is; it has words in those languages in which they were typed.

    Raises:
        TextError: words that cannot be read as units of a text, with the lines.
    """
    reasons = tuple(Reason(language=one, text=text) for one, text in written.reasons.items() if text)
    header = {
        "id": name,
        "target": piece.target,
        "eid": piece.eid,
        "act": written.act,
        "point": piece.point,
        "boundary": piece.boundary,
        "reasons": reasons,
        "proposals": written.proposals,
    }
    ready = [one for one in bases if one not in piece.lacking([one]) and piece.target in bases[one].by_uid]
    words = tuple(_words(piece, name, bases[one]) for one in ready)
    if piece.way in WHERE:
        return Insert(**header, where=WHERE[piece.way], words=words)  # type: ignore[arg-type]
    if piece.way in (REPEAL, REMOVE):
        return Repeal(**header, keep_place=piece.way == REPEAL, words=words)  # type: ignore[arg-type]
    if piece.way == RENUMBER:
        return Renumber(**header, number=piece.number, words=words)  # type: ignore[arg-type]
    kinds: Mapping[str, type[AnyOperation]] = {SUBSTITUTE: SubstituteText, REPLACE: Replace, SET_HEADING: SetHeading}
    return kinds[piece.way](**header, words=words)  # type: ignore[arg-type]


def _words(piece: Piece, name: str, base: Edition) -> Words:
    """The words of a piece in the language of a text."""
    language, target = base.language, base.by_uid[piece.target]
    typed = piece.words.get(language, {})
    known = {"language": language, "expected": digest(piece.seen.get(language, ""))}
    match piece.way:
        case "substitute_text":
            return Substituted(**known, old=typed["old"], new=typed.get("new", ""), count=int(typed["count"]))
        case "renumber":
            return Label(**known, mark=piece.number.join(target.mark.rsplit(target.number or "\0", 1)))
        case "set_heading":
            return Heading(**known, text=typed["text"])
        case "repeal" | "remove":
            return Placeholder(**known, text=typed.get("text", ""))
        case _:
            return Content(**known, provisions=_provisions(piece, name, base, target))


def _provisions(piece: Piece, name: str, base: Edition, target: Provision) -> tuple[Provision, ...]:
    """The units of a typed text; what sets a unit out anew has its uid, and blank lines are those of the place."""
    lines = "\n".join(one.strip() for one in piece.words[base.language]["text"].splitlines() if one.strip())
    try:
        first, *rest = provisions_of(f"{lines}\n", shipped(base.profile), seed=name)
    except TextError as error:
        told = (replace(one, operation=name, point=piece.point, eid=piece.eid) for one in error.faults)
        raise TextError(tuple(told)) from None
    uid = target.uid if piece.way == REPLACE else first.uid
    top = structs.replace(first, uid=uid, before=target.before)
    return (top, *(structs.replace(one, parent=uid) if one.parent == first.uid else one for one in rest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check gave: the operations, every fault, the rows of the comparative table, and what is still missing.

    `dangling` are references that would no longer lead where they led: the amendment that breaks them mends them.
    """

    operations: tuple[AnyOperation, ...]
    faults: tuple[Fault, ...]
    rows: tuple[Row, ...]
    dangling: tuple[Fault, ...]
    lacking: tuple[tuple[Piece, tuple[str, ...]], ...]
    no_reasons: tuple[str, ...]
    moved: tuple[Piece, ...]
    is_told: bool

    @property
    def can_be_tabled(self) -> bool:
        """Whether nothing is missing, nothing has moved and the law finds no fault."""
        return (
            self.is_told
            and bool(self.operations)
            and not (self.faults or self.dangling or self.lacking or self.no_reasons or self.moved)
        )


def checked(standing: Standing, written: Written, amendment: str) -> Checked:
    """Check an amendment in work against its draft as it stands now; `amendment` is the id that it will have."""
    faults: list[Fault] = []
    done: list[AnyOperation] = []
    lacking = [(one, one.lacking(tuple(standing.bases))) for one in written.pieces]
    for piece in written.pieces:
        try:
            if piece.is_begun and len(piece.lacking(tuple(standing.bases))) < len(standing.bases):
                done.append(composed(piece, f"{amendment}/{piece.key}", written, standing.bases))
        except TextError as error:
            faults += error.faults
    unread = bool(faults)
    spoken = {language for language in standing.bases if not any(language in gaps for _, gaps in lacking)}
    comparisons: list[Comparison] = []
    for language, base in standing.bases.items():
        if done and not unread and language in spoken:
            faults += _compared(standing, base, done, comparisons)
    rows: tuple[Row, ...] = ()
    try:
        rows = comparative_table(comparisons, done).rows if comparisons else ()
    except TextError as error:
        faults += error.faults
    return Checked(
        operations=tuple(done),
        faults=tuple(faults),
        rows=rows,
        dangling=tuple(one for found in comparisons for one in _dangling(found)),
        lacking=tuple((one, gaps) for one, gaps in lacking if gaps or not one.is_begun),
        no_reasons=tuple(one for one in standing.bases if not written.reasons.get(one)),
        moved=tuple(one for one in written.pieces if standing.has_moved(one)),
        is_told=written.is_told,
    )


def _compared(
    standing: Standing, base: Edition, done: Sequence[AnyOperation], comparisons: list[Comparison]
) -> tuple[Fault, ...]:
    """Compare what the draft makes of its base without the new operations and with them; return what is wrong."""
    together = [*standing.accepted, *done]
    events = standing.events(together)
    try:
        after = consolidate(base, together, LAST_DAY, events).edition
        comparisons.append(compare(consolidate(base, standing.accepted, LAST_DAY, events).edition, after))
    except TextError as error:
        return error.faults
    return ()


def _dangling(found: Comparison) -> tuple[Fault, ...]:
    profile = profile_of(found.new)
    return dangling(found.old, found.new, profile) if profile else ()


def missing(standing: Standing, amendment: Amendment, done: Sequence[AnyOperation]) -> Iterator[tuple[str, str]]:
    """What a tabled amendment lacks: its reasons, or the words of an operation, in a language of the text."""
    for language in standing.bases:
        if language not in {one.language for one in amendment.body.reasons}:
            yield "reasons", language
        if any(language not in {each.language for each in one.words} for one in done):
            yield "words", language
