"""The guided interview: question after question, and what the law makes of the answers. It warns, and refuses nobody.

Everything here is a pure function of the interview, the answers as they were typed, the law and the day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from isonomia.deadlines.reckoning import Deadline
from isonomia.errors import Finding, InputError
from isonomia.rights.admissibility import appeal
from isonomia.rights.answers import UNKNOWN, Answer, Working
from isonomia.rights.doors import route
from isonomia.rights.facts import Appeal, Knock, read_facts
from isonomia.rights.interview_reading import (
    CHECKLIST,
    CHOICE,
    DAY,
    Behind,
    Condition,
    Interview,
    Question,
    Texts,
    read,
)
from isonomia.rulebook.checking import shipped_laws
from isonomia.rulebook.citation import LegalDate
from isonomia.rulebook.law import Law
from isonomia.rulebook.loading import INTERVIEW, texts

GREEN, AMBER, OTHER_DOOR = "green", "amber", "other_door"
LONGEST = 4000
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """Where an interview stands: the question to ask next, or none at the end; which answers count, which are none."""

    question: Question | None
    number: int
    of: int
    answered: tuple[tuple[Question, str], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not there yet: the question, the answer that shows it, in words, and the way to cure it."""

    question: Question
    value: str
    text: Texts
    cure: Texts


@dataclass(frozen=True, slots=True)
class Door:
    """Another door: its name, what happens there, the term, and whether the law of that body keeps the first day."""

    word: str
    name: Texts
    what: Texts
    first_date: str
    term: Deadline | None


@dataclass(frozen=True, slots=True)
class Result:
    """What the law makes of the answers: complete, incomplete with the way to cure it, or another door.

    `answer` holds the rules behind it; `transfer` the facts with which the form of the other door can be filled in.
    """

    colour: str
    missing: tuple[Missing, ...]
    doors: tuple[Door, ...]
    answer: Answer
    transfer: Mapping[str, str]
    may_file: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One question as it stands on the printed form."""

    number: int
    question: Question


def shipped(country: str) -> Interview:
    """Read the interview of a country as it ships.

    Raises:
        InputError: the country has none.
    """
    return of_files(country, texts(shipped_laws(), country))


def of_files(country: str, files: Mapping[str, str]) -> Interview:
    """Read the interview among the files of a country's law.

    Raises:
        InputError: there is none.
    """
    if INTERVIEW not in files:
        raise InputError(f'the laws of "{country}" hold no interview: there is no {INTERVIEW}')
    return read(INTERVIEW, files[INTERVIEW])


def step(data: Interview, answers: Answers) -> Step:
    """Say which question comes next. An answer that is none is told, and its question asked again."""
    counted: dict[str, str] = {}
    answered: list[tuple[Question, str]] = []
    for one in data.questions:
        if not all(holds(condition, counted) for condition in one.asked_if):
            continue
        given = answers.get(one.name)
        fault = unread(one, given) if given is not None else None
        if given is None or fault:
            findings = (fault,) if fault else ()
            return Step(one, len(answered) + 1, len(answered) + _open(data, one, counted), tuple(answered), findings)
        counted[one.name] = given
        answered.append((one, given))
    return Step(None, len(answered), len(answered), tuple(answered), ())


def holds(condition: Condition, counted: Answers) -> bool:
    """Whether an earlier question was asked, and answered so."""
    return counted.get(condition.question) in condition.values


def _open(data: Interview, following: Question, counted: Answers) -> int:
    """How many questions may still be asked: those whose conditions are not yet broken."""
    left = data.questions[data.questions.index(following) :]
    names = {one.name for one in left}
    return sum(
        all(condition.question in names or holds(condition, counted) for condition in one.asked_if) for one in left
    )


def unread(question: Question, given: str) -> Finding | None:
    """What is wrong with an answer; None where nothing is."""
    fault = Finding.of("answer_unreadable", question.name, given=given[:80])
    if not given.strip():
        return None if question.optional or question.kind == CHECKLIST else fault
    match question.kind:
        case "choice":
            return None if question.choice(given) else fault
        case "checklist":
            return None if all(question.choice(one) for one in ticked(given)) else fault
        case "day":
            return None if _day(given) else fault
        case _:
            return None if len(given) <= LONGEST else fault


def ticked(given: str) -> tuple[str, ...]:
    """The values of a checklist that were ticked."""
    return tuple(one for one in given.split(",") if one)


def _day(given: str) -> date | None:
    try:
        found = LegalDate.of(given.strip())
    except InputError:
        return None
    return found.first if found.first == found.last else None


def result(data: Interview, answers: Answers, *, law: Law, today: date) -> Result:
    """Say what the law makes of the answers so far: an appeal filed today, or another door."""
    answered = step(data, answers).answered
    told = facts_of(answered)
    knock, findings = read_facts(Knock, {name: value for name, value in told.items() if name in _names(Knock)})
    working = Working(law)
    if knock.subject is not None:
        route(knock, working)
    there = working.values.get("route_to")
    doors = there if isinstance(there, list) else []
    answer = working.answer()
    if (doors and data.home in doors) or not doors:
        asked = {name: value for name, value in told.items() if name in _names(Appeal)}
        here, findings = read_facts(Appeal, {"filed_on": str(today), **asked})
        working = Working(law)
        appeal(here, working)
        answer = working.answer()
        doors = [one for one in _texts(answer.values.get("route_to")) if one != data.home]
    missing = tuple(_missing(answered, answer))
    complete = not missing and answer.values.get("admissible") is True
    colour = OTHER_DOOR if doors else GREEN if complete else AMBER
    found = tuple(_door(data, word, answer, first=word == doors[0]) for word in doors)
    answer = Answer(answer.values, answer.grounds, answer.deadlines, (*findings, *answer.findings))
    return Result(colour, missing, found, answer, {one.name: given for one, given in answered})


def facts_of(answered: tuple[tuple[Question, str], ...]) -> dict[str, object]:
    """The typed facts that the answers set."""
    told: dict[str, object] = {}
    for one, given in answered:
        if one.kind == CHOICE:
            found = one.choice(given)
            told |= found.sets if found else {}
        elif one.kind == CHECKLIST:
            told |= {key: value for item in ticked(given) for key, value in _sets(one, item)}
        elif one.fact and given.strip():
            told[one.fact] = given.strip() if one.kind == DAY else given
    return told


def _sets(question: Question, value: str) -> Iterator[tuple[str, object]]:
    found = question.choice(value)
    yield from found.sets.items() if found else ()


def _names(kind: type[Appeal] | type[Knock]) -> set[str]:
    return set(kind.__struct_encode_fields__)


def _texts(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def _missing(answered: tuple[tuple[Question, str], ...], answer: Answer) -> Iterator[Missing]:
    """What is to be cured: answers that leave something open, things not ticked, conditions of the law not met."""
    unmet = _texts(answer.values.get("conditions_not_met"))
    for one, given in answered:
        if one.kind == CHECKLIST:
            for item in one.choices:
                if item.value not in ticked(given):
                    yield Missing(one, item.value, item.text, one.cure)
        elif given in one.amber_if or (one.condition and one.condition in unmet):
            found = one.choice(given)
            yield Missing(one, given, found.text if found else one.text, one.cure)


def _door(data: Interview, word: str, answer: Answer, *, first: bool) -> Door:
    """A door in words, the first with its term; one without words is shown by its name in the law."""
    plain = dict.fromkeys(("en", "kk", "ru"), word)
    behind = data.doors.get(word) or Behind(word, plain, plain)
    kept = str(answer.values.get("first_date", UNKNOWN)) if first else UNKNOWN
    term = answer.deadlines[0] if first and answer.deadlines else None
    return Door(word, behind.name, behind.what, kept, term)


def paper(data: Interview) -> tuple[Field, ...]:
    """The questions with the numbers that they bear on the printed form, conditional ones among them."""
    return tuple(Field(number, one) for number, one in enumerate(data.questions, 1))
