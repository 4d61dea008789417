"""Assemblies shaped for their pages: the bar of their days, terms, counts."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from isonomia.assembly import acts, rules
from isonomia.assembly.counting import count
from isonomia.assembly.notice import ENDED, STAGES, STANDS_IN, Assembly
from isonomia.deadlines.reckoning import Deadline
from isonomia.rulebook.law import Rule, Unknown
from isonomia_site.assembly.forms import AssemblyForm
from isonomia_site.dockets import listing
from isonomia_site.dockets.clocks import clocks, marks
from isonomia_site.dockets.counting import shares, tables
from isonomia_site.dockets.desk import Desk, Dossier, by_stage
from isonomia_site.dockets.words import said
from isonomia_site.entering.services import NAMES

_NO_RULE = (acts.AssemblyRefused, acts.AssemblyStopped, acts.OfferDeclined, acts.AssemblyHeld, acts.ComplaintFiled)


def _rule_of(kind: type) -> str:
    """The rule without which a step is not offered; of a refusal its ground says so."""
    return "" if kind in (*_NO_RULE, acts.OfferAccepted, acts.AssemblyCancelled) else rules.step(NAMES[kind])


def tell(found: Dossier, today: date) -> Mapping[str, object]:
    """What the page of one assembly says beside its acts."""
    one: Assembly = found.one
    latest, regime = one.latest, one.regime
    owed = (
        [] if isinstance(regime, Unknown) else [(regime.answer, one.answer_term), (rules.OFFER_ANSWER, one.offer_term)]
    )
    running = clocks(owed, one.laws.on(one.filed_on), today)
    days: list[tuple[date, str | Promise]] = [(one.filed_on, _("filed")), (one.held_on, _("the assembly"))]
    if isinstance(latest, Deadline):
        days.append((latest.due, _("last day to file")))
    days += [(term.due, _("answer due")) for term in running if term.due and term.rule != rules.OFFER_ANSWER]
    return {
        "regime": regime,
        "regime_known": not isinstance(regime, Unknown),
        "latest": latest if isinstance(latest, Deadline) else None,
        "shown_stage": one.shown(today),
        "silence": one.silence(today),
        "silence_known": isinstance(one.silence(today), Rule),
        "may_be_held": one.may_be_held(today),
        "clocks": running,
        "marks": list(marks(days)),
        "refusal": one.stopped or one.refusal,
        "warnings": list(one.findings()),
        "band": rules.band(one.body.number),
    }


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


def counts(on: date, _part: str) -> Mapping[str, object]:
    """The counts as their page shows them."""
    found = count(listing.told("assembly"), on)
    totals = [(_("filed"), found.filed), (_("sent on"), found.moved), (_("registered"), found.registered)]
    rows = [(_("Terms and answers"), shares(found, SHARES)), *tables(found, TABLES, _called)]
    return {"totals": totals, "tables": rows}


def _called(field: str, word: str) -> str:
    return said(f"assembly_{word}" if field == "answered" else word)


DESK = Desk(
    kind="assembly",
    section="assembly",
    address="assemblies",
    title=_("Peaceful assemblies"),
    officer="assembly_officer",
    stages=STAGES,
    open_stages=tuple(one for one in STAGES if one not in ENDED),
    matters=lambda reform: reform.assembly.matters,
    form=AssemblyForm,
    steps=by_stage(STANDS_IN, lambda _one, kind, _law: _rule_of(kind)),
    tell=tell,
    counts=counts,
    opinions=rules.opinions,
)
