"""What several publications of one stage of a result come to together.

Where they differ both stand: a finding names them, and the identity of the ballots settles the matter only where it
leaves one reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from isonomia.errors import Finding
from isonomia.exact import fits_print
from isonomia.record.act import Act
from isonomia.referendum import accounting
from isonomia.referendum.acts import ResultPublished, count_of, shares_of
from isonomia.referendum.rules import Count, PrintedShare
from isonomia.rulebook.law import Law

READINGS = 256


class Publication:
    """One publication of a result: the act, its count and its shares."""

    def __init__(self, act: Act, body: ResultPublished) -> None:
        self.act, self.body = act, body
        self.count: Count = count_of(body.counts)
        self.shares: tuple[PrintedShare, ...] = shares_of(body.shares)
        self.publisher = body.sources[0].publisher if body.sources else ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a result: the count that the publications give together, and what the checks found.

    A measure on which they differ is left out of `count` unless the identity settles it; `disputed` names those left
    out. `acts` are the acts behind each measure.
    """

    name: str
    count: Count
    shares: tuple[PrintedShare, ...]
    disputed: tuple[str, ...]
    findings: tuple[Finding, ...]
    acts: Mapping[str, tuple[Act, ...]]


def merge(name: str, publications: Sequence[Publication], law: Law) -> Stage:
    """Bring the publications of one stage together; of one publisher's versions the last one stands."""
    last = list({one.publisher: one for one in publications}.values())
    shares = tuple(dict.fromkeys(share for one in last for share in one.shares))
    printed = _printed(last)
    reading = _reading(printed, shares, law)
    findings = [finding for one in last for finding in accounting.findings(one.count, one.shares, law, one.act.id)]
    findings += _conflicts(name, printed, reading, last)
    if not any(accounting.identity_gap(one.count, law) is not None for one in last):
        said = {(one.code, one.params) for one in findings}
        together = accounting.findings(Count(**reading), (), law, name)
        findings += [one for one in together if (one.code, one.params) not in said]
    disputed = tuple(measure for measure in printed if measure not in reading)
    acts = {measure: tuple(one.act for one in last if measure in one.count.known()) for measure in printed}
    return Stage(name, Count(**reading), shares, disputed, tuple(findings), acts)


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
    """The value of each measure on which the publications agree, or which the identity settles."""
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
    return {**agreed, **dict(zip(open_measures, chosen[0], strict=True))} if len(chosen) == 1 else agreed


def _adds_up(reading: Mapping[str, int], shares: Sequence[PrintedShare], law: Law) -> bool:
    count = Count(**reading)
    if accounting.identity_gap(count, law) != 0:
        return False
    exact = ((one.percent, count.share(one.measure, one.base, law)) for one in shares)
    return all(share is None or fits_print(share.fraction * 100, percent) for percent, share in exact)


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
        found.append(Finding.of(code, name, measure=measure, values=said, settled=settled or ""))
    return found
