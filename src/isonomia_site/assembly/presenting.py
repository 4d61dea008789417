"""Assemblies shaped for their pages: the rule of a form and a day, the bar of its days, terms, counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from isonomia.assembly import acts, rules
from isonomia.assembly.counting import Counts, count
from isonomia.assembly.notice import ENDED, STAGES, STANDS_IN, Assembly
from isonomia.deadlines.reckoning import Deadline, reckon
from isonomia.procedure.counting import Part
from isonomia.rulebook.law import Law, Rule, Unknown
from isonomia.wording import spoken
from isonomia_site.assembly.forms import AssemblyForm
from isonomia_site.dockets import listing
from isonomia_site.dockets.desk import Desk, Dossier
from isonomia_site.dockets.opinions import Opinion, opinions
from isonomia_site.dockets.showing import Clock, clock
from isonomia_site.entering.services import NAMES

OFFICER = "assembly_officer"
DESK = Desk(
    kind="assembly",
    section="assembly",
    officer=OFFICER,
    open_stages=tuple(one for one in STAGES if one not in ENDED),
    matters=lambda reform: reform.assembly.matters,
    stands_in=STANDS_IN,
    form=AssemblyForm,
    rests_on=lambda _one, kind, _law: _rule_of(kind),
)
_NO_RULE = (acts.AssemblyRefused, acts.AssemblyStopped, acts.OfferDeclined, acts.AssemblyHeld, acts.ComplaintFiled)


def _rule_of(kind: type) -> str:
    """The rule without which a step is not offered; of a refusal its ground says so."""
    return "" if kind in (*_NO_RULE, acts.OfferAccepted, acts.AssemblyCancelled) else rules.step(NAMES[kind])


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the bar: where it stands, what it is."""

    day: date
    label: str | Promise
    at: int
    last: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """What the law says to a form and a day of an assembly, were it filed and registered today."""

    regime: rules.Regime | Unknown
    latest: Deadline | Unknown
    answer: Deadline | Unknown
    silence: Rule | Unknown
    late: bool
    marks: tuple[Mark, ...]


def guide(form: str, held_on: date, law: Law) -> Guide:
    """Tell the rule, the last lawful day, by when the body answers, and what follows where it does not."""
    found = rules.regime(form, law)
    if isinstance(found, Unknown):
        return Guide(found, found, found, found, False, ())
    latest = _ends(found.filing, held_on, law)
    back = rules.runs_from_event(found.answer, law)
    answer = _ends(found.answer, held_on if back else law.day, law)
    late = isinstance(latest, Deadline) and law.day > latest.due
    days: list[tuple[date, str | Promise]] = [(law.day, _("today")), (held_on, _("the assembly"))]
    if isinstance(latest, Deadline):
        days.append((latest.due, _("last day to file")))
        days += [(latest.strict, _("last day to file, to be safe"))] if latest.strict else []
    if isinstance(answer, Deadline):
        days.append((answer.due, _("answer due, if filed today")))
    return Guide(found, latest, answer, rules.silence(found, law), late, tuple(marks(days)))


def _ends(rule: str, trigger: date, law: Law) -> Deadline | Unknown:
    term, calendar = law.term(rule), law.calendar()
    if isinstance(term, Unknown):
        return term
    return calendar if isinstance(calendar, Unknown) else reckon(term, trigger, calendar)


def marks(days: Iterable[tuple[date, str | Promise]]) -> Iterator[Mark]:
    """Days on a line of a thousand parts, in their order."""
    ordered = sorted(days, key=lambda one: one[0])
    first, last = ordered[0][0], ordered[-1][0]
    whole = max((last - first).days, 1)
    for at, (day, label) in enumerate(ordered):
        yield Mark(day, label, 10 + 980 * (day - first).days // whole, at == len(ordered) - 1)


def tell(found: Dossier, today: date) -> Mapping[str, object]:
    """What the page of one assembly says beside its acts."""
    one: Assembly = found.one
    latest, regime = one.latest, one.regime
    clocks = [] if isinstance(regime, Unknown) else list(_clocks(one, regime, today))
    days: list[tuple[date, str | Promise]] = [(one.filed_on, _("filed")), (one.held_on, _("the assembly"))]
    if isinstance(latest, Deadline):
        days.append((latest.due, _("last day to file")))
    days += [(term.due, _("answer due")) for term in clocks if term.due and term.rule != rules.OFFER_ANSWER]
    return {
        "regime": regime,
        "regime_known": not isinstance(regime, Unknown),
        "latest": latest if isinstance(latest, Deadline) else None,
        "shown_stage": one.shown(today),
        "silence": one.silence(today),
        "silence_known": isinstance(one.silence(today), Rule),
        "may_be_held": one.may_be_held(today),
        "clocks": clocks,
        "marks": list(marks(days)),
        "refusal": one.stopped or one.refusal,
        "warnings": list(one.findings()),
        "band": rules.band(one.body.number),
    }


def _clocks(one: Assembly, regime: rules.Regime, today: date) -> Iterator[Clock]:
    law = one.laws.on(one.filed_on)
    for rule, running in ((regime.answer, one.answer_term), (rules.OFFER_ANSWER, one.offer_term)):
        found = law.find(rule)
        told = clock(rule, running, "" if isinstance(found, Unknown) else found.citation, today)
        if told:
            yield told


def opinions_on(law: Law) -> list[Opinion]:
    """What others said of the rules of a day."""
    return opinions(rules.opinions(law))


def said(word: str) -> str:
    """A word of the law in the reader's language."""
    return spoken(word, get_language() or "en")


TABLES: Mapping[str, str | Promise] = {
    "by_form": _("By form"),
    "answered": _("Answers, of those registered"),
    "refused_by_ground": _("Refusals by ground"),
    "by_region": _("Refused, of those answered, by region"),
}
SHARES: Mapping[str, str | Promise] = {
    "filed_in_time": _("filed in time, of those of which it is known"),
    "limited": _("let go ahead without something, of those answered"),
    "silent": _("not answered in the term, of those registered"),
    "cancelled_unanswered": _("given up before an answer, of those registered"),
    "waiting": _("waiting in the term, of those registered"),
    "terms_kept": _("answered in the term, of those whose term has ended"),
    "appealed": _("complained of, of those refused"),
    "lifted": _("refusals lifted, of those refused"),
    "held": _("held, of all that stayed here"),
}


def counts(on: date) -> dict[str, object]:
    """The counts as their page shows them."""
    found = count(listing.told(DESK.kind), on)
    totals = [(_("filed"), found.filed), (_("sent on"), found.moved), (_("registered"), found.registered)]
    shares = [(label, one.part, one.whole) for name, label in SHARES.items() for one in [getattr(found, name)]]
    tables = [(label, _rows(name, found)) for name, label in TABLES.items()]
    return {"totals": totals, "tables": [(_("Terms and answers"), shares), *tables]}


def _rows(name: str, found: Counts) -> list[tuple[str, int | None, int | None]]:
    parts: tuple[Part, ...] = getattr(found, name)
    prefix = "assembly_" if name == "answered" else ""
    return [(said(f"{prefix}{one.name}"), one.part, one.whole) for one in parts if one.part or one.part is None]
