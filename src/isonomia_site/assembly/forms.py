"""The forms of assemblies: the two questions that tell the rule, the notice itself, and each step of an officer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.assembly import acts, rules
from isonomia.record.act import Body
from isonomia.rulebook.law import Law, Rule
from isonomia.wording import spoken
from isonomia_site.dockets.forms import PUBLIC_PLACE, Given, Maker, StepForm, named, one_of, paper_field, several_of
from isonomia_site.dockets.showing import FiledForm
from isonomia_site.entering.forms import area_field, day_field, line_field
from isonomia_site.entering.services import NAMES
from isonomia_site.filing.papers import Papers

HOUR = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))


class RuleForm(forms.Form):
    """The two answers that tell the rule: which form, on which day."""

    form = forms.ChoiceField(label=_("Form of the assembly"), choices=named("form", rules.FORMS))
    held_on = day_field(_("Day of the assembly"))


def _hour(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.RegexField(regex=HOUR, label=label, help_text=_("As 12:00."), required=required, max_length=5)


class NoticeForm(FiledForm):
    """A notification of an assembly, or an application for one."""

    form = forms.ChoiceField(choices=named("form", rules.FORMS), widget=forms.HiddenInput)
    held_on = forms.DateField(widget=forms.HiddenInput)
    starts = _hour(_("Begins at"))
    ends = _hour(_("Ends at"))
    place = area_field(_("Place or route"), required=True)
    purpose = area_field(_("Purpose"), required=True)
    number = forms.IntegerField(label=_("How many people you expect"), min_value=1, max_value=1_000_000)
    uses = several_of(_("What you will use"), named("without", rules.LIMITS))
    applicant_kind = one_of(_("You are"), named("applicant_kind", rules.ORGANISERS))
    territory = one_of(_("Region"), [], required=False)
    name = line_field(_("Organiser"), _("Kept apart, never shown in public."), 200)
    contact = line_field(_("How to reach you"), _("Kept apart, never shown in public."), 300)
    language = forms.ChoiceField(label=_("In which language you write"), choices=LANGUAGES)

    def __init__(self, *args: Any, law: Law, language: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        territory = self.fields["territory"]
        assert isinstance(territory, forms.ChoiceField)
        territory.choices = [("", "–"), *((one.id, one.name(language)) for one in law.by_id.values())]
        self.initial.setdefault("language", language)

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("starts", "") >= typed.get("ends", "99"):
            raise forms.ValidationError(_("The assembly ends before it begins."))
        return typed

    def body(self, today: date) -> Body:
        """What the act says."""
        one = self.cleaned_data
        return acts.NoticeFiled(
            filed_on=str(today),
            channel="form",
            language=one["language"],
            applicant_kind=one["applicant_kind"],
            territory=one["territory"] or None,
            form=one["form"],
            held_on=str(one["held_on"]),
            starts=one["starts"],
            ends=one["ends"],
            number=one["number"],
            uses=tuple(one["uses"]),
        )

    def papers(self) -> Papers:
        """What is kept apart and sealed."""
        one = self.cleaned_data
        content = {name: one[name].replace("\r\n", "\n") for name in ("place", "purpose")}
        return Papers({"content": content, "applicant": {name: one[name] for name in ("name", "contact")}})


def _known(given: Given, words: tuple[str, ...], find: Any) -> Any:
    """The words of a closed list that the law of today knows."""
    return [one for one in words if isinstance(find(one, given.law), Rule)]


class AssemblyForm(StepForm):
    """One step of an assembly."""

    makers: Mapping[str, Maker] = {
        "place": lambda _given: line_field(_("Place"), PUBLIC_PLACE),
        "place:offer": lambda _given: forms.CharField(
            label=_("Other place or route"), help_text=PUBLIC_PLACE, required=False, max_length=500
        ),
        "without": lambda given: several_of(_("Without"), named("without", rules.limits(given.law))),
        "held_on": lambda _given: day_field(_("Other day"), required=False),
        "starts": lambda _given: _hour(_("Begins at"), required=False),
        "ends": lambda _given: _hour(_("Ends at"), required=False),
        "ground:refuse": lambda given: one_of(
            _("Ground"), [(one, said(one)) for one in _known(given, rules.GROUNDS, rules.condition)]
        ),
        "ground:stop": lambda given: one_of(
            _("Ground"), [(one, said(one)) for one in _known(given, rules.STOPS, rules.stop)]
        ),
        "facts": lambda _given: paper_field(_("Facts on which this rests")),
        "facts:some": lambda _given: paper_field(_("Facts on which this rests"), required=False),
        "outcome": lambda _given: one_of(_("Outcome"), named("outcome", rules.OUTCOMES)),
        "kind": lambda _given: one_of(_("What you use"), named("kind", rules.REMEDIES[:2])),
        "content": lambda _given: paper_field(_("What you complain of")),
        "to_body": lambda _given: one_of(_("To which body"), named("to_body", ("local_body", "state_body"))),
        "reason": lambda _given: one_of(_("Why"), named("reason", ("other_body",))),
    }
    asks: Mapping[type[Struct], tuple[str, ...]] = {
        acts.NoticeRegistered: ("place",),
        acts.Confirmed: ("without", "facts:some"),
        acts.OtherOffered: ("place:offer", "held_on", "starts", "ends"),
        acts.AssemblyRefused: ("ground:refuse", "facts"),
        acts.ComplaintFiled: ("kind", "content"),
        acts.ComplaintDecided: ("outcome", "facts"),
        acts.AssemblyStopped: ("ground:stop", "facts"),
        acts.AssemblyMoved: ("to_body", "reason"),
    }

    def rule_key(self) -> str:
        """The rule on which this step rests."""
        ground = self.cleaned_data.get("ground") if self.is_bound and hasattr(self, "cleaned_data") else ""
        if self.kind is acts.AssemblyRefused:
            return f"assembly.ground_{ground}"
        if self.kind is acts.AssemblyStopped:
            return f"assembly.stop_{ground}"
        return rules.step(NAMES[self.kind])

    def remedies_key(self) -> str:
        """The rule that lists what can be done against a refusal."""
        return rules.REMEDIES_IN_LAW

    def more(self, typed: Mapping[str, Any]) -> Mapping[str, Any]:
        """The remedy that a complaint uses."""
        if self.kind is not acts.ComplaintFiled:
            return {}
        rule = self.given.law.rule(rules.REMEDIES_IN_LAW)
        basis = {"rule": rule.key, "article": rule.citations[0].article}
        return {"remedy": {"kind": typed["kind"], "basis": basis}}


def said(word: str) -> str:
    """A word of the law in the reader's language."""
    return spoken(word, get_language() or "en")
