"""What somebody can do with a case as it stands, by the law of today and their roles; and how each is entered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec
from django.utils.translation import get_language
from msgspec import structs

from isonomia.court import acts
from isonomia.court.case import Case
from isonomia.court.steps import ENDED, STEPS, Stage
from isonomia.errors import InputError
from isonomia.record.act import Act
from isonomia_site.court import reading, services
from isonomia_site.court.forms import OfCase, StepForm
from isonomia_site.court.presenting import in_language
from isonomia_site.court.reading import Dossier
from isonomia_site.entering.services import address_of
from isonomia_site.filing.papers import sheet_of
from isonomia_site.permissions import MAY_ENTER, By
from isonomia_site.record.reader import law_on
from isonomia_site.record.wordlist import act_name

NAMES = {kind: f"court.{name}" for name, kind in acts.OF_CASE.items()}
NOT_OFFERED = (acts.JoinedInto, acts.TermReckonedAgain)
"""What follows from another act, or is entered for many cases in one go."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One step that can be taken: its name in addresses, what it is called, the article it rests on."""

    what: str
    title: str
    kind: type[msgspec.Struct]
    article: str


def possible(case: Case, by: By) -> Iterator[Doing]:
    """What somebody can do with a case as it stands."""
    lines, roles = reading.chart(by.on), by.roles(case.matter)
    kinds = [*reading.possible(case, by.on), *_told(case)]
    for kind in kinds:
        name = NAMES[kind]
        if kind not in NOT_OFFERED and MAY_ENTER[name] & roles and _fits(case, kind):
            step = STEPS.get(kind, "")
            article = lines[step].article if step in lines else ""
            yield Doing(address_of(name), act_name(name), kind, article)


def _told(case: Case) -> Iterator[type]:
    """What is told of a case and needs no step of the law."""
    if case.decided is None and case.stage not in ENDED:
        yield acts.NormsNamed
    if case.stage == Stage.RETURNED and "cure" not in case.clocks.running:
        yield acts.NoticeReceived
    if "information" in case.clocks.running:
        yield acts.InformationGiven


def _fits(case: Case, kind: type) -> bool:
    law = case.laws.on(case.since)
    by_lot = law.find("court.assignment")
    lot = getattr(by_lot, "value", "") == "lot"
    match kind:
        case acts.RapporteurAssigned:
            return not lot
        case acts.LotAnnounced:
            return lot and len(case.bench.lots) == len(case.bench.draws)
        case acts.LotDrawn:
            return len(case.bench.lots) > len(case.bench.draws)
        case acts.RulingPublished:
            return bool(services.waiting_texts(case.matter))
        case acts.VoteChecked:
            return bool(case.bench.votes) and len(case.bench.checks) < 2
        case _:
            return True


def words_of(found: Dossier) -> str:
    """The words in which whoever filed an appeal named act and article, or all that they said."""
    told = sheet_of(found.acts[0].id, "content")
    return told.get("norm") or "\n".join(told.values())


def given(found: Dossier, on: date) -> OfCase:
    """What a form of this case is made from."""
    law = law_on(on)
    if law is None:
        raise InputError("the record has no rulebook: no step can be taken")
    language = get_language() or "kk"
    titles = {one.registered.matter: {each.language: each.text for each in one.body.titles} for one in found.norms}
    return OfCase(
        one=found.case,
        law=law,
        today=on,
        judges=[(id, f"{office} ({id})") for id, office in reading.capacities(on)],
        related=[(f"case/{one.number}", f"{one.number} · {one.filed_on}") for one in reading.related(found.case)],
        waiting=services.waiting_texts(found.case.matter),
        norms={norm: in_language(titles.get(norm, {}), language) for norm in found.case.norms},
    )


def do(by: By, found: Dossier, form: StepForm, seen_place: int) -> Act:
    """Enter the step that a form asks for, with what follows from it.

    Raises:
        UnlawfulActError, InputError, ConflictError: as for any act.
    """
    matter, case = found.case.matter, found.case
    match form.kind:
        case acts.AnonymisationChecked:
            return services.check_texts(by, matter, form.step(), form.texts(), seen_place=seen_place)
        case acts.RulingPublished:
            return services.release(by, matter, form.step(), seen_place=seen_place, signed=form.signed)
        case acts.LotDrawn:
            body = services.drawn(case, form.step(), form.cleaned_data["value"])
            return services.enter(by, matter, body, seen_place)
        case acts.NormsNamed:
            return services.name_norm(by, matter, form.body(), seen_place=seen_place, said=words_of(found))
    said, papers = form.body(), form.papers()
    if isinstance(said, acts.LotAnnounced):
        said = services.announced(said)
    if isinstance(said, acts.VoteTaken) and (votes := form.secret_votes()):
        ballots, papers = services.sealed(votes)
        said = structs.replace(said, ballots=ballots)
    return services.enter(by, matter, said, seen_place, papers=papers)
