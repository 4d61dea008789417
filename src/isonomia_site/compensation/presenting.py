"""Claims for compensation shaped for their pages: the last day of a claim, amounts, terms, counts and sums."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from isonomia.compensation import rules
from isonomia.compensation.claim import AWARDED, FILED, REGISTERED, STANDS_IN, Claim
from isonomia.compensation.counting import Counts, Sums, count
from isonomia.deadlines.reckoning import Deadline, reckon
from isonomia.procedure.counting import Part
from isonomia.rulebook.law import Law, Rule, Unknown
from isonomia.wording import spoken
from isonomia_site.compensation.forms import ClaimStep, rests_on
from isonomia_site.dockets import listing
from isonomia_site.dockets.desk import Desk, Dossier
from isonomia_site.dockets.showing import Clock, clock
from isonomia_site.record.wordlist import value_name

OFFICER = "compensation_officer"
DESK = Desk(
    kind="claim",
    section="compensation",
    officer=OFFICER,
    open_stages=(FILED, REGISTERED, AWARDED, "appealed"),
    matters=lambda reform: reform.compensation.matters,
    stands_in=STANDS_IN,
    form=ClaimStep,
    rests_on=rests_on,
)


@dataclass(frozen=True, slots=True)
class Guide:
    """What the law says to a basis and the day of a notice."""

    right: Rule | Unknown
    has_term: bool
    last: Deadline | Unknown | None
    late: bool
    roads: tuple[str, ...]


def guide(basis: str, received: date | None, law: Law) -> Guide:
    """Tell the right, the last day of the claim, and what is open after it."""
    last: Deadline | Unknown | None = None
    if rules.has_term(basis) and received is not None:
        term, calendar = law.term(rules.CLAIM), law.calendar()
        if isinstance(term, Unknown):
            last = term
        else:
            last = calendar if isinstance(calendar, Unknown) else reckon(term, received, calendar)
    late = isinstance(last, Deadline) and law.day > last.due
    return Guide(rules.found_basis(basis, law), rules.has_term(basis), last, late, rules.late_road(law))


def tell(found: Dossier, today: date) -> Mapping[str, object]:
    """What the page of one claim says beside its acts."""
    one: Claim = found.one
    return {
        "clocks": list(_clocks(one, today)),
        "refusal": one.refusal,
        "warnings": list(one.findings()),
        "amounts": [
            (label, written(amount), one.body.currency)
            for label, amount in (
                (_("claimed"), one.claimed),
                (_("awarded"), one.awarded),
                (_("paid"), one.paid),
                (_("still owed"), one.owed),
            )
        ],
        "parts": [(name("kind", kind), written(amount), one.body.currency) for kind, amount in one.award.items()],
        "late": one.in_time is False,
    }


def _clocks(one: Claim, today: date) -> Iterator[Clock]:
    as_suit = one.late_taken is not None and one.late_taken.road == rules.AS_SUIT
    decision = rules.decision(one.body.claim_basis, as_suit)
    for rule, running in ((rules.CLAIM, one.term), (decision, one.decision_term)):
        law = one.laws.on(one.filed_on).find(rule)
        told = clock(rule, running, "" if isinstance(law, Unknown) else law.citation, today)
        if told:
            yield told


def written(amount: int) -> str:
    """An amount of the minor unit in the unit itself.

    >>> written(19000050)
    '190000.50'
    """
    return f"{amount // 100}.{amount % 100:02}" if amount % 100 else str(amount // 100)


def name(field: str, word: str) -> str:
    """What a word of a closed list is called."""
    return value_name(field, word, get_language() or "en") or word


def said(word: str) -> str:
    """A word of the law in the reader's language."""
    return spoken(word, get_language() or "en")


TABLES: Mapping[str, str | Promise] = {
    "by_stage": _("By stage"),
    "by_basis": _("By basis"),
    "late_by_road": _("Late claims, by road"),
    "refused_by_ground": _("Refused, by ground"),
}
FIELDS = {"by_basis": "claim_basis", "late_by_road": "road"}
SHARES: Mapping[str, str | Promise] = {
    "in_time": _("claimed in time, of those with a known term"),
    "awarded": _("awarded, of those decided"),
    "appealed": _("contested, of those decided"),
    "terms_kept": _("decided in the term, of those with a known term that ended"),
}


def counts() -> dict[str, object]:
    """The counts and sums as their page shows them."""
    found = count(listing.told(DESK.kind))
    shares = [(label, one.part, one.whole) for key, label in SHARES.items() for one in [getattr(found, key)]]
    tables = [(label, _rows(key, found)) for key, label in TABLES.items()]
    totals = [(_("filed"), found.filed), (_("decided"), found.decided)]
    return {"totals": totals, "tables": [(_("Terms and decisions"), shares), *tables], "sums": _sums(found.sums)}


def _rows(key: str, found: Counts) -> list[tuple[str, int | None, int | None]]:
    parts: tuple[Part, ...] = getattr(found, key)
    named = (
        (name(FIELDS[key], one.name) if key in FIELDS else said(f"claim_{one.name}" if key == "by_stage" else one.name))
        for one in parts
    )
    return [(label, one.part, one.whole) for label, one in zip(named, parts, strict=True) if one.part]


def _sums(found: tuple[Sums, ...]) -> list[tuple[str, list[str]]]:
    return [(one.currency, [written(each) for each in (one.claimed, one.awarded, one.paid, one.owed)]) for one in found]
