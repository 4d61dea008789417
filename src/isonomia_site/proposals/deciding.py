"""The form of a decision: the vote of a group that has its quorum, and reasons that somebody wrote for this demand."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from isonomia.proposals import acts, rules
from isonomia.record.sources import Wording
from isonomia_site.entering.forms import NO_NAMES, area_field, in_language
from isonomia_site.proposals.desk_forms import LANGUAGES, RULE, DeskForm, chosen
from isonomia_site.record.valuelist import VALUES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OWN_WORDS = 4
"""One's own sentence has so many words at least."""
COUNTS: Mapping[str, "_StrPromise"] = {
    "in_favour": _("In favour"),
    "against": _("Against"),
    "abstained": _("Abstained"),
}


class DecideForm(DeskForm):
    """A working group decided on a demand: `outcome`, `group`, who was there and whose second look it is are known."""

    signatory = chosen(_("Signed by"))

    def __init__(self, *args: Any, decided: Mapping[str, Any], titles: tuple[Wording, ...], **rest: Any) -> None:
        self.decided = decided
        self.templates = {one: begun(decided["outcome"], titles, one) for one in LANGUAGES}
        super().__init__(*args, **rest)
        for one, text in self.templates.items():
            self.initial[f"words_{one}"] = text

    def add(self) -> None:
        """The counts, the ground, and the reasons with their beginnings."""
        for name, label in COUNTS.items():
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=100_000)
        if self.decided["outcome"] != rules.FULL:
            self.fields["ground"] = chosen(_("Ground"), "ground", rules.GROUNDS)
            self.fields["rule"] = forms.CharField(label=_("Rule"), help_text=RULE, max_length=500)
        for one in LANGUAGES:
            self.fields[f"words_{one}"] = area_field(in_language(_("Reasons"), one), one)
            self.fields[f"words_{one}"].help_text = NO_NAMES

    def clean(self) -> dict[str, Any] | None:
        """Where a language has nothing but the beginning it was left out; one must be completed, and none by half."""
        for one, text in self.templates.items():
            typed = self.cleaned_data.get(f"words_{one}", "")
            if own_words(typed, text) == 0:
                self.cleaned_data[f"words_{one}"] = ""
            elif own_words(typed, text) < OWN_WORDS:
                self.add_error(f"words_{one}", _("Complete the reasons with a sentence of your own for this demand."))
        found = super().clean()
        counts = [self.cleaned_data.get(one) for one in COUNTS]
        if None not in counts and sum(one or 0 for one in counts) > self.decided["present"]:
            self.add_error("in_favour", _("More votes than members who are there."))
        return found

    def body(self) -> acts.DemandDecided:
        """What the act says."""
        one, known = self.cleaned_data, self.decided
        counts = {name: one[name] for name in COUNTS}
        return acts.DemandDecided(
            outcome=known["outcome"],
            ground=one.get("ground"),
            rule=one.get("rule"),
            reasons=self.wordings(),
            group=known["group"],
            vote=acts.VoteTaken(members=known["members"], present=known["present"], **counts),
            decided_on=self.day,
            signatory=one["signatory"],
            after=known["after"],
        )


def begun(outcome: str, titles: tuple[Wording, ...], language: str) -> str:
    """How the reasons of a decision begin in a language; they end with a sentence of whoever decides."""
    title = next((one.text for one in titles if one.language == language), titles[0].text)
    with override(language):
        name = str(VALUES["outcome", outcome])
        return gettext("On the demand “%(title)s” the working group decided: %(outcome)s. The reason is this:") % {
            "title": title,
            "outcome": name,
        }


def own_words(typed: str, template: str) -> int:
    """How many words somebody wrote beside those that a form begins with.

    >>> own_words("It was decided. Two terms are enough for all.", "It was decided.")
    6
    """
    return len(" ".join(typed.split()).replace(" ".join(template.split()), " ").split())
