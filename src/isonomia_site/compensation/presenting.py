"""Claims for compensation shaped for their pages: amounts, terms, counts and sums."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from isonomia.compensation import rules
from isonomia.compensation.claim import AWARDED, FILED, REGISTERED, STAGES, STANDS_IN, Claim
from isonomia.compensation.counting import Sums, count
from isonomia_site.compensation.forms import ClaimStep, rests_on
from isonomia_site.dockets import listing
from isonomia_site.dockets.clocks import clocks
from isonomia_site.dockets.counting import shares, tables
from isonomia_site.dockets.desk import Desk, Dossier, by_stage
from isonomia_site.dockets.words import said
from isonomia_site.record.wordlist import value_name


def tell(found: Dossier, today: date) -> Mapping[str, object]:
    """What the page of one claim says beside its acts."""
    one: Claim = found.one
    as_suit = one.late_taken is not None and one.late_taken.road == rules.AS_SUIT
    owed = [(rules.CLAIM, one.term), (rules.decision(one.body.claim_basis, as_suit), one.decision_term)]
    return {
        "clocks": clocks(owed, one.laws.on(one.filed_on), today),
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


def written(amount: int) -> str:
    """An amount of the minor unit in the unit itself.

    >>> written(19000050)
    '190000.50'
    """
    return f"{amount // 100}.{amount % 100:02}" if amount % 100 else str(amount // 100)


def name(field: str, word: str) -> str:
    """What a word of a closed list is called."""
    return value_name(field, word, get_language() or "en") or word


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


def counts(_on: date, _part: str) -> Mapping[str, object]:
    """The counts and sums as their page shows them."""
    found = count(listing.told("claim"))
    rows = [(_("Terms and decisions"), shares(found, SHARES)), *tables(found, TABLES, _called)]
    totals = [(_("filed"), found.filed), (_("decided"), found.decided)]
    return {"totals": totals, "tables": rows, "sums": _sums(found.sums)}


def _called(field: str, word: str) -> str:
    if field in FIELDS:
        return name(FIELDS[field], word)
    return said(f"claim_{word}" if field == "by_stage" else word)


def _sums(found: tuple[Sums, ...]) -> list[tuple[str, list[str]]]:
    return [(one.currency, [written(each) for each in (one.claimed, one.awarded, one.paid, one.owed)]) for one in found]


DESK = Desk(
    kind="claim",
    section="compensation",
    address="claims",
    title=_("Compensation"),
    officer="compensation_officer",
    stages=STAGES,
    open_stages=(FILED, REGISTERED, AWARDED, "appealed"),
    matters=lambda reform: reform.compensation.matters,
    form=ClaimStep,
    steps=by_stage(STANDS_IN, rests_on),
    tell=tell,
    counts=counts,
)
