"""What a citizen does: file with one of the bodies, cure what was missing, demand a decision, take it back."""

from collections.abc import Mapping, Sequence
from datetime import date

from isonomia.compensation.acts import ClaimFiled, ClaimWithdrawn
from isonomia.compensation.rules import currency
from isonomia.court.acts import AppealCured, AppealFiled, AppealWithdrawn, DecisionDemanded
from isonomia.errors import InputError
from isonomia.ombudsman.acts import ComplaintFiled, ComplaintWithdrawn
from isonomia.procedure.acts import Basis, Filed
from isonomia.record.act import Act, Body
from isonomia.rulebook.law import Entries, Rule
from isonomia_site.entering.judging import judged
from isonomia_site.filing import services as filing
from isonomia_site.filing.papers import APPLICANT, CONTENT, Handed, Papers
from isonomia_site.filing.services import Given, Series
from isonomia_site.permissions import as_author
from isonomia_site.rights.doors import COMPENSATION, COURT, DOORS, OMBUDSMAN
from isonomia_site.rights.interviews import law_on

FORM = "form"
OF_YOU = ("name", "number", "address", "contact", "representative")
IN_ACT = ("language", "applicant_kind")
CURE, DEMAND, WITHDRAW = "cure", "demand", "withdraw"


def file(door: str, fields: Mapping[str, str], files: Sequence[Handed], on: date) -> Given:
    """File with a body what the form says; return number and code.

    Raises:
        UnlawfulActError, InputError: the law refuses it, or a file is not taken; nothing is kept then.
    """
    said = {name: text for name, text in fields.items() if text and name not in (*OF_YOU, *IN_ACT)}
    applicant = {name: fields[name] for name in OF_YOU if fields.get(name)}
    papers = Papers({CONTENT: said, APPLICANT: applicant}, tuple(files))
    return filing.receive(as_author(on), Series(DOORS[door].start, judged), _filed(door, fields, on), papers)


def cure(matter: str, text: str, files: Sequence[Handed], *, seen_place: int, on: date) -> Act:
    """Send what was missing from an appeal that was returned: in time, the day of the first filing is kept."""
    papers = Papers({CONTENT: {"cure": text}}, tuple(files))
    return _enter(matter, AppealCured(on=str(on), basis=_basis("cure", on)), seen_place, on, papers)


def demand_decision(matter: str, *, seen_place: int, on: date) -> Act:
    """Demand that the Court itself decide on an appeal that its apparatus returned."""
    return _enter(matter, DecisionDemanded(on=str(on), basis=_basis("demand", on)), seen_place, on)


def withdraw(matter: str, *, seen_place: int, on: date) -> Act:
    """Take a matter back."""
    kinds: dict[str, Body] = {
        "case": AppealWithdrawn(on=str(on)),
        "complaint": ComplaintWithdrawn(withdrawn_on=str(on)),
        "claim": ClaimWithdrawn(withdrawn_on=str(on)),
    }
    return _enter(matter, kinds[matter.partition("/")[0]], seen_place, on)


def _enter(matter: str, body: Body, seen_place: int, on: date, papers: Papers | None = None) -> Act:
    return filing.enter(as_author(on), matter, body, seen_place, judge=judged, papers=papers)


def _filed(door: str, fields: Mapping[str, str], on: date) -> Filed:
    language, by = fields.get("language") or "und", fields.get("applicant_kind") or DOORS[door].applicants[0]
    day = str(on)
    if door == COURT:
        judged_on = fields.get("judgment_adopted_on") or None
        return AppealFiled(
            filed_on=day, channel=FORM, language=language, applicant_kind=by, judgment_adopted_on=judged_on
        )
    if door == OMBUDSMAN:
        to, subject = fields["commissioner"], fields["subject"]
        return ComplaintFiled(
            filed_on=day, channel=FORM, language=language, applicant_kind=by, commissioner=to, subject=subject
        )
    if door == COMPENSATION:
        return ClaimFiled(
            filed_on=day,
            channel=FORM,
            language=language,
            applicant_kind=by,
            claim_basis=fields["claim_basis"],
            currency=_currency(on),
            notice_received_on=fields.get("notice_received_on") or None,
        )
    raise InputError(f'nothing is filed here with "{door}"')


def _currency(on: date) -> str:
    law = law_on(on)
    return (currency(law) if law else "") or "XXX"


def _basis(step: str, on: date) -> Basis:
    """The line of the law by which an applicant may take a step of a case."""
    law = law_on(on)
    found = law.find("court.steps") if law else None
    line = found.value.find(step) if isinstance(found, Rule) and isinstance(found.value, Entries) else None
    if line is None:
        raise InputError(f'the law of {on} knows no step "{step}" of a case')
    return Basis(rule="court.steps", article=line.article)
