"""The forms of compensation: each step of an officer, and of whoever filed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.compensation import acts, rules
from isonomia.rulebook.law import Law, Rule
from isonomia_site.dockets.amounts import LARGEST, amounts, parts
from isonomia_site.dockets.forms import Maker, StepForm, named, one_of, paper_field
from isonomia_site.dockets.words import said
from isonomia_site.entering.services import NAMES


class ClaimStep(StepForm):
    """One step of a claim."""

    ground_tells_rule = False
    makers: Mapping[str, Maker] = {
        "road": lambda given: one_of(_("Road of the late claim"), named("road", rules.late_road(given.law))),
        "ground": lambda _given: one_of(_("Ground"), [(one, said(one)) for one in rules.GROUNDS]),
        "facts": lambda _given: paper_field(_("Facts on which this rests")),
        "facts:some": lambda _given: paper_field(_("Facts, where less is awarded than was claimed"), required=False),
        "paid": lambda _given: forms.IntegerField(label=_("Amount"), min_value=1, max_value=LARGEST),
        "kind": lambda given: one_of(_("What you use"), named("kind", _listed(given.one, given.law))),
        "content": lambda _given: paper_field(_("What you contest")),
        "to_body": lambda _given: one_of(_("To which body"), named("to_body", ("court", "state_body", "local_body"))),
        "reason": lambda _given: one_of(_("Why"), named("reason", ("other_body", "court"))),
    }
    asks: Mapping[type[Struct], tuple[str, ...]] = {
        acts.LateClaimTaken: ("road",),
        acts.Awarded: ("facts:some",),
        acts.ClaimRefused: ("ground", "facts"),
        acts.DecisionAppealed: ("kind", "content"),
        acts.AppealDecided: ("facts:some",),
        acts.Paid: ("paid",),
        acts.ClaimMoved: ("to_body", "reason"),
    }

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if self.kind in (acts.Awarded, acts.AppealDecided):
            claimed = {one.kind: one.amount // 100 for one in self.given.one.body.parts}
            self.fields.update(amounts())
            self.initial.update({f"harm_{kind}": amount for kind, amount in claimed.items()})

    def rule_key(self) -> str:
        """The rule on which this step rests: that of the basis of the claim, or of the remedy that was used."""
        if self.kind is acts.AppealDecided and self.given.one.appeals:
            return str(self.given.one.appeals[-1].basis.rule)
        return f"compensation.steps_{self.given.one.body.claim_basis}"

    def remedies_key(self) -> str:
        """The rule that lists what can be done against a refusal."""
        return rules.remedies(self.given.one.body.claim_basis)

    def more(self, typed: Mapping[str, Any]) -> Mapping[str, Any]:
        """Amounts in the minor unit with their sum, and the remedy that is used."""
        if self.kind in (acts.Awarded, acts.AppealDecided):
            found = parts(typed)
            return {"parts": found, "total": sum(one["amount"] for one in found)}
        if self.kind is acts.Paid:
            return {"amount": typed["paid"] * 100}
        if self.kind is acts.DecisionAppealed:
            rule = self.given.law.rule(self.remedies_key())
            return {
                "remedy": {"kind": typed["kind"], "basis": {"rule": rule.key, "article": rule.citations[0].article}}
            }
        return {}


def _listed(one: Any, law: Law) -> tuple[str, ...]:
    found = law.find(rules.remedies(one.body.claim_basis))
    return found.value if isinstance(found, Rule) and isinstance(found.value, tuple) else ()


def rests_on(one: Any, kind: type[Struct], law: Law) -> str:
    """The rule without which a step is not offered; empty for what needs none."""
    step = NAMES[kind].partition(".")[2]
    if step == "withdrawn":
        return ""
    if step in ("appealed", "appeal_decided"):
        return rules.remedies(one.body.claim_basis)
    if step == "late_taken" and one.in_time is not False:
        return "compensation.not_late"
    found = rules.may(one.body.claim_basis, step, law)
    return found.key if isinstance(found, Rule) else f"{found.key}_unknown"
