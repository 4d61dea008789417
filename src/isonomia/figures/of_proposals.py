"""Figures of proposals: how many by each rule of counting, answered and in time, what was decided, what came of it.

They are computed from every act on proposals, which would be too many to name one by one: a figure names its base. What
still waits is watched up to the day on which the last of these acts was entered.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from isonomia.exact import Share
from isonomia.figures.figure import Figure
from isonomia.proposals import counting, rules
from isonomia.proposals.demand import Demand
from isonomia.proposals.state import Proposals
from isonomia.proposals.submission import Submission
from isonomia.proposals.times import Wait, times
from isonomia.reform.road import Reform

PRINTED = 2
UNKNOWN = "unknown"
ADMISSIBLE, DUE, DECIDED, REFUSED = "admissible_proposals", "proposals_due", "demands_decided", "demands_refused"


def of_proposals(reform: Reform) -> Iterator[Figure]:
    """Every figure of proposals; none where the record holds no proposal."""
    state = reform.proposals
    if not state.submissions or state.last is None:
        return
    matter = reform.opened.matter if reform.opened else "proposals"
    all_of_them = state.submissions.values()
    yield from _counts(matter, reform)
    yield from _answers(matter, state, [one for one in all_of_them if one.admissible], state.last)
    yield from _waits(matter, "", all_of_them, state.last)
    for language in ("kk", "ru", "en"):
        yield from _waits(
            matter, f"_{language}", [one for one in all_of_them if one.body.language == language], state.last
        )
    yield from _demands(matter, state.demands.values())


def _counts(matter: str, reform: Reform) -> Iterator[Figure]:
    for rule in counting.RULES:
        triple = counting.count(reform.proposals, reform.blobs, rule)
        for name, number in (
            ("submissions", triple.submissions),
            ("demands", triple.demands),
            ("in_campaigns", triple.in_campaigns),
        ):
            if number is not None:
                yield _count(f"proposals.{name}", matter, number, rule.name)


def _count(name: str, matter: str, number: int, base: str = "") -> Figure:
    return Figure(name, matter, "", "recomputed", "count", str(number), number, base=base)


def _share(name: str, matter: str, part: int, whole: int, base: str) -> Iterator[Figure]:
    if whole:
        share = Share(part, whole, base)
        yield Figure(name, matter, "", "recomputed", "percent", share.percent(PRINTED), part, whole, base)


def _answers(matter: str, state: Proposals, admissible: Collection[Submission], on: date) -> Iterator[Figure]:
    """Of the proposals taken up: how many were answered, reviewed, are found in the text; and kept deadlines."""
    whole = len(admissible)
    answered = sum(bool(one.answers) for one in admissible)
    yield from _share("proposals.answered_of_admissible", matter, answered, whole, ADMISSIBLE)
    reviewed = sum(state.reviewed(one) for one in admissible)
    yield from _share("proposals.reviewed_of_admissible", matter, reviewed, whole, ADMISSIBLE)
    in_text = sum(state.in_text(one) for one in admissible)
    yield from _share("proposals.in_text_of_admissible", matter, in_text, whole, ADMISSIBLE)
    kept = [one for one in (_kept(one, on) for one in admissible) if one is not None]
    yield from _share("proposals.in_time_of_due", matter, sum(kept), len(kept), DUE)
    looks = [one for one in state.submissions.values() if one.looks]
    yield _count("proposals.second_looks", matter, len(looks))
    changed = sum(_changed(one, state) for one in looks)
    yield from _share("proposals.changed_of_second_looks", matter, changed, len(looks), "second_looks")


def _kept(one: Submission, on: date) -> bool | None:
    """Whether the term for the first answer was kept; None while it runs, or where no day is known."""
    done = one.answered_on
    if one.ended is not None and done is None:
        return None
    if done is not None:
        return one.first_due.kept(done)
    return False if one.overdue(on) else None


def _changed(one: Submission, state: Proposals) -> bool:
    """Whether a second look of a proposal led to another outcome on one of its demands."""
    asked = {act.id for act in one.looks}
    for demand in state.demands_of(one):
        outcomes = [body.outcome for _, body in demand.decisions]
        for place, (_, body) in enumerate(demand.decisions):
            if body.after is not None and body.after.act in asked and outcomes[place] != outcomes[place - 1]:
                return True
    return False


def _waits(matter: str, whose: str, submissions: Iterable[Submission], on: date) -> Iterator[Figure]:
    """After how many days a half, three quarters and nine tenths were answered, those that wait counted in."""
    registered = [one for one in submissions if one.registered_on is not None]
    found = times(_wait(one, on) for one in registered)
    if not found.watched:
        return
    for share, length in found.lengths:
        name = f"proposals.days_to_{int(share * 100)}_percent{whose}"
        if length is None:
            yield Figure(name, matter, "", "recomputed", "word", UNKNOWN)
        else:
            yield _count(name, matter, length)
    if not whose:
        waiting = sum(not one.answers and one.ended is None for one in registered)
        yield _count("proposals.waiting", matter, waiting)


def _wait(one: Submission, on: date) -> Wait:
    """From registering to the first answer; to the day on which it was withdrawn or disowned; or up to now."""
    assert one.registered_on is not None
    if one.answered_on is not None:
        return Wait((one.answered_on - one.registered_on).days, True)
    end = one.ended_on or on
    return Wait(max((end - one.registered_on).days, 0), False)


def _demands(matter: str, demands: Collection[Demand]) -> Iterator[Figure]:
    """What was decided on the demands, on which grounds they were refused, and how many are found in the text."""
    decided = [one for one in demands if one.decided is not None]
    outcomes = Counter(one.decided[1].outcome for one in decided if one.decided)
    for outcome in rules.OUTCOMES:
        yield from _share(f"proposals.{outcome}", matter, outcomes[outcome], len(decided), DECIDED)
    bodies = [one.decided[1] for one in decided if one.decided and one.decided[1].outcome == rules.REFUSED]
    grounds = Counter(body.ground for body in bodies)
    for ground in rules.GROUNDS:
        if grounds[ground]:
            yield from _share(f"proposals.refused_{ground}", matter, grounds[ground], len(bodies), REFUSED)
    yield from _share(
        "proposals.traced_of_decided", matter, sum(bool(one.traces) for one in decided), len(decided), DECIDED
    )
    yield from _share(
        "proposals.in_text_of_decided", matter, sum(one.in_text for one in decided), len(decided), DECIDED
    )
