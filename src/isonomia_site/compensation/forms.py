"""The forms of compensation: the basis and the day of the notice, the claim itself, and each step of an officer."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.compensation import acts, rules
from isonomia.record.act import Body
from isonomia.rulebook.law import Law, Rule
from isonomia.wording import spoken
from isonomia_site.dockets.forms import Maker, StepForm, named, one_of, paper_field
from isonomia_site.dockets.showing import FiledForm
from isonomia_site.entering.forms import area_field, day_field, line_field
from isonomia_site.entering.services import NAMES
from isonomia_site.filing.papers import Papers

LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
LARGEST = 10**12
WHOLE = _("A whole number, without parts of it. Leave out what you do not claim.")


class BasisForm(forms.Form):
    """What opens a claim: its basis, and the day on which the notice was received."""

    claim_basis = forms.ChoiceField(label=_("Why compensation is due"), choices=named("claim_basis", rules.BASES))
    notice_received_on = day_field(_("Notice of the right to compensation received on"), required=False)


def _amounts() -> Iterator[tuple[str, forms.IntegerField]]:
    """A field for each kind of harm, in whole units of the currency."""
    for kind, label in named("kind", rules.HARMS):
        yield f"harm_{kind}", forms.IntegerField(label=str(label), min_value=0, max_value=LARGEST, required=False)


def _parts(typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The kinds of harm with an amount, in the minor unit."""
    return [{"kind": kind, "amount": typed[f"harm_{kind}"] * 100} for kind in rules.HARMS if typed.get(f"harm_{kind}")]


class ClaimForm(FiledForm):
    """A claim for compensation."""

    claim_basis = forms.CharField(widget=forms.HiddenInput, max_length=32)
    notice_received_on = forms.DateField(widget=forms.HiddenInput, required=False)
    applicant_kind = one_of(_("You are"), named("applicant_kind", rules.CLAIMANTS))
    territory = one_of(_("Region"), [], required=False)
    what = area_field(_("What happened, and by which decision"), required=True)
    currency = forms.RegexField(
        regex=r"^[A-Z]{3}$", label=_("Currency"), help_text=_("In three letters, as KZT."), max_length=3
    )
    name = line_field(_("Name"), _("Kept apart, never shown in public."), 200)
    contact = line_field(_("How to reach you"), _("Kept apart, never shown in public."), 300)
    language = forms.ChoiceField(label=_("In which language you write"), choices=LANGUAGES)

    def __init__(self, *args: Any, law: Law, language: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.initial.setdefault("currency", rules.currency(law))
        territory = self.fields["territory"]
        assert isinstance(territory, forms.ChoiceField)
        territory.choices = [("", "–"), *((one.id, one.name(language)) for one in law.by_id.values())]
        self.fields.update(_amounts())
        self.initial.setdefault("language", language)

    def body(self, today: date) -> Body:
        """What the act says."""
        one = self.cleaned_data
        received = one["notice_received_on"]
        return acts.ClaimFiled(
            filed_on=str(today),
            channel="form",
            language=one["language"],
            applicant_kind=one["applicant_kind"],
            territory=one["territory"] or None,
            claim_basis=one["claim_basis"],
            currency=one["currency"],
            parts=tuple(acts.Harm(**part) for part in _parts(one)),
            notice_received_on=str(received) if received else None,
        )

    def papers(self) -> Papers:
        """What is kept apart and sealed."""
        one = self.cleaned_data
        content = {"what": one["what"].replace("\r\n", "\n")}
        return Papers({"content": content, "applicant": {name: one[name] for name in ("name", "contact")}})


class ClaimStep(StepForm):
    """One step of a claim."""

    ground_tells_rule = False
    makers: Mapping[str, Maker] = {
        "road": lambda given: one_of(_("Road of the late claim"), named("road", rules.late_road(given.law))),
        "ground": lambda _given: one_of(
            _("Ground"), [(one, spoken(one, get_language() or "en")) for one in rules.GROUNDS]
        ),
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
            self.fields.update(_amounts())
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
            parts = _parts(typed)
            return {"parts": parts, "total": sum(one["amount"] for one in parts)}
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
