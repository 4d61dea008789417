"""What the text of an amending law seems to ask for: suggestions, each for a person to confirm or to leave."""

from collections.abc import Mapping
from dataclasses import dataclass

from isonomia.drafting.editions import printed
from isonomia.drafting.operations import (
    AnyOperation,
    Boundary,
    Content,
    Heading,
    Insert,
    Label,
    Placeholder,
    Renumber,
    Repeal,
    Replace,
    SetHeading,
    Substituted,
    SubstituteText,
)
from isonomia.drafting.phrasing import Proposed, proposals
from isonomia.drafting.profiles import shipped
from isonomia.errors import InputError
from isonomia_site.drafting.composing import Standing
from isonomia_site.drafting.pieces import TYPED, Written


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggested operation: the law's words for it in each language, what it would be, what to look at.

    `way` is empty where the desk has no form for such an operation.
    """

    id: str
    operation: AnyOperation
    way: str
    law: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    notes: tuple[str, ...]
    is_taken: bool

    @property
    def lines(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """What would be typed, by language."""
        return tuple((language, tuple(typed.items())) for language, typed in self.words.items())


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in the law's texts: suggestions, pieces that were not understood, languages nobody can read."""

    suggested: tuple[Suggested, ...]
    left: tuple[tuple[str, str, str], ...]
    unread: tuple[str, ...]


def suggestions(standing: Standing, written: Written) -> Read:
    """Read the texts of the amending law that are kept with an amendment in work."""
    by_id: dict[str, dict[str, Proposed]] = {}
    left, unread = [], []
    for language, text in written.law.items():
        base = standing.bases.get(language)
        try:
            boundary = Boundary(day=written.law_day)
            found = proposals(text, base, shipped(base.profile), act=written.act, boundary=boundary) if base else ()
        except InputError:
            unread.append(language)
            continue
        left += [(language, one.words.strip(), one.why.value) for one in found if one.why]
        for one in found:
            if one.operation is not None:
                by_id.setdefault(one.operation.id, {})[language] = one
    made = tuple(_suggested(id, ones, written) for id, ones in by_id.items())
    return Read(made, tuple(left), tuple(unread))


def _suggested(id: str, ones: Mapping[str, Proposed], written: Written) -> Suggested:
    first = next(one.operation for one in ones.values() if one.operation is not None)
    way = _way(first)
    words = {language: _typed(one.operation, way) for language, one in ones.items() if one.operation and way}
    notes = dict.fromkeys(note.value for one in ones.values() for note in one.notes)
    taken = any(one.target == first.target and dict(one.words) == words and one.way == way for one in written.pieces)
    law = {language: one.words.strip() for language, one in ones.items()}
    return Suggested(id, first, way, law, words, tuple(notes), taken)


def _way(operation: AnyOperation) -> str:
    """The way of the desk that does the same; empty where there is none."""
    match operation:
        case Insert():
            way = f"insert_{operation.where}"
        case Repeal():
            way = "repeal" if operation.keep_place else "remove"
        case SubstituteText() | Replace() | Renumber() | SetHeading():
            way = str(type(operation).__struct_config__.tag)
        case _:
            way = ""
    return way if way in TYPED else ""


def _typed(operation: AnyOperation, way: str) -> dict[str, str]:
    """What an editor would have typed, in the one language of a suggestion."""
    match operation.words[0]:
        case Substituted(old=old, new=new, count=count):
            return {"old": old, "new": new, "count": str(count)}
        case Content(provisions=provisions):
            return {"text": printed(provisions).strip("\n")}
        case Placeholder(text=text) if way == "repeal":
            return {"text": text}
        case Heading(text=text):
            return {"text": text}
        case Label():
            return {}
        case _:
            return {}


def taken(standing: Standing, written: Written, id: str) -> Written | None:
    """The amendment with one suggestion as a piece of it, as if typed; None where there is no such suggestion."""
    for one in suggestions(standing, written).suggested:
        if one.id == id and one.way:
            number = one.operation.number if isinstance(one.operation, Renumber) else ""
            more = {"day": written.law_day, "point": one.operation.point, "number": number}
            made = written.adding(one.operation.target, one.operation.eid, way=one.way, words=one.words, **more)
            return made.putting(standing.seen_by(made.pieces[-1]))
    return None
