"""The forms of the court's desk: each step of a case has one, made of what its act asks for and what its law allows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from isonomia.court import acts, norm_acts, rules
from isonomia.court.case import Case
from isonomia.court.steps import GROUNDS_IN, STEPS
from isonomia.errors import InputError
from isonomia.procedure.acts import Basis
from isonomia.record.act import Body
from isonomia.record.sources import Source, Wording
from isonomia.rulebook.law import Entries, Rule
from isonomia_site.court import signatures
from isonomia_site.dockets.forms import Choices, Given, one_of, paper_field, several_of
from isonomia_site.entering.forms import (
    ActForm,
    area_field,
    choices,
    day_field,
    in_language,
    language_name,
    line_field,
)
from isonomia_site.filing.papers import Papers
from isonomia_site.record.valuelist import VALUES

LANGUAGES = ("kk", "ru", "en")
SIGNED = _(
    "A file in the form CMS (.p7s) beside the text as you take it from here. Anyone can take it from the page of the "
    "ruling, with the certificate that is in it."
)


@dataclass(frozen=True, slots=True)
class OfCase(Given):
    """What a form of a case is made from: who can judge, and which norms and cases there are, too."""

    one: Case
    judges: Choices
    related: Choices
    norms: Mapping[str, str]
    waiting: Mapping[str, str] = field(default_factory=dict)

    @property
    def able(self) -> Choices:
        """The judges who may take part in this case."""
        return [one for one in self.judges if one[0] not in self.one.bench.recused]

    def listed(self, key: str, field: str) -> Choices:
        """The words that the law of today lists under a key, as they are called."""
        return [(one, VALUES.get((field, one), one)) for one in rules.listed(key, self.law)]


MAKERS: Mapping[str, Callable[[OfCase], forms.Field]] = {
    "judges": lambda given: several_of(_("Judges"), given.able, required=True),
    "eligible": lambda given: several_of(_("Judges among whom the lot falls"), given.able, required=True),
    "judge": lambda given: one_of(_("Judge"), given.able),
    "return_grounds": lambda given: several_of(_("Grounds"), given.listed(rules.RETURN_IF, "grounds"), required=True),
    "refuse_grounds": lambda given: several_of(_("Grounds"), given.listed(rules.REFUSE_IF, "grounds"), required=True),
    "terminate_ground": lambda given: one_of(_("Ground"), given.listed(rules.TERMINATE_IF, "ground")),
    "suspend_ground": lambda given: one_of(_("Ground"), given.listed(rules.SUSPEND_IF, "ground")),
    "older_number": lambda _given: forms.CharField(
        label=_("Number of the older ruling"), max_length=40, required=False
    ),
    "older_day": lambda _given: day_field(_("Day of the older ruling"), required=False),
    "assigned_for": lambda _given: one_of(_("Why this judge"), choices("reason", (*rules.ASSIGNED_FOR[:3], "recusal"))),
    "recused_for": lambda _given: one_of(_("Why this judge takes no part"), choices("reason", rules.RECUSED_FOR)),
    "source_name": lambda _given: line_field(_("Public source"), _("Nobody here may control it."), 200),
    "source_reference": lambda _given: line_field(_("Which figure or round"), "", 200),
    "source_due": lambda _given: day_field(_("When the source speaks"), _("Later than today.")),
    "value": lambda _given: line_field(_("What the source said"), "", 200),
    "case": lambda given: one_of(_("Appeal that is joined"), given.related),
    "received_on": lambda _given: day_field(_("Day on which it was received")),
    "until": lambda _given: day_field(_("New last day")),
    "body": lambda _given: one_of(_("Body"), choices("body", rules.BODIES)),
    "what": lambda _given: one_of(_("What it did"), choices("what", rules.REPORTS)),
    "form": lambda _given: one_of(_("How the Court sat"), choices("form", rules.HEARINGS)),
    "formation": lambda _given: one_of(_("Bench"), choices("formation", rules.FORMATIONS)),
    "members": lambda given: forms.IntegerField(
        label=_("Judges on the bench"), min_value=1, max_value=rules.number(rules.JUDGES, given.law) or 99
    ),
    "in_favour": lambda given: several_of(_("Judges in favour; all others who are there are against"), given.able),
    "chair": lambda given: one_of(_("Chair of the session"), given.able, required=False),
    "adopted": lambda _given: one_of(_("Was the decision adopted?"), [("yes", _("yes")), ("no", _("no"))]),
    "kind": lambda given: one_of(_("Kind of decision"), given.listed(rules.KINDS, "kind")),
    "number": lambda _given: line_field(_("Number of the decision"), "", 40),
    "effective_on": lambda _given: day_field(_("In effect from"), required=False),
    "bill_by": lambda _given: day_field(_("Day for a bill, where the Court sets one"), required=False),
    "facts": lambda _given: paper_field(_("Facts on which this rests")),
    "assessment": lambda _given: paper_field(_("Why the older ruling still holds"), required=False),
    "to_body": lambda _given: one_of(_("To which body"), choices("to_body", rules.SENT_ON_TO)),
    "moved_for": lambda _given: one_of(_("Why"), choices("reason", rules.MOVED_FOR)),
    "norm": lambda _given: line_field(_("Short name of the norm in the registry"), "", 300),
    "details": lambda _given: paper_field(_("Details"), required=False),
    "content": lambda _given: paper_field(_("What was sent")),
    "text": lambda _given: paper_field(_("Text as adopted")),
}
ASKS: Mapping[type[msgspec.Struct], tuple[str, ...]] = {
    acts.AppealReturned: ("return_grounds", "facts"),
    acts.AppealCured: ("content",),
    acts.StudyBegun: ("judges",),
    acts.AdmissionRefused: ("judges", "refuse_grounds", "older_number", "older_day", "facts", "assessment"),
    acts.AppealAdmitted: ("judges",),
    acts.SuspensionConsidered: ("body",),
    acts.RapporteurAssigned: ("judge", "assigned_for"),
    acts.LotAnnounced: ("eligible", "source_name", "source_reference", "source_due"),
    acts.LotDrawn: ("value",),
    acts.JudgeRecused: ("judge", "recused_for", "details"),
    acts.AppealJoined: ("case", "received_on"),
    acts.ProceedingsSuspended: ("suspend_ground",),
    acts.TermExtended: ("until",),
    acts.InformationAsked: ("body",),
    acts.HearingHeld: ("form", "formation", "judges"),
    acts.VoteTaken: ("formation", "members", "judges", "in_favour", "chair"),
    acts.VoteChecked: ("adopted",),
    acts.CaseTerminated: ("terminate_ground", "facts"),
    acts.CaseDecided: ("kind", "number", "effective_on", "bill_by", "text"),
    acts.DecisionAdded: ("number",),
    acts.ExecutionReported: ("body", "what"),
    acts.AppealMoved: ("to_body", "moved_for"),
    acts.NormsNamed: ("norm",),
}
"""What is asked for beside the day."""

SAID_AS = {
    "return_grounds": "grounds",
    "refuse_grounds": "grounds",
    "terminate_ground": "ground",
    "suspend_ground": "ground",
    "assigned_for": "reason",
    "recused_for": "reason",
    "moved_for": "reason",
}
PAPERS = ("facts", "assessment", "details", "content", "text")
PLAIN = (
    "judges",
    "eligible",
    "judge",
    "case",
    "body",
    "what",
    "form",
    "formation",
    "members",
    "kind",
    "number",
    "to_body",
)
DAYS = ("received_on", "until", "effective_on", "bill_by")


class StepForm(ActForm):
    """One step of a case: its day, and what its act asks for."""

    def __init__(self, *args: Any, kind: type[msgspec.Struct], given: OfCase, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.kind, self.given = kind, given
        self.signed: signatures.Checked | None = None
        self.fields["day"] = day_field(_("Day"))
        for name in ASKS.get(kind, ()):
            self.fields[name] = MAKERS[name](given)
        if kind is acts.CaseDecided:
            self._ask_outcomes()
        if kind is acts.AnonymisationChecked:
            for language in rules.listed("court.published_in", given.law) or LANGUAGES:
                label = language_name(language)
                self.fields[f"text_{language}"] = area_field(label, language, required=True, longest=200_000)

        for language in given.waiting if kind is acts.RulingPublished else ():
            label = in_language(_("Signature beside the text"), language)
            self.fields[f"signature_{language}"] = forms.FileField(label=label, help_text=SIGNED, required=False)

    def clean(self) -> dict[str, Any] | None:
        """Check the signatures on the texts that wait for their release: one that does not hold is not taken."""
        given = {
            name.removeprefix("signature_"): file.read()
            for name, file in self.cleaned_data.items()
            if name.startswith("signature_") and file
        }
        if given and not self.errors:
            try:
                self.signed = signatures.check(self.given.waiting, given)
            except InputError as error:
                self.add_error(f"signature_{next(iter(given))}", str(error))
            for language, why in self.signed.faults() if self.signed else ():
                self.add_error(f"signature_{language}", str(why))
        return super().clean()

    def _ask_outcomes(self) -> None:
        for at, (norm, title) in enumerate(self.given.norms.items()):
            values = self.given.listed(rules.CAN_BE, "outcome")
            self.fields[f"outcome_{at}"] = one_of(title or norm, values, required=False)
            self.fields[f"reading_{at}"] = area_field(_("Reading of the Court, where it stands only so"))

    def step(self) -> acts.Step:
        """The day and the basis of this step, by the law of today."""
        basis = self._basis()
        return acts.Step(on=str(self.cleaned_data["day"]), basis=msgspec.convert(basis, Basis))

    def _basis(self) -> dict[str, str]:
        key, word = GROUNDS_IN.get(self.kind, rules.CHART), STEPS[self.kind]
        if self.kind in GROUNDS_IN:
            found = [self.cleaned_data.get(name) for name in ("return_grounds", "refuse_grounds", "terminate_ground")]
            word = next(one[0] if isinstance(one, list) else one for one in found if one)
        rule = self.given.law.find(key)
        if not isinstance(rule, Rule):
            raise InputError(f"{key} is unknown today: {rule.missing}")
        line = rule.value.find(word) if isinstance(rule.value, Entries) else None
        return {"rule": key, "article": line.article if line else rule.citations[0].article}

    def body(self) -> Body:
        """What the act says."""
        one = self.cleaned_data
        said: dict[str, Any] = {"moved_on" if self.kind is acts.AppealMoved else "on": str(one["day"])}
        if self.kind in STEPS:
            said["basis"] = self._basis()
        for name in ASKS.get(self.kind, ()):
            value = one.get(name)
            if name in PLAIN or name in SAID_AS:
                said[SAID_AS.get(name, name)] = value
            elif name in DAYS and value:
                said[name] = str(value)
        try:
            return msgspec.convert({**said, **self._rest(one)}, self.kind)  # type: ignore[return-value]
        except msgspec.ValidationError as error:
            raise InputError(str(error)) from None

    def _rest(self, one: Mapping[str, Any]) -> dict[str, Any]:
        """What only some steps say."""
        match self.kind:
            case acts.AppealReturned:
                return {"remedies": self._remedies(rules.REMEDIES_OF_RETURN)}
            case acts.AdmissionRefused:
                older = {"number": one["older_number"], "decided_on": str(one["older_day"])}
                said = {"older": older} if one["older_number"] and one["older_day"] else {}
                return {"remedies": self._remedies(rules.REMEDIES_OF_REFUSAL), **said}
            case acts.RapporteurAssigned:
                return {"mode": self.given.law.word(rules.ASSIGNMENT)}
            case acts.LotAnnounced:
                source = {"name": one["source_name"], "reference": one["source_reference"]}
                return {"head_size": 0, "head_root": "0" * 64, "source": {**source, "due_on": str(one["source_due"])}}
            case acts.LotDrawn:
                return {"value": one["value"], "seed": "0" * 64, "judge": "none"}
            case acts.VoteTaken if self.given.law.word(rules.VOTE) != rules.SECRET:
                yes = [judge for judge in one["judges"] if judge in one["in_favour"]]
                chair = {"chair_yes": one["chair"] in yes} if one["chair"] else {}
                return {"yes": len(yes), "no": len(one["judges"]) - len(yes), **chair}
            case acts.NormsNamed:
                return {"norms": [f"norm/{one['norm'].removeprefix('norm/')}"]}
            case acts.VoteChecked:
                return {"adopted": one["adopted"] == "yes"}
            case acts.CaseDecided:
                return {"outcomes": list(self._outcomes(one))}
            case _:
                return {}

    def secret_votes(self) -> dict[str, bool]:
        """Who voted how, where that is to be sealed; empty for any other step."""
        if self.kind is not acts.VoteTaken or self.given.law.word(rules.VOTE) != rules.SECRET:
            return {}
        one = self.cleaned_data
        return {judge: judge in one["in_favour"] for judge in one["judges"]}

    def _remedies(self, key: str) -> list[dict[str, Any]]:
        """Every remedy that the law lists: none is left out."""
        rule = self.given.law.find(key)
        article = rule.citations[0].article if isinstance(rule, Rule) else ""
        basis = {"rule": key, "article": article}
        return [{"kind": one, "basis": basis} for one in rules.listed(key, self.given.law)]

    def _outcomes(self, one: Mapping[str, Any]) -> Any:
        for at, norm in enumerate(self.given.norms):
            if one.get(f"outcome_{at}"):
                text = one[f"reading_{at}"].strip()
                reading = [{"language": "kk", "text": text, "status": "original"}] if text else []
                yield {"norm": norm, "outcome": one[f"outcome_{at}"], "reading": reading}

    def papers(self) -> Papers | None:
        """What is kept apart and sealed."""
        told = {name: {"text": self.cleaned_data[name]} for name in PAPERS if self.cleaned_data.get(name)}
        return Papers(told) if told else None

    def texts(self) -> dict[str, str]:
        """The texts to be published, by language."""
        named = ((name.removeprefix("text_"), text) for name, text in self.cleaned_data.items() if name[:5] == "text_")
        return {language: str(text).replace("\r\n", "\n") for language, text in named if text}


class NormForm(ActForm):
    """A norm comes into the registry."""

    slug = forms.SlugField(label=_("Short name in addresses"), max_length=80)
    work = line_field(_("Text of law"), _("As its name in the record, such as kz/act/2020/fees."), 128)
    eid = forms.CharField(label=_("Place in the text"), max_length=256, required=False)
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=500)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=500)
    title_en = forms.CharField(label=_("Title in English"), max_length=500, required=False)
    publisher = line_field(_("Where it was published"), "", 200)
    reference = line_field(_("Number, date or page"), "", 200)

    def body(self) -> norm_acts.NormRegistered:
        """What the act says."""
        one = self.cleaned_data
        titles = [(code, one[f"title_{code}"]) for code in LANGUAGES if one[f"title_{code}"]]
        return norm_acts.NormRegistered(
            work=one["work"],
            eid=one["eid"] or None,
            titles=tuple(Wording(language=code, text=text, status="own_words") for code, text in titles),
            sources=(Source(publisher=one["publisher"], reference=one["reference"], language="ru"),),
        )
