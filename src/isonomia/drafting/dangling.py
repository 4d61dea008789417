"""References that led somewhere before operations and no longer do, and editions that may be published for all that.

No edition is made for publication while one dangles: the law must say what it names. Where the legislator left it so,
the edition itself lists it as unresolved, and nobody takes it for whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from isonomia.drafting.consolidation import Applied, Consolidated, consolidate
from isonomia.drafting.editions import Edition, Left
from isonomia.drafting.faults import Code, Fault, TextError
from isonomia.drafting.operations import AnyOperation
from isonomia.drafting.profiles import Profile, names, shipped
from isonomia.drafting.references import Reference, State, references

NOWHERE = (State.UNRESOLVED, State.AMBIGUOUS)


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that a reference meant and no longer leads to: the reference, the uid of what it meant, the fault."""

    reference: Reference
    uid: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Followed:
    """A consolidation, the references that its operations broke, and those that lead nowhere otherwise.

    `is_read` is false where no profile has words for references, so that none was looked at.
    """

    made: Consolidated
    broken: tuple[Broken, ...]
    nowhere: tuple[Reference, ...]
    is_read: bool

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What keeps the edition from being published."""
        return tuple(one.fault for one in self.broken)

    @property
    def edition(self) -> Edition:
        """The edition, with each reference that was broken listed as unresolved."""
        return leaving(self.made.edition, self.broken)

    def whole(self) -> "Followed":
        """The same, in which operations broke no reference: what may be published as consolidated.

        Raises:
            TextError: every reference that they broke, with the provision that has it and what it led to.
        """
        if self.broken:
            raise TextError(self.faults)
        return self


def followed(base: Edition, operations: Sequence[AnyOperation], on: str, events: Mapping[str, str]) -> Followed:
    """The edition of a day with what became of every reference since the first text, on each day that changed it.

    Raises:
        TextError, InputError: as `consolidate`.
    """
    made = consolidate(base, operations, on, events)
    profile = profile_of(base)
    if profile is None:
        return Followed(made, (), (), is_read=False)
    days = sorted({one.day for one in made.applied})[:-1]
    earlier = [base, *(consolidate(base, operations, day, events).edition for day in days)]
    broken = tuple(_named(one, made.applied) for one in broken_since(earlier, made.edition, profile))
    told = {(one.reference.uid, one.reference.start) for one in broken}
    left = (one for one in references(made.edition, profile) if one.state in NOWHERE)
    return Followed(made, broken, tuple(one for one in left if (one.uid, one.start) not in told), is_read=True)


def profile_of(edition: Edition) -> Profile | None:
    """The profile by which references of a text are read; None where none of those that ship has words for them."""
    if edition.profile not in names():
        return None
    profile = shipped(edition.profile)
    return profile if profile.references and profile.language == edition.language else None


def broken_since(earlier: Sequence[Edition], after: Edition, profile: Profile) -> tuple[Broken, ...]:
    """What the references of a text no longer lead to, of all that they led to in any of its earlier editions."""
    found = {
        (one.reference.uid, one.reference.start, one.uid): one
        for before in earlier
        for one in dangles(before, after, profile)
    }
    return tuple(found.values())


def unstated(broken: Sequence[Broken], edition: Edition) -> tuple[Broken, ...]:
    """Those of which the edition does not say itself that they are unresolved."""
    said = {(one.uid, one.words) for one in edition.unresolved}
    return tuple(one for one in broken if (one.reference.uid, one.reference.words) not in said)


def leaving(edition: Edition, broken: Sequence[Broken]) -> Edition:
    """The edition with its unresolved references listed: those now broken, and earlier ones whose words still stand."""
    profile = profile_of(edition)
    stand = {(one.uid, one.words) for one in references(edition, profile)} if profile else set()
    kept = [one for one in edition.unresolved if (one.uid, one.words) in stand]
    fresh = [Left(uid=one.reference.uid, words=one.reference.words) for one in broken]
    return structs.replace(edition, unresolved=tuple(dict.fromkeys([*kept, *fresh])))


def dangling(before: Edition, after: Edition, profile: Profile) -> tuple[Fault, ...]:
    """The faults of references that led somewhere before operations and no longer do."""
    return tuple(one.fault for one in dangles(before, after, profile))


def dangles(before: Edition, after: Edition, profile: Profile) -> Iterator[Broken]:
    """References that led somewhere before operations and no longer do: their words stand, what they meant is gone.

    A reference whose own words were changed too is another one and is not compared; a range may grow.
    """
    again = {_key(one, nth): one for nth, one in _numbered(references(after, profile))}
    for nth, old in _numbered(references(before, profile)):
        new = again.get(_key(old, nth))
        if new is not None:
            yield from _dangles(old, new, before, after)


def _key(one: Reference, nth: int) -> tuple[str, str, int]:
    return one.uid, one.words, nth


def _numbered(found: tuple[Reference, ...]) -> Iterator[tuple[int, Reference]]:
    """Each reference with how many of the same words stand before it in its line."""
    seen: dict[tuple[str, str], int] = {}
    for one in found:
        nth = seen.get((one.uid, one.words), 0)
        seen[one.uid, one.words] = nth + 1
        yield nth, one


def _dangles(old: Reference, new: Reference, before: Edition, after: Edition) -> Iterator[Broken]:
    """One for each unit that was meant and is not any longer, or stands repealed."""
    for uid in old.uids:
        now = after.by_uid.get(uid)
        if uid in new.uids and now is not None and (before.by_uid[uid].repealed or not now.repealed):
            continue
        # What the same words lead to now; the uid tells where that which was meant has gone.
        leads = next((one for one in new.uids if one not in old.uids or one == uid), "")
        citing = after.by_uid[new.uid]
        fault = Fault(
            code=Code.REFERENCE_DANGLES,
            eid=citing.eid,
            citing=citing.line,
            wanted=f"{old.words}: {before.words(uid)}",
            found=after.words(leads) if leads else "",
            nearest=now.eid if now else "",
        )
        yield Broken(new, uid, fault)


def _named(one: Broken, applied: Sequence[Applied]) -> Broken:
    """The same with the operation that last wrote what the reference meant."""
    wrote = next((each.operation for each in reversed(applied) if one.uid in each.touched), None)
    if wrote is None:
        return one
    return replace(one, fault=replace(one.fault, operation=wrote.id, act=wrote.act, point=wrote.point))
