"""An invented constitution, operations drafted for an edition by hand, and operations of every kind drawn at random."""

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from msgspec import structs

from isonomia.drafting.editions import PREAMBLE, TITLE, Edition, Provision, digest
from isonomia.drafting.importing import edition_of, provisions_of
from isonomia.drafting.operations import (
    AnyOperation,
    Boundary,
    Content,
    Cut,
    Heading,
    Insert,
    Join,
    Label,
    Move,
    Placeholder,
    Renumber,
    Repeal,
    Replace,
    SetHeading,
    Split,
    Substituted,
    SubstituteText,
    Words,
)
from isonomia.drafting.profiles import Profile, shipped

EN = shipped("en")
DAY = "2030-01-01"
MYSAL = """CONSTITUTION OF MYSAL

We, the people of Mysal, adopt this Constitution.

Section I. The land

Article 1. Name
1. Mysal is one land. The land is one.
2. Its rivers are:
1) the Alma;
2) the Bura;
3) the Ceder.
Every river is free.

Article 2. Water
Water belongs to all who live by it.
Nobody sells a river.

Section II. The council

Article 3. Seats
1. The council has nine seats.
2. Excluded.
3. A seat is held for four years.

Article 4
The council meets in the open.
"""


def mysal(text: str = MYSAL, profile: Profile = EN) -> Edition:
    """The invented constitution."""
    return edition_of(text, profile).edition


def draft(edition: Edition, made: type[Any], words: type[Words], eid: str, **said: Any) -> Any:
    """An operation drafted for an edition as it stands; whatever is given is said instead."""
    one = edition.by_eid[eid]
    inside = {name: said.pop(name) for name in tuple(said) if name in words.__struct_fields__}
    seen = {"language": edition.language, "expected": digest(edition.words(one.uid)), **inside}
    day = said.pop("day", DAY)
    boundary = said.pop("boundary", Boundary(day=day))
    head = {"id": f"{made.__name__}-{eid}", "target": one.uid, "eid": eid, "act": "law-1", "point": "1"}
    return made(**{**head, "boundary": boundary, "words": (words(**seen),), **said})


def substitute(edition: Edition, eid: str, old: str, new: str, **said: Any) -> SubstituteText:
    """Words for words in one line."""
    return draft(edition, SubstituteText, Substituted, eid, old=old, new=new, **said)


def replace(edition: Edition, eid: str, text: str, *, profile: Profile = EN, **said: Any) -> Replace:
    """A unit set out anew."""
    top, *below = provisions_of(text, profile, seed=said.get("id", f"Replace-{eid}"))
    uid = edition.by_eid[eid].uid
    moved = (structs.replace(one, parent=uid) if one.parent == top.uid else one for one in below)
    return draft(edition, Replace, Content, eid, provisions=(structs.replace(top, uid=uid), *moved), **said)


def insert(edition: Edition, where: str, eid: str, text: str, *, profile: Profile = EN, **said: Any) -> Insert:
    """Units added."""
    provisions = provisions_of(text, profile, seed=said.setdefault("id", f"Insert-{where}-{eid}"))
    return draft(edition, Insert, Content, eid, where=where, provisions=provisions, **said)


def repeal(edition: Edition, eid: str, text: str = "Repealed.", **said: Any) -> Repeal:
    """A unit taken out."""
    return draft(edition, Repeal, Placeholder, eid, text=text, **said)


def renumber(edition: Edition, eid: str, number: str, mark: str, **said: Any) -> Renumber:
    """A unit under another number."""
    return draft(edition, Renumber, Label, eid, number=number, mark=mark, **said)


def move(edition: Edition, eid: str, where: str, beside: str, **said: Any) -> Move:
    """A unit in another place."""
    return draft(edition, Move, Words, eid, where=where, beside=edition.by_eid[beside].uid, **said)


def set_heading(edition: Edition, eid: str, text: str, **said: Any) -> SetHeading:
    """A unit under another heading."""
    return draft(edition, SetHeading, Heading, eid, text=text, **said)


def split(edition: Edition, eid: str, at: int, **said: Any) -> Split:
    """One line cut in two."""
    return draft(edition, Split, Cut, eid, at=at, **{"second": f"half-{eid}", "gap": " ", **said})


def join(edition: Edition, eid: str, second: str, **said: Any) -> Join:
    """Two units made one."""
    other = edition.by_eid[second]
    cut = {"at": len(edition.by_eid[eid].text), "gap": " ", "mark": other.mark}
    return draft(edition, Join, Cut, eid, second=other.uid, **{**cut, **said})


WORD = st.text("abcdeөў", min_size=1, max_size=4)
LINE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """A text with sections, articles with or without headings, points, sub-points and unnumbered parts."""
    lines, article = ["TITLE", "", draw(LINE), ""], 0
    for section in range(draw(st.integers(1, 2))):
        lines += [f"Section {'I' * (section + 1)}. {draw(LINE)}", ""]
        for _ in range(draw(st.integers(1, 2))):
            article += 1
            heading = draw(st.booleans())
            lines.append(f"Article {article}. {draw(LINE)}" if heading else f"Article {article}")
            lines += draw(contents(least=not heading)) + [""] * draw(st.integers(0, 2))
    return mysal("\n".join(lines) + "\n" * draw(st.integers(0, 1)))


@st.composite
def contents(draw: st.DrawFn, *, least: bool) -> list[str]:
    """What stands in an article: parts, then points with sub-points and parts."""
    lines = draw(st.lists(LINE, min_size=int(least), max_size=2))
    for point in range(draw(st.integers(0, 3))):
        lines.append(f"{point + 1}. {draw(LINE)}")
        lines += [f"{at + 1}) {draw(LINE)}" for at in range(draw(st.integers(0, 2)))]
        lines += draw(st.lists(LINE, max_size=1))
    return lines


def a_substitution(draw: st.DrawFn, edition: Edition, one: Provision) -> AnyOperation:
    """Some letters of the line for others."""
    words = one.text or one.heading or one.mark
    start = draw(st.integers(0, len(words) - 1))
    old = words[start : draw(st.integers(start + 1, len(words)))]
    count = one.heading.count(old) + one.text.count(old)
    return substitute(
        edition, one.eid, old, draw(st.sampled_from(["", "a", "ab", f"{old}a", "b c"])), count=max(count, 1)
    )


def a_unit(draw: st.DrawFn, one: Provision, number: str) -> str:
    """A unit of the kind of another, with its contents."""
    if one.kind == "section":
        return f"Section {number}. {draw(LINE)}"
    if one.kind == "article":
        return "\n".join([f"Article {number}", *draw(contents(least=True))])
    if one.kind == "point":
        return "\n".join([f"{number}. {draw(LINE)}", *draw(st.lists(LINE, max_size=2))])
    return f"{number}) {draw(LINE)}" if one.kind == "subpoint" else draw(LINE)


def a_replacement(draw: st.DrawFn, edition: Edition, one: Provision) -> AnyOperation:
    """The unit set out anew."""
    return replace(edition, one.eid, a_unit(draw, one, one.number))


def an_insertion(draw: st.DrawFn, edition: Edition, one: Provision) -> AnyOperation:
    """One or two units beside one of their kind, or parts at an end of a unit."""
    id = draw(st.sampled_from(["first-id", "second-id"]))
    if draw(st.booleans()):
        where = draw(st.sampled_from(["first", "append"]))
        return insert(edition, where, one.eid, draw(LINE), id=id)
    numbers = ["XX", "XL"] if one.kind == "section" else ["90", "91"]
    text = "\n".join(a_unit(draw, one, number) for number in numbers[: draw(st.integers(1, 2))])
    return insert(edition, draw(st.sampled_from(["before", "after"])), one.eid, text, id=id)


def a_repeal(draw: st.DrawFn, edition: Edition, one: Provision) -> AnyOperation:
    """The unit taken out, with its place or without."""
    return repeal(edition, one.eid, keep_place=draw(st.booleans()))


def a_number(draw: st.DrawFn, edition: Edition, one: Provision) -> AnyOperation:
    """Another number."""
    number = draw(st.sampled_from(["XX", "L"] if one.kind == "section" else ["80", "7-1"]))
    return renumber(edition, one.eid, number, one.mark.replace(one.number, number) or number)


def a_move(draw: st.DrawFn, edition: Edition, one: Provision) -> AnyOperation:
    """Another place, mostly beside a unit of the same kind."""
    alike = [each.eid for each in edition.provisions if each.kind == one.kind and each.uid != one.uid]
    others = alike or [each.eid for each in edition.provisions]
    where = draw(st.sampled_from(["before", "after", "first", "append"]))
    return move(edition, one.eid, where, draw(st.sampled_from(others)))


def a_heading(draw: st.DrawFn, edition: Edition, one: Provision) -> AnyOperation:
    """Another heading."""
    return set_heading(edition, one.eid, draw(LINE))


def a_split(draw: st.DrawFn, edition: Edition, one: Provision) -> AnyOperation:
    """The line cut at a blank."""
    at = one.text.find(" ", draw(st.integers(0, len(one.text))))
    numbers = {"number": "70", "mark": one.mark.replace(one.number, "70")} if one.mark else {}
    return split(edition, one.eid, max(at, 1), **numbers)


def a_joint(draw: st.DrawFn, edition: Edition, one: Provision) -> AnyOperation:
    """The unit and that after it."""
    beside = edition.within[one.parent]
    second = beside[(beside.index(one) + 1) % len(beside)]
    return join(edition, one.eid, second.eid, gap=draw(st.sampled_from(["", " ", "; "])), at=max(len(one.text), 1))


KINDS = (
    a_substitution,
    a_replacement,
    an_insertion,
    a_repeal,
    a_number,
    a_move,
    a_heading,
    a_split,
    a_joint,
)


def drawn(draw: st.DrawFn, edition: Edition, kind: Any = None) -> AnyOperation:
    """Any operation on any unit: many can be carried out, some cannot."""
    kind = kind or draw(st.sampled_from(KINDS))
    units = [one for one in edition.provisions if one.kind not in (TITLE, PREAMBLE)]
    fitting = {
        a_heading: [one for one in units if one.heading],
        a_split: [one for one in units if " " in one.text],
        a_joint: [one for one in units if _joinable(edition, one)],
        a_number: [one for one in units if one.mark],
    }
    units = fitting.get(kind, units)
    assume(units)
    return kind(draw, edition, draw(st.sampled_from(units)))


def _joinable(edition: Edition, one: Provision) -> bool:
    beside = edition.within[one.parent]
    following = beside[beside.index(one) + 1 :][:1]
    alike = bool(one.text) and [each.kind for each in following] == [one.kind]
    return alike and one.uid not in edition.within
