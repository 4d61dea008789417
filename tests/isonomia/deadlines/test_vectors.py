"""The worked examples of deadlines: what the rulebook and the calendar give is what was worked out by hand."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isonomia.deadlines.reckoning import Deadline, reckon
from isonomia.deadlines.terms import Term
from isonomia.rulebook.law import Rulebook

FILE = "court/test-vectors-public.csv"
# The example, the rule, what of its input is the event, and what of its output is the day due. By rows of the file.
EXAMPLES = (
    ("P01", "court.decision_citizen", "accepted_on", "due"),
    ("P02", "court.decision", "accepted_on", "due"),
    ("P03", "court.decision_president", "accepted_on", "due"),
    ("P04", "court.joined_citizen", "joined", "due"),
    ("P05", "court.appeal_citizen", "judgment_adopted_on", "last_day"),
    ("P06", "court.cured_appeal", "notice_received_on", "refiling_last_day"),
    ("P12", "court.execution_bill", "published_on", "due"),
    ("P13", "court.send_decision", "adopted_on", "due"),
    ("P15", "ombudsman.complaint", "complaint_registered_on", "due"),
    ("P16", "assembly.notice", "event_on", "latest_filing_day"),
    ("P17", "assembly.notice_answer", "registered_on", "due"),
    ("P18", "assembly.application", "event_on", "latest_filing_day"),
    ("P18", "assembly.application_answer", "registered_on", "answer_due"),
    ("P20", "appeals.registration_after_hours", "appeal_received_at", "registered_on"),
    ("P20", "appeals.decision", "registered_on", "due"),
    ("P21", "appeals.redirect", "received_on", "redirect_due"),
    ("P22", "appeals.complaint_no_remedies", "administrative_act_known_on", "due"),
    ("P23", "compensation.claim", "notice_received_on", "due"),
    ("P24", "appeals.suit_bylaw", "learned_on", "due"),
)


def rows(shared_data: Path) -> dict[str, dict[str, Any]]:
    """The rows of the shared examples, by id."""
    with (shared_data / FILE).open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def trigger_of(row: dict[str, Any], name: str) -> date:
    """The day of the event: of the last of the joined appeals, where there are several."""
    given = {**json.loads(row["expected_json"]), **json.loads(row["input_json"])}
    value = max(one["received_on"] for one in given["joined"]) if name == "joined" else given[name]
    return date.fromisoformat(value[:10])


def answered(kz: Rulebook, row: dict[str, Any], rule: str, name: str) -> Deadline:
    law = kz.on(date.fromisoformat(row["as_of"]))
    term = law.term(rule)
    assert isinstance(term, Term), term
    return reckon(term, trigger_of(row, name), kz.calendars[-1])


@pytest.mark.parametrize(("id", "rule", "event", "wanted"), EXAMPLES, ids=[f"{one[0]}-{one[1]}" for one in EXAMPLES])
def test_a_worked_example(kz: Rulebook, shared_data: Path, id: str, rule: str, event: str, wanted: str) -> None:
    row = rows(shared_data)[id]
    expected = json.loads(row["expected_json"])
    found = answered(kz, row, rule, event)
    assert str(found.due) == expected[wanted]
    assert not found.provisional
    if "nominal_end" in expected:
        assert str(found.nominal) == expected["nominal_end"]
    if "strict_reading_latest" in expected:
        assert str(found.strict) == expected["strict_reading_latest"]
    if row["confidence"] == "high/roll medium":
        assert found.moved and found.certainty == "assumed"


def named(found: Iterable[Any]) -> set[str]:
    return {one["id"] for one in found}


def test_every_example_of_a_deadline_is_asked(shared_data: Path) -> None:
    every = rows(shared_data).values()
    asked = {one[0] for one in EXAMPLES}
    assert named(row for row in every if row["kind"] == "deadline") <= asked
    assert named(row for row in every if '"due"' in row["expected_json"]) <= asked
