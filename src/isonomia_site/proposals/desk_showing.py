"""The desk's pages: what can be done with a proposal or a demand, and what stands beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from isonomia.proposals import acts, rules
from isonomia.proposals.submission import STANDS_IN
from isonomia_site.permissions import MAY_ENTER
from isonomia_site.proposals import desk_forms, desk_likeness, texts
from isonomia_site.proposals.desk_forms import Choices, DeskForm
from isonomia_site.proposals.desk_queue import FAR
from isonomia_site.proposals.desk_reading import Dossier, Sitting, groups
from isonomia_site.proposals.listing import article_of
from isonomia_site.proposals.models import Linked, Listed, PublicText, Waiting


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that can be done: its name in addresses, what it is called, its form, its act, its key."""

    what: str
    title: Promise
    form: type[DeskForm]
    act: type
    key: str

    @property
    def roles(self) -> frozenset[str]:
        """Who may enter it."""
        return MAY_ENTER[next(name for (name, _v), kind in acts.ACTS.items() if kind is self.act)]


OF_PROPOSAL = (
    Doing("register", _("Register it"), desk_forms.RegisterForm, acts.ProposalRegistered, "1"),
    Doing("admit", _("Take it up"), desk_forms.AdmitForm, acts.FoundAdmissible, "2"),
    Doing("refuse", _("Do not take it up"), desk_forms.RefuseForm, acts.FoundInadmissible, "3"),
    Doing("assign", _("Assign it to a group"), desk_forms.AssignForm, acts.ProposalAssigned, "4"),
    Doing("ask", _("Ask the author for more"), desk_forms.AskForm, acts.InformationAsked, "5"),
    Doing("given", _("The author gave what was asked"), desk_forms.GivenForm, acts.InformationGiven, "6"),
    Doing("forward", _("Send it on"), desk_forms.ForwardForm, acts.ProposalForwarded, "7"),
    Doing("read", _("Mark it as read"), desk_forms.ReadForm, acts.ReadByMember, "8"),
    Doing("link", _("Link it to a demand"), desk_forms.LinkForm, acts.DemandLinked, "l"),
    Doing("state", _("State a new demand"), desk_forms.StateForm, acts.DemandStated, "n"),
    Doing("unlink", _("Take a link back"), desk_forms.UnlinkForm, acts.DemandUnlinked, "u"),
    Doing("answer", _("Answer it"), desk_forms.AnswerForm, acts.ProposalAnswered, "a"),
    Doing("hide", _("Hide its text"), desk_forms.HideForm, acts.TextHidden, "h"),
)
LANGUAGES = rules.LANGUAGES


def possible(found: Dossier, roles: frozenset[str], seat: str = "") -> Iterator[Doing]:
    """What somebody with these roles can do with a proposal as it stands."""
    one = found.submission
    fits = {
        "given": one.stopped is not None,
        "ask": one.stopped is None,
        "unlink": bool(one.links),
        "read": seat not in one.read,
        "hide": one.hidden is None,
        "answer": not (one.admissible and one.forwarded is None) or found.reform.proposals.decided(one),
    }
    for doing in OF_PROPOSAL:
        kind = acts.DemandLinked if doing.act is acts.DemandStated else doing.act
        if doing.roles & roles and one.stage in STANDS_IN[kind] and fits.get(doing.what, True):
            yield doing


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal of the queue."""

    waiting: Waiting
    text: str
    due: date | None
    late: bool
    short: bool


def rows(found: Sequence[Waiting], excerpts: Mapping[str, str], *, on: date, short: date | None) -> list[Row]:
    """The proposals of a page of the queue."""
    return [
        Row(
            one,
            excerpts.get(one.number, ""),
            None if one.due_on == FAR else one.due_on,
            late=one.due_on < on,
            short=short is not None and one.due_on < short,
        )
        for one in found
    ]


def texts_of(numbers: Sequence[str]) -> dict[str, str]:
    """The public texts of some proposals."""
    return dict(PublicText.objects.filter(number__in=numbers).values_list("number", "text"))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: what it says, and which demand it makes, if any."""

    text: str
    demand: str = ""


def parts(text: str, links: Mapping[str, acts.Span | None]) -> list[Part]:
    """A text with the parts that make demands; where parts overlap, the one that begins first is shown."""
    spans = sorted((one.start, one.end, demand) for demand, one in links.items() if one)
    found, at = [], 0
    for start, end, demand in spans:
        if start >= at and end <= len(text):
            found += [Part(text[at:start]), Part(text[start:end], demand.partition("/")[2])]
            at = end
    return [one for one in (*found, Part(text[at:])) if one.text]


def spans(found: Dossier) -> dict[str, acts.Span | None]:
    """The part of the text that makes each demand."""
    bodies = ((demand, act.body) for demand, act in found.submission.links.items())
    return {demand: body.span for demand, body in bodies if isinstance(body, acts.DemandLinked)}


@dataclass(frozen=True, slots=True)
class Law:
    """An article in force that a proposal is about."""

    heading: str
    lines: tuple[str, ...]
    language: str


def laws(about: Sequence[acts.Provision]) -> list[Law]:
    """The articles in force that a proposal is about, in the reader's language where the record has it."""
    wanted = {(one.work.removeprefix("/akn/"), article_of(one.eid or "")) for one in about}
    found = []
    for edition in texts.editions():
        work = edition.work.iri.removeprefix("/akn/") if edition.work else ""
        for named, article in sorted(wanted):
            if named == work and article in edition.by_eid:
                units = list(edition.subtree(edition.by_eid[article].uid))
                found.append(Law(units[0].line, tuple(one.line for one in units[1:]), edition.language))
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a proposal: others like it, demands that may be meant, former ones, whether of a campaign."""

    near: Sequence[desk_likeness.Near]
    suggested: Sequence[desk_likeness.Suggested]
    former: Sequence[str]
    in_campaign: bool


def beside(found: Dossier, text: str) -> Beside:
    """What stands beside a proposal."""
    about, links = found.submission.body.about, list(found.submission.links)
    near = desk_likeness.nearest(found.submission.number, text, about) if text else []
    known = Listed.objects.filter(number=found.submission.number, in_campaign=True).exists()
    former = [one for one in of_article(about) if one not in links]
    return Beside(near, desk_likeness.suggested(text, near, links, former), former, known)


def of_article(about: Sequence[acts.Provision], most: int = 5) -> list[str]:
    """Demands on the same articles that were stated before, the newest first."""
    articles = {article_of(one.eid or "") for one in about} - {""}
    if not articles:
        return []
    rows = (
        Linked.objects.filter(listed__about__article__in=articles).order_by("-listed").values_list("demand", flat=True)
    )
    return list(dict.fromkeys(rows[: most * 10]))[:most]


def sittings(capacity: str, on: date) -> list[Sitting]:
    """The groups in which a public capacity sits on a day."""
    return [one for one in groups().values() if capacity and capacity in one.members(on)]


def named(sittings: Sequence[Sitting], language: str) -> Choices:
    """Groups to choose from."""
    return [(one.matter, _title(one, language)) for one in sittings]


def _title(one: Sitting, language: str) -> str:
    mine = [each.text for each in one.titles if each.language == language]
    return (mine or [each.text for each in one.titles] or [one.matter])[0]


def signatories(group: str, on: date) -> Choices:
    """Who can sign for a group on a day: its members; without a group whoever sits in any."""
    found = [one for matter, one in groups().items() if group in ("", matter)]
    return [(one, one) for one in sorted({name for each in found for name in each.members(on)})]


def article_choices() -> Choices:
    """The articles of the record's texts."""
    return [(one.value, one.heading) for one in texts.articles()]
