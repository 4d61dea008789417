"""What several publications of one stage of a result come to together.

Where they differ both stand: a finding names them, and the identity of the ballots settles the matter only where it
leaves one reading.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import product

from isonomia.errors import Finding
from isonomia.record.act import Act
from isonomia.referendum import accounting
from isonomia.referendum.acts import ResultPublished, TerritoryPrint, count_of, shares_of
from isonomia.referendum.rules import Count, PrintedShare, impossible
from isonomia.rulebook.law import Law

READINGS = 256


class Publication:
    """One publication of a result, or its part on one territory: the act, its count and its shares.

    `where` is the act, or the territory, that a finding about these numbers names.
    """

    def __init__(self, act: Act, body: ResultPublished, part: TerritoryPrint | None = None) -> None:
        self.act, self.body = act, body
        self.where = act.id if part is None else part.territory
        self.count: Count = count_of((part or body).counts)
        self.shares: tuple[PrintedShare, ...] = shares_of((part or body).shares)
        self.publisher = publisher_of(body)
        self.acts: Mapping[str, Act] = dict.fromkeys(self.count.known(), act)

    def after(self, former: "Publication") -> "Publication":
        """This version with what it does not print again taken from the former one."""
        both = copy(self)
        both.count = Count(**{**former.count.known(), **self.count.known()})
        again = {(one.measure, one.base) for one in self.shares}
        both.shares = (*(one for one in former.shares if (one.measure, one.base) not in again), *self.shares)
        both.acts = {**former.acts, **self.acts}
        return both


def publisher_of(body: ResultPublished) -> str:
    """Who published a result: the publisher of its first source."""
    return body.sources[0].publisher if body.sources else ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a result, of the country or of a territory: the count that the publications give together, and
    what the checks found.

    A measure on which they differ is left out of `count` unless the identity settles it; `disputed` names those left
    out. Left out, too, are a part and its whole that cannot both be true: a finding names them. `acts` are the acts
    behind each measure.
    """

    name: str
    count: Count
    shares: tuple[PrintedShare, ...]
    disputed: tuple[str, ...]
    findings: tuple[Finding, ...]
    acts: Mapping[str, tuple[Act, ...]]


def merge(name: str, publications: Sequence[Publication], law: Law) -> Stage:
    """Bring the publications of one stage together; of what one publisher printed in versions the last one stands."""
    last, changes = _versions(publications)
    shares = tuple(dict.fromkeys(share for one in last for share in one.shares))
    printed = _printed(last)
    reading = _reading(printed, shares, law)
    findings = [one for each in publications for one in accounting.findings(each.count, each.shares, law, each.where)]
    findings += changes
    findings += _conflicts(name, printed, reading, last)
    if not any(accounting.identity_gap(one.count, law) is not None for one in last):
        said = {(one.code, one.params) for one in findings}
        together = accounting.findings(Count(**reading), shares, law, name)
        findings += [one for one in together if (one.code, one.params) not in said]
    disputed = tuple(measure for measure in printed if measure not in reading)
    acts = {measure: tuple(one.acts[measure] for one in last if measure in one.acts) for measure in printed}
    return Stage(name, _credible(Count(**reading)), shares, disputed, tuple(findings), acts)


def _versions(publications: Sequence[Publication]) -> tuple[list[Publication], list[Finding]]:
    """Each publisher's last word, with what it does not print again from those before; and each number that changed."""
    found: list[Finding] = []
    last: dict[str, Publication] = {}
    for one in publications:
        former = last.get(one.publisher)
        if former is not None:
            found += _changes(former.count.known(), one)
        last[one.publisher] = one.after(former) if former is not None else one
    return list(last.values()), found


def _changes(former: Mapping[str, int], one: Publication) -> Iterator[Finding]:
    """Name each number that a later version prints differently, with the reason given."""
    for measure, value in one.count.known().items():
        if former.get(measure, value) != value:
            shown = {"measure": measure, "was": former[measure], "is": value, "reason": one.body.reason}
            yield Finding.of("version_changed", one.where, **shown)


def merge_territories(stages: Iterable[Sequence[Publication]], law: Law) -> dict[str, Stage]:
    """Bring together what was printed of each territory, by id, at the latest of the stages at which anything was.

    Args:
        stages: the publications of each stage, the earliest stage first.
    """
    found: dict[str, Stage] = {}
    for publications in stages:
        parts: dict[str, list[Publication]] = {}
        for one in publications:
            for part in one.body.territories:
                parts.setdefault(part.territory, []).append(Publication(one.act, one.body, part))
        found.update({id: merge(id, printed, law) for id, printed in parts.items()})
    return found


def _credible(count: Count) -> Count:
    """Leave out every part and whole that cannot both be true: which of them is wrong is not known."""
    doubted = {name for parts, whole in impossible(count) for name in (*parts, whole)}
    return Count(**{name: value for name, value in count.known().items() if name not in doubted})


def _printed(last: Sequence[Publication]) -> dict[str, list[int]]:
    """Each measure with the different values that were printed of it, in order."""
    printed: dict[str, list[int]] = {}
    for one in last:
        for measure, value in one.count.known().items():
            values = printed.setdefault(measure, [])
            if value not in values:
                values.append(value)
    return printed


def _reading(printed: Mapping[str, list[int]], shares: Sequence[PrintedShare], law: Law) -> dict[str, int]:
    """The value of each measure on which the publications agree, or which is the same in every reading that adds up."""
    agreed = {measure: values[0] for measure, values in printed.items() if len(values) == 1}
    open_measures = [measure for measure in printed if measure not in agreed]
    readings = 1
    for measure in open_measures:
        readings *= len(printed[measure])
    if not open_measures or readings > READINGS:
        return agreed
    chosen = [
        values
        for values in product(*(printed[measure] for measure in open_measures))
        if _adds_up({**agreed, **dict(zip(open_measures, values, strict=True))}, shares, law)
    ]
    settled = zip(open_measures, zip(*chosen, strict=True), strict=True) if chosen else ()
    return {**agreed, **{measure: values[0] for measure, values in settled if len(set(values)) == 1}}


def _adds_up(reading: Mapping[str, int], shares: Sequence[PrintedShare], law: Law) -> bool:
    count = Count(**reading)
    return accounting.identity_gap(count, law) == 0 and accounting.meets(count, shares, law)


def _conflicts(
    name: str, printed: Mapping[str, list[int]], reading: Mapping[str, int], last: Sequence[Publication]
) -> list[Finding]:
    found = []
    for measure, values in printed.items():
        if len(values) == 1:
            continue
        said = "; ".join(
            f"{value} ({', '.join(one.publisher for one in last if one.count.known().get(measure) == value)})"
            for value in values
        )
        settled = reading.get(measure)
        code = "sources_conflict" if settled is None else "conflict_settled"
        found.append(Finding.of(code, name, measure=measure, values=said, settled="" if settled is None else settled))
    return found
