"""What the secretariat fills in: the steps of an amendment in work, and what became of an amendment as acts."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from isonomia.drafting import acts
from isonomia.record.act import Identifier
from isonomia.record.sources import Wording
from isonomia_site.drafting.composing import Standing
from isonomia_site.drafting.pieces import MAY_BE_EMPTY, MOVES, SPLIT, TYPED, Piece, Written
from isonomia_site.entering.forms import (
    LONGEST_AREA,
    NO_NAMES,
    ActForm,
    area_field,
    day_field,
    go_on,
    in_language,
    line_field,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_TEXT = 64_000
WAYS: Mapping[str, "_StrPromise"] = {
    "substitute_text": _("Replace some words of its line"),
    "replace": _("Set the whole unit out anew"),
    "insert_after": _("Add a unit after it"),
    "insert_before": _("Add a unit before it"),
    "insert_append": _("Add a unit in it, as its last"),
    "repeal": _("Take it out and keep its place"),
    "remove": _("Take it out with its place"),
    "renumber": _("Give it another number"),
    "set_heading": _("Give it another heading"),
    "move_after": _("Move it after another unit"),
    "move_before": _("Move it before another unit"),
    "move_append": _("Move it into another unit, as its last"),
    "split": _("Divide its line in two units"),
    "join": _("Join the unit after it to it"),
}
TYPED_LABELS: Mapping[str, "_StrPromise"] = {
    "old": _("Words to be replaced"),
    "new": _("New words"),
    "count": _("How many times they stand there"),
    "text": _("New text"),
    "repeal": _("What is printed in its place"),
    "set_heading": _("New heading"),
    "second": _("First words of the second unit, as they stand in the line"),
    "between": _("What is put between both, if anything but a blank"),
}


class StepForm(forms.Form):
    """One step of an amendment in work; it carries the version that its editor had seen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def again(self, **hidden: object) -> None:
        """Go on from what stands now, with everything that was typed."""
        go_on(self, **hidden)

    def differing(self, theirs: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """The fields in which somebody else's version is not what was typed: name, theirs, one's own."""
        rows = [(one, str(theirs.get(one.name) or ""), str(one.value() or "")) for one in self.visible_fields()]
        return [(str(one.label), other, own) for one, other, own in rows if _even(other) != _even(own)]


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


class WhyForm(StepForm):
    """The amendment as a whole: by which act, when it is tabled, why, and the proposals behind it."""

    act = forms.CharField(label=_("Amending act"), max_length=128, help_text=_("How it is named in the record."))
    tabled_on = day_field(_("Day of tabling"), required=False)
    basis = forms.CharField(label=_("Tabled on what basis"), max_length=500, help_text=NO_NAMES, required=False)

    def __init__(self, *args: Any, languages: Sequence[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.languages = languages
        for one in languages:
            self.fields[f"reasons_{one}"] = area_field(in_language(_("Why"), one), one)
        self.fields["proposals"] = area_field(str(_("Proposals taken into account")))
        self.fields["proposals"].help_text = _(
            "The matters of the proposals, one on each line, such as proposal/P-2026-000412."
        )

    def clean_proposals(self) -> tuple[str, ...]:
        """Matters, one on each line."""
        found = tuple(dict.fromkeys(self.cleaned_data["proposals"].split()))
        try:
            return msgspec.convert(found, tuple[Identifier, ...])
        except msgspec.ValidationError:
            raise forms.ValidationError(_("This is no matter: letters, digits and . _ - divided by /.")) from None

    @staticmethod
    def told(written: Written) -> dict[str, Any]:
        """What stands in the amendment, by the fields of this form."""
        reasons = {f"reasons_{one}": text for one, text in written.reasons.items()}
        kept = {"act": written.act, "tabled_on": written.tabled_on, "basis": written.basis}
        return {**kept, **reasons, "proposals": "\n".join(written.proposals)}

    def put(self, written: Written) -> Written:
        """The amendment with what was typed."""
        one = self.cleaned_data
        reasons = {each: one[f"reasons_{each}"] for each in self.languages if one[f"reasons_{each}"]}
        return structs.replace(
            written,
            act=one["act"],
            tabled_on=str(one["tabled_on"] or ""),
            basis=one["basis"],
            reasons=reasons,
            proposals=one["proposals"],
        )


class WayForm(StepForm):
    """What is done with the unit, from when, and by which point of the amending act."""

    way = forms.ChoiceField(label=_("What is done with it"), choices=[("", "–"), *WAYS.items()])
    day = day_field(_("In force from the day"), required=False)
    event = forms.CharField(
        label=_("Or from an event"),
        help_text=_("A short name, such as assembly_elections; an act of the record says later when it fell."),
        max_length=128,
        required=False,
    )
    point = forms.CharField(label=_("Point of the amending act"), max_length=128)

    def __init__(self, *args: Any, standing: Standing, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.standing = standing

    def clean(self) -> dict[str, Any] | None:
        """A day after that of the text, or an event: one of the two."""
        found = super().clean()
        day, event = self.cleaned_data.get("day"), self.cleaned_data.get("event")
        if bool(day) == bool(event) and "day" not in self.errors:
            self.add_error("day", _("Choose a day or an event: one of the two."))
        elif day and day <= self.standing.base_day:
            self.add_error("day", _("The text that is amended is of a later day."))
        return found

    @staticmethod
    def told(piece: Piece) -> dict[str, Any]:
        """What stands in the piece, by the fields of this form."""
        return {"way": piece.way, "day": piece.day, "event": piece.event, "point": piece.point}

    def put(self, piece: Piece) -> Piece:
        """The piece with what was chosen; its editor has seen the text of that day."""
        one = self.cleaned_data
        day = str(one["day"]) if one["day"] else ""
        return structs.replace(piece, way=one["way"], day=day, event=one["event"], point=one["point"])


class WordsForm(StepForm):
    """The words of one operation in every language, beside the text that its editor sees."""

    seen_place = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, piece: Piece, places: Mapping[str, str], languages: Sequence[str], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.piece, self.languages = piece, languages
        if piece.needs_number:
            label = _("Number of the second unit") if piece.way == SPLIT else _("New number")
            self.fields["number"] = forms.CharField(label=label, max_length=32)
        if piece.way in MOVES:
            choices = [("", "–"), *places.items()]
            self.fields["beside"] = forms.ChoiceField(label=_("Which other unit"), choices=choices)
        for language in languages:
            for name in TYPED.get(piece.way, ()):
                self.fields[f"{name}_{language}"] = self._typed(name, language)

    def _typed(self, name: str, language: str) -> forms.Field:
        label = in_language(
            TYPED_LABELS.get(self.piece.way if name == "text" else name) or TYPED_LABELS[name], language
        )
        if name == "count":
            return forms.IntegerField(label=label, min_value=1, max_value=999, required=False, initial=1)
        is_short = name in ("old", "second", *MAY_BE_EMPTY)
        field = area_field(label, language, longest=LONGEST_AREA if is_short else LONGEST_TEXT)
        # Blanks at the ends of words that are replaced are part of them.
        field.strip = name == "text"
        return field

    def columns(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each language."""
        names = TYPED.get(self.piece.way, ())
        return [(language, [self[f"{name}_{language}"] for name in names]) for language in self.languages]

    @staticmethod
    def told(piece: Piece) -> dict[str, Any]:
        """What stands in the piece, by the fields of this form."""
        typed = {f"{name}_{one}": text for one, words in piece.words.items() for name, text in words.items()}
        return {**typed, "number": piece.number, "beside": piece.beside}

    def put(self, piece: Piece) -> Piece:
        """The piece with the words that were typed."""
        one = self.cleaned_data
        words = {
            language: {
                name: _even_lines(one[f"{name}_{language}"])
                for name in TYPED.get(piece.way, ())
                if one[f"{name}_{language}"] not in (None, "")
            }
            for language in self.languages
        }
        typed = {language: said for language, said in words.items() if set(said) - {"count"}}
        given = {name: one.get(name, getattr(piece, name)) for name in ("number", "beside")}
        return structs.replace(piece, words=typed, **given)


def _even_lines(value: object) -> str:
    return str(value).replace("\r\n", "\n").strip("\n")


class LawForm(StepForm):
    """The text of an amending law, in each language in which it is at hand, to be read for operations."""

    law_day = day_field(_("In force from the day"), _("For all that is read; each operation can be changed."))

    def __init__(self, *args: Any, languages: Sequence[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.languages = languages
        for one in languages:
            self.fields[f"law_{one}"] = area_field(
                in_language(_("Text of the amending law"), one), one, longest=LONGEST_TEXT
            )

    @staticmethod
    def told(written: Written) -> dict[str, Any]:
        """What stands in the amendment, by the fields of this form."""
        return {"law_day": written.law_day, **{f"law_{one}": text for one, text in written.law.items()}}

    def put(self, written: Written) -> Written:
        """The amendment with the law's text."""
        law = {one: _even_lines(self.cleaned_data[f"law_{one}"]) for one in self.languages}
        kept = {one: text for one, text in law.items() if text}
        return structs.replace(written, law=kept, law_day=str(self.cleaned_data["law_day"]))


class AmendmentForm(ActForm):
    """A form that becomes one act about an amendment."""

    day = day_field(_("Day"))

    def __init__(self, *args: Any, amendment: str, languages: Sequence[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.amendment, self.languages = amendment, languages
        self.add()
        self.fields["basis"] = line_field(_("Entered on what basis"), NO_NAMES)

    def add(self) -> None:
        """Add the fields of this act."""
        for one in self.languages:
            self.fields[f"words_{one}"] = area_field(in_language(self.says, one), one, required=True)

    says: "_StrPromise" = _("Reasons")

    def said(self) -> dict[str, Any]:
        """What every act about an amendment says."""
        return {"amendment": self.amendment, "basis": self.cleaned_data["basis"]}

    def wordings(self) -> tuple[Wording, ...]:
        """What was typed, in every language."""
        typed = [(one, self.cleaned_data[f"words_{one}"]) for one in self.languages]
        return tuple(Wording(language=one, text=text, status="own_words") for one, text in typed)


class DiscussedForm(AmendmentForm):
    """The group discussed an amendment."""

    says = _("What was said")

    def body(self) -> acts.AmendmentDiscussed:
        """What the act says."""
        return acts.AmendmentDiscussed(
            **self.said(), discussed_on=str(self.cleaned_data["day"]), in_words=self.wordings()
        )


COUNTS: Mapping[str, "_StrPromise"] = {
    "votes_for": _("In favour"),
    "against": _("Against"),
    "abstained": _("Abstained"),
    "present": _("Present"),
    "members": _("Members of the group"),
}


class VotedForm(AmendmentForm):
    """The group voted on an amendment."""

    def add(self) -> None:
        """Add the numbers."""
        for name, label in COUNTS.items():
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=100_000)

    def body(self) -> acts.AmendmentVoted:
        """What the act says."""
        counts = {name: self.cleaned_data[name] for name in COUNTS}
        return acts.AmendmentVoted(**self.said(), voted_on=str(self.cleaned_data["day"]), **counts)


class DecidedForm(AmendmentForm):
    """What became of an amendment, and why."""

    kind: type[acts.Decided] = acts.AmendmentAccepted

    def body(self) -> acts.Decided:
        """What the act says."""
        return self.kind(**self.said(), decided_on=str(self.cleaned_data["day"]), reasons=self.wordings())


class AcceptedForm(DecidedForm):
    """An amendment was accepted."""


class WithdrawnForm(DecidedForm):
    """An amendment was withdrawn."""

    kind = acts.AmendmentWithdrawn


class RejectedForm(DecidedForm):
    """An amendment was rejected."""

    kind = acts.AmendmentRejected
