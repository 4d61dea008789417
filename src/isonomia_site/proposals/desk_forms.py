"""The forms of the desk: each becomes one act about a proposal, and says on which day it was done."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from isonomia.proposals import acts, rules
from isonomia.record.sources import Wording
from isonomia_site.entering.forms import NO_NAMES, ActForm, area_field, choices, day_field, in_language, line_field

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
RULE = _("Which rule says so, as act and article.")
Choices = Sequence[tuple[str, str | Promise]]


class DeskForm(ActForm):
    """A form of the desk; `lists` are the values that can be chosen, by field."""

    def __init__(self, *args: Any, lists: Mapping[str, Choices], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.lists = lists
        for name in lists:
            if isinstance(field := self.fields.get(name), forms.ChoiceField):
                field.choices = [("", "–"), *lists[name]]
        self.add()
        self.fields["day"] = day_field(_("Day"))

    def add(self) -> None:
        """Add the fields of this act that depend on languages."""

    def add_words(self, label: "_StrPromise") -> None:
        """Ask for words in every language of the site; one of them must be filled in."""
        for one in LANGUAGES:
            self.fields[f"words_{one}"] = area_field(in_language(label, one), one)

    def clean(self) -> dict[str, Any] | None:
        """Words in one language at least, where words are asked for."""
        found = super().clean()
        asked = [one for one in self.fields if one.startswith("words_")]
        if asked and not any(self.cleaned_data.get(one) for one in asked):
            self.add_error(asked[0], _("Write it in one language at least."))
        return found

    @property
    def day(self) -> str:
        """The day on which it was done."""
        return str(self.cleaned_data["day"])

    @property
    def words(self) -> dict[str, str]:
        """What was typed, by language."""
        typed = ((one, self.cleaned_data.get(f"words_{one}", "")) for one in LANGUAGES)
        return {one: text.replace("\r\n", "\n") for one, text in typed if text}

    def wordings(self) -> tuple[Wording, ...]:
        """What was typed, as an act holds it."""
        return tuple(Wording(language=one, text=text, status="own_words") for one, text in self.words.items())


def chosen(label: "_StrPromise", field: str = "", values: tuple[str, ...] = (), **rest: Any) -> forms.ChoiceField:
    """One of a closed list, or of a list that is given later."""
    return forms.ChoiceField(label=label, choices=[("", "–"), *choices(field, values)] if field else (), **rest)


class RegisterForm(DeskForm):
    """A proposal was registered."""

    def body(self) -> acts.ProposalRegistered:
        """What the act says."""
        return acts.ProposalRegistered(registered_on=self.day)


class AdmitForm(DeskForm):
    """A proposal was taken up."""

    def body(self) -> acts.FoundAdmissible:
        """What the act says."""
        return acts.FoundAdmissible(found_on=self.day)


class RefuseForm(DeskForm):
    """A proposal was not taken up."""

    ground = chosen(_("Ground"), "ground", rules.INADMISSIBLE)
    rule = forms.CharField(label=_("Rule"), help_text=RULE, max_length=500, required=False)

    def body(self) -> acts.FoundInadmissible:
        """What the act says."""
        one = self.cleaned_data
        return acts.FoundInadmissible(ground=one["ground"], rule=one["rule"] or None, found_on=self.day)


class AskForm(DeskForm):
    """The author was asked for more."""

    until = day_field(_("To be given by"), _("The clock stands still until then at the longest."), required=False)

    def body(self) -> acts.InformationAsked:
        """What the act says."""
        until = self.cleaned_data["until"]
        return acts.InformationAsked(asked_on=self.day, until=str(until) if until else None)


class GivenForm(DeskForm):
    """What was asked for was given."""

    def body(self) -> acts.InformationGiven:
        """What the act says."""
        return acts.InformationGiven(given_on=self.day)


class ForwardForm(DeskForm):
    """A proposal was sent on to the body in whose hands it lies."""

    def add(self) -> None:
        """To whom, in every language."""
        self.add_words(_("To which body"))

    def body(self) -> acts.ProposalForwarded:
        """What the act says."""
        return acts.ProposalForwarded(to=self.wordings(), forwarded_on=self.day)


class AssignForm(DeskForm):
    """A proposal was assigned to a working group."""

    group = chosen(_("Working group"))
    suggested = forms.CharField(widget=forms.HiddenInput, required=False, max_length=128)

    def body(self) -> acts.ProposalAssigned:
        """What the act says; whoever chooses the group that was suggested accepts a suggestion."""
        group = self.cleaned_data["group"]
        method = rules.METHODS[group == self.cleaned_data["suggested"]]
        return acts.ProposalAssigned(group=group, assigned_on=self.day, method=method)


class SpanForm(DeskForm):
    """What says which part of the text makes a demand."""

    def add(self) -> None:
        """The part of the text, where it is only a part."""
        for name, label in (("start", _("First character of the part")), ("end", _("Last character of the part"))):
            self.fields[name] = forms.IntegerField(label=label, min_value=1, max_value=100_000, required=False)

    def clean(self) -> dict[str, Any] | None:
        """Both ends of the part, or neither."""
        found = super().clean()
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if (start is None) is not (end is None) or (start and end and end < start):
            self.add_error("end", _("Give the first and the last character, or neither."))
        return found

    @property
    def span(self) -> acts.Span | None:
        """The part, counted as acts count it."""
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        return acts.Span(start=start - 1, end=end) if start and end else None


class LinkForm(SpanForm):
    """What a proposal asks for was found to be a demand that is known."""

    demand = line_field(_("Number of the demand"), _("For example D-2026-3."), 16)
    method = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_demand(self) -> str:
        """The matter of a demand."""
        matter = f"demand/{self.cleaned_data['demand'].strip().upper()}"
        if not rules.is_matter(matter, "demand"):
            raise forms.ValidationError(_("This is no number of a demand."))
        return matter

    def body(self) -> acts.DemandLinked:
        """What the act says."""
        one = self.cleaned_data
        method = one["method"] if one["method"] in rules.METHODS else rules.METHODS[0]
        return acts.DemandLinked(demand=one["demand"], linked_on=self.day, method=method, span=self.span)


class StateForm(SpanForm):
    """A new demand is stated, and the proposal linked to it: two acts."""

    change = chosen(_("What it asks for"), "change", rules.CHANGES)
    article = chosen(_("Article"), required=False)

    def add(self) -> None:
        """What the demand is called, and the part of the text."""
        self.add_words(_("The demand in one sentence"))
        super().add()

    def body(self) -> acts.DemandStated:
        """What the act that states it says."""
        one = self.cleaned_data
        work, _blank, eid = one["article"].partition(" ")
        about = (acts.Provision(work=work, eid=eid),) if eid else ()
        return acts.DemandStated(titles=self.wordings(), change=one["change"], about=about, stated_on=self.day)


class UnlinkForm(DeskForm):
    """A link was taken back."""

    demand = chosen(_("Demand"))
    reason = chosen(_("Reason"), "reason", rules.UNLINKING)

    def body(self) -> acts.DemandUnlinked:
        """What the act says."""
        one = self.cleaned_data
        return acts.DemandUnlinked(demand=one["demand"], unlinked_on=self.day, reason=one["reason"])


class MemberForm(DeskForm):
    """What a member of a working group says for themselves; `capacity` is set by the desk, not by the form."""

    group = chosen(_("Working group"))

    def __init__(self, *args: Any, capacity: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.capacity = capacity


class ReadForm(MemberForm):
    """A member read a proposal."""

    def body(self) -> acts.ReadByMember:
        """What the act says."""
        return acts.ReadByMember(capacity=self.capacity, group=self.cleaned_data["group"], read_on=self.day)


class HideForm(DeskForm):
    """The text of a proposal is shown no longer."""

    ground = chosen(_("Ground"), "ground", rules.HIDING)
    rule = forms.CharField(label=_("Rule"), help_text=RULE, max_length=500, required=False)

    def body(self) -> acts.TextHidden:
        """What the act says."""
        one = self.cleaned_data
        return acts.TextHidden(ground=one["ground"], rule=one["rule"] or None, hidden_on=self.day)


class AnswerForm(DeskForm):
    """A proposal is answered, or many with one demand are."""

    signatory = chosen(_("Signed by"))

    def add(self) -> None:
        """The answer in every language."""
        self.add_words(_("Answer"))
        for one in LANGUAGES:
            self.fields[f"words_{one}"].help_text = NO_NAMES


class ReviewForm(MemberForm):
    """A member reviewed a demand."""

    interest = chosen(_("Interest of your own"), "interest", rules.INTERESTS)
    opinion = chosen(_("Opinion"), "opinion", rules.OPINIONS)

    def add(self) -> None:
        """Why, where it is said."""
        for one in LANGUAGES:
            self.fields[f"why_{one}"] = area_field(in_language(_("Why"), one), one)

    def body(self) -> acts.DemandReviewed:
        """What the act says."""
        one = self.cleaned_data
        typed = ((language, one[f"why_{language}"]) for language in LANGUAGES)
        return acts.DemandReviewed(
            capacity=self.capacity,
            group=one["group"],
            interest=one["interest"],
            opinion=one["opinion"],
            reviewed_on=self.day,
            reasons=tuple(Wording(language=code, text=text, status="own_words") for code, text in typed if text),
        )


class AsideForm(MemberForm):
    """A member stepped aside because of an interest of their own."""

    def body(self) -> acts.ReviewerSteppedAside:
        """What the act says."""
        return acts.ReviewerSteppedAside(capacity=self.capacity, group=self.cleaned_data["group"], stepped_on=self.day)


class TraceForm(DeskForm):
    """What became of a demand in the text."""

    kind = chosen(_("What became of it"))
    amendment = chosen(_("Amendment of a draft"), required=False)
    article = chosen(_("Article"), required=False)

    def body(self) -> acts.DemandTraced:
        """What the act says."""
        one = self.cleaned_data
        draft, _blank, amendment = one["amendment"].partition(" ")
        work, _gap, eid = one["article"].partition(" ")
        return acts.DemandTraced(
            kind=one["kind"],
            draft=draft or None,
            amendment=amendment or None,
            provision=acts.Provision(work=work, eid=eid) if eid else None,
            traced_on=self.day,
        )
