"""Where one reform stands, shaped for its page and for the list of reforms."""

from collections.abc import Iterator
from dataclasses import dataclass

from isonomia.figures.claims import check_all
from isonomia.record.act import Act
from isonomia.record.sources import Wording
from isonomia.referendum.acts import Called, ResultPublished, TextPublished
from isonomia.referendum.state import Referendum
from isonomia.reform.acts import StepTaken
from isonomia.reform.road import Reform


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step on the road of a reform."""

    code: str
    day: str
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One institution of the reform that this version does not hold yet, and how many claims wait for it."""

    institution: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReform:
    """One reform: its names, its vote and its outcome, its steps, and what the record does not hold yet."""

    slug: str
    titles: tuple[Wording, ...]
    made_from: str
    referendum: str
    day: str
    stage: str
    outcome: str
    turnout: bool
    steps: tuple[Step, ...]
    waiting: tuple[Waiting, ...]
    act: Act

    @property
    def last(self) -> Step | None:
        """What happened last."""
        return self.steps[-1] if self.steps else None


def reform(state: Reform) -> ShownReform:
    """Shape the reform of a record that holds one."""
    opened, body = state.opened, state.opening()
    assert opened is not None and body is not None
    vote = state.referendums.get(body.referendum)
    summary = vote.summary() if vote else {}
    return ShownReform(
        slug=opened.matter.partition("/")[2],
        titles=body.titles,
        made_from=body.made_from,
        referendum=body.referendum,
        day=summary.get("polling_day", ""),
        stage=summary.get("stage", ""),
        outcome=summary.get("outcome", ""),
        turnout=bool(vote and vote.reports()),
        steps=_steps(state, vote),
        waiting=_waiting(state),
        act=opened,
    )


def _steps(state: Reform, vote: Referendum | None) -> tuple[Step, ...]:
    """The steps of the reform itself and those of its vote, by day; of several acts on one step the first."""
    taken = [(act, act.body) for act in state.steps if isinstance(act.body, StepTaken)]
    steps = [Step(code=body.step, day=body.taken_on, act=act) for act, body in taken]
    first: dict[str, Step] = {}
    for one in sorted([*steps, *_of_vote(vote)], key=lambda one: one.day):
        first.setdefault(one.code, one)
    return tuple(first.values())


def _of_vote(vote: Referendum | None) -> Iterator[Step]:
    if vote is None:
        return
    for act, called in vote.of(Called):
        yield Step(code="called", day=called.act_date, act=act)
        yield Step(code="polling_day", day=called.polling_day, act=act)
    for act, text in vote.of(TextPublished):
        yield Step(code="text_published", day=text.published_on, act=act)
    for act, result in vote.of(ResultPublished):
        if result.published_on:
            yield Step(code=result.stage, day=result.published_on, act=act)


def _waiting(state: Reform) -> tuple[Waiting, ...]:
    names = [one.waits_for for one in check_all(state) if one.waits_for]
    return tuple(Waiting(institution=one, claims=names.count(one)) for one in sorted(set(names)))
