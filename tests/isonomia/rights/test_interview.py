"""The guided interview: every way ends, every text has three languages, nobody is refused."""

from collections.abc import Callable
from datetime import date

import pytest

from isonomia.errors import InputError, RulebookError
from isonomia.rights import interview
from isonomia.rights.interview import Result
from isonomia.rights.interview_checking import faults, ways
from isonomia.rights.interview_reading import CHECKLIST, CHOICE, Interview, read
from isonomia.rulebook.checking import shipped_laws
from isonomia.rulebook.law import Rulebook
from isonomia.rulebook.loading import texts
from isonomia.wording import LANGUAGES

TODAY = date(2026, 11, 22)
COURT = {
    "what_happened": "rule",
    "rule_against": "constitution",
    "citizenship": "yes",
    "norm": "Law No. 1 of 2020, art. 5",
    "right": "art. 20",
    "applied": "yes",
    "judgment_final": "yes",
    "judgment_day": "2026-01-15",
    "signer": "self",
    "annexes": "text_of_act,identity",
    "judgment_paper": "judgment",
    "language": "kk",
}
Led = Callable[..., Result]


@pytest.fixture(scope="module")
def data() -> Interview:
    return interview.shipped("kz")


@pytest.fixture(scope="module")
def text() -> str:
    return texts(shipped_laws(), "kz")["interview.toml"]


@pytest.fixture(scope="module")
def led(data: Interview, kz: Rulebook) -> Led:
    def leading(**answers: str) -> Result:
        return interview.result(data, answers, law=kz.on(TODAY), today=TODAY)

    return leading


def test_the_shipped_interview_has_no_fault(data: Interview, kz: Rulebook) -> None:
    assert faults(data, kz) == []
    assert len(data.questions) >= 15


def test_every_text_has_three_languages(data: Interview) -> None:
    found = [text for one in data.questions for text in (one.text, one.meaning, one.otherwise, one.cure or one.text)]
    found += [choice.text for one in data.questions for choice in one.choices]
    found += [text for door in data.doors.values() for text in (door.name, door.what)]
    assert all(text[language].strip() for text in found for language in LANGUAGES)
    assert all(one.article for one in data.questions)


def test_every_way_ends_in_a_result_that_lets_the_person_file(data: Interview, led: Led) -> None:
    found = list(ways(data))
    assert len(found) > 15 and max(map(len, found)) <= 14
    colours = set()
    for answers in found:
        assert interview.step(data, answers).question is None
        result = led(**answers)
        colours.add(result.colour)
        assert result.may_file is True
        if result.colour == "other_door":
            assert result.doors and all(door.name["kk"] and door.what["ru"] for door in result.doors)
            assert result.transfer == answers
    assert colours == {"green", "amber", "other_door"}


def test_a_complete_appeal_is_green_with_its_last_day_and_its_articles(led: Led) -> None:
    result = led(**COURT)
    assert (result.colour, result.missing, result.doors) == ("green", (), ())
    assert result.answer.values["last_day"] == "2027-01-15"
    assert {one.rule for one in result.answer.grounds} >= {"court.applicants", "court.appeal_citizen"}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"annexes": "identity"}, [("annexes", "text_of_act")]),
        ({"annexes": ""}, [("annexes", "text_of_act"), ("annexes", "identity")]),
        ({"judgment_final": "no"}, [("judgment_final", "no")]),
        ({"judgment_final": "unknown"}, [("judgment_final", "unknown")]),
        ({"judgment_day": "2025-11-20"}, [("judgment_day", "2025-11-20")]),
        ({"signer": "other"}, [("signer", "other")]),
        ({"signer": "representative", "representative_papers": "powers"}, [("representative_papers", "consent")]),
        ({"language": "other"}, [("language", "other")]),
        ({"applied": "no", "imperative": "no"}, [("applied", "no"), ("imperative", "no")]),
    ],
)
def test_what_is_missing_is_amber_with_its_cure(
    led: Led, changes: dict[str, str], missing: list[tuple[str, str]]
) -> None:
    result = led(**{**COURT, **changes})
    assert result.colour == "amber" and result.may_file
    assert [(one.question.name, one.value) for one in result.missing] == missing
    assert all(one.cure[language] for one in result.missing for language in LANGUAGES)


@pytest.mark.parametrize(
    ("answers", "doors", "due"),
    [
        ({"what_happened": "judgment"}, ["appeal_or_cassation_court"], None),
        (
            {"what_happened": "official", "official_what": "silence", "known_on": "2026-03-31"},
            ["administrative_complaint", "administrative_court"],
            "2026-06-30",
        ),
        (
            {"what_happened": "rule", "rule_against": "law", "rule_known_on": "2026-08-17"},
            ["administrative_court"],
            "2026-11-17",
        ),
        ({"what_happened": "rule", "rule_against": "law", "rule_known_on": ""}, ["administrative_court"], None),
        ({"what_happened": "treatment", "treatment_what": "child"}, ["ombudsman_children"], None),
        ({"what_happened": "treatment", "treatment_what": "torture"}, ["prosecutor"], None),
        ({"what_happened": "other", "other_what": "change"}, ["proposals", "petition"], None),
        (
            {"what_happened": "other", "other_what": "prosecuted", "notice_day": "2026-01-15"},
            ["compensation_court"],
            "2026-07-15",
        ),
        (
            {"what_happened": "rule", "rule_against": "constitution", "citizenship": "foreign"},
            ["ombudsman_human_rights"],
            None,
        ),
        (
            {"what_happened": "rule", "rule_against": "constitution", "citizenship": "stateless"},
            ["ombudsman_human_rights"],
            None,
        ),
    ],
)
def test_another_door_with_its_term(led: Led, answers: dict[str, str], doors: list[str], due: str | None) -> None:
    result = led(**answers)
    assert result.colour == "other_door"
    assert [one.word for one in result.doors] == doors
    term = result.doors[0].term
    assert (str(term.due) if term else None) == due
    assert all(one.term is None for one in result.doors[1:])


def test_an_answer_that_is_none_is_told_and_asked_again(data: Interview) -> None:
    for name, given in (("what_happened", "tea"), ("judgment_day", "soon"), ("norm", " "), ("annexes", "tea")):
        step = interview.step(data, {**COURT, name: given})
        assert step.question is not None and step.question.name == name
        assert [one.code for one in step.findings] == ["answer_unreadable"]


def test_answers_to_questions_that_are_not_asked_are_passed_by(data: Interview) -> None:
    step = interview.step(data, {**COURT, "what_happened": "judgment"})
    assert step.question is None and [one.name for one, _ in step.answered] == ["what_happened"]


def test_the_form_on_paper_has_every_question_once(data: Interview) -> None:
    fields = interview.paper(data)
    assert [one.number for one in fields] == list(range(1, len(data.questions) + 1))
    assert {one.question.name for one in fields} == {one.name for one in data.questions}


def test_the_steps_count_on(data: Interview) -> None:
    given: dict[str, str] = {}
    numbers = []
    while (step := interview.step(data, given)).question:
        numbers.append(step.number)
        assert step.number <= step.of <= len(data.questions)
        given[step.question.name] = COURT[step.question.name]
    assert numbers == list(range(1, len(COURT) + 1))


BROKEN: list[tuple[str, str, str]] = [
    ('is = ["official"] }]\ntext', 'is = ["nobody"] }]\ntext', "no choice"),
    (
        'asked_if = [{ question = "applied", is = ["no"] }]',
        'asked_if = [{ question = "language", is = ["kk"] }]',
        "not asked before",
    ),
    (
        'asked_if = [{ question = "applied", is = ["no"] }]',
        'asked_if = [{ question = "applied", is = ["never"] }]',
        "no answers lead",
    ),
    ('amber_if = ["other"]', 'amber_if = ["nobody"]', "no choice"),
    ('fact = "judgment_adopted_on"', 'fact = "weather"', "no fact"),
    ("[door.prosecutor]", "[door.stranger]", "door prosecutor"),
]


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_a_fault_is_found(text: str, kz: Rulebook, old: str, new: str, said: str) -> None:
    assert old in text
    found = faults(read("interview.toml", text.replace(old, new)), kz)
    assert any(said in one for one in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kk = "Прокурор", ', ""),
        ('kind = "choice"', 'kind = "riddle"'),
        ("optional = true", "optional = true\ncolour = 1"),
        ('home = "constitutional_court"', ""),
    ],
)
def test_a_text_that_is_no_interview_is_refused_with_its_line(text: str, old: str, new: str) -> None:
    assert old in text
    with pytest.raises(RulebookError, match=r"interview\.toml"):
        read("interview.toml", text.replace(old, new))


def test_a_country_without_an_interview_says_so() -> None:
    with pytest.raises(InputError, match="no interview"):
        interview.shipped("dk")


def test_choices_and_checklists_have_values(data: Interview) -> None:
    assert all(one.choices for one in data.questions if one.kind in (CHOICE, CHECKLIST))
