"""Operations on a unit's own line: words substituted, another number or heading, one line cut in two or two joined."""

from msgspec import structs

from isonomia.drafting.aiming import closest
from isonomia.drafting.carrying import Carried, Carrying
from isonomia.drafting.editions import PART, PREAMBLE, TITLE, Provision
from isonomia.drafting.faults import Code
from isonomia.drafting.operations import (
    AnyOperation,
    Cut,
    Heading,
    Join,
    Label,
    Renumber,
    SetHeading,
    Split,
    Substituted,
    SubstituteText,
)


def substitute(job: Carrying, words: Substituted) -> Carried:
    """Replace some words of the target's own line.

    Raises:
        TextError: they do not stand there as often as the operation says.
    """
    one = job.target
    times = one.heading.count(words.old) + one.text.count(words.old)
    if times != words.count:
        line = one.line
        nearest = closest(words.old, line)
        raise job.refused(
            Code.FOUND_OTHER_TIMES, wanted=words.old, found=line, nearest="" if times else nearest, times=times
        )
    new = _substituted(one, words.old, words.new)
    job.tree.put(new)
    return job.done([_substitute_back(job, one, new, words)], {one.uid})


def renumber(job: Carrying, number: str, words: Label) -> Carried:
    """Give the target another number.

    Raises:
        TextError: it has none, or the number is not in what would be printed.
    """
    one = job.target
    if not one.mark or number not in words.mark:
        raise job.refused(Code.PLACE_IMPOSSIBLE, wanted=f"{words.mark}({number})", found=one.line)
    job.tree.put(structs.replace(one, number=number, mark=words.mark))
    return job.done([job.undo(Renumber, Label, one.uid, number=one.number, mark=one.mark)], {one.uid})


def set_heading(job: Carrying, words: Heading) -> Carried:
    """Give the target another heading.

    Raises:
        TextError: it is no unit with a heading.
    """
    one = job.target
    # Without a heading the number's print has no blank behind it, and with one it has.
    fits = bool(words.text) == one.mark.endswith(" ") if bool(words.text) != bool(one.heading) else True
    if one.text or one.kind in (TITLE, PREAMBLE, PART) or not fits:
        raise job.refused(Code.PLACE_IMPOSSIBLE, wanted=words.text, found=one.line)
    job.tree.put(structs.replace(one, heading=words.text))
    return job.done([job.undo(SetHeading, Heading, one.uid, text=one.heading)], {one.uid})


def split(job: Carrying, operation: Split, words: Cut) -> Carried:
    """Cut the target's own line in two.

    Raises:
        TextError: it has no such line, or no number of its own for the second half.
    """
    tree, one = job.tree, job.target
    first, rest = one.text[: words.at], one.text[words.at :]
    if not rest.startswith(words.gap):
        raise job.refused(Code.OLD_TEXT_DIFFERS, wanted=words.gap, found=rest, nearest=closest(words.gap, rest))
    numbered = bool(operation.number) and operation.number in words.mark
    if one.kind in (TITLE, PREAMBLE) or not one.text or (one.kind != PART) != numbered:
        raise job.refused(Code.PLACE_IMPOSSIBLE, wanted=f"{words.mark}{rest}", found=one.line)
    second = structs.replace(
        one,
        uid=operation.second,
        number=operation.number,
        mark=words.mark,
        text=rest[len(words.gap) :],
        before=0,
    )
    job.free([second])
    below = tree.within(one.uid)
    for uid in below:
        tree.unhang(uid)
    tree.put(structs.replace(one, text=first, after=0))
    tree.put(second)
    tree.hang(below, second.uid, 0)
    tree.hang((second.uid,), *tree.spot("after", one.uid))
    inverse = job.undo(Join, Cut, one.uid, second=second.uid, at=words.at, gap=words.gap, mark=second.mark)
    return job.done([inverse], {one.uid, second.uid})


def join(job: Carrying, uid: str, words: Cut) -> Carried:
    """Join the unit that follows to the target.

    Raises:
        TextError: another unit follows, or something stands between.
    """
    tree, one = job.tree, job.target
    second = tree.provisions.get(uid)
    if second is None:
        raise job.refused(Code.TARGET_MISSING, wanted=uid)
    if not _joinable(job, one, second):
        raise job.impossible("the next unit of the same kind, with nothing between", [second])
    if words.at != len(one.text) or words.mark != second.mark:
        raise job.refused(Code.OLD_TEXT_DIFFERS, wanted=f"{words.at} {words.mark}", found=one.line + second.line)
    below = tree.within(uid)
    for each in below:
        tree.unhang(each)
    tree.unhang(uid)
    tree.drop([uid])
    tree.put(structs.replace(one, text=f"{one.text}{words.gap}{second.text}", after=second.after))
    tree.hang(below, one.uid, 0)
    number = "" if second.kind == PART else second.number
    inverse = job.undo(Split, Cut, one.uid, number=number, second=uid, at=words.at, gap=words.gap, mark=second.mark)
    return job.done([inverse], {one.uid, uid})


def _substitute_back(job: Carrying, one: Provision, new: Provision, words: Substituted) -> AnyOperation:
    """The words the other way round; the whole line's words where those alone would meet others as well."""
    ways = [(words.new, words.old)]
    ways += [(now, was) for now, was in ((new.heading, one.heading), (new.text, one.text)) if now != was]
    for old, back in ways:
        if old and _substituted(new, old, back) == one:
            count = new.heading.count(old) + new.text.count(old)
            return job.undo(SubstituteText, Substituted, one.uid, old=old, new=back, count=count)
    return job.set_out_again([one, *tuple(job.tree.subtree(one.uid))[1:]])


def _substituted(one: Provision, old: str, new: str) -> Provision:
    return structs.replace(one, heading=one.heading.replace(old, new), text=one.text.replace(old, new))


def _joinable(job: Carrying, one: Provision, second: Provision) -> bool:
    """Whether the second unit follows the first, is of its kind, and nothing stands between their lines."""
    tree = job.tree
    beside = tree.within(one.parent)
    follows = beside[beside.index(one.uid) + 1 :][:1] == (second.uid,)
    alike = one.kind == second.kind and bool(one.text) and not (one.heading or second.heading or second.repealed)
    return follows and alike and not (tree.within(one.uid) or one.after or second.before)
