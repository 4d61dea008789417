"""Complaints to commissioners shaped for their pages: terms, counts; and what follows elsewhere."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from isonomia.court.acts import AppealFiled
from isonomia.ombudsman import acts, rules
from isonomia.ombudsman.complaint import ENDED, STAGES, STANDS_IN, Complaint
from isonomia.ombudsman.counting import count
from isonomia.procedure.terms import Running
from isonomia.record.act import Act
from isonomia.rulebook.law import Unknown
from isonomia_site.dockets import desk as desks
from isonomia_site.dockets import listing
from isonomia_site.dockets.clocks import clocks
from isonomia_site.dockets.counting import shares, tables
from isonomia_site.dockets.desk import Desk, Dossier, by_stage
from isonomia_site.dockets.words import said
from isonomia_site.ombudsman.forms import ComplaintStep, rests_on
from isonomia_site.permissions import By


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


def tell(found: Dossier, today: date) -> Mapping[str, object]:
    """What the page of one complaint says beside its acts."""
    one: Complaint = found.one
    competent = one.competent(today)
    return {
        "competent": None if isinstance(competent, Unknown) else competent,
        "clocks": clocks(_owed(one), one.laws.on(one.filed_on), today),
        "refusal": one.rejection,
        "warnings": list(one.findings()),
        "others": [] if competent is True else rules.competent(one.subject, one.laws.on(today)),
    }


def _owed(one: Complaint) -> Iterator[tuple[str, Running | None]]:
    yield rules.key(one.commissioner, "complaint"), one.term
    yield from ((rules.key(one.commissioner, "requested_materials"), each.term) for each in one.asked.values())
    yield from ((rules.key(one.commissioner, "recommendation_answer"), each.term) for each in one.recommended.values())


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


def counts(_on: date, commissioner: str) -> Mapping[str, object]:
    """The counts as their page shows them."""
    found = count(listing.told("complaint"), commissioner)
    results = [(RESULTS[one.name], one.part, one.whole) for one in found.results]
    rows = [(_("Terms and answers"), shares(found, SHARES)), (_("Results"), results)]
    return {"totals": [(_("filed"), found.filed)], "tables": [*rows, *tables(found, TABLES, _called)]}


def _called(field: str, word: str) -> str:
    return said(f"complaint_{word}" if field == "by_stage" else word)


DESK = Desk(
    kind="complaint",
    section="ombudsman",
    address="complaints",
    title=_("Commissioners"),
    officer="ombudsman_officer",
    stages=STAGES,
    open_stages=tuple(one for one in STAGES if one not in ENDED),
    matters=lambda reform: reform.ombudsman.matters,
    form=ComplaintStep,
    steps=by_stage(STANDS_IN, rests_on),
    tell=tell,
    counts=counts,
    opinions=rules.opinions,
    parts=rules.COMMISSIONERS,
    then=_then,
)
