"""Accounting identities of a published count, and the one repair that an identity may leave.

A fault in what others published is a finding, never a refusal. A repair is proposed only where exactly one field,
changed alone, meets both the identity and every share that was printed beside the counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from isonomia.errors import Finding
from isonomia.exact import fits_print, read_decimal
from isonomia.referendum.rules import Count, PrintedShare, Votes, impossible
from isonomia.rulebook.law import Law

WHOLE = "took_part"
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Repair:
    """The only value of one field that meets the identity and the printed shares, and the slip that explains it."""

    field: str
    printed: int
    value: int
    slip: str


def identity_gap(count: Count, law: Law) -> int | None:
    """How far those who took part exceed the ballots published by class; None where a class is not known.

    Law:
        referendum.ballots   the classes into which the ballots of those who took part fall
    """
    known = count.known()
    parts = [known.get(name) for name in law.words("referendum.ballots")]
    if WHOLE not in known or None in parts:
        return None
    return known[WHOLE] - sum(part for part in parts if part is not None)


def findings(count: Count, shares: Sequence[PrintedShare], law: Law, where: str) -> list[Finding]:
    """Check one published count against its identity, its printed shares and what can be true at all."""
    return [*_impossible(count, where), *_identity(count, shares, law, where), *_misprints(count, shares, law, where)]


def _impossible(count: Count, where: str) -> list[Finding]:
    """Name each part that is more than its whole; several that are so only together break the identity."""
    known = count.known()
    return [
        Finding.of("part_exceeds_whole", where, part=parts[0], count=known[parts[0]], whole=whole, total=known[whole])
        for parts, whole in impossible(count)
        if len(parts) == 1
    ]


def _identity(count: Count, shares: Sequence[PrintedShare], law: Law, where: str) -> list[Finding]:
    gap = identity_gap(count, law)
    if gap is None:
        return _remainder(count, law, where)
    if gap == 0:
        return []
    classes = law.words("referendum.ballots")
    total = sum(count.known()[name] for name in classes)
    found = [_broken(where, total + gap, total)]
    repair = unique_repair(count, shares, law)
    if repair is not None:
        found.append(
            Finding.of(
                "only_repair", where, field=repair.field, printed=repair.printed, value=repair.value, slip=repair.slip
            )
        )
    return found


def _broken(where: str, took_part: int, total: int) -> Finding:
    gap = took_part - total
    return Finding.of("identity_broken", where, took_part=took_part, sum=total, gap=gap, apart=abs(gap))


def territory_findings(votes: Votes, where: str) -> list[Finding]:
    """Find measures of which the territories that are given have more together than the whole country."""
    national = votes.national.known()
    given = [one.count.known() for one in votes.territories]
    sums = {measure: sum(one.get(measure, 0) for one in given) for measure in national}
    return [
        Finding.of("territories_exceed", where, measure=measure, sum=total, national=national[measure])
        for measure, total in sums.items()
        if total > national[measure]
    ]


def may_be_overfull(classes: int, silent: int) -> bool:
    """Whether the known classes can be more than all ballots in a way that none of them shows alone."""
    return silent == 1 or classes - silent > 1


def _remainder(count: Count, law: Law, where: str) -> list[Finding]:
    """Name the ballots that are in no published class, where exactly one class is not known.

    Where the published classes alone are more than those who took part, the identity is broken whatever the rest is.
    """
    known = count.known()
    classes = law.words("referendum.ballots")
    silent = [name for name in classes if name not in known]
    if WHOLE not in known or not may_be_overfull(len(classes), len(silent)):
        return []
    rest = known[WHOLE] - sum(known[name] for name in classes if name in known)
    if rest < 0:
        return [_broken(where, known[WHOLE], known[WHOLE] - rest)]
    return [Finding.of("remainder", where, field=silent[0], rest=rest)] if len(silent) == 1 else []


def _misprints(count: Count, shares: Sequence[PrintedShare], law: Law, where: str) -> list[Finding]:
    found = []
    for share in shares:
        exact = count.share(share.measure, share.base, law)
        if exact is None and read_decimal(share.percent)[0] > HUNDRED:
            shown = {"measure": share.measure, "base": share.base, "printed": share.percent}
            found.append(Finding.of("over_a_hundred", where, **shown))
        if exact is not None and not fits_print(exact.fraction * 100, share.percent):
            found.append(
                Finding.of(
                    "share_misprint",
                    where,
                    measure=share.measure,
                    base=share.base,
                    printed=share.percent,
                    computed=exact.percent(2),
                )
            )
    return found


def unique_repair(count: Count, shares: Sequence[PrintedShare], law: Law) -> Repair | None:
    """The one field that, changed alone, meets the identity and every printed share; None where none or several do.

    >>> from isonomia.rulebook.examples import HALF_AND_HALF
    >>> published = Count(took_part=7986293, yes=6163863, no=1490475, both_marked=125859, invalid=20696)
    >>> printed = [PrintedShare("yes", "took_part", "77.18"), PrintedShare("invalid", "took_part", "2.58")]
    >>> unique_repair(published, printed, HALF_AND_HALF)
    Repair(field='invalid', printed=20696, value=206096, slip='digit_lost')
    """
    gap = identity_gap(count, law)
    if not gap:
        return None
    known = count.known()
    candidates = {name: known[name] + gap for name in law.words("referendum.ballots")}
    candidates[WHOLE] = known[WHOLE] - gap
    fitting = [
        (name, value)
        for name, value in candidates.items()
        if value >= 0 and meets(Count(**{**known, name: value}), shares, law)
    ]
    if len(fitting) != 1:
        return None
    name, value = fitting[0]
    return Repair(name, known[name], value, slip(known[name], value))


def meets(count: Count, shares: Sequence[PrintedShare], law: Law) -> bool:
    """Say whether a count can be true and meets every share that was printed beside it."""
    exact = ((one.percent, count.share(one.measure, one.base, law)) for one in shares)
    return not impossible(count) and all(
        share is None or fits_print(share.fraction * 100, percent) for percent, share in exact
    )


def slip(printed: int, value: int) -> str:
    """Name the slip of the pen that turns a value into what was printed; `other` where no single one does.

    >>> slip(20696, 206096), slip(3341510, 3431510), slip(12, 13)
    ('digit_lost', 'digits_swapped', 'digit_changed')
    """
    was, got = str(value), str(printed)
    if any(was[:at] + was[at + 1 :] == got for at in range(len(was))):
        return "digit_lost"
    if any(got[:at] + got[at + 1 :] == was for at in range(len(got))):
        return "digit_added"
    if len(was) == len(got):
        differs = [at for at in range(len(was)) if was[at] != got[at]]
        if len(differs) == 1:
            return "digit_changed"
        if len(differs) == 2 and sorted(was[differs[0] : differs[1] + 1]) == sorted(got[differs[0] : differs[1] + 1]):
            return "digits_swapped"
    return "other"
