"""What the pages of a referendum show, shaped for templates: codes and numbers, never words.

The law decides; nothing is decided here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from isonomia.errors import Finding, RulebookError
from isonomia.exact import Bar, Share, decimal_text
from isonomia.figures.catalogue import figures_of
from isonomia.figures.figure import Figure
from isonomia.record.act import Act
from isonomia.referendum.acts import DecisionPublished, MajorityStated, QuestionPut, ResultPublished
from isonomia.referendum.merging import Publication, Stage
from isonomia.referendum.rules import BASES, Decision, Test
from isonomia.referendum.state import Referendum
from isonomia.referendum.turnout import turnout_findings
from isonomia.rulebook.law import Territory

PERCENT = 2
GEOMETRY = 3
KINDS = {"yes": "y", "no": "n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One group of ballots: its count, its share of those who took part, and the acts that printed it.

    `x` and `width` place its slice on the bar, in per cent; `marked` says that a check found something about it;
    `rest` that it is what no published group holds.
    """

    measure: str
    count: int | None
    percent: str | None
    kind: str
    acts: tuple[Act, ...]
    x: str = "0"
    width: str = "0"
    marked: bool = False
    rest: bool = False

    @property
    def labelled(self) -> bool:
        """Whether its slice of the bar is wide enough to carry words."""
        return Fraction(self.width) >= 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """One test of the law as a gauge: what there is, of what, and the mark that must be cleared."""

    test: Test
    percent: str | None
    fill: str
    mark: str
    acts: tuple[Act, ...]
    figure: str

    @property
    def bar(self) -> Bar:
        """The bar that the law sets."""
        return self.test.bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One territory: whether its people agreed, on what ground that is known, and the shares that were printed."""

    territory: Territory
    agreed: bool | None
    ground: str
    percent: str | None
    base: str
    acts: tuple[Act, ...]
    stated_by: tuple[str, ...] = ()

    @property
    def city(self) -> bool:
        """Whether it is a city."""
        return self.territory.kind != "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding with the territory that it is about, if any, and the acts that it rests on."""

    finding: Finding
    territory: Territory | None
    hours: tuple[str, ...]
    acts: tuple[Act, ...]
    stage: str = ""

    @property
    def publisher(self) -> str:
        """Who printed what the finding is about, where it is about one publication alone."""
        one = self.acts[0] if len(self.acts) == 1 and self.acts[0].id == self.finding.where else None
        body = one.body if one else None
        return body.sources[0].publisher if isinstance(body, ResultPublished) and body.sources else ""

    @property
    def anchor(self) -> str:
        """The name of its place on the page of checks."""
        parts = (self.finding.code, self.finding.where, *(value for _, value in self.finding.params[:2]))
        return "f-" + "".join(one if one.isascii() and one.isalnum() else "-" for one in "-".join(parts))[:60]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A result at one stage, with all that a certificate needs."""

    matter: str
    day: str
    stage: str
    stages: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row
    gauges: tuple[Gauge, ...]
    places: tuple[Place, ...]
    decision: Decision
    publications: tuple[Publication, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Found, ...]
    disputed: tuple[str, ...]
    decided: tuple[Act, ...]

    @property
    def slices(self) -> tuple[Row, ...]:
        """The groups whose share is known, as slices of the bar."""
        return tuple(row for row in self.rows if row.percent is not None)

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every act that the counts rest on."""
        return tuple(dict.fromkeys(act for row in (*self.rows, self.total) for act in row.acts))

    @property
    def agreed_by_ground(self) -> tuple[tuple[str, int], ...]:
        """On which ground how many territories are known to have agreed."""
        grounds = [place.ground for place in self.places if place.agreed]
        return tuple((one, grounds.count(one)) for one in BASES if one in grounds)

    @property
    def reporters(self) -> tuple[str, ...]:
        """Who alone reported majorities that nothing else supports."""
        alone = [name for place in self.places if place.ground == "reported" for name in place.stated_by]
        return tuple(dict.fromkeys(alone))

    def figure(self, name: str) -> Figure | None:
        """The figure of this name at this stage."""
        return next((one for one in self.figures if one.name == name), None)

    @property
    def turnout(self) -> Figure | None:
        """Those who took part, of registered voters."""
        return self.figure("referendum.took_part_of_registered")

    @property
    def yes(self) -> Figure | None:
        """Yes, of those who took part."""
        return self.figure("referendum.yes_of_took_part")

    @property
    def shares(self) -> tuple[Figure, ...]:
        """The figures that are shares."""
        return tuple(one for one in self.figures if one.unit == "percent")


def chosen_stage(state: Referendum, asked: str | None) -> str:
    """The stage that a reader asked for, or the latest of which a result was published; empty where there is none."""
    stages = state.stages()
    return asked if asked in stages else (stages[-1] if stages else "")


def law_missing(state: Referendum) -> str:
    """What the record lacks of the law of polling day, without which no count can be read; empty where it has it."""
    try:
        state.law.words("referendum.ballots")
        for stage in state.stages():
            state.decision(stage)
    except RulebookError as error:
        return str(error)
    return ""


def result(matter: str, state: Referendum, stage: str) -> Result:
    """Shape the result of one stage."""
    merged, decision = state.stage(stage), state.decision(stage)
    found = tuple(findings(state, merged.findings, stage))
    return Result(
        matter=matter,
        day=state.called.polling_day,
        stage=stage,
        stages=state.stages(),
        rows=tuple(_placed(_rows(state, merged))),
        total=_row("took_part", merged, state, merged.findings),
        gauges=tuple(_gauge(test, state, merged) for test in decision.tests),
        places=tuple(places(state, stage, decision)),
        decision=decision,
        publications=tuple(state.publications(stage)),
        figures=tuple(one for one in figures_of(matter, state) if one.stage == stage),
        findings=found,
        disputed=merged.disputed,
        decided=tuple(act for act, _ in state.of(DecisionPublished)) if stage == "final" else (),
    )


def _rows(state: Referendum, stage: Stage) -> Iterator[Row]:
    known = stage.count.known()
    rests = {one.get("field"): int(one.get("rest")) for one in stage.findings if one.code == "remainder"}
    for measure in state.law.words("referendum.ballots"):
        if measure not in known and measure in rests and stage.count.took_part:
            share = Share(rests[measure], stage.count.took_part, "took_part")
            printed = share.percent(PERCENT)
            yield Row(measure=measure, count=share.part, percent=printed, kind="v", acts=(), marked=True, rest=True)
        else:
            yield _row(measure, stage, state, stage.findings)


def _row(measure: str, stage: Stage, state: Referendum, found: Sequence[Finding]) -> Row:
    share = stage.count.share(measure, "took_part", state.law)
    about = {one.get("measure") for one in found if dict(one.params).get("measure")}
    about |= {one.get("field") for one in found if dict(one.params).get("field")}
    return Row(
        measure=measure,
        count=stage.count.known().get(measure),
        percent=share.percent(PERCENT) if share else None,
        kind=KINDS.get(measure, "v"),
        acts=stage.acts.get(measure, ()),
        marked=measure in about,
    )


def _placed(rows: Iterator[Row]) -> Iterator[Row]:
    """Set the slices side by side on the bar."""
    x = Fraction()
    for row in rows:
        width = Fraction(row.percent or 0)
        yield Row(
            measure=row.measure,
            count=row.count,
            percent=row.percent,
            kind=row.kind,
            acts=row.acts,
            x=decimal_text(x, PERCENT),
            width=decimal_text(width, PERCENT),
            marked=row.marked,
            rest=row.rest,
        )
        x += width


def _gauge(test: Test, state: Referendum, stage: Stage) -> Gauge:
    part, whole = test.numerator, test.denominator
    reached = Fraction(part, whole) * 100 if part is not None and whole else None
    counted = test.bar.base == "territories" and test.required is not None and whole
    mark = Fraction(test.required or 0) / (whole or 1) * 100 if counted else test.bar.share * 100
    acts = tuple(act for one in (test.bar.measure, test.bar.base) for act in stage.acts.get(one, ()))
    figure = f"referendum.{test.bar.measure}_of_{test.bar.base}"
    if test.bar.base == "territories":
        figure = "referendum.territories_agreed"
        acts = tuple(act for act in state.acts if isinstance(act.body, MajorityStated | ResultPublished))
    return Gauge(
        test=test,
        percent=None if reached is None else decimal_text(reached, PERCENT),
        fill="0" if reached is None else decimal_text(min(reached, Fraction(100)), GEOMETRY),
        mark=decimal_text(mark, GEOMETRY),
        acts=tuple(dict.fromkeys(acts)),
        figure=figure,
    )


def places(state: Referendum, stage: str, decision: Decision) -> Iterator[Place]:
    """The territories of polling day, each with what is known of its majority; none where the law asks for none."""
    votes = {one.id: one for one in state.votes(stage).territories}
    for test in decision.tests:
        for one in test.tests:
            given = votes.get(one.where)
            printed = [
                share
                for share in (given.shares if given else ())
                if (share.measure, share.base) == (one.bar.measure, one.bar.base)
            ]
            yield Place(
                territory=state.law.territory(one.where),
                agreed=one.passed,
                ground="" if one.passed is None else one.basis,
                percent=printed[0].percent if printed else None,
                base=one.bar.base,
                acts=tuple(_acts_on(state, one.where)),
                stated_by=tuple(dict.fromkeys(_stated_by(state, one.where))),
            )


def _acts_on(state: Referendum, place: str) -> Iterator[Act]:
    """The acts that say anything of one territory's majority, in the order of entry."""
    stated = {act.id for act, body in state.of(MajorityStated) if place in body.territories}
    printed = {
        act.id for act, body in state.of(ResultPublished) if place in {one.territory for one in body.territories}
    }
    return (act for act in state.acts if act.id in stated | printed)


def _stated_by(state: Referendum, place: str) -> Iterator[str]:
    return (body.stated_by for _, body in state.of(MajorityStated) if place in body.territories)


def findings(state: Referendum, found: Sequence[Finding], stage: str = "") -> Iterator[Found]:
    """Each finding with its territory and the acts that it rests on."""
    by_id = {act.id: act for act in state.acts}
    for one in found:
        territory = state.law.by_id.get(one.where)
        params = dict(one.params)
        hours = {params[name] for name in ("hour", "earlier", "later") if name in params}
        if one.where in by_id:
            acts: tuple[Act, ...] = (by_id[one.where],)
        elif hours:
            acts = tuple(
                report.act for report in state.reports() if report.hour in hours and one.where in report.percent
            )
        elif territory is not None:
            acts = tuple(_acts_on(state, one.where))
        else:
            acts = tuple(publication.act for publication in state.publications(stage or one.where))
        yield Found(finding=one, territory=territory, hours=tuple(sorted(hours)), acts=acts, stage=stage)


def all_findings(state: Referendum) -> tuple[tuple[str, tuple[Found, ...]], ...]:
    """Every finding of a referendum by its part: each stage of the result, then the reports of polling day.

    What is found of territories, of the day of publication and of the decision stands with the last stage.
    """
    by_stage = {stage: list(state.stage(stage).findings) for stage in state.stages()}
    reported = turnout_findings(state.reports())
    placed = [one for found in by_stage.values() for one in found] + reported
    last = by_stage[state.stages()[-1]] if by_stage else reported
    last += [one for one in state.findings() if one not in placed]
    groups = [(stage, tuple(findings(state, found, stage))) for stage, found in by_stage.items()]
    return tuple((name, found) for name, found in [*groups, ("turnout", tuple(findings(state, reported)))] if found)


def repairs(state: Referendum) -> list[Found]:
    """The findings that name the only value which mends a count, at any stage."""
    return [one for _, found in all_findings(state) for one in found if one.finding.code == "only_repair"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One referendum in a list: its day and what became of it; `outcome` is None where the law is not known."""

    matter: str
    day: str
    question: str
    stage: str
    outcome: str | None


def listed(matter: str, state: Referendum) -> Listed:
    """Shape one referendum for a list."""
    called = state.called
    stage = chosen_stage(state, None)
    try:
        outcome = state.decision(stage).outcome if stage else ""
    except RulebookError:
        outcome = None
    return Listed(matter=matter, day=called.polling_day, question=called.question, stage=stage, outcome=outcome)


def question_put(state: Referendum) -> tuple[Act, QuestionPut] | None:
    """The question of the ballot, with the act that holds it; None where it was not entered."""
    return next(state.of(QuestionPut), None)
