"""The forms of assemblies: each step of an officer, and of whoever filed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.assembly import acts, rules
from isonomia.rulebook.law import Rule
from isonomia_site.dockets.forms import (
    PUBLIC_PLACE,
    Given,
    Maker,
    StepForm,
    hour_field,
    named,
    one_of,
    paper_field,
    several_of,
)
from isonomia_site.dockets.words import said
from isonomia_site.entering.forms import day_field, line_field
from isonomia_site.entering.services import NAMES


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
        "starts": lambda _given: hour_field(_("Begins at"), required=False),
        "ends": lambda _given: hour_field(_("Ends at"), required=False),
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
