"""What a citizen does: file with one of the bodies, cure what was missing, demand a decision, take an appeal back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from isonomia.assembly.acts import NoticeFiled
from isonomia.compensation.acts import ClaimFiled, Harm
from isonomia.compensation.rules import currency
from isonomia.court.acts import AppealCured, AppealFiled, AppealWithdrawn, DecisionDemanded
from isonomia.errors import InputError
from isonomia.ombudsman.acts import ComplaintFiled
from isonomia.procedure.acts import Basis, Filed
from isonomia.record.act import Act, Body
from isonomia.rulebook.law import Entries, Rule
from isonomia_site.dockets.amounts import FIELDS, parts
from isonomia_site.entering.judging import judged
from isonomia_site.filing import services as filing
from isonomia_site.filing.papers import APPLICANT, CONTENT, Handed, Papers
from isonomia_site.filing.services import Given, Series
from isonomia_site.permissions import By, as_author
from isonomia_site.record.reader import law_on
from isonomia_site.rights.doors import DOORS

FORM = "form"
OF_YOU = ("name", "number", "address", "contact", "representative", "others")
OF_ACT = ("language", "applicant_kind", "territory", "commissioner", "subject", "claim_basis", "currency", "form")
IN_ACT = (*OF_ACT, "uses", "notice_received_on", "judgment_adopted_on", "held_on", "starts", "ends", "people", *FIELDS)
"""What the act itself says, and no paper says again."""

CURE, DEMAND, WITHDRAW = "cure", "demand", "withdraw"


@dataclass(frozen=True, slots=True)
class Came:
    """By whom something is filed, through which channel, and on which day it came: that is the day that counts."""

    by: By
    channel: str
    on: date


def by_form(on: date) -> Came:
    """Filed by whoever fills in the form, on the day on which it is sent."""
    return Came(as_author(on), FORM, on)


def file(door: str, fields: Mapping[str, str], files: Sequence[Handed], came: Came) -> Given:
    """File with a body what the form says; return number and code.

    Raises:
        UnlawfulActError, InputError: the law refuses it, who asks may not enter it, or a file is not taken; nothing is
            kept then.
    """
    said = {name: text for name, text in fields.items() if text and name not in (*OF_YOU, *IN_ACT)}
    applicant = {name: fields[name] for name in OF_YOU if fields.get(name)}
    papers = Papers({CONTENT: said, APPLICANT: applicant}, tuple(files))
    series = Series(f"{DOORS[door].kind}/", judged)
    return filing.receive(came.by, series, _filed(door, fields, came), papers)


def cure(matter: str, text: str, files: Sequence[Handed], *, seen_place: int, on: date) -> Act:
    """Send what was missing from an appeal that was returned: in time, the day of the first filing is kept."""
    papers = Papers({CONTENT: {"cure": text}}, tuple(files))
    return _enter(matter, AppealCured(on=str(on), basis=_basis("cure", on)), seen_place, on, papers)


def demand_decision(matter: str, *, seen_place: int, on: date) -> Act:
    """Demand that the Court itself decide on an appeal that its apparatus returned."""
    return _enter(matter, DecisionDemanded(on=str(on), basis=_basis("demand", on)), seen_place, on)


def withdraw(matter: str, *, seen_place: int, on: date) -> Act:
    """Take an appeal back."""
    return _enter(matter, AppealWithdrawn(on=str(on)), seen_place, on)


def _enter(matter: str, body: Body, seen_place: int, on: date, papers: Papers | None = None) -> Act:
    return filing.enter(as_author(on), matter, body, seen_place, judge=judged, papers=papers)


def _filed(door: str, fields: Mapping[str, str], came: Came) -> Filed:
    told: dict[str, Any] = {name: fields[name] for name in ("territory",) if fields.get(name)}
    told |= {"filed_on": str(came.on), "channel": came.channel, "language": fields.get("language") or "und"}
    told["applicant_kind"] = fields.get("applicant_kind") or DOORS[door].applicants[0]
    match door:
        case "court":
            return AppealFiled(**told, judgment_adopted_on=fields.get("judgment_adopted_on") or None)
        case "ombudsman":
            return ComplaintFiled(**told, commissioner=fields["commissioner"], subject=fields["subject"])
        case "compensation":
            return ClaimFiled(
                **told,
                claim_basis=fields["claim_basis"],
                currency=_currency(fields, came.on),
                parts=tuple(Harm(**one) for one in parts(fields)),
                notice_received_on=fields.get("notice_received_on") or None,
            )
        case "assembly":
            return NoticeFiled(
                **told,
                form=fields["form"],
                held_on=fields["held_on"],
                starts=fields["starts"],
                ends=fields["ends"],
                number=int(fields["people"]),
                uses=tuple(one for one in fields.get("uses", "").split(",") if one),
            )
    raise InputError(f'nothing is filed here with "{door}"')


def _currency(fields: Mapping[str, str], on: date) -> str:
    """The currency that the law of a day names; where it names none, the one that was told."""
    law = law_on(on)
    found = (currency(law) if law else "") or fields.get("currency", "")
    if not found:
        raise InputError("no currency was told, and the law names none")
    return found


def _basis(step: str, on: date) -> Basis:
    """The line of the law by which an applicant may take a step of a case."""
    law = law_on(on)
    found = law.find("court.steps") if law else None
    line = found.value.find(step) if isinstance(found, Rule) and isinstance(found.value, Entries) else None
    if line is None:
        raise InputError(f'the law of {on} knows no step "{step}" of a case')
    return Basis(rule="court.steps", article=line.article)
