"""Complaints to commissioners shaped for their pages: who considers what, terms, counts; and what follows elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from isonomia.court.acts import AppealFiled
from isonomia.deadlines.reckoning import Deadline, reckon
from isonomia.ombudsman import acts, rules
from isonomia.ombudsman.complaint import ENDED, STAGES, STANDS_IN, Complaint
from isonomia.ombudsman.counting import Counts, count
from isonomia.procedure.counting import Part
from isonomia.record.act import Act
from isonomia.rulebook.law import Law, Rule, Unknown
from isonomia.wording import spoken
from isonomia_site.dockets import desk as desks
from isonomia_site.dockets import listing
from isonomia_site.dockets.desk import Desk, Dossier
from isonomia_site.dockets.opinions import Opinion, opinions
from isonomia_site.dockets.showing import Clock, clock
from isonomia_site.ombudsman.forms import ComplaintStep, rests_on
from isonomia_site.permissions import By

OFFICER = "ombudsman_officer"
COMMISSIONERS = rules.COMMISSIONERS


def _then(by: By, act: Act, found: Dossier) -> None:
    """Begin what a transfer or a reference to the Court leads to: the day of the first filing is kept."""
    one: Complaint = found.one
    first = str(one.first_filed_on)
    match act.body:
        case acts.ComplaintMoved(to=str(to), to_body=commissioner, moved_on=day):
            said = one.body
            moved = acts.ComplaintFiled(
                filed_on=day,
                channel="other_body",
                language=said.language,
                applicant_kind=said.applicant_kind,
                territory=said.territory,
                moved_from=act.matter,
                first_filed_on=first,
                commissioner=commissioner,
                subject=one.subject,
            )
            desks.pass_on(by, moved, found, to)
        case acts.ReferredToCourt(case=case, referred_on=day):
            appeal = AppealFiled(
                filed_on=day,
                channel="other_body",
                language=one.body.language,
                applicant_kind="ombudsman",
                moved_from=act.matter,
                first_filed_on=first,
                exception="referral",
            )
            desks.pass_on(by, appeal, found, case)


DESK = Desk(
    kind="complaint",
    section="ombudsman",
    officer=OFFICER,
    open_stages=tuple(one for one in STAGES if one not in ENDED),
    matters=lambda reform: reform.ombudsman.matters,
    stands_in=STANDS_IN,
    form=ComplaintStep,
    rests_on=rests_on,
    then=_then,
)


@dataclass(frozen=True, slots=True)
class Door:
    """A commissioner as a door: whether such complaints are considered there, by which rule, in which term."""

    name: str
    considers: bool | None
    citation: str
    due: date | None
    missing: str


def doors(subject: str, law: Law) -> list[Door]:
    """The commissioners, those who consider such complaints first."""
    found = [_door(one, subject, law) for one in rules.COMMISSIONERS]
    first = rules.competent(subject, law)
    return sorted(found, key=lambda one: (one.considers is not True, one.name not in first[:1]))


def _door(name: str, subject: str, law: Law) -> Door:
    found = rules.considers(name, subject, law)
    rule, term, calendar = (
        law.find(rules.key(name, "considers")),
        law.term(rules.key(name, "complaint")),
        law.calendar(),
    )
    if isinstance(term, Unknown) or isinstance(calendar, Unknown):
        due, missing = None, term.missing if isinstance(term, Unknown) else ""
    else:
        ends: Deadline = reckon(term, law.day, calendar)
        due, missing = ends.due, ""
    citation = rule.citation if isinstance(rule, Rule) else rule.missing
    return Door(name, None if isinstance(found, Unknown) else found, citation, due, missing)


def tell(found: Dossier, today: date) -> Mapping[str, object]:
    """What the page of one complaint says beside its acts."""
    one: Complaint = found.one
    competent = one.competent(today)
    return {
        "competent": None if isinstance(competent, Unknown) else competent,
        "clocks": list(_clocks(one, today)),
        "refusal": one.rejection,
        "warnings": list(one.findings()),
        "others": [] if competent is True else rules.competent(one.subject, one.laws.on(today)),
    }


def _clocks(one: Complaint, today: date) -> Iterator[Clock]:
    owed = [("complaint", one.term, one.filed_on)]
    owed += [("requested_materials", each.term, one.filed_on) for each in one.asked.values()]
    owed += [("recommendation_answer", each.term, one.filed_on) for each in one.recommended.values()]
    for what, running, day in owed:
        rule = rules.key(one.commissioner, what)
        law = one.laws.on(day).find(rule)
        told = clock(rule, running, "" if isinstance(law, Unknown) else law.citation, today)
        if told:
            yield told


def opinions_on(law: Law) -> list[Opinion]:
    """What others said of the rules of a day."""
    return opinions(rules.opinions(law))


def said(word: str) -> str:
    """A word of the law in the reader's language."""
    return spoken(word, get_language() or "en")


TABLES: Mapping[str, str | Promise] = {
    "by_stage": _("By stage"),
    "by_subject": _("By subject"),
    "rejected_by_ground": _("Rejected, by ground"),
    "sent_on": _("Sent on, to whom"),
    "by_region": _("By region"),
}
RESULTS: Mapping[str, str | Promise] = {
    "recommended": _("a recommendation was made"),
    "petitioned": _("proceedings against an official were asked for"),
    "suit_filed": _("a suit was filed"),
    "referred_to_court": _("a norm was put to the Constitutional Court"),
}
SHARES: Mapping[str, str | Promise] = {
    "came_from_elsewhere": _("came from elsewhere, of all"),
    "terms_kept": _("decided in the term, of those with a known term that were decided"),
    "answered": _("recommendations answered, of those made"),
    "answered_in_time": _("answered in the term, of those answered"),
    "followed": _("recommendations followed, of those answered"),
}


def counts(commissioner: str) -> dict[str, object]:
    """The counts as their page shows them."""
    found = count(listing.told(DESK.kind), commissioner)
    shares = [(label, one.part, one.whole) for name, label in SHARES.items() for one in [getattr(found, name)]]
    results = [(RESULTS[one.name], one.part, one.whole) for one in found.results]
    tables = [(label, _rows(name, found)) for name, label in TABLES.items()]
    totals = [(_("filed"), found.filed)]
    return {"totals": totals, "tables": [(_("Terms and answers"), shares), (_("Results"), results), *tables]}


def _rows(name: str, found: Counts) -> list[tuple[str, int | None, int | None]]:
    parts: tuple[Part, ...] = getattr(found, name)
    prefix = "complaint_" if name == "by_stage" else ""
    return [(said(f"{prefix}{one.name}"), one.part, one.whole) for one in parts if one.part or one.part is None]
