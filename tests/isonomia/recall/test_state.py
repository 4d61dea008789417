"""A recall that succeeds and some that fail, in Mysal and in Kazakhstan; and what is impossible on the way."""

from typing import Any

import pytest

from isonomia.errors import InputError, UnlawfulActError
from isonomia.reform.road import Reform
from tests.isonomia.procedure.telling import basis
from tests.isonomia.recall.story import CHECKED, FILED, VOTED, A, petition, silent_on, told


def refusal(*steps: str, country: str = "mysal", **changes: Any) -> str:
    """The code of the finding with which the last step is refused."""
    story = told(*steps[:-1], country=country, **changes)
    before = petition(story).summary()
    with pytest.raises(UnlawfulActError) as error:
        story.enter(f"recall.{steps[-1]}", A, **changes.get(steps[-1], {}))
    assert petition(story).summary() == before and error.value.finding
    return error.value.finding.code


@pytest.mark.parametrize("country", ["mysal", "kz"])
def test_a_recall_succeeds(country: str) -> None:
    there = petition(told(*VOTED, "decided", country=country))
    told_of = there.summary()
    assert (told_of["stage"], told_of["outcome"], told_of["valid"]) == ("decided", "recalled", "16000")
    assert told_of["due_on"] == "" and list(there.findings()) == []


@pytest.mark.parametrize(
    ("country", "took_part", "yes", "outcome"),
    [
        ("mysal", 39_999, 39_000, "not_valid"),
        ("mysal", 40_000, 20_000, "kept"),
        ("mysal", 40_000, 20_001, "recalled"),
        ("kz", 33_333, 33_000, "not_valid"),
        ("kz", 33_334, 16_667, "kept"),
        ("kz", 33_334, 16_668, "recalled"),
    ],
)
def test_a_vote_on_both_sides_of_quorum_and_majority(country: str, took_part: int, yes: int, outcome: str) -> None:
    count = {"took_part": took_part, "yes": yes, "no": took_part - yes, "invalid": 0}
    changes: dict[str, Any] = {"vote_counted": count, "decided": {"outcome": outcome}}
    assert petition(told(*VOTED, "decided", country=country, **changes)).outcome == outcome
    for other in {"recalled", "kept", "not_valid"} - {outcome}:
        changes["decided"] = {"outcome": other}
        assert refusal(*VOTED, "decided", country=country, **changes) == "outcome_unlike_count"


@pytest.mark.parametrize(
    ("country", "applied", "code"),
    [
        ("kz", {"body": "mazhilis"}, "not_open_to_recall"),
        ("kz", {"mandate": "list"}, "not_open_to_recall"),
        ("mysal", {"ground": "programme_not_carried_out"}, "not_open_to_recall"),
        ("mysal", {"group": 9}, "below_minimum"),
        ("mysal", {"mandate_began": "2026-03-01"}, "in_blackout"),
        ("mysal", {"mandate_ends": "2027-03-01"}, "in_blackout"),
        ("mysal", {"kept_on": "2025-09-01"}, "in_blackout"),
    ],
)
def test_what_the_law_does_not_open_is_not_registered(country: str, applied: dict[str, Any], code: str) -> None:
    assert refusal("applied", "registered", country=country, applied=applied) == code


def test_a_day_outside_each_blackout_is_free() -> None:
    free = {"mandate_began": "2026-02-28", "mandate_ends": "2027-03-02", "kept_on": "2025-08-31"}
    assert petition(told("applied", "registered", applied=free)).stage == "registered"


def test_until_july_2026_deputies_of_the_mazhilis_could_be_recalled_too() -> None:
    applied = {"on": "2026-06-20", "body": "mazhilis"}
    there = petition(told("applied", "registered", country="kz", applied=applied, registered={"on": "2026-06-30"}))
    assert there.stage == "registered"
    assert (
        refusal("applied", "registered", country="kz", applied=applied, registered={"on": "2026-07-01"})
        == "not_open_to_recall"
    )


def test_before_the_procedure_there_is_none() -> None:
    applied = {"on": "2022-11-17", "mandate_began": "2021-01-01", "mandate_ends": "2026-01-01"}
    given = {"applied": applied, "registered": {"on": "2022-11-17"}}
    assert refusal("applied", "registered", country="kz", **given) == "basis_not_in_force"


def test_exactly_a_tenth_is_neither_enough_nor_too_few_in_kazakhstan() -> None:
    changes = {"signatures_filed": {"number": 10_000}, "signatures_checked": {"valid": 10_000, "faults": []}}
    there = petition(told(*CHECKED, country="kz", **changes))
    assert [one.code for one in there.findings()] == ["signatures_undecided"]
    assert refusal(*CHECKED, "vote_called", country="kz", **changes) == "signatures_undecided"
    changes["signatures_filed"] = {"number": 10_001}
    changes["signatures_checked"] = {"valid": 10_001, "faults": []}
    assert petition(told(*CHECKED, "vote_called", country="kz", **changes)).stage == "called"


FEW = {"valid": 14_999, "faults": [{"kind": "twice", "number": 2001}]}


def test_too_few_signatures_end_the_matter_and_no_vote_is_called() -> None:
    there = petition(told(*CHECKED, "ended", signatures_checked=FEW))
    assert (there.stage, there.ground) == ("ended", "too_few_signatures")
    assert refusal(*CHECKED, "vote_called", signatures_checked=FEW) == "signatures_tell_otherwise"
    assert refusal(*CHECKED, "ended") == "signatures_tell_otherwise"
    assert refusal(*FILED, "ended") == "signatures_undecided"


def test_sheets_that_do_not_come_in_end_the_matter_after_the_term() -> None:
    end = {"ground": "sheets_not_filed", "basis": basis("recall.ended_if", "art. 4(5)(2)")}
    assert refusal("applied", "registered", "ended", ended={**end, "on": "2026-11-02"}) == "still_collecting"
    there = petition(told("applied", "registered", "ended", ended={**end, "on": "2026-11-03"}))
    assert there.summary()["ground"] == "sheets_not_filed"


SAMPLED = (*FILED, "sample_announced", "sample_checked")


@pytest.mark.parametrize(
    ("valid", "after", "code"),
    [(950, "vote_called", ""), (800, "ended", ""), (885, "vote_called", "signatures_undecided")],
)
def test_a_sample_decides_where_it_is_plain_and_else_each_signature_does(valid: int, after: str, code: str) -> None:
    sample = {"valid": valid}
    if code:
        assert refusal(*SAMPLED, after, sample_checked=sample) == code
        assert petition(told(*SAMPLED, "signatures_checked", after, sample_checked=sample)).stage == "called"
    else:
        assert petition(told(*SAMPLED, after, sample_checked=sample)).stage in ("called", "ended")


def test_a_sample_is_drawn_as_announced() -> None:
    assert refusal(*SAMPLED, sample_checked={"seed": "0" * 64}) == "sample_not_as_announced"
    assert refusal(*SAMPLED, sample_checked={"on": "2026-10-02"}) == "sample_not_as_announced"
    with pytest.raises(InputError):
        told(*FILED, "sample_announced", sample_announced={"drawn": 17_001})
    anywhere = {"sample_announced": {"basis": basis("recall.steps", "art. 113-14(2)")}}
    assert refusal(*FILED, "sample_announced", country="kz", **anywhere) == "basis_not_in_force"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fields": ()}, "refusal_without_facts"),
        ({"remedies": []}, "refusal_without_remedy"),
        ({"basis": basis("recall.steps", "art. 2(2)")}, "basis_of_another_step"),
    ],
)
def test_no_refusal_without_article_facts_and_remedy(change: dict[str, Any], code: str) -> None:
    assert refusal("applied", "refused", refused=change) == code


def test_counts_that_cannot_be_true_are_no_counts() -> None:
    for change in (
        {"valid": 17_001},
        {"valid": 16_301},
        {"faults": []},
        {"faults": [{"kind": "ugly", "number": 1000}]},
    ):
        with pytest.raises(InputError):
            told(*CHECKED, signatures_checked=change)
    for change in ({"yes": 23_001}, {"voters": 44_999}):
        with pytest.raises(InputError):
            told(*VOTED, vote_counted=change)
    assert refusal(*VOTED, vote_counted={"on": "2026-11-28"}) == "before_matter"


@pytest.mark.parametrize(
    ("rule", "blocked", "free"),
    [
        ("signature_share", "vote_called", "signatures_checked"),
        ("min_group", "registered", "applied"),
        ("blackout_first", "registered", "applied"),
        ("majority", "decided", "vote_counted"),
    ],
)
def test_what_is_unknown_blocks_only_the_decision_that_needs_it(
    kz_texts: dict[str, str], rule: str, blocked: str, free: str
) -> None:
    story = told(country="kz")
    story.reform = Reform({"kz": silent_on(kz_texts, rule)})
    for step in (*VOTED, "decided"):
        if step == blocked:
            with pytest.raises(UnlawfulActError) as error:
                story.enter(f"recall.{step}", A)
            assert error.value.finding and error.value.finding.code == "rule_needed"
            break
        story.enter(f"recall.{step}", A)
    assert story.acts[-1].act == f"recall.{free}"
