"""What the law says to a case: the worked examples, and others of the same kinds with every input varied."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError
from isonomia.rights.answers import Answer
from isonomia.rights.examples import KINDS, OF_TERMS, ask, check, read_examples
from isonomia.rulebook.law import Rulebook
from isonomia.rulebook.loading import shipped
from isonomia.wording import LANGUAGES, has_wording, say_finding

FILE = "court/test-vectors-public.csv"
ROOMS = Path(__file__).resolve().parents[3] / "src" / "isonomia" / "rights"
Told = dict[str, Any]
CITIZEN: Told = {"appellant": "citizen", "citizenship": "KZ"}
HEARD: Told = {**CITIZEN, "act_is_normative": True, "applied_by_court": True, "judgment_final": True}
YEAR: Told = {"judgment_adopted_on": "2025-09-30"}
RETURNED: Told = {**HEARD, **YEAR, "filed_on": "2026-09-28", "notice_received_on": "2026-10-06"}
RULED: Told = {
    "appellant": "citizen",
    "same_norm_ruling": {"date": "2025-01-20", "id": "61-NP", "outcome": "constitutional"},
}
PLACE: Told = {"form": "rally", "ground_claimed": "14(1)(10) place occupied"}


@pytest.fixture(scope="module")
def asked(kz: Rulebook) -> Callable[..., Answer]:
    def asking(kind: str, body: str, as_of: str, told: Told) -> Answer:
        return ask(kind, body, told, rulebook=kz, as_of=date.fromisoformat(as_of))

    return asking


def test_every_worked_example_comes_out(kz: Rulebook, shared_data: Path) -> None:
    examples = read_examples((shared_data / FILE).read_text(encoding="utf-8"))
    found = list(check(examples, kz))
    assert len(found) == 24
    assert {one.example.id: one.differs for one in found if one.differs} == {}
    for one in found:
        assert one.answer.grounds, one.example.id
        assert all(ground.article and ground.citation and ground.certainty for ground in one.answer.grounds)


TERMS: list[tuple[str, str, Told, Told]] = [
    # Another applicant: one month, and the last day of a shorter one.
    ("court", "2025-06-01", {"accepted_on": "2025-01-31", "appellant": "prosecutor_general"}, {"due": "2025-02-28"}),
    ("court", "2025-06-01", {"accepted_on": "2024-11-30", "appellant": "citizen"}, {"due": "2025-02-28"}),
    ("court", "2024-06-01", {"accepted_on": "2023-11-29", "appellant": "citizen"}, {"due": "2024-02-29"}),
    ("court", "2026-10-01", {"accepted_on": "2026-09-21", "appellant": "president"}, {"due": "2026-10-21"}),
    # The demand shortens the term of the President's own appeal alone.
    (
        "court",
        "2026-10-01",
        {"accepted_on": "2026-09-21", "appellant": "prime_minister", "urgent_on_president_demand": True},
        {"due": "2026-10-21", "unit": "months"},
    ),
    ("court", "2026-10-01", {"accepted_on": "2026-09-21", "appellant": "chair_of_senate"}, {"due": "unknown"}),
    ("court", "2022-10-01", {"accepted_on": "2022-09-21", "appellant": "citizen"}, {"due": "unknown"}),
    (
        "court",
        "2026-10-01",
        {"accepted_on": "2026-09-21", "appellant": "citizen", "extended": True},
        {"due": "unknown"},
    ),
    (
        "court",
        "2026-10-01",
        {"accepted_on": "2026-09-21", "appellant": "citizen", "suspended": True},
        {"due": "unknown"},
    ),
    # Joined: from the last received, whatever the order; and two terms at once, which the law does not settle.
    (
        "court",
        "2025-06-30",
        {"appellant": "group_of_deputies", "joined": [{"received_on": "2025-04-14"}, {"received_on": "2025-03-03"}]},
        {"due": "2025-05-14"},
    ),
    (
        "court",
        "2025-06-30",
        {
            "joined": [
                {"received_on": "2025-03-03", "appellant": "citizen"},
                {"received_on": "2025-04-14", "appellant": "court"},
            ]
        },
        {"due": "unknown", "needs": "judge_assessment"},
    ),
    ("court", "2025-06-30", {"appellant": "citizen", "joined": [{"accepted_on": "2025-03-03"}]}, {"due": "unknown"}),
    # A Saturday that was worked counts; holidays in a row do not.
    ("court", "2024-06-30", {"adopted_on": "2024-05-02", "event": "final_decision"}, {"due": "2024-05-13"}),
    ("court", "2025-04-01", {"adopted_on": "2025-03-19", "event": "admission"}, {"due": "2025-03-31"}),
    ("ombudsman", "2026-04-01", {"recommendation_received_on": "2026-03-06"}, {"due": "2026-04-02"}),
    ("ombudsman", "2024-06-01", {"complaint_registered_on": "2024-05-02"}, {"due": "2024-05-27"}),
    # Each form under its regime, before and after 2020; silence only where the law speaks of it.
    (
        "assembly",
        "2026-10-01",
        {"form": "meeting", "event_on": "2026-10-28"},
        {"procedure": "notification", "latest_filing_day": "2026-10-20"},
    ),
    (
        "assembly",
        "2026-10-01",
        {"form": "demonstration", "registered_on": "2026-10-22"},
        {"due": "2026-11-03", "if_no_answer": "unknown"},
    ),
    (
        "assembly",
        "2026-10-01",
        {"form": "picket", "event_on": "2026-10-28", "filed_on": "2026-10-21"},
        {"in_time": False},
    ),
    (
        "assembly",
        "2026-10-01",
        {"form": "picket", "event_on": "2026-10-28", "filed_on": "2026-10-20"},
        {"in_time": True},
    ),
    (
        "assembly",
        "2019-10-01",
        {"form": "picket", "event_on": "2019-10-28"},
        {
            "procedure": "approval",
            "latest_filing_day": "2019-10-18",
            "answer_due": "2019-10-23",
            "if_no_answer": "unknown",
        },
    ),
    ("assembly", "2026-10-01", {"offer_received_on": "2026-10-22"}, {"due": "2026-10-23"}),
    # The hour of receipt, a holiday, and the very minute of closing.
    (
        "administrative",
        "2026-06-01",
        {"appeal_received_at": "2026-05-01T10:00", "office_closes": "18:30"},
        {"registered_on": "2026-05-04"},
    ),
    (
        "administrative",
        "2026-06-01",
        {"appeal_received_at": "2026-04-30T18:30", "office_closes": "18:30"},
        {"registered_on": "2026-04-30"},
    ),
    (
        "administrative",
        "2026-06-01",
        {"appeal_received_at": "2026-04-30T18:31", "office_closes": "18:30"},
        {"registered_on": "2026-05-04"},
    ),
    (
        "administrative",
        "2026-06-01",
        {"administrative_act_known_on": "2026-03-31", "remedies_stated_in_act": True},
        {"due": "2026-06-30"},
    ),
    (
        "administrative",
        "2024-06-01",
        {"administrative_act_known_on": "2024-03-29", "remedies_stated_in_act": False},
        {"due": "unknown"},
    ),
    ("administrative", "2026-06-01", {"complaint_registered_on": "2026-03-31"}, {"due": "2026-04-28"}),
    ("administrative", "2022-06-01", {"complaint_registered_on": "2022-03-30"}, {"due": "2022-04-27"}),
    ("administrative", "2026-06-01", {"complaint_decision_received_on": "2026-03-31"}, {"due": "2026-04-30"}),
    (
        "administrative",
        "2026-06-01",
        {"petition_registered_on": "2026-03-31", "petition_level": "local"},
        {"due": "2026-04-28"},
    ),
]

ADMISSIBLE: list[tuple[str, Told, Told]] = [
    # The one-year limit: its last day, the day after, and a judgment of 29 February.
    ("2026-10-05", {**HEARD, **YEAR, "filed_on": "2026-09-30"}, {"admissible": True}),
    (
        "2026-10-05",
        {**HEARD, **YEAR, "filed_on": "2026-10-01"},
        {"admissible": False, "ground": "47(2)(5)", "last_day": "2026-09-30"},
    ),
    (
        "2025-10-05",
        {**HEARD, "judgment_adopted_on": "2024-02-29", "filed_on": "2025-02-28"},
        {"admissible": True, "last_day": "2025-02-28"},
    ),
    ("2026-10-05", {**HEARD, **YEAR}, {"admissible": "unknown", "last_day": "2026-09-30"}),
    # The judgment is not in force; nothing is told of it; the norm leaves no choice; the Supreme Court left none.
    (
        "2026-10-05",
        {**HEARD, **YEAR, "judgment_final": False, "filed_on": "2026-01-05"},
        {"admissible": False, "ground": "47(2)(5)"},
    ),
    ("2026-10-05", {**HEARD, **YEAR, "judgment_final": None, "filed_on": "2026-01-05"}, {"admissible": "unknown"}),
    (
        "2026-10-05",
        {**CITIZEN, "act_is_normative": True, "imperative_norm": True, "filed_on": "2026-01-05"},
        {"admissible": True},
    ),
    (
        "2026-10-05",
        {**HEARD, **YEAR, "judgment_final": False, "supreme_court_reading": True, "filed_on": "2026-01-05"},
        {"admissible": "unknown", "needs": "judge_assessment"},
    ),
    ("2026-10-05", {**HEARD, **YEAR, "applied_by_court": False, "filed_on": "2026-01-05"}, {"admissible": False}),
    (
        "2026-10-05",
        {**HEARD, **YEAR, "applied_by_court": False, "directly_affects": True, "filed_on": "2026-01-05"},
        {"admissible": True},
    ),
    # Cured in time, too late, and on a ground that cannot be cured.
    (
        "2026-11-10",
        {**RETURNED, "returned_under": "47(2)(2)", "refiled_on": "2026-11-06"},
        {"admissible": True, "deemed_filed_on": "2026-09-28"},
    ),
    (
        "2026-11-10",
        {**RETURNED, "returned_under": "47(2)(2)", "refiled_on": "2026-11-07"},
        {"admissible": False, "deemed_filed_on": "2026-11-07"},
    ),
    (
        "2026-11-10",
        {**RETURNED, "returned_under": "47(2)(1)", "refiled_on": "2026-10-08"},
        {"admissible": False, "curable": False},
    ),
    ("2026-11-10", {**RETURNED, "returned_under": "47(2)(2)"}, {"admissible": True, "refiling_last_day": "2026-11-06"}),
    (
        "2026-11-10",
        {**CITIZEN, "form_complete": False, "notice_received_on": "2026-10-06"},
        {"ground": "47(2)(2)", "curable": True, "refiling_last_day": "2026-11-06"},
    ),
    # The fee stands in the text and is collected by nobody; before 2024 it did not stand there.
    (
        "2025-10-05",
        {**HEARD, "fee_paid": False, "judgment_adopted_on": "2025-05-30", "filed_on": "2025-09-30"},
        {"admissible": True, "fee": "abolished", "dead_letter": ["47(2)(4)"]},
    ),
    (
        "2023-10-05",
        {**HEARD, "fee_paid": False, "judgment_adopted_on": "2023-05-30", "filed_on": "2023-09-29"},
        {"admissible": True, "fee": "not_in_force"},
    ),
    # Who applies: a foreigner, a person without citizenship, a company, officials with what is theirs and what is not.
    (
        "2026-10-05",
        {**HEARD, "appellant": "person", "citizenship": "none"},
        {"ground": "47(2)(3)", "route_to": ["ombudsman_human_rights"]},
    ),
    (
        "2026-10-05",
        {**HEARD, "appellant": "person", "citizenship": "KZ", **YEAR, "filed_on": "2026-01-05"},
        {"admissible": True},
    ),
    ("2026-10-05", {**HEARD, "appellant": "legal_entity"}, {"ground": "47(2)(3)", "route_to": []}),
    ("2022-10-05", HEARD, {"admissible": False, "ground_word": "wrong_subject"}),
    (
        "2026-10-05",
        {"appellant": "ombudsman", "act_is_normative": True, "matter": "norms_affecting_rights"},
        {"admissible": True},
    ),
    ("2022-10-05", {"appellant": "president", "matter": "interpretation"}, {"admissible": True}),
    ("2026-10-05", {"appellant": "prosecutor_general", "matter": "international_decisions"}, {"admissible": True}),
    (
        "2026-10-05",
        {"appellant": "chair_of_senate", "matter": "interpretation"},
        {"admissible": False, "ground": "47(2)(3)"},
    ),
    ("2026-06-30", {"appellant": "chair_of_senate", "matter": "interpretation"}, {"admissible": True}),
    ("2026-06-30", {"appellant": "prosecutor_general", "matter": "international_decisions"}, {"admissible": False}),
    # Other doors.
    (
        "2026-10-05",
        {**CITIZEN, "subject": "bylaw_contradicts_law"},
        {"ground": "47(2)(1)", "route_to": ["administrative_court"], "right_to_demand_court_decision": True},
    ),
    (
        "2026-10-05",
        {**CITIZEN, "subject": "silence_of_official"},
        {"route_to": ["administrative_complaint", "administrative_court"]},
    ),
    ("2026-10-05", {**CITIZEN, "act_is_normative": False}, {"admissible": False, "ground": "47(2)(1)", "route_to": []}),
    ("2026-10-05", {**CITIZEN, "subject": "the weather"}, {"admissible": "unknown"}),
    # An older ruling refuses nothing by itself, whatever is said of the norm; one of the same constitution may.
    (
        "2026-10-05",
        {**RULED, "constitution_provision_changed_since": False},
        {"auto_refuse": False, "needs": "judge_assessment"},
    ),
    (
        "2025-10-05",
        {**RULED, "constitution_provision_changed_since": True},
        {"auto_refuse": False, "needs": "judge_assessment"},
    ),
    (
        "2025-10-05",
        {**RULED, "constitution_provision_changed_since": False},
        {"auto_refuse": False, "admissible": False, "ground": "48(3)(3)", "stage": "court_session"},
    ),
    ("2025-10-05", RULED, {"auto_refuse": False, "needs": "judge_assessment"}),
    ("2026-10-05", {**CITIZEN, "act_repealed": True, "still_applied": False}, {"ground": "48(3)(5)"}),
    ("2026-10-05", {**CITIZEN, "act_repealed": True}, {"needs": "judge_assessment"}),
    (
        "2026-10-05",
        {**HEARD, **YEAR, "filed_on": "2026-01-05", "act_repealed": True, "still_applied": True},
        {"admissible": True},
    ),
    ("2026-10-05", {**CITIZEN, "resolved_in_constitution": False}, {"ground": "48(3)(4)"}),
    ("2026-10-05", {**CITIZEN, "proceedings_terminated_on_same_grounds": True}, {"admissible": False}),
]

VOTES: list[tuple[Told, Told]] = [
    ({"judges_total": 11, "present": 8}, {"quorum_needed": 8, "valid": True}),
    ({"judges_total": 11, "present": 7, "suspended": 1}, {"quorum_needed": 7, "valid": True}),
    ({"judges_total": 11, "present": 6, "suspended": 2}, {"quorum_needed": 6, "valid": True}),
    ({"present": 7}, {"quorum_needed": 8, "valid": False}),
    ({"judges_total": 11, "present": 12}, {"valid": False}),
    ({"judges_total": 11, "present": 9, "for": 5, "against": 4}, {"adopted": True, "by": "majority"}),
    ({"judges_total": 11, "present": 9, "for": 4, "against": 5}, {"adopted": False}),
    ({"judges_total": 11, "present": 7, "for": 7, "against": 0}, {"adopted": False, "valid": False}),
    ({"judges_total": 11, "present": 8, "for": 4, "against": 4, "chair_vote": "for"}, {"adopted": True}),
    ({"judges_total": 11, "present": 8, "for": 4, "against": 4, "chair_vote": "against"}, {"adopted": False}),
    ({"judges_total": 11, "present": 8, "for": 4, "against": 4}, {"adopted": "unknown"}),
    (
        {"judges_total": 11, "present": 8, "for": 4, "against": 4, "chair_replaced": True},
        {"adopted": False, "next": "repeat_vote"},
    ),
    ({"judges_total": 11, "present": 9, "for": 5, "against": 3}, {"adopted": False}),
    ({"panel": 5, "act": "normative_resolution", "for": 5, "against": 0}, {"adopted": True}),
    (
        {"panel": 5, "act": "normative_resolution", "for": 0, "against": 5},
        {"adopted": False, "next": "plenary_session"},
    ),
    ({"panel": 5, "act": "ruling", "for": 3, "against": 2}, {"adopted": True}),
    ({"panel": 4, "act": "normative_resolution", "for": 4, "against": 0}, {"adopted": False, "valid": False}),
    ({"panel": 5, "appellant": "president", "for": 5, "against": 0}, {"adopted": False, "valid": False}),
    ({"panel": 5, "for": 4, "against": 0, "abstained": 1}, {"adopted": False, "valid": False}),
    ({"stage": "admission", "appellant": "ombudsman", "for": 2, "against": 1}, {"adopted": True, "valid": True}),
    ({"stage": "admission", "appellant": "citizen", "present": 2}, {"valid": False}),
    (
        {"stage": "admission", "appellant": "president", "judges_total": 11, "present": 3},
        {"quorum_needed": 8, "valid": False},
    ),
]

OTHERS: list[tuple[str, str, str, Told, Told]] = [
    (
        "effect",
        "court",
        "2026-10-05",
        {"ruling": "constitutional_in_interpretation", "published_on": "2026-08-31"},
        {"due": "2027-03-01"},
    ),
    (
        "effect",
        "court",
        "2026-10-05",
        {"ruling": "constitutional", "published_on": "2026-08-31"},
        {"due": None, "bill_required": False},
    ),
    (
        "effect",
        "court",
        "2026-10-05",
        {"ruling": "unconstitutional", "published_on": "2026-08-31", "term_set_by_court": "2026-12-31"},
        {"due": "2026-12-31"},
    ),
    (
        "effect",
        "court",
        "2026-10-05",
        {
            "ruling": "unconstitutional",
            "published_on": "2026-08-31",
            "term_set_by_court": {"count": 3, "unit": "months"},
        },
        {"due": "2026-11-30"},
    ),
    (
        "effect",
        "court",
        "2025-10-05",
        {"ruling": "unconstitutional", "published_on": "2025-02-28", "adopted_on": "2025-02-20"},
        {"due": "2025-08-28", "without_effect_from": "2025-02-20"},
    ),
    (
        "effect",
        "court",
        "2025-10-05",
        {"ruling": "unconstitutional", "adopted_on": "2025-02-20", "date_set_by_court": "2025-06-01"},
        {"due": "unknown", "without_effect_from": "2025-06-01"},
    ),
    (
        "publication",
        "court",
        "2026-10-05",
        {"document": "normative_resolution"},
        {"publish": True, "languages": ["kk", "ru"]},
    ),
    (
        "publication",
        "court",
        "2026-10-05",
        {"document": "vote_result", "requester": "public"},
        {"publish": False, "store": "unknown"},
    ),
    (
        "assembly_refusal",
        "assembly",
        "2024-06-01",
        {**PLACE, "alternative_offered": False},
        {"refusal_lawful": "unknown"},
    ),
    (
        "assembly_refusal",
        "assembly",
        "2025-01-19",
        {**PLACE, "alternative_offered": False},
        {"refusal_lawful": "unknown"},
    ),
    (
        "assembly_refusal",
        "assembly",
        "2025-01-20",
        {**PLACE, "alternative_offered": False},
        {"refusal_lawful": False, "required_step": "offer_alternative_place_or_time"},
    ),
    ("assembly_refusal", "assembly", "2025-06-01", {**PLACE, "alternative_offered": True}, {"refusal_lawful": True}),
    (
        "assembly_refusal",
        "assembly",
        "2025-06-01",
        {**PLACE, "alternative_offered": True, "organiser_answer": "agreed"},
        {"refusal_lawful": False},
    ),
    ("assembly_refusal", "assembly", "2025-06-01", {**PLACE}, {"refusal_lawful": "unknown"}),
    (
        "assembly_refusal",
        "assembly",
        "2025-06-01",
        {"ground_claimed": "14(1)(3)"},
        {"refusal_lawful": "unknown", "needs": "judge_assessment"},
    ),
    (
        "assembly_refusal",
        "assembly",
        "2025-06-01",
        {"ground_claimed": "14(1)(3)", "facts_stated": False},
        {"refusal_lawful": False, "missing": ["facts"]},
    ),
    (
        "assembly_refusal",
        "assembly",
        "2025-06-01",
        {"ground_claimed": "14(1)(3)", "remedy_stated": False},
        {"refusal_lawful": False, "missing": ["remedy"]},
    ),
    (
        "assembly_refusal",
        "assembly",
        "2025-06-01",
        {"ground_claimed": " "},
        {"refusal_lawful": False, "missing": ["article"]},
    ),
    ("assembly_refusal", "assembly", "2025-06-01", {"ground_claimed": "14(1)(99)"}, {"refusal_lawful": False}),
    (
        "route",
        "court",
        "2026-10-05",
        {"subject": "norm_contradicts_constitution", "citizenship": "KZ", "judgment_adopted_on": "2026-08-17"},
        {"court_docket": True, "due": "2027-08-17"},
    ),
    (
        "route",
        "court",
        "2026-10-05",
        {"subject": "norm_contradicts_constitution", "citizenship": "UZ"},
        {"court_docket": False, "route_to": ["ombudsman_human_rights"]},
    ),
    (
        "route",
        "court",
        "2026-10-05",
        {"subject": "detention", "citizenship": "UZ"},
        {"route_to": ["ombudsman_human_rights"], "due": "unknown"},
    ),
    ("route", "court", "2026-10-05", {"subject": "child"}, {"route_to": ["ombudsman_children"]}),
    ("route", "court", "2026-10-05", {"subject": "torture"}, {"route_to": ["prosecutor"]}),
    (
        "route",
        "court",
        "2026-10-05",
        {"subject": "judgment"},
        {"route_to": ["appeal_or_cassation_court"], "court_docket": False},
    ),
    ("route", "court", "2025-10-05", {"subject": "bylaw_contradicts_law"}, {"route_to": []}),
    (
        "route",
        "administrative",
        "2026-06-01",
        {"subject": "official_act", "learned_on": "2026-03-31"},
        {"due": "2026-06-30", "first_date": "new_term_from_receipt"},
    ),
    (
        "route",
        "administrative",
        "2026-06-01",
        {"received_on": "2026-05-08", "wrong_door": True},
        {"redirect_due": "2026-05-14", "refuse_to_accept": False},
    ),
    # The Code does not hold for the Court and the Commissioner.
    ("route", "court", "2026-06-01", {"received_on": "2026-05-06", "wrong_door": True}, {"redirect_due": "unknown"}),
    (
        "route",
        "ombudsman",
        "2026-06-01",
        {"received_on": "2026-05-06", "wrong_door": True},
        {"redirect_due": "unknown"},
    ),
    (
        "compensation",
        "court_civil",
        "2026-06-01",
        {"basis": "rehabilitation", "notice_received_on": "2026-01-15", "claimed_on": "2026-07-15"},
        {"in_time": True, "way": "claim"},
    ),
    (
        "compensation",
        "court_civil",
        "2026-06-01",
        {"basis": "rehabilitation", "notice_received_on": "2026-01-15", "claimed_on": "2026-07-16"},
        {"in_time": False, "way": "civil_suit"},
    ),
    (
        "compensation",
        "court_civil",
        "2026-06-01",
        {"basis": "rehabilitation", "notice_received_on": "2025-08-31"},
        {"nominal_end": "2026-02-28", "due": "2026-03-02"},
    ),
    ("compensation", "court_civil", "2026-07-02", {"basis": "unlawful_act"}, {"due": "unknown"}),
]


def held(answer: Answer, wanted: Told) -> None:
    assert {name: answer.values.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(("body", "as_of", "told", "wanted"), TERMS)
def test_a_term(asked: Callable[..., Answer], body: str, as_of: str, told: Told, wanted: Told) -> None:
    held(asked("deadline", body, as_of, told), wanted)


@pytest.mark.parametrize(("as_of", "told", "wanted"), ADMISSIBLE)
def test_whether_an_appeal_is_heard(asked: Callable[..., Answer], as_of: str, told: Told, wanted: Told) -> None:
    held(asked("admissibility", "court", as_of, told), wanted)


@pytest.mark.parametrize(("told", "wanted"), VOTES)
def test_a_vote(asked: Callable[..., Answer], told: Told, wanted: Told) -> None:
    held(asked("vote", "court", "2026-10-05", told), wanted)


@pytest.mark.parametrize(("kind", "body", "as_of", "told", "wanted"), OTHERS)
def test_effects_papers_doors_and_claims(
    asked: Callable[..., Answer], kind: str, body: str, as_of: str, told: Told, wanted: Told
) -> None:
    held(asked(kind, body, as_of, told), wanted)


@given(total=st.integers(1, 40), suspended=st.integers(0, 10), present=st.integers(0, 40))
def test_two_thirds_of_those_who_are_not_suspended_make_the_quorum(total: int, suspended: int, present: int) -> None:
    told = {"judges_total": total, "suspended": suspended, "present": present}
    values = ask("vote", "court", told, rulebook=shipped("kz"), as_of=date(2026, 10, 5)).values
    judges = total - suspended
    if judges > 0:
        assert values["quorum_needed"] == -(-2 * judges // 3)
        assert values["valid"] is (present <= judges and 3 * present >= 2 * judges)
    else:
        assert "valid" not in values


def test_another_constitution_has_other_effects(asked: Callable[..., Answer]) -> None:
    told = {"ruling": "unconstitutional", "published_on": "2026-05-31"}
    before, after = (asked("effect", "court", day, told).values["effects"] for day in ("2026-06-30", "2026-07-01"))
    assert "repealed_and_not_applied" in before and "ceases_and_not_applied" in after


CODES: list[tuple[str, str, Told, str]] = [
    ("deadline", "court", {}, "fact_missing"),
    ("deadline", "court", {"accepted_on": "2026-13-01", "appellant": "citizen"}, "fact_unreadable"),
    ("deadline", "court", {"accepted_on": 7, "appellant": "citizen"}, "fact_unreadable"),
    ("deadline", "court", {"accepted_on": "2026-09-21", "appellant": "emperor"}, "fact_not_listed"),
    ("deadline", "court", {"accepted_on": "2026-09-21", "appellant": "citizen", "colour": "red"}, "fact_not_asked"),
    ("deadline", "moon", {}, "fact_not_listed"),
    ("deadline", "ombudsman", {}, "fact_missing"),
    ("deadline", "compensation", {}, "fact_missing"),
    ("prophecy", "court", {}, "fact_not_listed"),
    ("deadline", "assembly", {"form": "march", "event_on": "2026-10-28"}, "fact_not_listed"),
    ("deadline", "assembly", {"form": "rally"}, "fact_missing"),
    ("deadline", "administrative", {"appeal_received_at": "yesterday", "office_closes": "18:30"}, "fact_unreadable"),
    ("deadline", "administrative", {"appeal_received_at": "2026-04-30T19:20"}, "fact_missing"),
    ("deadline", "administrative", {"administrative_act_known_on": "2026-03-31"}, "fact_missing"),
    ("admissibility", "court", {}, "fact_missing"),
    ("admissibility", "court", {"appellant": "person"}, "fact_missing"),
    ("admissibility", "court", {**RETURNED, "returned_under": "47(9)"}, "fact_not_listed"),
    ("vote", "court", {"judges_total": 11}, "fact_missing"),
    ("vote", "court", {"judges_total": -1, "present": 1}, "fact_unreadable"),
    ("vote", "court", {"judges_total": 11, "suspended": 11, "present": 1}, "fact_unreadable"),
    ("vote", "court", {"judges_total": 11, "present": 8, "for": 5, "against": 4}, "more_votes_than_judges"),
    ("vote", "court", {"panel": 5}, "fact_missing"),
    ("effect", "court", {"ruling": "splendid"}, "fact_not_listed"),
    ("effect", "court", {"ruling": "unconstitutional"}, "fact_missing"),
    (
        "effect",
        "court",
        {
            "ruling": "unconstitutional",
            "published_on": "2026-08-31",
            "term_set_by_court": {"count": 1, "unit": "moons"},
        },
        "fact_unreadable",
    ),
    ("publication", "court", {"document": "diary"}, "fact_not_listed"),
    ("route", "court", {}, "fact_missing"),
    ("route", "court", {"subject": "bylaw_contradicts_law"}, "fact_missing"),
    ("route", "administrative", {"wrong_door": True}, "fact_missing"),
    ("assembly_refusal", "assembly", {}, "fact_missing"),
    ("compensation", "court_civil", {"basis": "bad luck"}, "fact_not_listed"),
    ("compensation", "court_civil", {"basis": "rehabilitation"}, "fact_missing"),
]


@pytest.mark.parametrize(("kind", "body", "told", "code"), CODES)
def test_what_is_missing_or_unknown_is_a_clear_finding(
    asked: Callable[..., Answer], kind: str, body: str, told: Told, code: str
) -> None:
    findings = asked(kind, body, "2026-10-05", told).findings
    assert code in {one.code for one in findings}
    for language in LANGUAGES:
        assert all(say_finding(one, language) for one in findings)


def test_where_the_sources_are_silent_the_missing_source_is_named(asked: Callable[..., Answer]) -> None:
    answer = asked("deadline", "assembly", "2026-10-05", {"form": "procession", "registered_on": "2026-10-05"})
    silent = next(one for one in answer.findings if one.code == "rule_unknown")
    assert silent.where == "assembly.silence_approval" and "arts. 12, 13" in silent.get("missing")


def test_a_day_moved_by_analogy_says_so(asked: Callable[..., Answer]) -> None:
    answer = asked("deadline", "court", "2026-10-05", {"accepted_on": "2026-02-10", "appellant": "citizen"})
    assert answer.deadlines[0].certainty == "assumed"
    assert [str(day.day) for day in answer.deadlines[0].skipped] == ["2026-05-10", "2026-05-11"]
    assert "deadline_moved_by_analogy" in {one.code for one in answer.findings}


def test_every_finding_of_these_rooms_has_wording() -> None:
    text = "\n".join(one.read_text(encoding="utf-8") for one in ROOMS.glob("*.py"))
    codes = set(re.findall(r'\bworking\.find\(\s*"([a-z_]+)"', text))
    assert len(codes) > 10
    assert [(code, one) for one in LANGUAGES for code in codes if not has_wording(f"finding.{code}", one)] == []


@given(
    st.sampled_from([*KINDS, *OF_TERMS]),
    st.dictionaries(st.text(max_size=8), st.none() | st.integers() | st.text(max_size=9)),
)
def test_no_input_breaks_an_answer(kind: str, told: Told) -> None:
    answer = ask(kind, "court", told, rulebook=shipped("kz"), as_of=date(2026, 10, 5))
    assert json.dumps(answer.values) and answer.findings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,kind\n", "lack the columns"),
        ("id,kind,body,as_of,input_json\nX,vote,court,2026-13-01,{}\n", "line 2"),
        ("id,kind,body,as_of,input_json\nX,vote,court,2026-10-01,{\n", "line 2"),
        ("id,kind,body,as_of,input_json\nX,vote,court,2026-10-01,[]\n", "objects"),
    ],
)
def test_a_file_that_holds_no_examples_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_examples(text)
