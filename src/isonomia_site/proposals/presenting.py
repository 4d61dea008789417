"""Proposals shaped for their pages: lists, the form's answers, the receipt, and what became of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from isonomia.errors import IsonomiaError
from isonomia.proposals import acts, rules
from isonomia.proposals.demand import Demand
from isonomia.proposals.rules import Due, Laws
from isonomia.record.act import Act, Commitment
from isonomia.record.sources import Wording
from isonomia.reform.road import Reform
from isonomia_site.filing.picture import picture
from isonomia_site.proposals import searching, texts
from isonomia_site.proposals.begun import Answers
from isonomia_site.proposals.following import Reworded, Story, sides
from isonomia_site.proposals.models import Linked, Listed, PublicText
from isonomia_site.record import receipts
from isonomia_site.record.models import Blob
from isonomia_site.record.reader import acts_of, rulebooks
from isonomia_site.record.wordlist import act_name

EXCERPT = 180
PUBLICATIONS = "publications"
OUTCOMES = (*rules.OUTCOMES, "several", "")
"""The outcomes in the order in which a bar shows them; the empty one is not decided yet."""


def term() -> Due:
    """By when a proposal that is registered today is answered, as far as the rulebook says."""
    return Laws(Reform(rulebooks()).rulebook).due(rules.ANSWER, timezone.now().date())


def excerpt(text: str) -> str:
    """The beginning of a text, as lists show it."""
    plain = " ".join(text.split())
    return plain if len(plain) <= EXCERPT else f"{plain[:EXCERPT].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal in a list; without a text it is hidden, or not kept here."""

    listed: Listed
    text: str

    @property
    def stage(self) -> str:
        """The word for how far it has come."""
        return f"proposal_{self.listed.stage}"


def lines(listed: list[Listed]) -> list[Line]:
    """Proposals with the beginnings of their texts."""
    rows = PublicText.objects.filter(number__in=[one.number for one in listed]).values_list("number", "text")
    found = {number: excerpt(text) for number, text in rows}
    return [Line(one, found.get(one.number, "")) for one in listed]


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the outcome bar, in tenths of a per cent."""

    outcome: str
    count: int
    start: int
    width: int


def bar(outcomes: Mapping[str, int]) -> list[Segment]:
    """What became of all proposals, as parts of one bar."""
    whole, found, at = sum(outcomes.values()), [], 0
    for one in OUTCOMES:
        count = outcomes.get(one, 0)
        if count:
            width = max(round(count * 1000 / whole), 1)
            found.append(Segment(one, count, at, width))
            at += width
    return found


@dataclass(frozen=True, slots=True)
class Alike:
    """A proposal that reads alike, and words that both have."""

    line: Line
    words: tuple[str, ...]


def alike(answers: Answers) -> list[Alike]:
    """Published proposals that read like what is about to be sent."""
    found = {one.place: one for one in searching.alike(f"{answers.change} {answers.why}")}
    listed = {one.ordinal: one for one in Listed.objects.filter(ordinal__in=found)}
    shown = lines([listed[place] for place in found if place in listed])
    return [Alike(one, found[one.listed.ordinal].words) for one in shown if one.text]


ROWS: Mapping[str, Promise] = {
    "article": _("Article"),
    "change": _("What should change"),
    "why": _("Why"),
    "you": _("About you, not public"),
    "file": _("File, not public"),
}
"""What an answer is called where all are looked at."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of the form, as it is looked at before it is sent; `code` is that of the kind of author."""

    step: str
    value: str
    code: str = ""

    @property
    def title(self) -> Promise:
        """What it is called."""
        return ROWS[self.step]


def rows(answers: Answers) -> list[Row]:
    """The answers of a form, question by question."""
    headings = {one.value: one.heading for one in texts.articles()}
    return [
        Row("article", headings.get(answers.article, "")),
        Row("change", answers.change),
        Row("why", answers.why),
        Row("you", ", ".join(one for one in (answers.name, answers.contact) if one), answers.author_kind),
        Row("file", answers.file_name),
    ]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an author takes home."""

    number: str
    code: str
    address: str
    picture: str
    act: Act
    promises: bool
    due: Due


def receipt(request: HttpRequest, answers: Answers) -> Receipt:
    """The receipt of a proposal that was sent from this browser."""
    address = request.build_absolute_uri(reverse("proposal", args=[answers.number]))
    act = acts_of(f"proposal/{answers.number}")[0]
    return Receipt(answers.number, answers.code, address, picture(address), act, receipts.gives_promises(), term())


@dataclass(frozen=True, slots=True)
class ShownDemand:
    """A demand: what it asks, what was decided and why, and how many other proposals ask the same."""

    demand: Demand
    others: int

    @property
    def titles(self) -> tuple[Wording, ...]:
        """What it is called."""
        return self.demand.body.titles

    @property
    def id(self) -> str:
        """Its number."""
        return self.demand.matter.partition("/")[2]

    @property
    def decision(self) -> acts.DemandDecided | None:
        """The decision that stands."""
        return self.demand.decided[1] if self.demand.decided else None

    @property
    def acts(self) -> tuple[Act, ...]:
        """The act that decided it."""
        return (self.demand.decided[0],) if self.demand.decided else ()


@dataclass(frozen=True, slots=True)
class Said:
    """The text of an answer in one language."""

    language: str
    text: str
    day: str
    signatory: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """An article before and after, line by line."""

    one: Reworded

    @property
    def rows(self) -> tuple[tuple[object, object], ...]:
        """Each line on both sides."""
        return tuple(sides(line) for line in self.one.lines)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: its act and its day."""

    act: Act
    day: str

    @property
    def name(self) -> str:
        """What the act is called."""
        return act_name(self.act.act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What became of one proposal, for its page."""

    story: Story
    number: str
    stage: str
    outcome: str
    text: str
    hidden: bool
    demands: tuple[ShownDemand, ...]
    answers: tuple[Said, ...]
    articles: tuple[Beside, ...]
    steps: tuple[Step, ...]
    laws: tuple[tuple[str, bool], ...]
    on: date

    @property
    def body(self) -> acts.ProposalReceived:
        """How it was received."""
        return self.story.submission.body

    @property
    def due(self) -> Due:
        """By when the first answer was due."""
        return self.story.submission.first_due

    @property
    def kept(self) -> bool | None:
        """Whether the answer came in time; None where no day is known, or none is due yet."""
        answered = self.story.submission.answered_on
        if answered is not None:
            return self.due.kept(answered)
        return False if self.story.submission.overdue(self.on) else None

    @property
    def word(self) -> str:
        """The word for how far it has come."""
        return f"proposal_{self.stage}"

    @property
    def over(self) -> bool:
        """Whether its author took it back, or never sent it."""
        return self.story.submission.ended is not None

    @property
    def drafted(self) -> tuple[acts.DemandTraced, ...]:
        """The amendments of drafts into which it went."""
        return tuple(trace for _, trace in self.story.traces if trace.draft)

    @property
    def aligned(self) -> int:
        """How many of the laws that must follow are in force or adopted."""
        return sum(done for _, done in self.laws)

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts of the proposal itself."""
        return tuple(one for one in self.story.acts if one.matter == f"proposal/{self.number}")

    @property
    def bound(self) -> Commitment | None:
        """The commitment to the text."""
        return next((one for one in self.acts[0].commit if one.field == "text"), None)


def shown(found: Story) -> Shown:
    """Shape what became of a proposal."""
    submission = found.submission
    row = PublicText.objects.filter(number=submission.number).first()
    on = timezone.now().date()
    articles = tuple(Beside(one) for one in found.reworded())
    return Shown(
        story=found,
        number=submission.number,
        stage=found.reform.proposals.stage(submission),
        outcome=_outcome(found),
        text=row.text if row and submission.hidden is None else "",
        hidden=submission.hidden is not None,
        demands=tuple(_demand(one) for one in found.demands),
        answers=tuple(_answer(act, body) for act, body in submission.answers),
        articles=articles,
        steps=_steps(found, {str(one.one.since) for one in articles}),
        laws=tuple((matter, one.stage_on(on) in ("adopted", "in_force")) for matter, one in found.laws),
        on=on,
    )


def _steps(found: Story, since: set[str]) -> tuple[Step, ...]:
    """The steps in the order of their days; of what came into force, that which these articles waited for."""
    steps = [Step(one, day_of(one)) for one in found.acts if getattr(one.body, "edition_day", "") in {"", *since}]
    return tuple(sorted(steps, key=lambda one: one.day))


def _outcome(found: Story) -> str:
    decided = [one.decided[1].outcome if one.decided else "" for one in found.demands]
    if not decided or "" in decided:
        return ""
    return decided[0] if len(set(decided)) == 1 else "several"


def _demand(one: Demand) -> ShownDemand:
    return ShownDemand(one, Linked.objects.filter(demand=one.matter).count() - 1)


def _answer(act: Act, body: acts.ProposalAnswered) -> Said:
    language = get_language()
    chosen = next((one for one in body.texts if one.language == language), body.texts[0])
    row = Blob.objects.filter(sha256=chosen.text.sha256).first()
    text = bytes(row.body).decode() if row else ""
    return Said(chosen.language, text, body.answered_on, body.signatory, (act,))


def day_of(act: Act) -> str:
    """The day that an act tells of; that of its entry where it tells of none."""
    days = (getattr(act.body, name) for name in act.body.__struct_fields__ if name.endswith("_on"))
    return next((one for one in days if isinstance(one, str) and one), act.at[:10])


def may(found: Story) -> dict[str, bool]:
    """What the author can ask for, as the law sees it today."""
    stage, on = found.submission.stage, timezone.now().date()
    look = False
    if stage == "answered":
        given = found.submission.answers[-1][1].answered_on
        look = found.reform.proposals.laws.due(rules.SECOND_LOOK, date.fromisoformat(given)).kept(on) is not False
    ended = stage in ("withdrawn", "disowned")
    asked = found.submission.stopped is not None and not found.submission.ended
    return {
        "information": asked,
        "second-look": look,
        "withdraw": not ended and stage != "answered",
        "disown": not ended,
    }


def look_until(found: Story) -> Due | None:
    """By when a second look can be asked for; None before the answer."""
    if not found.submission.answers:
        return None
    given = date.fromisoformat(found.submission.answers[-1][1].answered_on)
    try:
        return found.reform.proposals.laws.due(rules.SECOND_LOOK, given)
    except IsonomiaError:
        return None
