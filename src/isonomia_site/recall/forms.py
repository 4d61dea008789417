"""The forms of the commission: each step of a recall, and the application by which it begins."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.recall import acts, rules
from isonomia.recall.deciding import seed_of
from isonomia.recall.petition import STEPS
from isonomia_site.dockets.forms import (
    SECRET,
    ChartForm,
    Maker,
    ground_field,
    named,
    number_field,
    one_of,
    paper_field,
)
from isonomia_site.entering.forms import NO_NAMES, day_field, line_field
from isonomia_site.filing.papers import APPLICANT, CONTENT, FACTS, Papers

SAMPLE = "sample"
METHODS = ("isonomia_rolls_1", "by_hand")
GROUNDS: Mapping[type[Struct], str] = {
    acts.RecallRefused: "recall.refused_if",
    acts.RecallEnded: "recall.ended_if",
}
REMEDIES: Mapping[type[Struct], str] = {
    acts.RecallRefused: "recall.remedies",
    acts.RecallEnded: "recall.remedies_of_end",
}


def fault_field(label: object) -> Maker:
    """How many signatures have one fault."""
    return lambda _given: number_field(capfirst(str(label)), least=0, required=False)


class RecallForm(ChartForm):
    """One step of a recall, or the application by which its matter begins."""

    chart = rules.CHART
    lines = STEPS
    grounds = GROUNDS
    sheets = (FACTS, CONTENT, APPLICANT, SAMPLE)
    makers: Mapping[str, Maker] = {
        "body": lambda _given: one_of(_("Deputy of which body"), named("body", rules.BODIES)),
        "mandate": lambda _given: one_of(_("Mandate"), named("mandate", rules.MANDATES)),
        "district": lambda _given: line_field(_("District"), _("As its election names it: district-7."), 128),
        "deputy": lambda _given: line_field(_("Deputy"), _("The id of their public capacity, as c-4m8x2t."), 128),
        "mandate_began": lambda _given: day_field(_("Mandate began on")),
        "mandate_ends": lambda _given: day_field(_("Mandate ends on")),
        "kept_on": lambda _given: day_field(_("Results published of a vote that kept the mandate"), required=False),
        "ground": lambda _given: one_of(_("Ground"), named("ground", rules.GROUNDS)),
        "group": lambda _given: number_field(_("How many voters ask for it")),
        "content": lambda _given: paper_field(_("The application")),
        "applicant": lambda _given: paper_field(_("Who asks: the initiative group")),
        "voters": lambda _given: number_field(_("Voters of the district")),
        "ground:refuse": ground_field(GROUNDS[acts.RecallRefused]),
        "ground:end": ground_field(GROUNDS[acts.RecallEnded]),
        "facts": lambda _given: paper_field(_("Facts on which this rests")),
        "number": lambda _given: number_field(_("How many signatures")),
        "sheets": lambda _given: forms.FileField(label=_("The sheets, in their order"), help_text=SECRET),
        "drawn": lambda _given: number_field(_("How many are drawn")),
        "name": lambda _given: line_field(_("Public source of the lot"), NO_NAMES, 200),
        "reference": lambda _given: line_field(_("Which of its values"), _("As: draw 412, its six numbers."), 200),
        "due_on": lambda _given: day_field(_("It speaks on")),
        "value": lambda _given: line_field(_("What the source said"), longest=200),
        "valid": lambda _given: number_field(_("How many are valid"), least=0),
        "sample": lambda _given: paper_field(_("Which signatures were looked at, and what was found"), required=False),
        "register_on": lambda _given: day_field(_("Register as of")),
        "method": lambda _given: one_of(_("How they were checked"), named("method", METHODS)),
        "polling_day": lambda _given: day_field(_("Day of the vote")),
        "took_part": lambda _given: number_field(_("Took part"), least=0),
        "yes": lambda _given: number_field(_("For the recall"), least=0),
        "no": lambda _given: number_field(_("Against the recall"), least=0),
        "invalid": lambda _given: number_field(_("Invalid ballots"), least=0),
        "outcome": lambda _given: one_of(_("Outcome"), named("outcome", rules.OUTCOMES)),
        **{f"fault_{kind}": fault_field(label) for kind, label in named("kind", rules.FAULTS)},
    }
    asks: Mapping[type[Struct], tuple[str, ...]] = {
        acts.RecallApplied: (
            *("body", "mandate", "district", "deputy", "mandate_began", "mandate_ends", "kept_on", "ground", "group"),
            *(CONTENT, APPLICANT),
        ),
        acts.RecallRegistered: ("voters",),
        acts.RecallRefused: ("ground:refuse", FACTS),
        acts.SignaturesFiled: ("number", "sheets"),
        acts.SampleAnnounced: ("drawn", "name", "reference", "due_on"),
        acts.SampleChecked: ("value", "valid", SAMPLE),
        acts.SignaturesChecked: ("register_on", "method", "valid", *(f"fault_{kind}" for kind in rules.FAULTS)),
        acts.RecallEnded: ("ground:end", FACTS),
        acts.VoteCalled: ("polling_day",),
        acts.VoteCounted: ("voters", "took_part", "yes", "no", "invalid"),
        acts.RecallDecided: ("outcome",),
    }

    def remedies_key(self) -> str:
        """The rule that lists what can be done against a refusal, or against an end without a vote."""
        return REMEDIES[self.kind]

    def more(self, typed: Mapping[str, Any]) -> Mapping[str, Any]:
        """The source of a lot, the seed that follows from what it said, the faults that were counted."""
        match self.kind:
            case acts.SampleAnnounced:
                return {"source": {"due_on": str(typed["due_on"])} | {one: typed[one] for one in ("name", "reference")}}
            case acts.SampleChecked:
                sheets, matter = self.given.one.filed.commit[0].hmac, self.given.one.matter
                return {"seed": seed_of(sheets, typed["value"], matter)}
            case acts.SignaturesChecked:
                counted = ((kind, typed[f"fault_{kind}"]) for kind in rules.FAULTS)
                return {"faults": [{"kind": kind, "number": number} for kind, number in counted if number]}
        return {}

    def papers(self) -> Papers | None:
        """What is kept apart and sealed; a check is of the sheets that were filed."""
        if self.kind is acts.SignaturesChecked:
            return Papers(again=self.given.one.filed.commit)
        return super().papers()
