"""A country that only this folder writes: other week, bench, majorities and terms, and not a line of Python for it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isonomia.errors import UnlawfulActError
from isonomia.rights import interview
from isonomia.rights.examples import ask
from isonomia.rights.interview_checking import faults, ways
from isonomia.rulebook.law import Rulebook
from isonomia.rulebook.loading import load, shipped, texts
from tests.isonomia.court.trials import JUDGES, Trial

LAWS = Path(__file__).parent / "laws"
COUNTRY = "lirania"
DAY = date(2026, 2, 10)
Told = dict[str, Any]
HEARD: Told = {"appellant": "person", "citizenship": "elsewhere", "applied_by_court": True, "judgment_final": True}
YEAR: Told = {"judgment_adopted_on": "2026-01-01"}


@pytest.fixture(scope="module")
def lirania() -> Rulebook:
    return load(LAWS, COUNTRY)


CASES: list[tuple[str, Told, Told]] = [
    # Sunday to Thursday, a harvest day off and a Friday that was worked instead.
    ("deadline", {"accepted_on": "2026-02-10", "appellant": "president"}, {"due": "2026-03-10"}),
    ("deadline", {"adopted_on": "2026-02-19", "event": "final_decision"}, {"due": "2026-02-25"}),
    ("deadline", {"adopted_on": "2026-02-25", "event": "final_decision"}, {"due": "2026-03-01"}),
    ("deadline", {"accepted_on": "2026-02-10", "appellant": "citizen"}, {"due": "unknown"}),
    ("admissibility", {**HEARD, **YEAR, "filed_on": "2026-02-15"}, {"admissible": True, "last_day": "2026-02-15"}),
    ("admissibility", {**HEARD, **YEAR, "filed_on": "2026-02-16"}, {"admissible": False, "ground": "9(4)"}),
    ("admissibility", {**HEARD, "appellant": "court"}, {"admissible": False, "ground": "9(3)"}),
    ("vote", {"present": 5}, {"quorum_needed": 6, "valid": False}),
    ("vote", {"present": 6, "for": 3, "against": 3}, {"adopted": False}),
    ("vote", {"present": 6, "for": 4, "against": 2}, {"adopted": True}),
    ("vote", {"present": 7, "for": 4, "against": 2}, {"adopted": True}),
    ("vote", {"panel": 3, "act": "judgment", "for": 2, "against": 1}, {"adopted": True}),
    ("vote", {"panel": 3, "act": "judgment", "for": 1, "against": 2}, {"adopted": False, "by": "presiding_judge"}),
    ("publication", {"document": "separate_opinion"}, {"publish": True}),
    ("publication", {"document": "deliberation"}, {"publish": False, "store": "registry"}),
    ("effect", {"ruling": "unconstitutional", "published_on": "2026-02-10"}, {"due": "2026-05-11"}),
    (
        "route",
        {"subject": "official_act", "learned_on": "2026-02-10"},
        {"due": "2026-02-23", "first_date": "first_date_kept"},
    ),
]


@pytest.mark.parametrize(("kind", "told", "wanted"), CASES)
def test_its_law_answers(lirania: Rulebook, kind: str, told: Told, wanted: Told) -> None:
    values = ask(kind, "court", told, rulebook=lirania, as_of=DAY).values
    assert {name: values.get(name) for name in wanted} == wanted


def test_its_interview_leads_to_each_door(lirania: Rulebook) -> None:
    data = interview.of_files(COUNTRY, texts(LAWS, COUNTRY))
    assert faults(data, lirania) == []
    law = lirania.on(DAY)
    assert {interview.result(data, one, law=law, today=DAY).colour for one in ways(data)} == {
        "green",
        "amber",
        "other_door",
    }
    complete = {"about": "norm", "applied": "yes", "day": "2026-01-01"}
    assert interview.result(data, complete, law=law, today=DAY).colour == "green"
    late = interview.result(data, complete, law=law, today=date(2026, 2, 16))
    assert late.colour == "amber" and [one.question.name for one in late.missing] == ["day"]


def test_a_case_goes_there_from_its_filing_to_the_published_ruling(lirania: Rulebook) -> None:
    trial = Trial(COUNTRY, lirania)
    trial.file(applicant_kind="person")
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted")
    trial.assign()
    trial.of("hearing_held", on="2026-03-02", formation="panel", judges=list(JUDGES[:3]))
    with pytest.raises(UnlawfulActError):
        trial.judge("panel", judges=list(JUDGES[:4]), yes=4)
    trial.judge("panel", yes=2, no=1)
    trial.of("case_decided")
    trial.of("decision_sent", on="2026-03-03")
    trial.of("anonymisation_checked", by="p-cccccc")
    trial.of("ruling_published", on="2026-03-04", by="p-dddddd")
    assert [one for one, _ in trial.case().steps][-3:] == ["decided", "sent", "published"]


def test_a_panel_of_kazakhstan_would_not_have_decided_so() -> None:
    told = {"panel": 3, "for": 2, "against": 1}
    assert ask("vote", "court", told, rulebook=shipped("kz"), as_of=DAY).values["adopted"] is False
