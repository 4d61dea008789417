"""Operations on whole units: set out anew, added, taken out with or without their place, moved."""

from msgspec import structs

from isonomia.drafting.carrying import Carried, Carrying, uprooted
from isonomia.drafting.editions import PART, PREAMBLE, TITLE, Provision, uid_of
from isonomia.drafting.faults import Code
from isonomia.drafting.operations import Content, Insert, Move, Placeholder, Repeal, Words


def replace(job: Carrying, words: Content) -> Carried:
    """Set out the target and all that stands in it anew.

    Raises:
        TextError: the operation brings other than one outermost unit, or a uid that is taken.
    """
    tree, one = job.tree, job.target
    old = tuple(tree.subtree(one.uid))
    tops = _tops(job, words, {each.uid for each in old})
    if [top.uid for top in tops] != [one.uid]:
        raise job.impossible("one outermost provision, with the target's uid", tops)
    for top in tree.within(one.uid):
        tree.unhang(top)
    tree.drop(below.uid for below in old[1:])
    _grow(job, words.provisions)
    # Blank lines around a unit are those of its place, not of its words.
    tree.put(structs.replace(tops[0], parent=one.parent, before=one.before, after=one.after))
    return job.done([job.set_out_again(old)], {each.uid for each in (*old, *words.provisions)})


def insert(job: Carrying, where: str, words: Content) -> Carried:
    """Add units beside or in the target.

    Raises:
        TextError: a uid is taken.
    """
    tree = job.tree
    tops = _tops(job, words, set())
    parent, at = tree.spot(where, job.operation.target)
    _grow(job, words.provisions)
    tree.hang(tuple(top.uid for top in tops), parent, at)
    inverse = [job.undo(Repeal, Placeholder, top.uid, keep_place=False, text="") for top in tops]
    return job.done(inverse, {one.uid for one in words.provisions})


def keep_place(job: Carrying, words: Placeholder) -> Carried:
    """Take the target's words out; its place says that it was repealed.

    Raises:
        TextError: it was repealed before, or is the title or preamble.
    """
    tree, one = job.tree, job.target
    if one.repealed:
        raise job.refused(Code.TARGET_REPEALED, wanted=words.text, found=one.line)
    if one.kind in (TITLE, PREAMBLE):
        raise job.impossible("a unit whose place can be kept", [one])
    old = tuple(tree.subtree(one.uid))
    for uid in tree.within(one.uid):
        tree.unhang(uid)
    tree.drop(below.uid for below in old[1:])
    touched = {below.uid for below in old}
    if one.heading or one.text:
        tree.put(_with_line(one, words.text, repealed=True))
    else:
        # A unit whose own line has no words says so in a part: its only one.
        uid = uid_of(job.operation.id, one.uid)
        tree.put(structs.replace(one, repealed=True))
        tree.put(Provision(uid=uid, eid="", kind=PART, text=words.text, repealed=True))
        tree.hang((uid,), one.uid, 0)
        touched.add(uid)
    return job.done([job.set_out_again(old)], touched)


def remove(job: Carrying) -> Carried:
    """Take the target out, and its place.

    Raises:
        TextError: nothing would be left.
    """
    tree, uid = job.tree, job.operation.target
    old = tuple(tree.subtree(uid))
    where, beside = tree.place(uid)
    if not beside:
        raise job.impossible("a text that is left", [old[0]])
    tree.unhang(uid)
    tree.drop(one.uid for one in old)
    inverse = job.undo(Insert, Content, beside, where=where, provisions=uprooted(old))
    return job.done([inverse], {one.uid for one in old})


def move(job: Carrying, where: str, beside: str) -> Carried:
    """Let the target stand elsewhere, with all that stands in it.

    Raises:
        TextError: the other place is not in the text, or is in the target.
    """
    tree, uid = job.tree, job.operation.target
    if beside not in tree.provisions:
        raise job.refused(Code.TARGET_MISSING, wanted=beside)
    if any(one.uid == beside for one in tree.subtree(uid)):
        raise job.impossible("a place outside the unit that is moved", [tree.provisions[beside]])
    back, anchor = tree.place(uid)
    if not anchor:
        raise job.impossible("a text that is left", [job.target])
    tree.unhang(uid)
    tree.hang((uid,), *tree.spot(where, beside))
    return job.done([job.undo(Move, Words, uid, where=back, beside=anchor)], {uid})


def _tops(job: Carrying, words: Content, leaving: set[str]) -> list[Provision]:
    """The outermost of an operation's provisions."""
    job.free(words.provisions, leaving)
    inside: set[str] = set()
    tops = []
    for one in words.provisions:
        if one.parent not in inside:
            tops.append(one)
        inside.add(one.uid)
    return tops


def _grow(job: Carrying, provisions: tuple[Provision, ...]) -> None:
    """Bring new provisions into the tree, each in the one that it names; the outermost stand nowhere yet."""
    inside: dict[str, list[str]] = {}
    for one in provisions:
        if one.parent in inside:
            inside[one.parent].append(one.uid)
        inside[one.uid] = []
        job.tree.put(one)
    job.tree.children |= {uid: tuple(below) for uid, below in inside.items() if below}


def _with_line(one: Provision, words: str, *, repealed: bool) -> Provision:
    """A unit whose own line has other words, where it had some."""
    return structs.replace(
        one, heading=words if one.heading else "", text="" if one.heading else words, repealed=repealed
    )
