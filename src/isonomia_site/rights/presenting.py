"""Questions, results and forms of filings, shaped for their pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.forms import DateField
from django.urls import reverse
from django.utils.translation import get_language

from isonomia.rights import interview
from isonomia.rights.interview import Door, Missing, Result
from isonomia.rights.interview_reading import DAY, Interview, Question, Texts
from isonomia.rulebook.law import Law
from isonomia.wording import say_finding
from isonomia_site.rights.begun import Answers
from isonomia_site.rights.doors import BEHIND, DOORS


def said(texts: Texts) -> str:
    """A text of the law's interview in the reader's language."""
    return texts.get(get_language() or "en") or texts.get("en", "")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its number, how many there are at most, and where one goes back to."""

    question: Question
    number: int
    of: int
    back: str

    @property
    def text(self) -> str:
        """What is asked."""
        return said(self.question.text)

    @property
    def meaning(self) -> str:
        """What it means."""
        return said(self.question.meaning)

    @property
    def otherwise(self) -> str:
        """What happens if it is not met."""
        return said(self.question.otherwise)

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """What can be chosen or ticked: value, words, article."""
        return [(one.value, said(one.text), one.article) for one in self.question.choices]


def asked(data: Interview, told: Mapping[str, str], name: str) -> Asked | None:
    """A question that is asked with these answers, though it may be answered already; None for any other."""
    step = interview.step(data, told)
    names = [one.name for one, _value in step.answered]
    if step.question is not None:
        names.append(step.question.name)
    found = data.question(name)
    if found is None or name not in names:
        return None
    at = names.index(name)
    back = reverse("right_question", args=[names[at - 1]]) if at else reverse("rights")
    return Asked(found, at + 1, max(step.of, at + 1), back)


@dataclass(frozen=True, slots=True)
class ShownDoor:
    """Another door in words, and the form here that stands behind it."""

    door: Door
    name: str
    what: str
    form: str

    @property
    def word(self) -> str:
        """Its word in the law."""
        return self.door.word


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as its page tells it."""

    result: Result
    home: ShownDoor
    doors: tuple[ShownDoor, ...]
    missing: tuple[tuple[str, str, str], ...]
    findings: tuple[str, ...]
    answers: tuple[tuple[str, str, str, bool], ...]

    @property
    def later(self) -> tuple[ShownDoor, ...]:
        """The doors after the first."""
        return self.doors[1:]


def result(data: Interview, told: Mapping[str, str], law: Law, today: date) -> Shown:
    """What the law makes of the answers, in words."""
    found, language = interview.result(data, told, law=law, today=today), get_language() or "en"
    behind = data.doors.get(data.home)
    home = Door(data.home, behind.name if behind else {}, behind.what if behind else {}, "", None)
    return Shown(
        result=found,
        home=_door(home),
        doors=tuple(_door(one) for one in found.doors),
        missing=tuple(_missing(one) for one in found.missing),
        findings=tuple(say_finding(one, language) for one in found.answer.findings),
        answers=tuple(_answered(data, told)),
    )


def _door(one: Door) -> ShownDoor:
    return ShownDoor(one, said(one.name), said(one.what), BEHIND.get(one.word, ("", {}))[0])


def _missing(one: Missing) -> tuple[str, str, str]:
    return said(one.text), said(one.cure), one.question.article


def _answered(data: Interview, told: Mapping[str, str]) -> Iterator[tuple[str, str, str, bool]]:
    for one, value in interview.step(data, told).answered:
        words = [said(choice.text) for choice in one.choices if choice.value in interview.ticked(value)]
        yield one.name, said(one.text), "; ".join(words) if one.choices else value, one.kind == DAY


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A question as it is printed: its number, and after which answers it is answered at all."""

    number: int
    asked: Asked
    only_if: tuple[tuple[int, str], ...]


def on_paper(data: Interview) -> list[OnPaper]:
    """Every question with its number on the printed form."""
    numbers = {field.question.name: field.number for field in interview.paper(data)}
    found = []
    for field in interview.paper(data):
        only_if = tuple(
            (numbers[one.question], "; ".join(_choice(data, one.question, value) for value in one.values))
            for one in field.question.asked_if
        )
        found.append(OnPaper(field.number, Asked(field.question, field.number, len(numbers), ""), only_if))
    return found


def _choice(data: Interview, name: str, value: str) -> str:
    question = data.question(name)
    found = question.choice(value) if question else None
    return said(found.text) if found else value


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of the form as the look at all answers shows it; whether the law asks for it and it is missing."""

    step: str
    title: str
    value: str
    missing: bool
    is_day: bool


def rows(answers: Answers, law: Law | None) -> list[Row]:
    """All answers of a form, field by field, each as its form calls it."""
    door = DOORS[answers.door]
    found = []
    for step in door.steps[:-1]:
        form = door.form(step, law, saved=answers.fields)
        for name, field in form.fields.items():
            value = answers.fields.get(name, "")
            missing, is_day = name in door.wanted and not value, isinstance(field, DateField)
            found.append(Row(step, str(field.label), form.named(name, value), missing, is_day))
    return found
