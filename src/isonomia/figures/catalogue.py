"""The catalogue of every number that we publish: name -> the function that computes it from acts and law.

A figure says what kind it is: `recomputed` from acts; `attested` by a named body; `cited` from a publication. Each
carries the acts that it was computed from and the rules that it was held against.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from fractions import Fraction

from isonomia.errors import RulebookError
from isonomia.exact import Share, decimal_text, read_decimal, whole_number
from isonomia.figures.counts import of_counts
from isonomia.figures.figure import Figure
from isonomia.figures.lawmaking import lawmaking
from isonomia.figures.of_elections import of_elections
from isonomia.figures.of_proposals import of_proposals
from isonomia.figures.of_statistics import of_statistics
from isonomia.record.act import Act
from isonomia.referendum.rules import Test
from isonomia.referendum.state import Referendum
from isonomia.referendum.turnout import NATIONAL, last_points, median, series
from isonomia.reform.road import Reform

PRINTED = 2
FROM_VOTES = ("counts", "bounded")


def share_figure(name: str, matter: str, stage: str, measure: str, base: str, state: Referendum) -> Iterator[Figure]:
    """A share of the count at one stage; nothing where it cannot be computed."""
    merged = state.stage(stage)
    share = merged.count.share(measure, base, state.law)
    if share is not None:
        acts = tuple(dict.fromkeys(act for one in fields_of(measure, base) for act in merged.acts.get(one, ())))
        yield _of_share(name, matter, stage, share, acts)


def fields_of(measure: str, base: str) -> tuple[str, ...]:
    """The counts behind a share."""
    behind = {"yes_plus_no": ("yes", "no")}
    return (measure, *behind.get(base, (base,)))


def _of_share(name: str, matter: str, stage: str, share: Share, acts: tuple[Act, ...]) -> Figure:
    return Figure(
        name, matter, stage, "recomputed", "percent", share.percent(PRINTED), share.part, share.whole, share.base, acts
    )


def _shares(measure: str, base: str) -> Callable[[str, Referendum], Iterator[Figure]]:
    def compute(matter: str, state: Referendum) -> Iterator[Figure]:
        name = f"referendum.{measure}_of_{base}"
        for stage in state.stages():
            yield from share_figure(name, matter, stage, measure, base, state)

    return compute


def _count(measure: str) -> Callable[[str, Referendum], Iterator[Figure]]:
    def compute(matter: str, state: Referendum) -> Iterator[Figure]:
        for stage in state.stages():
            merged = state.stage(stage)
            number = merged.count.known().get(measure)
            if number is not None:
                yield Figure(
                    f"referendum.{measure}",
                    matter,
                    stage,
                    "cited",
                    "count",
                    str(number),
                    number,
                    acts=merged.acts[measure],
                )

    return compute


def territories(matter: str, state: Referendum) -> Iterator[Figure]:
    """How many territories are needed, how many agreed, and for how many that can be recomputed."""
    for stage in state.stages():
        for test in state.decision(stage).tests:
            if test.bar.base == "territories":
                yield from _territorial(matter, stage, test, state)


def _territorial(matter: str, stage: str, test: Test, state: Referendum) -> Iterator[Figure]:
    acts = tuple(act for act in state.acts if act.act in ("referendum.majority_stated", "referendum.result_published"))
    weights = {unit.id: unit.weight for unit in state.law.register()}

    def weight_of(*bases: str) -> Fraction:
        return sum((weights[one.where] for one in test.tests if one.passed and one.basis in bases), Fraction())

    cited = weight_of("printed_share", "reported")
    for name, kind, number in (
        ("needed", "recomputed", test.required),
        ("agreed", "cited" if cited else "recomputed", test.numerator),
        ("recomputable", "recomputed", weight_of("counts", "bounded")),
        ("by_printed_share", "cited", weight_of("printed_share")),
        ("only_reported", "cited", weight_of("reported")),
    ):
        value = f"{number} of {test.denominator}"
        parts = whole_number(number), whole_number(test.denominator)
        name = f"referendum.territories_{name}"
        yield Figure(name, matter, stage, kind, "territories", value, *parts, "territories", acts, test.citation)


def outcome(matter: str, state: Referendum) -> Iterator[Figure]:
    """What the law makes of the vote at each stage."""
    for stage in state.stages():
        decision = state.decision(stage)
        cited = "; ".join(dict.fromkeys(test.citation for test in decision.tests))
        acts = tuple(one.act for one in state.publications(stage))
        # An outcome is known no better than the weakest test that it rests on.
        kind = "recomputed" if all(test.basis in FROM_VOTES for test in decision.tests) else "cited"
        stated = tuple(act for act in state.acts if kind == "cited" and act.act == "referendum.majority_stated")
        name, value = "referendum.outcome", decision.outcome
        yield Figure(name, matter, stage, kind, "word", value, acts=(*acts, *stated), citation=cited)


def turnout_by_hour(matter: str, state: Referendum) -> Iterator[Figure]:
    """Turnout of the whole country at each hour, as printed."""
    for point in series(state.reports()).get(NATIONAL, {}).values():
        if point.value is not None:
            name = "referendum.turnout_reported"
            yield Figure(name, matter, point.hour, "cited", "percent", point.value, base="registered", acts=point.acts)


def spread_of_turnout(matter: str, state: Referendum) -> Iterator[Figure]:
    """The lowest, the middle and the highest turnout of a territory in the last report of polling day."""
    points = last_points(state.reports())
    values = [read_decimal(point.value)[0] for point in points if point.value is not None]
    if not values:
        return
    acts = tuple(dict.fromkeys(act for point in points for act in point.acts))
    for name, value in (("lowest", min(values)), ("middle", median(values)), ("highest", max(values))):
        yield Figure(
            f"referendum.turnout_{name}_territory",
            matter,
            points[0].hour,
            "recomputed",
            "percent",
            decimal_text(value, PRINTED),
            base="registered",
            acts=acts,
        )


CATALOGUE: Mapping[str, Callable[[str, Referendum], Iterator[Figure]]] = {
    "referendum.registered": _count("registered"),
    "referendum.took_part": _count("took_part"),
    "referendum.yes": _count("yes"),
    "referendum.no": _count("no"),
    "referendum.both_marked": _count("both_marked"),
    "referendum.invalid": _count("invalid"),
    "referendum.took_part_of_registered": _shares("took_part", "registered"),
    "referendum.yes_of_took_part": _shares("yes", "took_part"),
    "referendum.yes_of_yes_plus_no": _shares("yes", "yes_plus_no"),
    "referendum.yes_of_registered": _shares("yes", "registered"),
    "referendum.no_of_took_part": _shares("no", "took_part"),
    "referendum.both_marked_of_took_part": _shares("both_marked", "took_part"),
    "referendum.invalid_of_took_part": _shares("invalid", "took_part"),
    "referendum.territories": territories,
    "referendum.outcome": outcome,
    "referendum.turnout_reported": turnout_by_hour,
    "referendum.turnout_spread": spread_of_turnout,
}


def figures_of(matter: str, state: Referendum) -> list[Figure]:
    """Every figure of one referendum; what hangs on a rule that is not known is left out, and is a finding."""
    found: list[Figure] = []
    for compute in CATALOGUE.values():
        with suppress(RulebookError):
            found.extend(compute(matter, state))
    return found


def all_figures(reform: Reform) -> list[Figure]:
    """Every figure of a record, in the order of its matters and of the catalogue."""
    votes = (figure for matter, state in reform.referendums.items() for figure in figures_of(matter, state))
    return [
        *votes,
        *of_elections(reform),
        *lawmaking(reform),
        *of_counts(reform),
        *of_proposals(reform),
        *of_statistics(reform),
    ]
