"""Germany and South Africa as thin files: their law answers, their interviews end, nothing claims to be a read text."""

from datetime import date
from typing import Any

import pytest

from isonomia.rights import interview
from isonomia.rights.examples import ask
from isonomia.rights.interview_checking import faults, ways
from isonomia.rulebook.citation import Certainty
from isonomia.rulebook.law import Rule
from isonomia.rulebook.loading import shipped

DAY = date(2026, 10, 5)
Told = dict[str, Any]
HEARD: Told = {"appellant": "person", "citizenship": "any", "applied_by_court": True, "judgment_final": True}
AUGUST: Told = {"judgment_adopted_on": "2026-08-31"}
CASES: list[tuple[str, str, Told, Told]] = [
    # A month in Germany, fifteen court days in South Africa, where a holiday on 24 September is left out.
    (
        "de",
        "admissibility",
        {**HEARD, **AUGUST, "filed_on": "2026-09-30"},
        {"admissible": True, "last_day": "2026-09-30"},
    ),
    (
        "de",
        "admissibility",
        {**HEARD, **AUGUST, "filed_on": "2026-10-01"},
        {"admissible": False, "ground": "90(2), 93"},
    ),
    (
        "za",
        "admissibility",
        {**HEARD, **AUGUST, "filed_on": "2026-09-21"},
        {"admissible": True, "last_day": "2026-09-21"},
    ),
    (
        "za",
        "admissibility",
        {**HEARD, "judgment_adopted_on": "2026-09-07", "filed_on": "2026-09-29"},
        {"admissible": True, "last_day": "2026-09-29"},
    ),
    ("de", "vote", {"judges_total": 8, "present": 5}, {"quorum_needed": 6, "valid": False}),
    ("de", "vote", {"judges_total": 8, "present": 8, "for": 4, "against": 4}, {"adopted": False}),
    ("de", "vote", {"panel": 3, "for": 3, "against": 0}, {"adopted": True}),
    ("za", "vote", {"judges_total": 11, "present": 7}, {"quorum_needed": 8, "valid": False}),
    ("za", "vote", {"panel": 3, "for": 3, "against": 0}, {"adopted": "unknown"}),
    ("de", "publication", {"document": "separate_opinion"}, {"publish": True}),
    ("za", "publication", {"document": "separate_opinion"}, {"publish": True}),
    ("de", "deadline", {"accepted_on": "2026-09-01", "appellant": "person"}, {"due": "unknown"}),
    ("za", "route", {"subject": "conduct_of_bodies"}, {"route_to": ["public_protector"]}),
]


@pytest.mark.parametrize(("country", "kind", "told", "wanted"), CASES)
def test_its_law_answers(country: str, kind: str, told: Told, wanted: Told) -> None:
    answer = ask(kind, "court", told, rulebook=shipped(country), as_of=DAY)
    assert {name: answer.values.get(name) for name in wanted} == wanted
    assert all(one.certainty != "text" for one in answer.grounds)


@pytest.mark.parametrize("country", ["de", "za"])
def test_its_interview_ends_and_refuses_nobody(country: str) -> None:
    data, rulebook = interview.shipped(country), shipped(country)
    assert faults(data, rulebook) == []
    found = [interview.result(data, one, law=rulebook.on(DAY), today=DAY) for one in ways(data)]
    assert {one.colour for one in found} == {"amber", "other_door"}
    assert all(one.may_file for one in found)


@pytest.mark.parametrize("country", ["de", "za"])
def test_nothing_there_claims_to_be_a_text_that_was_read(country: str) -> None:
    spans = [one for found in shipped(country).rules.values() for one in found if isinstance(one, Rule)]
    assert spans and all(one.certainty in (Certainty.PRESS, Certainty.ASSUMED) for one in spans)
    assert all("not read" in one.read_in for span in spans for one in span.citations)
