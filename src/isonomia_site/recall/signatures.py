"""Signatures of a recall for its page: what was handed in, what is valid, what is needed, what a sample tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from isonomia.exact import Bar, decimal_text
from isonomia.recall import acts, rules
from isonomia.recall.deciding import told_by
from isonomia.recall.petition import Petition
from isonomia.recall.sampling import Sample, interval, positions
from isonomia.rulebook.law import Law, Rule, Unknown
from isonomia_site.dockets.desk import Dossier

PERCENT = 2
SHARE, FLOOR, RISK = "recall.signature_share", "recall.signature_floor", "recall.sample_risk"


@dataclass(frozen=True, slots=True)
class Held:
    """A count held against a bar of the law, as a gauge shows it: both counts are known."""

    key: str
    bar: Bar
    numerator: int
    denominator: int
    citation: str
    basis: str = "counts"

    @property
    def test(self) -> "Held":
        """Itself: a gauge asks its test."""
        return self

    @property
    def required(self) -> int:
        """The least whole number that clears the bar."""
        return self.bar.required(self.denominator)

    @property
    def passed(self) -> bool:
        """Whether the count clears the bar."""
        return self.bar.cleared_by(self.numerator, self.denominator)

    @property
    def percent(self) -> str:
        """The count as a share of the whole."""
        return percent(self.numerator, self.denominator)

    @property
    def fill(self) -> str:
        """How far the bar of the gauge is filled."""
        return self.percent

    @property
    def mark(self) -> str:
        """Where the mark stands that must be cleared."""
        return decimal_text(100 * self.bar.share, PERCENT)


def percent(part: int, whole: int) -> str:
    """A part of a whole in hundredths; of nothing it is none."""
    return decimal_text(Fraction(100 * part, whole or 1), PERCENT)


def held_against(key: str, part: int, whole: int, law: Law) -> Held | Unknown:
    """A count against the bar of a rule, or what is missing where the sources are silent."""
    found = law.find(key)
    bar = rules.bar(found)
    if isinstance(found, Rule) and isinstance(bar, Bar):
        return Held(key, bar, part, whole, found.citation)
    assert isinstance(bar, Unknown)
    return bar


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample that was checked: what the source said, which signatures it fell on, and what it tells."""

    announced: acts.SampleAnnounced
    checked: acts.SampleChecked
    sample: Sample
    risk: Fraction | None
    bounds: tuple[int, int] | None
    enough: bool | Unknown | None
    places: tuple[int, ...]

    @property
    def again(self) -> str:
        """The command that finds the bounds again; the risk follows."""
        return f"recall sample {self.sample.size} {self.sample.drawn} {self.sample.valid} --risk"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signatures of a district beside what is needed: every length is a part of a hundred of the widest."""

    voters: int
    filed: int | None
    valid: int | None
    faults: tuple[acts.Fault, ...]
    share: Held | Unknown
    floor: Held | Unknown
    drawn: Drawn | None
    enough: bool | Unknown | None
    judged: Law

    @property
    def bars(self) -> Mapping[str, Held | Unknown]:
        """How many are needed, and below how many the recall ends."""
        return {"share": self.share, "floor": self.floor}

    @property
    def widest(self) -> int:
        """The number at which the picture ends."""
        needed = self.share.required if isinstance(self.share, Held) else 0
        return max(self.filed or 0, needed, 1)

    @property
    def lengths(self) -> Mapping[str, str]:
        """What the picture draws, of those that are known."""
        needed = self.share.required if isinstance(self.share, Held) else None
        known = {"filed": self.filed, "valid": self.valid, "needed": needed}
        if self.drawn and self.drawn.bounds:
            low, high = self.drawn.bounds
            known |= {"low": low, "span": high - low}
        return {name: percent(count, self.widest) for name, count in known.items() if count is not None}

    @property
    def again(self) -> str:
        """The command that says again what the law makes of the valid ones; a day follows."""
        return f"recall enough {self.valid} --voters {self.voters} --law {self.judged.country} --on"

    @property
    def rows(self) -> list[tuple[str, int, str]]:
        """The numbers of the picture as its table has them, each with its share of the voters."""
        known = [("filed", self.filed), ("valid", self.valid)]
        low, high = (self.drawn and self.drawn.bounds) or (None, None)
        known += [("low", low), ("high", high)]
        needed = [(name, one.required) for name, one in self.bars.items() if isinstance(one, Held)]
        return [(name, count, percent(count, self.voters)) for name, count in (*known, *needed) if count is not None]


def signatures(found: Dossier) -> Signatures | None:
    """The signatures of a recall as far as they came; None before it was registered."""
    one: Petition = found.one
    if not one.voters:
        return None
    law, counted = one.laws.on(_judged_on(found)), one.valid or 0
    checked = (act.body for act in found.acts if isinstance(act.body, acts.SignaturesChecked))
    return Signatures(
        voters=one.voters,
        filed=one.signatures,
        valid=one.valid,
        faults=next((body.faults for body in checked), ()),
        share=held_against(SHARE, counted, one.voters, law),
        floor=held_against(FLOOR, counted, one.voters, law),
        drawn=_drawn(found, law),
        enough=one.enough(law),
        judged=law,
    )


def _judged_on(found: Dossier) -> date:
    """The day whose law says how many are needed: that of the decision, or of the newest act before there is one."""
    decisions = (act.body.on for act in found.acts if isinstance(act.body, acts.VoteCalled | acts.RecallEnded))
    return next((date.fromisoformat(day) for day in decisions), found.one.last)


def _drawn(found: Dossier, law: Law) -> Drawn | None:
    one: Petition = found.one
    checked = next((act.body for act in found.acts if isinstance(act.body, acts.SampleChecked)), None)
    if one.sample is None or one.announced is None or checked is None:
        return None
    bar = rules.bar(law.find(RISK))
    risk = None if isinstance(bar, Unknown) else bar.share
    return Drawn(
        announced=one.announced,
        checked=checked,
        sample=one.sample,
        risk=risk,
        bounds=_bounds(one.sample, risk) if risk else None,
        enough=told_by(one.sample, one.voters, law),
        places=_places(checked.seed, one.sample.size, one.sample.drawn),
    )


# Of a hundred thousand signatures each takes a second, and the same numbers always give the same answer.
_bounds = lru_cache(maxsize=128)(interval)
_places = lru_cache(maxsize=128)(positions)
