"""Complaints to commissioners: competence, transfer with the first day kept, terms, what bodies are asked for."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError, UnlawfulActError
from isonomia.ombudsman import acts, rules
from isonomia.ombudsman.complaint import Complaint
from isonomia.ombudsman.counting import count
from isonomia.rulebook.law import Unknown
from tests.isonomia.procedure.telling import Given, Telling, basis

A, B = "complaint/2026-000001", "complaint/2026-000002"
BODY = [{"language": "en", "text": "Department of schools", "status": "own_words"}]
REMEDY = {"kind": "other_means", "basis": basis("ombudsman.human_rights_remedies", "art. 13(4)(2)")}
DECIDES, RESULTS = "ombudsman.human_rights_decides", "ombudsman.human_rights_results"
BODIES: dict[str, Given] = {
    "ombudsman.complaint_filed": {
        "filed_on": "2026-03-06",
        "channel": "form",
        "language": "ru",
        "applicant_kind": "citizen",
        "commissioner": "human_rights",
        "subject": "rights_of_person",
        "territory": "KZ-75",
    },
    "ombudsman.accepted": {"accepted_on": "2026-03-10", "basis": basis(DECIDES, "art. 13(4)(1)")},
    "ombudsman.advised": {"advised_on": "2026-03-10", "basis": basis(DECIDES, "art. 13(4)(2)")},
    "ombudsman.rejected": {
        "ground": "unfounded",
        "basis": basis(DECIDES, "art. 13(4)(4)"),
        "remedies": [REMEDY],
        "rejected_on": "2026-03-12",
    },
    "ombudsman.explanations_asked": {
        "of": BODY,
        "asked_on": "2026-03-11",
        "basis": basis("ombudsman.human_rights_asks", "art. 15(1)"),
    },
    "ombudsman.explanations_given": {"asked": "complaint-2026-000001/3", "given_on": "2026-03-20"},
    "ombudsman.extended": {
        "extended_on": "2026-03-20",
        "until": "2026-05-06",
        "basis": basis(DECIDES, "art. 13(5)"),
    },
    "ombudsman.recommended": {"to": BODY, "recommended_on": "2026-03-27", "basis": basis(RESULTS, "art. 16(1)")},
    "ombudsman.recommendation_answered": {
        "recommended": "complaint-2026-000001/3",
        "answer": "followed",
        "answered_on": "2026-04-10",
    },
    "ombudsman.petitioned": {
        "to": BODY,
        "kind": "disciplinary",
        "petitioned_on": "2026-03-27",
        "basis": basis(RESULTS, "art. 16(2)"),
    },
    "ombudsman.suit_filed": {"filed_on": "2026-03-27", "basis": basis(RESULTS, "art. 16(3)")},
    "ombudsman.referred_to_court": {
        "case": "case/2026-000007",
        "referred_on": "2026-07-02",
        "basis": basis("ombudsman.human_rights_to_court", "art. 73(5)"),
    },
    "ombudsman.closed": {"outcome": "restored", "closed_on": "2026-07-10"},
    "ombudsman.withdrawn": {"withdrawn_on": "2026-03-20"},
    "ombudsman.moved": {
        "to_body": "children",
        "to": B,
        "reason": "other_commissioner",
        "basis": basis(DECIDES, "art. 13(4)(3)"),
        "moved_on": "2026-03-09",
    },
}
FIELDS = {"ombudsman.complaint_filed": ("content", "applicant"), "ombudsman.rejected": ("facts",)}


def told(*steps: str, country: str = "kz", **changes: dict[str, Any]) -> Telling:
    story = Telling(country, BODIES, FIELDS)
    for step in steps:
        story.enter(f"ombudsman.{step}", A, **changes.get(step, {}))
    return story


def one(story: Telling, matter: str = A) -> Complaint:
    return story.reform.ombudsman.matters[matter]


def test_fifteen_working_days_from_the_receipt() -> None:
    there = one(told("complaint_filed"))
    # 9 March is a day off for Women's Day, 23 to 25 March for Nauryz: as in the worked example.
    assert there.summary()["due_on"] == "2026-04-02"
    assert there.competent(date(2026, 3, 6)) is True


@pytest.mark.parametrize(
    ("subject", "who"),
    [
        ("rights_of_child", ("children", "human_rights")),
        ("rights_of_person", ("human_rights",)),
        ("rights_of_vulnerable", ("vulnerable", "human_rights")),
        ("act_of_president", ()),
        ("judgment", ()),
    ],
)
def test_who_considers_what_is_said_by_the_rulebook(subject: str, who: tuple[str, ...]) -> None:
    law = told().reform.rulebook().on(date(2026, 11, 22))
    assert rules.competent(subject, law) == who


def test_of_the_two_others_all_terms_are_unknown_and_a_filing_stands_all_the_same() -> None:
    there = one(told("complaint_filed", complaint_filed={"commissioner": "children", "subject": "rights_of_child"}))
    assert isinstance(there.term, Unknown) and "sets no term" in there.term.missing
    assert there.summary()["due_on"] == "" and there.summary()["kept"] == ""


def test_a_step_on_which_the_sources_are_silent_is_not_taken() -> None:
    story = told("complaint_filed", complaint_filed={"commissioner": "children", "subject": "rights_of_child"})
    accepted = {"basis": basis("ombudsman.children_decides", "art. 7-2(1)")}
    story.enter("ombudsman.accepted", A, **accepted)
    with pytest.raises(UnlawfulActError) as error:
        story.enter("ombudsman.recommended", A, basis=basis("ombudsman.children_results", "art. 7-2(2)"))
    assert error.value.finding and error.value.finding.code == "basis_not_in_force"


def test_a_childs_complaint_at_the_wrong_door_is_moved_and_keeps_its_first_day() -> None:
    story = told("complaint_filed", complaint_filed={"commissioner": "vulnerable", "subject": "rights_of_child"})
    law = story.reform.rulebook().on(date(2026, 11, 22))
    assert rules.considers("vulnerable", "rights_of_child", law) is False
    story = told("complaint_filed", "moved", complaint_filed={"subject": "rights_of_child"})
    arrived = {"commissioner": "children", "subject": "rights_of_child", "filed_on": "2026-03-10"}
    story.enter("ombudsman.complaint_filed", B, **arrived, moved_from=A, first_filed_on="2026-03-06")
    assert one(story).stage == "moved" and one(story).summary()["to_body"] == "children"
    assert one(story, B).first_filed_on == date(2026, 3, 6) and one(story, B).summary()["came"] == "moved"


def test_what_a_commissioner_does_not_consider_is_not_taken_up() -> None:
    story = told("complaint_filed", complaint_filed={"subject": "act_of_president"})
    assert [found.code for found in story.reform.findings()] == ["at_another_door"]
    with pytest.raises(UnlawfulActError) as error:
        story.enter("ombudsman.accepted", A)
    assert error.value.finding and error.value.finding.code == "not_competent"


def test_explanations_have_ten_working_days_or_the_day_that_the_request_set() -> None:
    there = one(told("complaint_filed", "accepted", "explanations_asked"))
    assert there.summary()["due_on"] == "2026-03-30"
    assert there.overdue(date(2026, 3, 30)) == [] and len(there.overdue(date(2026, 3, 31))) == 1
    there = one(told("complaint_filed", "accepted", "explanations_asked", explanations_asked={"until": "2026-03-16"}))
    assert there.summary()["due_on"] == "2026-03-16"
    given_on = told("complaint_filed", "accepted", "explanations_asked", "explanations_given")
    assert one(given_on).overdue(date(2026, 12, 1)) == []


def test_a_request_leaves_the_body_two_working_days_at_least() -> None:
    # Received on Friday, 13 March: the working days after it are the 16th and the 17th.
    asked = {"asked_on": "2026-03-12", "received_on": "2026-03-13"}
    story = told("complaint_filed", "accepted")
    with pytest.raises(UnlawfulActError, match=r"art\. 18\(2\)") as error:
        story.enter("ombudsman.explanations_asked", A, **asked, until="2026-03-16")
    assert error.value.finding and error.value.finding.code == "request_too_short"
    assert error.value.finding.get("least") == "2026-03-17"
    story.enter("ombudsman.explanations_asked", A, **asked, until="2026-03-17")
    assert one(story).summary()["due_on"] == "2026-03-17"


def test_a_recommendation_is_answered_in_its_term_and_followed_up() -> None:
    received = {"received_on": "2026-03-30"}
    story = told("complaint_filed", "accepted", "recommended", recommended=received)
    # Fifteen working days from the receipt.
    assert one(story).summary()["due_on"] == "2026-04-20"
    with pytest.raises(UnlawfulActError):
        story.enter("ombudsman.recommendation_answered", A, recommended="complaint-2026-000001/9")
    story.enter("ombudsman.recommendation_answered", A)
    line = one(story).summary()
    assert (line["recommended"], line["answered"], line["followed"], line["answered_in_time"]) == ("1", "1", "1", "1")
    story.enter("ombudsman.closed", A)
    assert one(story).stage == "closed"


def test_an_extension_keeps_the_day_it_names() -> None:
    there = one(told("complaint_filed", "accepted", "extended"))
    assert there.summary()["due_on"] == "2026-05-06"


IMPOSSIBLE = {
    "refusal_without_facts": {"fields": ()},
    "refusal_without_remedy": {"remedies": []},
    "article_not_cited": {"basis": basis(DECIDES, "art. 99")},
    "remedy_not_in_law": {"remedies": [{**REMEDY, "kind": "court"}]},
}


@pytest.mark.parametrize("code", IMPOSSIBLE)
def test_a_rejection_without_article_facts_or_remedy_is_impossible(code: str) -> None:
    story = told("complaint_filed", "accepted")
    with pytest.raises(UnlawfulActError) as error:
        story.enter("ombudsman.rejected", A, **IMPOSSIBLE[code])
    assert error.value.finding and error.value.finding.code == code
    story.enter("ombudsman.rejected", A)
    assert one(story).summary()["article"] == "art. 13(4)(4)"


def test_that_nothing_can_be_done_against_a_rejection_is_said_only_where_the_law_says_so() -> None:
    none = {"kind": "none", "basis": basis("ombudsman.human_rights_remedies", "art. 13(4)(4)")}
    story = told("complaint_filed")
    story.enter("ombudsman.rejected", A, remedies=[none])
    mysal = told("complaint_filed", country="mysal", complaint_filed={"territory": None})
    rejected = {"basis": basis(DECIDES, "art. 11"), "rejected_on": "2026-03-12"}
    other = {"kind": "none", "basis": basis("ombudsman.human_rights_remedies", "art. 14")}
    with pytest.raises(UnlawfulActError) as error:
        mysal.enter("ombudsman.rejected", A, **rejected, remedies=[other])
    assert error.value.finding and error.value.finding.code == "remedy_not_in_law"


def test_a_norm_goes_to_the_court_without_a_judgment_and_the_day_chooses_the_constitution() -> None:
    story = told("complaint_filed", "accepted")
    with pytest.raises(UnlawfulActError):
        # Before 1 July 2026 the Constitution of 2026 was no basis.
        story.enter("ombudsman.referred_to_court", A, referred_on="2026-06-30")
    story.enter("ombudsman.referred_to_court", A)
    assert one(story).court_case == "case/2026-000007"
    with pytest.raises(InputError):
        story.enter("ombudsman.referred_to_court", A, case="case/2026-000008")


def test_a_petition_and_a_suit_are_results_too() -> None:
    there = one(told("complaint_filed", "accepted", "petitioned", "suit_filed"))
    assert there.summary()["results"] == "petitioned suit_filed"
    with pytest.raises(InputError, match="wanted disciplinary, administrative, criminal"):
        told("complaint_filed", "accepted", "petitioned", petitioned={"kind": "civil"})


def test_counts_have_their_wholes() -> None:
    lines = [one(told("complaint_filed", "accepted", "rejected")).summary()] * 11
    lines += [one(told("complaint_filed", "moved")).summary(), one(told("complaint_filed")).summary()]
    found = count(lines, "human_rights")
    assert found.filed == 13 and count(lines, "children").filed == 0
    assert [(part.name, part.part) for part in found.rejected_by_ground if part.part] == [("unfounded", 11)]
    assert [(part.name, part.part, part.whole) for part in found.sent_on if part.part] == [("children", 1, 1)]
    assert (found.terms_kept.part, found.terms_kept.whole) == (12, 12)


@given(st.lists(st.sampled_from(sorted(BODIES)), max_size=8))
def test_whatever_comes_in_whatever_order_a_refused_act_changes_nothing(names: list[str]) -> None:
    story = told("complaint_filed")
    for name in names:
        before = story.reform.ombudsman.summary(A)
        try:
            story.enter(name, A)
        except (UnlawfulActError, InputError):
            assert story.reform.ombudsman.summary(A) == before
    assert {acts.ACTS[name, 1] for name in BODIES} == set(acts.ACTS.values())
