"""Forms that are made of what an act asks for: its day, its rule with the article, its facts and remedies, the rest."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from isonomia.errors import InputError
from isonomia.record.act import Body
from isonomia.rulebook.law import Entries, Law, Rule
from isonomia_site.entering.forms import ActForm, area_field, day_field
from isonomia_site.filing.papers import CONTENT, FACTS, Handed, Papers
from isonomia_site.record.valuelist import VALUES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Choices = Sequence[tuple[str, "str | Promise"]]
SECRET = _("It is kept apart and sealed; the record holds no more than a commitment to it.")
SEVERAL = _("Tick all that apply.")
MOST = 10_000_000
HOUR = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
PUBLIC_PLACE = _("In its public name. This text is public for ever: name no person in it.")


@dataclass(frozen=True, slots=True)
class Given:
    """What a form is made from: the matter as it stands, the law of today, today."""

    one: Any
    law: Law
    today: date


Maker = Callable[[Any], forms.Field]


def one_of(label: "str | _StrPromise", values: Choices, *, required: bool = True) -> forms.ChoiceField:
    """A choice of one."""
    return forms.ChoiceField(label=label, choices=[("", "–"), *values], required=required)


def several_of(label: "str | _StrPromise", values: Choices, *, required: bool = False) -> forms.MultipleChoiceField:
    """A choice of several; of none too, where none is required."""
    hint, ticks = SEVERAL if required else "", forms.CheckboxSelectMultiple()
    return forms.MultipleChoiceField(label=label, help_text=hint, choices=values, widget=ticks, required=required)


def hour_field(label: "str | _StrPromise", *, required: bool = True) -> forms.CharField:
    """An hour of a day."""
    widget = forms.TextInput(attrs={"type": "time"})
    return forms.RegexField(regex=HOUR, label=label, required=required, max_length=5, widget=widget)


def paper_field(label: "str | _StrPromise", *, required: bool = True) -> forms.CharField:
    """Words that go into no act."""
    field = area_field(label, required=required)
    field.help_text = SECRET
    return field


def ground_field(key: str) -> Maker:
    """A choice among the grounds that the law of today lists."""

    def made(given: Given) -> forms.Field:
        found = given.law.find(key)
        listed = found.value if isinstance(found, Rule) and isinstance(found.value, Entries) else ()
        return one_of(_("Ground"), named("ground", [one.word for one in listed]))

    return made


def number_field(label: "str | _StrPromise", least: int = 1, *, required: bool = True) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(label=label, min_value=least, max_value=MOST, required=required)


def named(field: str, values: Sequence[str]) -> Choices:
    """The codes of a closed list with their names; one without a name as it is."""
    return [(one, VALUES.get((field, one), one)) for one in values]


class StepForm(ActForm):
    """One step of a matter. A desk says what each kind of act asks for beside its day (`asks`), and how (`makers`).

    What follows a colon tells two ways to ask for one field apart: `ground:refuse`, `ground:stop`. Of the `sheets` that
    are typed none goes into an act; a file is bound to by the commitment that has the name of its field.
    """

    asks: Mapping[type[msgspec.Struct], tuple[str, ...]] = {}
    makers: Mapping[str, Maker] = {}
    wordings: tuple[str, ...] = ("place", "of", "to")
    sheets: tuple[str, ...] = (FACTS, CONTENT)
    ground_tells_rule = True

    def __init__(self, *args: Any, kind: type[msgspec.Struct], given: Given, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.kind, self.given = kind, given
        self.fields["day"] = day_field(_("Day"))
        self.initial.setdefault("day", given.today)
        for name in self.asks.get(kind, ()):
            self.fields[name.partition(":")[0]] = self.makers[name](given)
        articles = self.articles()
        if len(articles) > 1:
            self.fields["article"] = one_of(_("Article"), [(one, one) for one in articles])

    @abstractmethod
    def rule_key(self) -> str:
        """The rule on which this step rests."""

    @abstractmethod
    def remedies_key(self) -> str:
        """The rule that lists what can be done against a refusal."""

    def more(self, _typed: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the act says beside its day, its basis and the fields of its own names."""
        return {}

    def body(self) -> Body:
        """What the act says."""
        typed, has = self.cleaned_data, {one.name for one in msgspec.structs.fields(self.kind)}
        said: dict[str, Any] = {_day_of(self.kind): str(typed["day"])}
        if "basis" in has and (basis := self._basis()):
            said["basis"] = basis
        if "remedies" in has:
            said["remedies"] = self.remedies()
        said |= {
            name: self._said(name, typed[name]) for name in has & typed.keys() if typed[name] not in ("", None, [])
        }
        try:
            return msgspec.convert({**said, **self.more(typed)}, self.kind)  # type: ignore[return-value]
        except msgspec.ValidationError as error:
            raise InputError(str(error)) from None

    def papers(self) -> Papers | None:
        """What is kept apart and sealed."""
        typed = self.cleaned_data
        told = {name: {"text": typed[name]} for name in self.sheets if typed.get(name)}
        for name, one in typed.items():
            if isinstance(one, UploadedFile):
                return Papers(told, (Handed(str(one.name)[-100:], one.read()),), binds=name)
        return Papers(told) if told else None

    def _said(self, name: str, value: Any) -> Any:
        if name in self.wordings and isinstance(value, str) and name != "to_body":
            return [{"language": get_language() or "kk", "text": value, "status": "original"}]
        return str(value) if isinstance(value, date) else value

    def articles(self) -> tuple[str, ...]:
        """The articles of the rule, where it is known before anything is typed and has several."""
        if "basis" not in {one.name for one in msgspec.structs.fields(self.kind)} or (
            self.ground_tells_rule and "ground" in self.fields
        ):
            return ()
        rule = self.given.law.find(self.rule_key())
        return tuple(dict.fromkeys(one.article for one in rule.citations)) if isinstance(rule, Rule) else ()

    def _basis(self) -> dict[str, str]:
        key = self.rule_key()
        rule = self.given.law.find(key)
        if not isinstance(rule, Rule):
            # The law then says itself that nothing is known to rest on.
            return {"rule": key, "article": "?"}
        return {"rule": key, "article": self.article_of(rule)}

    def article_of(self, rule: Rule) -> str:
        """The article of its rule on which this step rests."""
        return self.cleaned_data.get("article") or rule.citations[0].article

    def remedies(self) -> list[dict[str, Any]]:
        """Every remedy that the law lists: none is left out."""
        key = self.remedies_key()
        rule = self.given.law.find(key)
        if not isinstance(rule, Rule) or not isinstance(rule.value, tuple):
            return []
        basis = {"rule": key, "article": rule.citations[0].article}
        return [{"kind": one, "basis": basis} for one in rule.value]


def _day_of(kind: type[msgspec.Struct]) -> str:
    """The field in which an act holds its own day."""
    days = [one.name for one in msgspec.structs.fields(kind) if one.name.endswith(("_on", "_date")) and one.required]
    return "on" if "on" in kind.__struct_fields__ else days[-1]


class ChartForm(StepForm):
    """One step of a matter whose steps stand in a chart of the rulebook, each on its line, with the article of that.

    Acts of `grounds` rest on their ground instead, in the table that their rule gives.
    """

    chart: str
    lines: Mapping[type[msgspec.Struct], str]
    grounds: Mapping[type[msgspec.Struct], str] = {}
    remedies_in_law: str

    def rule_key(self) -> str:
        """The chart, or the table of grounds."""
        return self.grounds.get(self.kind, self.chart)

    def remedies_key(self) -> str:
        """The rule that lists what can be done against a refusal."""
        return self.remedies_in_law

    def articles(self) -> tuple[str, ...]:
        """None to choose among: the line says which."""
        return ()

    def article_of(self, rule: Rule) -> str:
        """The article of the line on which this step rests."""
        word = self.cleaned_data["ground"] if self.kind in self.grounds else self.lines[self.kind]
        line = rule.value.find(word) if isinstance(rule.value, Entries) else None
        return line.article if line else rule.citations[0].article
