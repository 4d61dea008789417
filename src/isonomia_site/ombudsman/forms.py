"""The forms of commissioners: what a complaint is about, the complaint itself, and each step of an officer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.ombudsman import acts, rules
from isonomia.record.act import Body
from isonomia.rulebook.law import Law, Rule
from isonomia.wording import spoken
from isonomia_site.dockets.forms import PUBLIC_PLACE, Maker, StepForm, named, one_of, paper_field
from isonomia_site.dockets.showing import FiledForm
from isonomia_site.entering.forms import area_field, day_field, line_field
from isonomia_site.entering.services import NAMES
from isonomia_site.filing.papers import Papers
from isonomia_site.filing.services import next_matter

LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
COMPLAINTS, CASES = "complaint/", "case/"


def said(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Words of the law with their names in the reader's language."""
    return [(one, spoken(one, get_language() or "en")) for one in words]


class SubjectForm(forms.Form):
    """What a complaint is about: it tells who considers it."""

    subject = forms.ChoiceField(label=_("What is it about?"))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["subject"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = said(rules.SUBJECTS)


class ComplaintForm(FiledForm):
    """A complaint to a commissioner."""

    subject = forms.CharField(widget=forms.HiddenInput, max_length=32)
    commissioner = one_of(_("To which commissioner"), [])
    applicant_kind = one_of(_("You are"), named("applicant_kind", rules.APPLICANTS))
    territory = one_of(_("Region"), [], required=False)
    body_name = line_field(_("Which body or official"), _("Kept apart, never shown in public."), 300)
    what = area_field(_("What happened, and which right it broke"), required=True)
    name = line_field(_("Name"), _("Kept apart, never shown in public."), 200)
    contact = line_field(_("How to reach you"), _("Kept apart, never shown in public."), 300)
    language = forms.ChoiceField(label=_("In which language you write"), choices=LANGUAGES)

    def __init__(self, *args: Any, law: Law, language: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, values in (
            ("commissioner", said(rules.COMMISSIONERS)),
            ("territory", [(one.id, one.name(language)) for one in law.by_id.values()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "–"), *values]
        self.initial.setdefault("language", language)

    def body(self, today: date) -> Body:
        """What the act says."""
        one = self.cleaned_data
        return acts.ComplaintFiled(
            filed_on=str(today),
            channel="form",
            language=one["language"],
            applicant_kind=one["applicant_kind"],
            territory=one["territory"] or None,
            commissioner=one["commissioner"],
            subject=one["subject"],
        )

    def papers(self) -> Papers:
        """What is kept apart and sealed."""
        one = self.cleaned_data
        content = {"body": one["body_name"], "what": one["what"].replace("\r\n", "\n")}
        return Papers({"content": content, "applicant": {name: one[name] for name in ("name", "contact")}})


class ComplaintStep(StepForm):
    """One step of a complaint."""

    makers: Mapping[str, Maker] = {
        "subject": lambda _given: one_of(_("What it is about, after reading it"), said(rules.SUBJECTS), required=False),
        "ground": lambda _given: one_of(_("Ground"), said(rules.GROUNDS)),
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
            _("To whom"), said(tuple(one for one in rules.BODIES if one != given.one.commissioner))
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
