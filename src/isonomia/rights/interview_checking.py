"""Check an interview before anybody is led through it: each question can be reached, nothing is named in vain."""

from collections.abc import Iterator, Mapping

from isonomia.errors import RulebookError
from isonomia.rights.facts import Appeal, Knock
from isonomia.rights.interview import step
from isonomia.rights.interview_reading import CHECKLIST, CHOICE, DAY, Interview, Question, read
from isonomia.rulebook.law import Entries, Rule, Rulebook
from isonomia.rulebook.loading import INTERVIEW
from isonomia.rulebook.loading import read as read_rules

A_DAY = "2026-01-15"
FACTS = {*Appeal.__struct_encode_fields__, *Knock.__struct_encode_fields__}


def faults_of(country: str, files: Mapping[str, str]) -> list[str]:
    """Everything wrong with the interview among the files of a country; nothing where it has none."""
    if INTERVIEW not in files:
        return []
    try:
        found = faults(read(INTERVIEW, files[INTERVIEW]), read_rules(country, files))
    except RulebookError as error:
        return [f"{country}/{error}"]
    return [f"{country}/{INTERVIEW}: {one}" for one in found]


def faults(data: Interview, rulebook: Rulebook) -> list[str]:
    """Everything wrong with an interview, one line each."""
    return [*_named(data), *_unreachable(data), *_facts(data), *_doors(data, rulebook)]


def _named(data: Interview) -> Iterator[str]:
    """Conditions that name no earlier question, or an answer that it does not have."""
    earlier: dict[str, Question] = {}
    for one in data.questions:
        for condition in one.asked_if:
            asked = earlier.get(condition.question)
            if asked is None:
                yield f"{one.name}: asked_if names {condition.question}, which is not asked before it"
            elif asked.kind == CHOICE:
                values = [value for value in condition.values if asked.choice(value) is None]
                yield from (f"{one.name}: asked_if wants {condition.question} = {value}, no choice" for value in values)
        if one.kind in (CHOICE, CHECKLIST) and not one.choices:
            yield f"{one.name}: a question of choices has none"
        yield from (f"{one.name}: amber_if names {value}, no choice" for value in one.amber_if if not one.choice(value))
        if (one.amber_if or one.kind == CHECKLIST) and not one.cure:
            yield f"{one.name}: something may be missing, and no cure is told"
        earlier[one.name] = one


def _unreachable(data: Interview) -> Iterator[str]:
    reached = {name for answers in ways(data) for name in answers}
    yield from (f"{one.name}: no answers lead to this question" for one in data.questions if one.name not in reached)


def ways(data: Interview) -> Iterator[Mapping[str, str]]:
    """Every way through an interview: answers on which nothing hangs are given once, all others each."""
    deciding = {condition.question for one in data.questions for condition in one.asked_if}
    waiting: list[dict[str, str]] = [{}]
    while waiting:
        answers = waiting.pop()
        following = step(data, answers).question
        if following is None:
            yield answers
            continue
        values = _values(following)
        for value in values if following.name in deciding else values[:1]:
            waiting.append({**answers, following.name: value})


def _values(question: Question) -> list[str]:
    if question.kind == CHOICE:
        return [one.value for one in question.choices]
    if question.kind == CHECKLIST:
        return [",".join(one.value for one in question.choices), ""]
    return [A_DAY] if question.kind == DAY else ["text"]


def _facts(data: Interview) -> Iterator[str]:
    for one in data.questions:
        named = {one.fact} - {""} | {key for choice in one.choices for key in choice.sets}
        yield from (f"{one.name}: sets {name}, which is no fact" for name in sorted(named - FACTS))


def _doors(data: Interview, rulebook: Rulebook) -> Iterator[str]:
    """Doors of the law that have no words here: nobody could be shown the way to them."""
    wanted: set[str] = {data.home}
    for key in ("rights.doors", "rights.other_persons"):
        for span in rulebook.rules.get(key, ()):
            if isinstance(span, Rule) and isinstance(span.value, Entries):
                wanted.update(word for line in span.value for word in line.words)
    yield from (f"door {word}: the law leads there, and it has no name" for word in sorted(wanted - set(data.doors)))
