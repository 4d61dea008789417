"""What the law says to the first answers of a form: the rule, the last day, who is competent. It refuses nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from isonomia.assembly import rules as assembly
from isonomia.compensation import rules as compensation
from isonomia.deadlines.reckoning import Deadline, reckon
from isonomia.ombudsman import rules as ombudsman
from isonomia.rulebook.law import Law, Rule, Unknown
from isonomia_site.dockets.clocks import Mark, marks
from isonomia_site.rights.doors import ASSEMBLY, COMPENSATION, OMBUDSMAN


@dataclass(frozen=True, slots=True)
class OfAssembly:
    """What the law says to a form and a day of an assembly, were it filed and registered today."""

    regime: assembly.Regime | Unknown
    latest: Deadline | Unknown
    answer: Deadline | Unknown
    silence: Rule | Unknown
    late: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Commissioner:
    """A commissioner as a door: whether such complaints are considered there, by which rule, in which term."""

    name: str
    considers: bool | None
    citation: str
    due: date | None
    missing: str


@dataclass(frozen=True, slots=True)
class OfClaim:
    """What the law says to a basis of compensation and the day of a notice."""

    right: Rule | Unknown
    has_term: bool
    last: Deadline | Unknown | None
    late: bool
    roads: tuple[str, ...]


def told(door: str, fields: Mapping[str, str], law: Law | None) -> dict[str, object]:
    """What the law of today says to the first answers of a form; empty where there is no law, or nothing to say."""
    if law is None:
        return {}
    if door == ASSEMBLY and fields.get("form") and fields.get("held_on"):
        return {"assembly": of_assembly(fields["form"], date.fromisoformat(fields["held_on"]), law)}
    if door == OMBUDSMAN and fields.get("subject"):
        found = commissioners(fields["subject"], law)
        return {"commissioners": found, "open": [one for one in found if one.considers]}
    if door == COMPENSATION and fields.get("claim_basis"):
        received = fields.get("notice_received_on")
        return {"claim": of_claim(fields["claim_basis"], date.fromisoformat(received) if received else None, law)}
    return {}


def of_assembly(form: str, held_on: date, law: Law) -> OfAssembly:
    """Tell the rule, the last lawful day, by when the body answers, and what follows where it does not."""
    found = assembly.regime(form, law)
    if isinstance(found, Unknown):
        return OfAssembly(found, found, found, found, False, ())
    latest = _ends(found.filing, held_on, law)
    back = assembly.runs_from_event(found.answer, law)
    answer = _ends(found.answer, held_on if back else law.day, law)
    late = isinstance(latest, Deadline) and law.day > latest.due
    days: list[tuple[date, str | Promise]] = [(law.day, _("today")), (held_on, _("the assembly"))]
    if isinstance(latest, Deadline):
        days.append((latest.due, _("last day to file")))
        days += [(latest.strict, _("last day to file, to be safe"))] if latest.strict else []
    if isinstance(answer, Deadline):
        days.append((answer.due, _("answer due, if filed today")))
    return OfAssembly(found, latest, answer, assembly.silence(found, law), late, tuple(marks(days)))


def commissioners(subject: str, law: Law) -> list[Commissioner]:
    """The commissioners, those who consider such complaints first."""
    found = [_commissioner(one, subject, law) for one in ombudsman.COMMISSIONERS]
    first = ombudsman.competent(subject, law)
    return sorted(found, key=lambda one: (one.considers is not True, one.name not in first[:1]))


def _commissioner(name: str, subject: str, law: Law) -> Commissioner:
    found, rule = ombudsman.considers(name, subject, law), law.find(ombudsman.key(name, "considers"))
    ends = _ends(ombudsman.key(name, "complaint"), law.day, law)
    due, missing = (ends.due, "") if isinstance(ends, Deadline) else (None, ends.missing)
    citation = rule.citation if isinstance(rule, Rule) else rule.missing
    return Commissioner(name, None if isinstance(found, Unknown) else found, citation, due, missing)


def of_claim(basis: str, received: date | None, law: Law) -> OfClaim:
    """Tell the right, the last day of the claim, and what is open after it."""
    has_term = compensation.has_term(basis)
    last = _ends(compensation.CLAIM, received, law) if has_term and received else None
    late = isinstance(last, Deadline) and law.day > last.due
    return OfClaim(compensation.found_basis(basis, law), has_term, last, late, compensation.late_road(law))


def _ends(rule: str, trigger: date, law: Law) -> Deadline | Unknown:
    term, calendar = law.term(rule), law.calendar()
    if isinstance(term, Unknown):
        return term
    return calendar if isinstance(calendar, Unknown) else reckon(term, trigger, calendar)
