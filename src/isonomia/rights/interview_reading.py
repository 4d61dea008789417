"""An interview as data: questions in their order, read from `interview.toml` of a country. Form: docs/rights.md."""

from collections.abc import Mapping
from dataclasses import dataclass

from isonomia.rulebook.cited import names_in
from isonomia.rulebook.lines import Table
from isonomia.rulebook.loading import parse

CHOICE, DAY, TEXT, CHECKLIST = "choice", "day", "text", "checklist"
KINDS = (CHOICE, DAY, TEXT, CHECKLIST)
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen, or one thing of a list that can be ticked: what it says, and the facts it sets."""

    value: str
    text: Texts
    sets: Mapping[str, object]
    article: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A question is asked only if an earlier one was answered with one of these values."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, what it means, on which article it rests, and what happens if it is not met.

    `fact` is the typed fact that a day or a text sets; `condition` the condition of the law that it speaks of;
    `amber_if` the answers that leave something to be cured, as `cure` says.
    """

    name: str
    kind: str
    article: str
    text: Texts
    meaning: Texts
    otherwise: Texts
    cure: Texts
    choices: tuple[Choice, ...]
    asked_if: tuple[Condition, ...]
    amber_if: tuple[str, ...]
    fact: str
    condition: str
    optional: bool

    def choice(self, value: str) -> Choice | None:
        """The choice of this value."""
        return next((one for one in self.choices if one.value == value), None)


@dataclass(frozen=True, slots=True)
class Behind:
    """A door in words: its name, and what happens behind it."""

    word: str
    name: Texts
    what: Texts


@dataclass(frozen=True, slots=True)
class Interview:
    """The questions of one country in their order, the door that they lead to, and all doors in words."""

    country: str
    home: str
    questions: tuple[Question, ...]
    doors: Mapping[str, Behind]

    def question(self, name: str) -> Question | None:
        """The question of this name."""
        return next((one for one in self.questions if one.name == name), None)


def read(name: str, text: str) -> Interview:
    """Read an interview.

    Raises:
        RulebookError: the first fault, with file and line.
    """
    top = parse(name, text)
    country, home = top.take_text("country"), top.take_text("home")
    doors = {word: _door(word, table) for word, table in top.take_tables("door").items()}
    questions = tuple(_question(one, table) for one, table in top.take_tables("question").items())
    top.nothing_left()
    return Interview(country, home, questions, doors)


def _door(word: str, table: Table) -> Behind:
    found = Behind(word, names_in(table, "name"), names_in(table, "what"))
    table.nothing_left()
    return found


def _question(name: str, table: Table) -> Question:
    kind = table.take_choice("kind", KINDS)
    found = Question(
        name=name,
        kind=kind,
        article=table.take_text("article"),
        text=names_in(table, "text"),
        meaning=names_in(table, "meaning"),
        otherwise=names_in(table, "otherwise"),
        cure=names_in(table, "cure") if "cure" in table else {},
        choices=tuple(_choice(one) for one in table.take_list("choices")) if kind in (CHOICE, CHECKLIST) else (),
        asked_if=tuple(_condition(one) for one in table.take_list("asked_if")) if "asked_if" in table else (),
        amber_if=table.take_texts("amber_if") if "amber_if" in table else (),
        fact=table.take_text("fact") if "fact" in table else "",
        condition=table.take_text("condition") if "condition" in table else "",
        optional=table.take("optional") is True if "optional" in table else False,
    )
    table.nothing_left()
    return found


def _choice(table: Table) -> Choice:
    sets = table.take_table("sets") if "sets" in table else None
    told = {key: sets.take(key) for key in sets.left()} if sets else {}
    article = table.take_text("article") if "article" in table else ""
    found = Choice(table.take_text("value"), names_in(table, "text"), told, article)
    table.nothing_left()
    return found


def _condition(table: Table) -> Condition:
    found = Condition(table.take_text("question"), table.take_texts("is"))
    table.nothing_left()
    return found
