"""The forms of commissioners: each step of an officer, and of whoever filed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.ombudsman import acts, rules
from isonomia.rulebook.law import Law, Rule
from isonomia_site.dockets.forms import PUBLIC_PLACE, Maker, StepForm, named, one_of, paper_field
from isonomia_site.dockets.words import said
from isonomia_site.entering.forms import day_field, line_field
from isonomia_site.entering.services import NAMES
from isonomia_site.filing.services import next_matter

COMPLAINTS, CASES = "complaint/", "case/"


def _named(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, said(one)) for one in words]


class ComplaintStep(StepForm):
    """One step of a complaint."""

    makers: Mapping[str, Maker] = {
        "subject": lambda _given: one_of(
            _("What it is about, after reading it"), _named(rules.SUBJECTS), required=False
        ),
        "ground": lambda _given: one_of(_("Ground"), _named(rules.GROUNDS)),
        "facts": lambda _given: paper_field(_("Reasons and facts on which this rests")),
        "of": lambda _given: line_field(_("Of which body"), PUBLIC_PLACE, 300),
        "to": lambda _given: line_field(_("To which body"), PUBLIC_PLACE, 300),
        "received_on": lambda _given: day_field(_("Received there on"), required=False),
        "until": lambda _given: day_field(_("Last day set in the request"), required=False),
        "until:new": lambda _given: day_field(_("New last day")),
        "asked": lambda given: one_of(
            _("Which request"), [(id, id) for id, one in given.one.asked.items() if not one.answered]
        ),
        "recommended": lambda given: one_of(
            _("Which recommendation"), [(id, id) for id, one in given.one.recommended.items() if not one.answered]
        ),
        "answer": lambda _given: one_of(_("Answer"), named("answer", rules.ANSWERS)),
        "kind": lambda given: one_of(
            _("Which proceedings"), named("kind", rules.petitions(given.one.commissioner, given.law))
        ),
        "outcome": lambda _given: one_of(_("Outcome"), named("outcome", rules.CLOSINGS[:3])),
        "to_body": lambda given: one_of(
            _("To whom"), _named(tuple(one for one in rules.BODIES if one != given.one.commissioner))
        ),
        "reason": lambda _given: one_of(_("Why"), named("reason", rules.REASONS)),
    }
    asks: Mapping[type[Struct], tuple[str, ...]] = {
        acts.ComplaintAccepted: ("subject",),
        acts.ComplaintRejected: ("ground", "facts"),
        acts.ExplanationsAsked: ("of", "received_on", "until"),
        acts.ExplanationsGiven: ("asked",),
        acts.TermExtended: ("until:new",),
        acts.Recommended: ("to", "received_on"),
        acts.RecommendationAnswered: ("recommended", "answer"),
        acts.Petitioned: ("to", "kind"),
        acts.ComplaintClosed: ("outcome",),
        acts.ComplaintMoved: ("to_body", "reason"),
    }
    ground_tells_rule = False

    def rule_key(self) -> str:
        """The rule on which this step rests: that of the commissioner who has it."""
        return rules.key(self.given.one.commissioner, rules.STEPS[step_of(self.kind)])

    def remedies_key(self) -> str:
        """The rule that lists what can be done against a rejection."""
        return rules.remedies(self.given.one.commissioner)

    def more(self, typed: Mapping[str, Any]) -> Mapping[str, Any]:
        """The number under which what goes on elsewhere begins there."""
        year = self.given.today.year
        if self.kind is acts.ComplaintMoved and typed["to_body"] in rules.COMMISSIONERS:
            return {"to": next_matter(COMPLAINTS, year)}
        return {"case": next_matter(CASES, year)} if self.kind is acts.ReferredToCourt else {}


def step_of(kind: type[Struct]) -> str:
    """A kind of act by the name that the rules have for it."""
    return NAMES[kind].partition(".")[2]


def rests_on(one: Any, kind: type[Struct], law: Law) -> str:
    """The rule without which a step is not offered; empty for what needs none."""
    step = step_of(kind)
    if step not in rules.STEPS:
        return ""
    found = rules.may(one.commissioner, step, law)
    return found.key if isinstance(found, Rule) else f"{found.key}_unknown"
