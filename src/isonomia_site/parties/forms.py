"""The forms of parties: each step of the registrar, what a clerk takes in, and the check of a roll."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from isonomia.errors import InputError
from isonomia.parties import acts, rules
from isonomia.parties.party import STEPS
from isonomia.rulebook.law import Law, Unknown
from isonomia_site.dockets.forms import (
    ChartForm,
    Maker,
    ground_field,
    named,
    number_field,
    one_of,
    paper_field,
    several_of,
)
from isonomia_site.entering.forms import NO_NAMES, day_field, in_language, line_field
from isonomia_site.filing.papers import CONTENT, FACTS, Papers
from isonomia_site.parties import rolls
from isonomia_site.parties.models import RollCheck, newest_check

GROUP, ROLL = "group", "roll"
TABLE = _("A table in UTF-8 with commas, of at most 10 MB. It is kept apart and sealed.")
GROUNDS: Mapping[type[Struct], str] = {
    acts.RegistrationRefused: "parties.grounds",
    acts.PartySuspended: "parties.suspended_if",
    acts.PartyDissolved: "parties.dissolved_if",
}


def lands(law: Law) -> list[tuple[str, str]]:
    """The territories of the country today, by their names."""
    there = () if isinstance(law.territories, Unknown) else law.territories
    return [(one.id, one.name(get_language() or "en")) for one in there]


class PartyForm(ChartForm):
    """One step of a party, or the act by which its matter begins."""

    chart = rules.CHART
    lines = STEPS
    grounds = GROUNDS
    remedies_in_law = rules.REMEDIES
    sheets = (FACTS, CONTENT, GROUP)
    makers: Mapping[str, Maker] = {
        "committee": lambda _given: number_field(_("How many make the committee")),
        "group": lambda _given: paper_field(_("List of the initiative group")),
        "reason": lambda _given: one_of(_("Why"), named("reason", rules.FOUNDING_ENDS)),
        "present": lambda _given: number_field(_("How many took part in the congress")),
        "roll": lambda _given: forms.FileField(
            label=_("Roll of members: party, person, name, territory, joined"), help_text=TABLE
        ),
        "congress_on": lambda _given: day_field(_("Congress held on")),
        "publisher": lambda _given: line_field(_("Who published it"), NO_NAMES, 200),
        "reference": lambda _given: line_field(_("Where, with the date"), NO_NAMES, 300),
        "ground:refuse": ground_field(GROUNDS[acts.RegistrationRefused]),
        "ground:suspend": ground_field(GROUNDS[acts.PartySuspended]),
        "ground:dissolve": ground_field(GROUNDS[acts.PartyDissolved]),
        "facts": lambda _given: paper_field(_("Facts on which this rests")),
        "facts:stands": lambda _given: paper_field(
            _("Facts on which this rests, where the refusal stands"), required=False
        ),
        "facts:court": lambda _given: paper_field(
            _("Facts on which this rests, where a court decides"), required=False
        ),
        "kind": lambda _given: one_of(_("By which remedy"), named("kind", rules.GIVEN_REMEDIES[:1])),
        "content": lambda _given: paper_field(_("What the party contests"), required=False),
        "outcome": lambda _given: one_of(_("Outcome"), named("outcome", rules.OUTCOMES)),
        "months": lambda _given: number_field(_("For how many months")),
        "territories": lambda given: several_of(_("Branches are registered in"), lands(given.law), required=True),
    }
    asks: Mapping[type[Struct], tuple[str, ...]] = {
        acts.FoundingNotified: ("committee", "group"),
        acts.PartyPublished: ("congress_on", "publisher", "reference"),
        acts.FoundingEnded: ("reason",),
        acts.CongressHeld: ("present",),
        acts.RollFiled: ("roll",),
        acts.RegistrationRefused: ("ground:refuse", "facts"),
        acts.RefusalContested: ("kind", "content"),
        acts.ContestDecided: ("outcome", "facts:stands"),
        acts.BranchesRegistered: ("territories",),
        acts.RegistrationAnnulled: ("facts",),
        acts.PartySuspended: ("ground:suspend", "months", "facts"),
        acts.PartyDissolved: ("ground:dissolve", "facts:court"),
    }

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if self.kind in (acts.FoundingNotified, acts.PartyPublished):
            self.fields.update(names := dict(_names()))
            self.order_fields(["day", *names])
        if self.kind is acts.FoundingNotified:
            self.fields.update(_group(self.given.law))
        if self.kind is acts.PartyPublished:
            self.fields["day"].label = _("Registered on")

    def more(self, typed: Mapping[str, Any]) -> Mapping[str, Any]:
        """What an act says beside what was typed under its own names: names, counts, a source, a remedy."""
        match self.kind:
            case acts.FoundingNotified:
                return {"names": _named_in(typed), "group": list(self._counted(typed))}
            case acts.PartyPublished:
                source = {one: typed[one] for one in ("publisher", "reference")}
                return {"names": _named_in(typed), "sources": [source | {"language": get_language() or "kk"}]}
            case acts.RollFiled:
                return {"rows": rolls.length(_bytes(typed[ROLL]))}
            case acts.RollChecked:
                return _counts(newest_check(self.given.one.filed.id))
            case acts.RefusalContested:
                return {"remedy": next(one for one in self.remedies() if one["kind"] == typed["kind"])}
            case acts.ContestDecided if typed["outcome"] == rules.LIFTED:
                return {"remedies": []}
            case acts.PartyDissolved if not typed[FACTS]:
                # The party decided so itself: there is nothing to contest.
                return {"remedies": []}
        return {}

    def papers(self) -> Papers | None:
        """What is kept apart and sealed; a check is of the roll that was filed."""
        if self.kind is acts.RollChecked:
            return Papers(again=self.given.one.filed.commit)
        return super().papers()

    def _counted(self, typed: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for id, _name in lands(self.given.law):
            if typed.get(f"in_{id}"):
                yield {"territory": id, "number": typed[f"in_{id}"]}


class RegisterForm(forms.Form):
    """The extract of the register against which a roll is checked."""

    register_on = day_field(_("Register as of"))
    register = forms.FileField(
        label=_("Extract of the register: person, born, territory, citizen, died, barred"), help_text=TABLE
    )


def _names() -> Iterator[tuple[str, forms.CharField]]:
    for at, (code, _name) in enumerate(settings.LANGUAGES):
        field = line_field(_("Name of the party"), longest=200)
        field.label, field.required = in_language(_("Name of the party"), code), at == 0
        yield f"name_{code}", field


def _named_in(typed: Mapping[str, Any]) -> list[dict[str, str]]:
    told = ((code, typed.get(f"name_{code}", "")) for code, _name in settings.LANGUAGES)
    return [{"language": code, "text": text, "status": "original"} for code, text in told if text]


def _group(law: Law) -> Iterator[tuple[str, forms.IntegerField]]:
    for at, (id, name) in enumerate(lands(law)):
        field = number_field(name, least=0, required=False)
        field.help_text = "" if at else _("How many of the initiative group come from each territory.")
        yield f"in_{id}", field


def _bytes(file: Any) -> bytes:
    data: bytes = file.read()
    file.seek(0)
    return data


def _counts(check: RollCheck | None) -> Mapping[str, Any]:
    if check is None or check.state != RollCheck.CHECKED:
        raise InputError("the roll was not checked yet")
    return {"register_on": str(check.register_on), **check.counts}
