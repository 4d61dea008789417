"""Peaceful assemblies: regime by date, the last lawful day, silence, offers, refusals and what cannot be refused."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.assembly import acts, rules
from isonomia.assembly.counting import count
from isonomia.assembly.notice import Assembly
from isonomia.deadlines.reckoning import Deadline
from isonomia.errors import InputError, UnlawfulActError
from isonomia.rulebook.law import Rule, Unknown
from tests.isonomia.procedure.telling import Given, Telling, basis

A, B = "assembly/2026-000001", "assembly/2026-000002"
PLACE = [{"language": "en", "text": "Square by the river", "status": "own_words"}]
REMEDY = {"kind": "complaint", "basis": basis("assembly.remedies", "arts. 14(2), 19")}
BODIES: dict[str, Given] = {
    "assembly.notice_filed": {
        "filed_on": "2026-10-19",
        "channel": "form",
        "language": "kk",
        "applicant_kind": "citizen",
        "form": "rally",
        "held_on": "2026-10-28",
        "starts": "12:00",
        "ends": "14:00",
        "number": 40,
        "territory": "KZ-75",
    },
    "assembly.registered": {
        "registered_on": "2026-10-20",
        "place": PLACE,
        "basis": basis("assembly.registration", "arts. 10(2), 12(1)"),
    },
    "assembly.confirmed": {
        "confirmed_on": "2026-10-22",
        "basis": basis("assembly.go_ahead", "arts. 11(1), 13(1)"),
    },
    "assembly.other_offered": {
        "offered_on": "2026-10-21",
        "place": PLACE,
        "basis": basis("assembly.offer", "arts. 11(1), 13(1)"),
    },
    "assembly.offer_accepted": {"accepted_on": "2026-10-22"},
    "assembly.offer_declined": {"declined_on": "2026-10-22"},
    "assembly.refused": {
        "ground": "threat",
        "basis": basis("assembly.ground_threat", "art. 14(1)(3)"),
        "remedies": [REMEDY],
        "refused_on": "2026-10-23",
    },
    "assembly.complaint_filed": {"remedy": REMEDY, "filed_on": "2026-10-27"},
    "assembly.complaint_decided": {
        "outcome": "lifted",
        "basis": basis("assembly.complaint_decision", "art. 19"),
        "decided_on": "2026-10-28",
    },
    "assembly.held": {"held_on": "2026-10-28"},
    "assembly.cancelled": {"cancelled_on": "2026-10-21"},
    "assembly.stopped": {
        "ground": "danger",
        "basis": basis("assembly.stop_danger", "art. 18(1)(1)"),
        "remedies": [REMEDY],
        "stopped_on": "2026-10-28",
    },
    "assembly.moved": {
        "to_body": "local_body",
        "to": B,
        "reason": "other_body",
        "basis": basis("assembly.transfer", "art. 65(1)"),
        "moved_on": "2026-10-20",
    },
}
FIELDS = {
    "assembly.notice_filed": ("content", "applicant"),
    "assembly.refused": ("facts",),
    "assembly.stopped": ("facts",),
}
TAKEN = {"ground": "place_taken", "basis": basis("assembly.ground_place_taken", "art. 14(1)(10)")}


def telling() -> Telling:
    return Telling("kz", BODIES, FIELDS)


def told(*steps: str, **changes: dict[str, Any]) -> Telling:
    """Steps by the last part of their names; the changes of one by the same name."""
    story = telling()
    for step in steps:
        story.enter(f"assembly.{step}", A, **changes.get(step, {}))
    return story


def one(story: Telling) -> Assembly:
    return story.reform.assembly.matters[A]


@pytest.mark.parametrize(
    ("form", "filed", "regime"),
    [
        ("rally", "2026-10-19", "notification"),
        ("picket", "2020-06-06", "notification"),
        ("procession", "2026-10-19", "approval"),
        ("rally", "2020-06-05", "approval"),
        ("picket", "2004-05-01", "approval"),
    ],
)
def test_the_regime_of_a_form_is_that_of_the_day_of_filing(form: str, filed: str, regime: str) -> None:
    held = str(date.fromisoformat(filed).replace(day=28))
    story = told("notice_filed", notice_filed={"form": form, "filed_on": filed, "held_on": held})
    found = one(story).regime
    assert isinstance(found, rules.Regime) and found.kind == regime


def test_before_the_sources_begin_nothing_is_said_and_the_notice_stands_all_the_same() -> None:
    story = told("notice_filed", notice_filed={"filed_on": "1994-05-02", "held_on": "1994-05-20"})
    there = one(story)
    assert isinstance(there.regime, Unknown) and isinstance(there.latest, Unknown)
    assert there.in_time is None and there.summary()["regime"] == ""


def test_the_last_lawful_day_and_the_stricter_reading_as_in_the_worked_example() -> None:
    latest = one(told("notice_filed")).latest
    assert isinstance(latest, Deadline)
    assert (latest.due, latest.strict) == (date(2026, 10, 20), date(2026, 10, 19))


def test_the_law_of_1995_asked_for_an_application_ten_days_ahead_and_answered_five_days_ahead() -> None:
    days = {"notice_filed": {"filed_on": "2019-05-02", "held_on": "2019-05-20"}}
    step = {"registered_on": "2019-05-03", "basis": basis("assembly.registration", "art. 3")}
    there = one(told("notice_filed", "registered", **days, registered=step))
    assert isinstance(there.latest, Deadline) and there.latest.due == date(2019, 5, 10)
    assert there.summary()["due_on"] == "2019-05-15"


def test_a_late_notice_is_taken_in_and_only_marked() -> None:
    story = told("notice_filed", "registered", registered={"registered_on": "2026-10-22"})
    assert one(story).in_time is False and one(story).summary()["in_time"] == "no"


def test_silence_lets_a_notified_assembly_be_held_and_says_nothing_of_an_approval() -> None:
    there = one(told("notice_filed", "registered"))
    assert there.summary()["due_on"] == "2026-10-23"
    assert there.silence(date(2026, 10, 23)) is None and there.may_be_held(date(2026, 10, 23)) is None
    said = there.silence(date(2026, 10, 24))
    assert isinstance(said, Rule) and said.value == rules.MAY_BE_HELD and "art. 11(1)" in said.citation
    assert there.shown(date(2026, 10, 24)) == "silent" and there.may_be_held(date(2026, 10, 24))
    other = one(told("notice_filed", "registered", notice_filed={"form": "procession", "held_on": "2026-11-20"}))
    assert isinstance(other.silence(date(2026, 11, 15)), Unknown) and other.may_be_held(date(2026, 11, 15)) is None


def test_an_offer_that_was_taken_bars_a_refusal_and_moves_the_day() -> None:
    offer = {"held_on": "2026-10-30"}
    story = told("notice_filed", "registered", "other_offered", "offer_accepted", other_offered=offer)
    assert one(story).held_on == date(2026, 10, 30) and one(story).may_be_held(date(2026, 10, 24))
    with pytest.raises(UnlawfulActError) as error:
        story.enter("assembly.refused", A)
    assert error.value.finding and error.value.finding.code == "offer_was_taken"


def test_a_taken_place_is_no_ground_until_another_was_offered_and_not_taken() -> None:
    story = told("notice_filed", "registered")
    with pytest.raises(UnlawfulActError) as error:
        story.enter("assembly.refused", A, **TAKEN)
    assert error.value.finding and error.value.finding.code == "ground_needs_offer"
    assert "61-NP" in error.value.citation
    story.enter("assembly.other_offered", A)
    with pytest.raises(UnlawfulActError):
        # The organiser has until the next working day: 22 October.
        story.enter("assembly.refused", A, **TAKEN, refused_on="2026-10-22")
    story.enter("assembly.refused", A, **TAKEN, refused_on="2026-10-23")
    assert one(story).stage == "refused"


def test_after_a_no_to_the_offer_the_ground_may_be_used_at_once() -> None:
    story = told("notice_filed", "registered", "other_offered", "offer_declined")
    story.enter("assembly.refused", A, **TAKEN, refused_on="2026-10-22")
    assert one(story).summary()["article"] == "art. 14(1)(10)"


def test_before_the_ruling_a_taken_place_was_a_ground_by_itself() -> None:
    days = {"notice_filed": {"filed_on": "2025-01-13", "held_on": "2025-01-24"}}
    story = told("notice_filed", "registered", **days, registered={"registered_on": "2025-01-14"})
    with pytest.raises(UnlawfulActError):
        story.enter("assembly.refused", A, **TAKEN, refused_on="2025-01-20")
    story.enter("assembly.refused", A, **TAKEN, refused_on="2025-01-17")
    assert one(story).stage == "refused"


REGISTERED = ("notice_filed", "registered")
IMPOSSIBLE = {
    "refusal_without_facts": {"fields": ()},
    "refusal_without_remedy": {"remedies": []},
    "article_not_cited": {"basis": basis("assembly.ground_threat", "art. 14(1)(2)")},
    "remedy_not_in_law": {"remedies": [{**REMEDY, "kind": "none"}]},
}


@pytest.mark.parametrize("name", ["assembly.refused", "assembly.stopped"])
@pytest.mark.parametrize("code", IMPOSSIBLE)
def test_a_refusal_without_article_facts_or_remedy_is_impossible(name: str, code: str) -> None:
    story = told(*REGISTERED, *(("confirmed", "held") if name.endswith("stopped") else ()))
    changes = dict(IMPOSSIBLE[code])
    if "basis" in changes and name.endswith("stopped"):
        changes["basis"] = basis("assembly.stop_danger", "art. 18(2)")
    with pytest.raises(UnlawfulActError) as error:
        story.enter(name, A, **changes)
    assert error.value.finding and error.value.finding.code == code
    story.enter(name, A)


def test_a_refusal_has_no_form_without_an_article() -> None:
    with pytest.raises(Exception, match="basis"):
        telling().act("assembly.refused", A, basis=None)


def test_a_ground_that_the_law_of_the_day_does_not_list_is_refused() -> None:
    days = {"notice_filed": {"filed_on": "2019-05-02", "held_on": "2019-05-20"}}
    step = {"registered_on": "2019-05-03", "basis": basis("assembly.registration", "art. 3")}
    story = told(*REGISTERED, **days, registered=step)
    remedy = {"kind": "complaint", "basis": basis("assembly.remedies", "art. 4")}
    late = {"ground": "late", "refused_on": "2019-05-10", "remedies": [remedy]}
    with pytest.raises(UnlawfulActError) as error:
        story.enter("assembly.refused", A, **late, basis=basis("assembly.ground_late", "art. 14(1)(4)"))
    assert error.value.finding and error.value.finding.code == "basis_not_in_force"


def test_what_is_left_out_needs_its_facts_and_its_rule() -> None:
    story = told(*REGISTERED)
    with pytest.raises(UnlawfulActError):
        story.enter("assembly.confirmed", A, without=["sound"])
    story.enter("assembly.confirmed", A, ("facts",), without=["sound"])
    assert one(story).summary()["without"] == "sound"
    with pytest.raises(InputError):
        told(*REGISTERED).enter("assembly.confirmed", A, basis=basis("assembly.offer", "arts. 11(1), 13(1)"))


def test_a_complaint_lifts_a_refusal_and_the_assembly_is_answered_again() -> None:
    story = told(*REGISTERED, "refused", "complaint_filed", "complaint_decided")
    assert one(story).stage == "lifted"
    story.enter("assembly.confirmed", A, confirmed_on="2026-10-28")
    assert one(story).summary()["lifted"] == "yes" and one(story).summary()["answer"] == "refused"


def test_a_refusal_that_stands_names_its_remedies_again_and_a_suit_follows() -> None:
    story = told(*REGISTERED, "refused", "complaint_filed")
    with pytest.raises(UnlawfulActError):
        story.enter("assembly.complaint_decided", A, outcome="stands")
    story.enter("assembly.complaint_decided", A, ("facts",), outcome="stands", remedies=[REMEDY])
    suit = {"kind": "suit", "basis": basis("assembly.remedies", "arts. 14(2), 19")}
    story.enter("assembly.complaint_filed", A, remedy=suit, filed_on="2026-11-02")
    assert one(story).stage == "appealed" and one(story).summary()["appeals"] == "2"


def test_a_refusal_as_late_of_what_was_in_time_is_told_to_the_reader() -> None:
    late = {"ground": "late", "basis": basis("assembly.ground_late", "art. 14(1)(4)")}
    story = told(*REGISTERED, "refused", refused=late)
    assert [found.code for found in story.reform.findings()] == ["late_but_in_time"]


def test_hours_beyond_the_law_are_a_warning() -> None:
    story = told("notice_filed", notice_filed={"starts": "08:00", "ends": "21:00"})
    assert [found.code for found in story.reform.findings()] == ["outside_hours", "outside_hours"]


@pytest.mark.parametrize(
    "changes",
    [
        {"form": "march"},
        {"ends": "11:00"},
        {"uses": ["fire"]},
        {"channel": "pigeon"},
        {"applicant_kind": "ghost"},
        {"first_filed_on": "2026-10-18"},
        {"fields": ()},
    ],
)
def test_a_notice_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        telling().enter("assembly.notice_filed", A, **changes)


def test_a_transfer_keeps_the_day_of_the_first_filing_and_both_ends_agree() -> None:
    story = told("notice_filed", "moved")
    with pytest.raises(UnlawfulActError) as error:
        story.enter("assembly.notice_filed", B, filed_on="2026-10-21", moved_from=A, first_filed_on="2026-10-20")
    assert error.value.finding and error.value.finding.code == "first_day_differs"
    story.enter("assembly.notice_filed", B, filed_on="2026-10-21", moved_from=A, first_filed_on="2026-10-19")
    with pytest.raises(UnlawfulActError) as other:
        story.enter(
            "assembly.notice_filed",
            "assembly/2026-000003",
            filed_on="2026-10-21",
            moved_from=A,
            first_filed_on="2026-10-19",
        )
    assert other.value.finding and other.value.finding.code == "not_moved_here"


def test_counts_have_their_wholes_and_a_small_region_is_not_told_apart() -> None:
    lines = [one(told(*REGISTERED, "refused")).summary()] * 12 + [one(told(*REGISTERED, "confirmed")).summary()] * 3
    lines += [{**one(told(*REGISTERED, "confirmed")).summary(), "territory": "KZ-71"}] * 4
    lines += [{**one(told(*REGISTERED, "confirmed")).summary(), "territory": "KZ-79"}] * 11
    lines += [one(told(*REGISTERED)).summary()] * 2
    found = count(lines, date(2026, 10, 26))
    assert (found.silent.part, found.silent.whole) == (2, 32)
    assert [(part.name, part.part) for part in found.refused_by_ground if part.part] == [("threat", 12)]
    assert (found.terms_kept.part, found.terms_kept.whole) == (30, 32)
    # KZ-71 alone could be found by taking the others from the whole: the smaller of the others is hidden with it.
    assert [(part.name, part.part, part.whole) for part in found.by_region] == [
        ("KZ-71", None, None),
        ("KZ-75", 12, 15),
        ("KZ-79", None, None),
    ]


@given(st.lists(st.sampled_from(sorted(BODIES)), max_size=8))
def test_whatever_comes_in_whatever_order_a_refused_act_changes_nothing(names: list[str]) -> None:
    story = told("notice_filed")
    for name in names:
        before = story.reform.assembly.summary(A)
        try:
            story.enter(name, A)
        except (UnlawfulActError, InputError):
            assert story.reform.assembly.summary(A) == before
    known = {acts.ACTS[name, 1] for name in BODIES}
    assert len(known) == len(acts.ACTS)
