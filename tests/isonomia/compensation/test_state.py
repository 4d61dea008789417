"""Claims for compensation: in time and late, two bases, awards that add up, payments, and what is impossible."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.compensation import acts, rules
from isonomia.compensation.claim import Claim
from isonomia.compensation.counting import count
from isonomia.errors import InputError, UnlawfulActError
from isonomia.rulebook.law import Unknown
from tests.isonomia.procedure.telling import Given, Telling, basis

A = "claim/2026-000001"
STEPS = "compensation.steps_rehabilitation"
REMEDY = {"kind": "civil_suit", "basis": basis("compensation.remedies_rehabilitation", "art. 41(2)")}
PARTS = [{"kind": "earnings", "amount": 150_000_00}, {"kind": "legal_aid", "amount": 40_000_00}]
BODIES: dict[str, Given] = {
    "compensation.claim_filed": {
        "filed_on": "2026-09-10",
        "channel": "form",
        "language": "ru",
        "applicant_kind": "person",
        "claim_basis": "rehabilitation",
        "currency": "KZT",
        "parts": PARTS,
        "notice_received_on": "2026-03-10",
    },
    "compensation.registered": {"registered_on": "2026-09-10", "basis": basis(STEPS, "art. 40(3)")},
    "compensation.late_taken": {"road": "civil_suit", "taken_on": "2026-09-16", "basis": basis(STEPS, "art. 42")},
    "compensation.awarded": {
        "parts": PARTS,
        "total": 190_000_00,
        "awarded_on": "2026-10-05",
        "basis": basis(STEPS, "art. 40(4)"),
    },
    "compensation.refused": {
        "ground": "self_incrimination",
        "basis": basis(STEPS, "art. 38(4)"),
        "remedies": [REMEDY],
        "refused_on": "2026-10-05",
    },
    "compensation.appealed": {"remedy": REMEDY, "filed_on": "2026-10-12"},
    "compensation.appeal_decided": {
        "parts": PARTS,
        "total": 190_000_00,
        "decided_on": "2026-11-02",
        "basis": basis("compensation.remedies_rehabilitation", "art. 41(2)"),
    },
    "compensation.paid": {"amount": 100_000_00, "paid_on": "2026-11-10", "basis": basis(STEPS, "art. 40(5)")},
    "compensation.withdrawn": {"withdrawn_on": "2026-09-20"},
    "compensation.moved": {
        "to_body": "court",
        "reason": "other_body",
        "basis": basis("compensation.steps_rehabilitation", "art. 5"),
        "moved_on": "2026-09-12",
    },
}
FIELDS = {"compensation.claim_filed": ("content", "applicant"), "compensation.refused": ("facts",)}
LATE = {"filed_on": "2026-09-15"}


def told(*steps: str, **changes: dict[str, Any]) -> Telling:
    story = Telling("kz", BODIES, FIELDS)
    for step in steps:
        story.enter(f"compensation.{step}", A, **changes.get(step, {}))
    return story


def one(story: Telling) -> Claim:
    return story.reform.compensation.matters[A]


@pytest.mark.parametrize(("filed", "in_time"), [("2026-09-10", True), ("2026-09-11", False)])
def test_six_months_from_the_notice(filed: str, in_time: bool) -> None:
    assert one(told("claim_filed", claim_filed={"filed_on": filed})).in_time is in_time


def test_without_the_day_of_the_notice_nobody_is_late() -> None:
    there = one(told("claim_filed", claim_filed={"notice_received_on": None}))
    assert isinstance(there.term, Unknown) and there.in_time is None


def test_a_claim_in_time_is_awarded_and_paid_and_the_sums_recompute() -> None:
    story = told("claim_filed", "registered", "awarded", "paid")
    there = one(story)
    assert (there.claimed, there.awarded, there.paid, there.owed) == (190_000_00, 190_000_00, 100_000_00, 90_000_00)
    assert there.summary()["kept"] == "yes" and there.stage == "awarded"
    with pytest.raises(UnlawfulActError) as error:
        story.enter("compensation.paid", A, amount=90_000_01)
    assert error.value.finding and error.value.finding.code == "paid_beyond_award"
    story.enter("compensation.paid", A, amount=90_000_00)
    assert there.stage == "paid" and there.owed == 0


def test_a_late_claim_goes_as_a_civil_suit_and_in_no_other_way() -> None:
    story = told("claim_filed", "registered", claim_filed=LATE, registered={"registered_on": "2026-09-15"})
    with pytest.raises(UnlawfulActError) as error:
        story.enter("compensation.awarded", A)
    assert error.value.finding and error.value.finding.code == "claim_late" and "art. 42" in error.value.citation
    with pytest.raises(UnlawfulActError):
        story.enter("compensation.refused", A)
    story.enter("compensation.late_taken", A)
    # In a civil suit moral harm is heard too.
    parts = [*PARTS, {"kind": "moral", "amount": 1_00}]
    story.enter("compensation.awarded", A, parts=parts, total=190_001_00)
    assert one(story).summary()["late_road"] == "civil_suit"


def test_a_claim_in_time_is_not_taken_as_late() -> None:
    with pytest.raises(UnlawfulActError):
        told("claim_filed", "registered", "late_taken")


def test_harm_that_the_law_does_not_make_good_here_is_not_awarded() -> None:
    parts = [*PARTS, {"kind": "moral", "amount": 1_00}]
    with pytest.raises(UnlawfulActError) as error:
        told("claim_filed", "registered", "awarded", awarded={"parts": parts, "total": 190_001_00})
    assert error.value.finding and error.value.finding.code == "harm_not_in_law"


def test_a_total_unlike_its_parts_is_refused() -> None:
    with pytest.raises(UnlawfulActError) as error:
        told("claim_filed", "registered", "awarded", awarded={"total": 190_000_01})
    assert error.value.finding and error.value.finding.code == "total_unlike_parts"


def test_an_award_of_less_is_a_refusal_and_asks_for_all_that_a_refusal_asks_for() -> None:
    story = told("claim_filed", "registered")
    less = {"parts": PARTS[:1], "total": 150_000_00}
    with pytest.raises(UnlawfulActError) as error:
        story.enter("compensation.awarded", A, **less)
    assert error.value.finding and error.value.finding.code == "refusal_without_facts"
    story.enter("compensation.awarded", A, ("facts",), **less, remedies=[REMEDY])


IMPOSSIBLE = {
    "refusal_without_facts": {"fields": ()},
    "refusal_without_remedy": {"remedies": []},
    "article_not_cited": {"basis": basis(STEPS, "art. 43")},
    "remedy_not_in_law": {"remedies": [{**REMEDY, "kind": "appeal"}]},
}


@pytest.mark.parametrize("code", IMPOSSIBLE)
def test_a_refusal_without_article_facts_or_remedy_is_impossible(code: str) -> None:
    story = told("claim_filed", "registered")
    with pytest.raises(UnlawfulActError) as error:
        story.enter("compensation.refused", A, **IMPOSSIBLE[code])
    assert error.value.finding and error.value.finding.code == code
    story.enter("compensation.refused", A)


def test_what_was_refused_can_be_contested_and_then_awarded() -> None:
    story = told("claim_filed", "registered", "refused", "appealed", "appeal_decided")
    assert one(story).stage == "awarded" and one(story).summary()["ground"] == ""


def test_an_unlawful_act_has_no_term_of_its_own_and_since_july_2026_rests_on_the_constitution_too() -> None:
    there = one(told("claim_filed", claim_filed={"claim_basis": "unlawful_act", "notice_received_on": None}))
    assert there.term is None and there.in_time is None
    law = told().reform.rulebook()
    before, after = (rules.found_basis("unlawful_act", law.on(date(2026, month, 1))) for month in (6, 7))
    assert not isinstance(before, Unknown) and not isinstance(after, Unknown)
    assert "art. 15(6)" not in before.citation and "art. 15(6)" in after.citation


@pytest.mark.parametrize(
    "changes",
    [
        {"parts": [PARTS[0], PARTS[0]]},
        {"parts": [{"kind": "luck", "amount": 1}]},
        {"notice_received_on": "2026-09-11"},
        {"claim_basis": "luck"},
    ],
)
def test_a_claim_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        told("claim_filed", claim_filed=changes)


@given(st.lists(st.tuples(st.sampled_from(rules.HARMS), st.integers(0, 10**12)), unique_by=lambda one: one[0]))
def test_counts_add_up_whatever_the_amounts(parts: list[tuple[str, int]]) -> None:
    given_parts = [{"kind": kind, "amount": amount} for kind, amount in parts]
    line = one(told("claim_filed", claim_filed={"parts": given_parts})).summary()
    found = count([line, line])
    assert found.sums[0].claimed == 2 * rules.total(parts) and found.sums[0].owed == 0
    assert (found.in_time.part, found.in_time.whole) == (2, 2)


@given(st.lists(st.sampled_from(sorted(BODIES)), max_size=8))
def test_whatever_comes_in_whatever_order_a_refused_act_changes_nothing(names: list[str]) -> None:
    story = told("claim_filed")
    for name in names:
        before = story.reform.compensation.summary(A)
        try:
            story.enter(name, A)
        except (UnlawfulActError, InputError):
            assert story.reform.compensation.summary(A) == before
    assert {acts.ACTS[name, 1] for name in BODIES} == set(acts.ACTS.values())
