"""A draft and its amendments, shaped for their pages: where it stands, its road, its votes, its working group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import Struct

from isonomia.drafting import acts as entered
from isonomia.drafting import rules
from isonomia.drafting.acts import Wordings
from isonomia.drafting.drafts import Amendment, Draft
from isonomia.drafting.groups import Group, Member
from isonomia.errors import Finding, RulebookError
from isonomia.exact import Bar
from isonomia.record.act import Act, Blob
from isonomia.rulebook.law import Unknown
from isonomia_site.drafting.reading import Library

BASES = {"members", "present"}
VERIFY = ("isonomia verify RECORD",)


@dataclass(frozen=True, slots=True)
class Listed:
    """A draft in one sentence: how many amendments it has and what became of them, and how far it came."""

    slug: str
    titles: Wordings
    stage: str
    tabled_on: str
    law_text: str
    base_day: str
    amendments: int
    states: dict[str, int]
    operations: int
    in_force: int
    applied: int
    reviewer: str
    submitted: entered.DraftSubmitted | None
    adopted: entered.DraftAdopted | None
    is_replaced: bool

    @property
    def polling_day(self) -> str:
        """The day of the referendum in which the draft was put to the vote; empty where there was none."""
        referendum = self.submitted.referendum if self.submitted else None
        return (referendum or "").partition("/")[2]


def asked(library: Library, slug: str) -> Draft | None:
    """The draft of an address."""
    draft = library.drafting.drafts.get(f"draft/{slug}")
    return draft if draft is not None and draft.tabled is not None else None


def listed(library: Library, draft: Draft) -> Listed:
    """Shape a draft for a list, and for the head of its pages."""
    tabled = draft.tabled
    assert tabled is not None
    clocks = draft.clocks(library.drafting.text_of(draft))
    states = [one.state for one in draft.amendments.values()]
    return Listed(
        slug=draft.matter.partition("/")[2],
        titles=tabled.titles,
        stage=draft.stage,
        tabled_on=tabled.tabled_on,
        law_text=tabled.law_text.partition("/")[2],
        base_day=tabled.base_day,
        amendments=len(draft.amendments),
        states={state: states.count(state) for state in dict.fromkeys(states)},
        operations=len(clocks),
        in_force=sum(one.in_force is not None for one in clocks),
        applied=sum(one.applied is not None for one in clocks),
        reviewer=draft.review.reviewer if draft.review else "",
        submitted=draft.submitted,
        adopted=draft.adopted,
        is_replaced=draft.replaced is not None,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the road: what was done, from which day to which, how often, and the acts that say so."""

    code: str
    day: str
    until: str
    acts: tuple[Act, ...]
    body: Struct

    @property
    def count(self) -> int:
        """How many acts of this kind there were."""
        return len(self.acts)


STEPS: dict[type[Struct], tuple[str, str]] = {
    entered.DraftTabled: ("tabled", "tabled_on"),
    entered.AmendmentTabled: ("amendments_tabled", "tabled_on"),
    entered.AmendmentDiscussed: ("discussed", "discussed_on"),
    entered.AmendmentVoted: ("voted", "voted_on"),
    entered.AmendmentAccepted: ("accepted", "decided_on"),
    entered.AmendmentWithdrawn: ("withdrawn", "decided_on"),
    entered.AmendmentRejected: ("rejected", "decided_on"),
    entered.DraftReplaced: ("replaced", "replaced_on"),
    entered.DraftSentToReview: ("sent", "sent_on"),
    entered.ReviewStated: ("reviewed", "stated_on"),
    entered.DraftSubmitted: ("submitted", "submitted_on"),
    entered.DraftAdopted: ("adopted", "adopted_on"),
    entered.CameIntoForce: ("in_force", "in_force_on"),
    entered.ProvisionsApplied: ("applied", "since"),
}
"""Each kind of act on the road: what it is called there, and which field has its day."""

OF_AMENDMENTS = ("amendments_tabled", "discussed", "voted", "accepted", "withdrawn", "rejected")


def steps(library: Library, draft: Draft) -> tuple[Step, ...]:
    """The road of a draft by day; what was done to its amendments one by one is told together."""
    applied = [act for act, body in library.drafting.text_of(draft).applied if body.draft == draft.matter]
    told = [(STEPS[type(act.body)], act) for act in (*library.acts(draft.matter), *applied) if type(act.body) in STEPS]
    groups: dict[tuple[str, str], list[tuple[str, Act]]] = {}
    for (code, name), act in told:
        day = str(getattr(act.body, name))
        groups.setdefault((code, "" if code in OF_AMENDMENTS else act.id), []).append((day, act))
    found = [_step(code, ones) for (code, _), ones in groups.items()]
    order = [code for code, _ in STEPS.values()]
    return tuple(sorted(found, key=lambda one: (one.day, order.index(one.code))))


def _step(code: str, ones: Sequence[tuple[str, Act]]) -> Step:
    days = sorted(day for day, _ in ones)
    return Step(code, days[0], days[-1] if days[-1] != days[0] else "", tuple(act for _, act in ones), ones[0][1].body)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote of the group: the numbers, what the rulebook asks, and whether that was met (None: not known)."""

    day: date
    vote: rules.Vote
    met: bool | None
    bar: Bar | None
    citation: str
    missing: str
    acts: tuple[Act, ...]

    @property
    def whole(self) -> int | None:
        """The number of which the bar is a share; None where no bar is known."""
        return getattr(self.vote, self.bar.base) if self.bar and self.bar.base in BASES else None


@dataclass(frozen=True, slots=True)
class ShownAmendment:
    """One amendment: its state, its reasons, what it aims at, its votes and every act about it."""

    id: str
    state: str
    tabled_on: str
    reasons: Wordings
    decided: Wordings
    operations: tuple[entered.Listed, ...]
    proposals: tuple[str, ...]
    file: Blob
    votes: tuple[Ballot, ...]
    acts: tuple[Act, ...]

    @property
    def files(self) -> tuple[tuple[str, Blob], ...]:
        """The operations as a file."""
        return ((f"{self.id.replace('/', '-')}.jsonl", self.file),)

    @property
    def commands(self) -> tuple[str, ...]:
        """What judges every act about it again."""
        return VERIFY

    @property
    def places(self) -> tuple[str, ...]:
        """The places in the text at which it aims, each once."""
        return tuple(dict.fromkeys(one.eid for one in self.operations))

    @property
    def last(self) -> Ballot | None:
        """The vote that counts: the last."""
        return self.votes[-1] if self.votes else None

    @property
    def discussed(self) -> tuple[entered.AmendmentDiscussed, ...]:
        """What was said of it in the group."""
        return tuple(act.body for act in self.acts if isinstance(act.body, entered.AmendmentDiscussed))


def amendment(library: Library, draft: Draft, name: str) -> ShownAmendment:
    """Shape one amendment of a draft."""
    found = draft.amendments[name]
    acts = tuple(act for act in library.acts(draft.matter) if getattr(act.body, "amendment", "") == name)
    return ShownAmendment(
        id=name,
        state=found.state,
        tabled_on=found.body.tabled_on,
        reasons=found.body.reasons,
        decided=found.reasons,
        operations=found.body.operations,
        proposals=found.body.proposals,
        file=found.body.operations_file,
        votes=tuple(_ballots(library, found, acts)),
        acts=acts,
    )


def _ballots(library: Library, found: Amendment, acts: Sequence[Act]) -> Iterator[Ballot]:
    voted = [act for act in acts if isinstance(act.body, entered.AmendmentVoted)]
    for (day, vote), act in zip(found.votes, voted, strict=True):
        try:
            law = library.reform.rulebook().on(day)
            rule, met = law.find("drafting.group_majority"), rules.majority_met(vote, law)
        except RulebookError as error:
            yield Ballot(day, vote, None, None, "", str(error), (act,))
            continue
        if isinstance(rule, Unknown) or isinstance(met, Unknown):
            yield Ballot(day, vote, None, None, "", rule.missing if isinstance(rule, Unknown) else "", (act,))
        else:
            bar = rule.value if isinstance(rule.value, Bar) else None
            yield Ballot(day, vote, met, bar, rule.citation, "", (act,))


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The working group: its names, who set it up by which act, how many members it has, and those that are named."""

    titles: Wordings
    set_up: entered.GroupSetUp
    stated: tuple[date, int] | None
    members: tuple[Member, ...]
    acts: tuple[Act, ...]


def _group(library: Library, matter: str) -> ShownGroup | None:
    acts, group = library.acts(matter), library.drafting.groups.get(matter, Group())
    first = acts[0].body if acts else None
    if not isinstance(first, entered.GroupSetUp):
        return None
    return ShownGroup(first.titles, first, max(group.stated, default=None), tuple(group.members), acts)


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A draft with all that its page shows."""

    listed: Listed
    steps: tuple[Step, ...]
    amendments: tuple[ShownAmendment, ...]
    group: ShownGroup | None
    open_events: tuple[str, ...]
    silent: tuple[Unknown, ...]
    findings: tuple[Finding, ...]
    acts: tuple[Act, ...]

    @property
    def commands(self) -> tuple[str, ...]:
        """What judges every act of the draft again."""
        return VERIFY


def shown(library: Library, draft: Draft) -> ShownDraft:
    """Shape a draft for its page."""
    assert draft.tabled is not None
    return ShownDraft(
        listed=listed(library, draft),
        steps=steps(library, draft),
        amendments=tuple(amendment(library, draft, name) for name in draft.amendments),
        group=_group(library, draft.tabled.group),
        open_events=draft.open_events(library.drafting.text_of(draft)),
        silent=tuple(dict.fromkeys(draft.silent)),
        findings=findings_of(library, draft.matter, *draft.amendments),
        acts=library.acts(draft.matter),
    )


def findings_of(library: Library, matter: str, *names: str) -> tuple[Finding, ...]:
    """What the checks find in one matter: in its acts, or in what these tell of by name."""
    about = {matter, *names, *(act.id for act in library.acts(matter))}
    return tuple(one for one in library.findings() if one.where in about)
