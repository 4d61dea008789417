"""Where proposals and demands stand: the road from the receipt to the trace, the clock, and what is refused on it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec import structs

from isonomia.errors import InputError, UnlawfulActError
from isonomia.packs.loading import folder, load
from isonomia.proposals import counting
from isonomia.record.act import Act
from isonomia.reform.reach import judged_after, reach, with_texts
from tests.isonomia.proposals.conftest import CHAIR, GROUP, MEMBER, OTHER, THIRD, VOTE, C, D, E, P, Story, file

REFUSAL = {"outcome": "refused", "ground": "narrows_rights"}


def stage(story: Story, matter: str = P) -> str:
    proposals = story.reform.proposals
    return proposals.stage(proposals.submissions[matter])


def test_a_proposal_goes_its_way_and_its_stage_is_told_from_the_acts(story: Story) -> None:
    seen = []
    story.tell(("received", P, {"channel": "letter", "registered_on": None}))
    seen.append(stage(story))
    for name in ("registered", "found_admissible", "assigned"):
        story.of(name, P)
        seen.append(stage(story))
    story.tell(("demand_stated", D), ("linked", P), ("read_by_member", P))
    seen.append(stage(story))
    decision = story.of("decided", D)
    seen.append(stage(story))
    story.answer(P, decision)
    seen.append(stage(story))
    story.of("traced", D)
    seen.append(stage(story))
    road = "received registered admissible assigned under_review decided answered traced"
    assert seen == road.split()
    proposals = story.reform.proposals
    assert proposals.reviewed(proposals.submissions[P]) and proposals.in_text(proposals.submissions[P])
    assert story.reform.findings() == []


def test_thirty_working_days_and_a_holiday_from_the_day_of_registering(story: Story) -> None:
    story.tell(("received", P, {"received_on": "2024-10-10", "registered_on": "2024-10-11"}))
    there = story.reform.proposals.submissions[P]
    # Five weeks and five days of work; 21 October is Harvest Day.
    assert there.due.day == date(2024, 11, 25)
    assert (there.overdue(date(2024, 11, 25)), there.overdue(date(2024, 11, 26))) == (False, True)
    assert "art. 9(1)" in there.due.citation


@pytest.mark.parametrize(
    ("until", "given", "due"),
    [
        (None, None, "2024-12-16"),
        (None, "2024-11-13", "2024-12-23"),
        ("2024-11-13", None, "2024-12-23"),
        ("2024-11-13", "2024-11-11", "2024-12-19"),
        ("2024-11-13", "2024-12-30", "2024-12-23"),
    ],
)
def test_the_clock_stands_until_what_was_asked_for_is_there(
    story: Story, until: str | None, given: str | None, due: str
) -> None:
    story.tell(("received", P), ("found_admissible", P), ("information_asked", P, {"until": until}))
    assert stage(story) == "information_asked"
    if given is not None:
        story.of("information_given", P, given_on=given)
    there = story.reform.proposals.submissions[P]
    assert str(there.due.day) == due
    stands = until is None and given is None
    assert there.overdue(date.fromisoformat(due) + timedelta(days=1)) is not stands


def test_where_the_sources_set_no_term_no_day_is_made_up_and_nobody_is_stopped(silent: Callable[[], Story]) -> None:
    story = silent().taken_up()
    there = story.reform.proposals.submissions[P]
    assert there.due.day is None and there.overdue(date(2030, 1, 1)) is None and "no rule" in there.due.missing
    decision = story.of("decided", D, **REFUSAL, vote={**VOTE, "in_favour": 1, "present": 6})
    story.answer(P, decision)
    story.of("second_look_asked", P, asked_on="2029-01-01")
    assert stage(story) == "second_look"


def test_one_proposal_with_two_demands_is_answered_on_both(story: Story) -> None:
    story.taken_up()
    story.tell(("demand_stated", E), ("linked", P, {"demand": E, "span": {"start": 5, "end": 40}}))
    first = story.of("decided", D)
    with pytest.raises(UnlawfulActError, match="each demand"):
        story.answer(P, first)
    second = story.of("decided", E, outcome="already_provided", ground="provided_already")
    story.answer(P, first, second)
    assert stage(story) == "answered"


def test_a_second_look_is_asked_for_decided_and_answered_again(story: Story) -> None:
    decision = story.taken_up().of("decided", D)
    story.answer(P, decision)
    look = story.of("second_look_asked", P)
    there = story.reform.proposals.submissions[P]
    assert str(there.due.day) == "2024-12-31" and str(there.first_due.day) == "2024-12-16"
    with pytest.raises(UnlawfulActError, match="nothing new"):
        story.answer(P, decision, answered_on="2024-12-20")
    after = {"proposal": P, "act": look.id}
    again = story.of(
        "decided", D, outcome="accepted_in_part", ground="effect_unclear", after=after, decided_on="2024-12-16"
    )
    with pytest.raises(UnlawfulActError, match="decided again only"):
        story.of("decided", D, after=after, decided_on="2024-12-17")
    story.answer(P, again, answered_on="2024-12-20")
    assert stage(story) == "answered" and len(there.answers) == 2


def test_copies_stay_proposals_of_their_own_and_a_campaign_only_lists_them(story: Story) -> None:
    story.taken_up().taken_up(OTHER)
    members = "P-2024-000001\nP-2024-000002\n"
    story.blobs[file(members)["sha256"]] = members.encode()
    story.of("campaign_found", C)
    decision = story.of("decided", D)
    for matter in (P, OTHER):
        batch = {"id": "batch/1", "receivers": 2, "list": file(members)}
        story.answer(matter, decision, mode="batch", batch=batch)
    proposals = story.reform.proposals
    triple = counting.count(proposals, story.blobs, counting.RECEIVED)
    assert (triple.submissions, triple.demands, triple.in_campaigns) == (2, 1, 2)
    assert set(proposals.askers[D]) == {P, OTHER} and story.reform.findings() == []


def test_what_was_disowned_is_counted_by_one_rule_and_not_by_the_other(story: Story) -> None:
    story.taken_up().taken_up(OTHER, E).of("disowned", OTHER)
    counted = [counting.count(story.reform.proposals, {}, one) for one in counting.RULES]
    assert [(one.rule.name, one.submissions, one.demands) for one in counted] == [
        ("all_received", 2, 2),
        ("still_standing", 1, 1),
    ]


def test_a_list_of_a_campaign_that_does_not_fit_is_found(story: Story) -> None:
    story.taken_up()
    members = "P-2024-000001\nP-2024-000009\n"
    story.blobs[file(members)["sha256"]] = members.encode()
    story.of("campaign_found", C, members=file(members))
    assert [one.code for one in story.reform.findings()] == ["campaign_list_unlike"]


def test_an_author_beyond_the_limit_is_found_and_not_stopped(story: Story) -> None:
    for number in range(8):
        author = {"verified": True, "author": "author/a-1"}
        story.tell(("received", f"proposal/P-2024-{number:06}", author))
    (found,) = story.reform.findings()
    assert found.code == "over_the_limit" and dict(found.params) == {"author": "author/a-1", "sent": "8", "limit": "7"}


def prepared(story: Story, name: str) -> Story:
    """A proposal taken up; for what follows the decision, decided and answered too."""
    story.taken_up()
    if name in ("second_look_asked", "traced"):
        decision = story.of("decided", D)
        story.answer(P, decision)
    return story


@pytest.mark.parametrize(
    ("name", "matter", "changes", "said"),
    [
        ("received", P, {}, "received once"),
        ("registered", P, {}, "is for a proposal that is received"),
        ("found_admissible", P, {}, "is for a proposal"),
        ("found_inadmissible", OTHER, {}, "begins with its receipt"),
        ("linked", P, {}, "linked to demand/D-2024-1 already"),
        ("linked", P, {"demand": E}, "no demand"),
        ("linked", P, {"demand": E, "method": "guess"}, "no demand"),
        ("unlinked", P, {"demand": E}, "not linked"),
        ("unlinked", P, {"reason": "whim"}, "no reason"),
        ("read_by_member", P, {}, "has read it"),
        ("read_by_member", P, {"capacity": "c-7zzzzz"}, "no member"),
        ("read_by_member", P, {"capacity": CHAIR, "read_on": "2024-09-30"}, "not set up"),
        ("read_by_member", P, {"capacity": CHAIR, "read_on": "2024-11-01"}, "came later"),
        ("assigned", P, {"group": "group/other"}, "not set up"),
        ("information_given", P, {}, "nothing, or something"),
        ("answered", P, {"decisions": []}, "rests on decisions"),
        ("answered", P, {"decisions": ["nothing"]}, "names the decision"),
        ("answered", P, {"signatory": "c-7zzzzz"}, "no member"),
        ("second_look_asked", P, {"asked_on": "2024-12-31"}, "could be until 2024-12-30"),
        ("withdrawn", P, {"withdrawn_on": "2024-11-03"}, "came later"),
        ("text_hidden", P, {"ground": "dislike"}, "no ground to hide"),
        ("demand_stated", D, {}, "stated once"),
        ("reviewed", D, {"opinion": "so_so"}, "opinion"),
        ("decided", D, {"outcome": "refused"}, "has its ground"),
        ("decided", D, {**REFUSAL}, "wanted 2"),
        ("decided", D, {"vote": {**VOTE, "present": 10, "in_favour": 8, "against": 1}}, "proposals.quorum is not met"),
        ("decided", D, {"vote": {**VOTE, "in_favour": 7}}, "proposals.group_majority is not met"),
        ("decided", D, {"vote": {**VOTE, "members": 30, "present": 20, "in_favour": 15}}, "21 were stated"),
        ("decided", D, {"vote": {**VOTE, "present": 22}}, "no vote of a working group"),
        ("decided", D, {"after": {"proposal": P, "act": "no/1"}}, "asked for a second look"),
        ("traced", D, {"kind": "refused", "provision": None}, "as was decided"),
        ("traced", D, {"provision": None}, "wanted a provision"),
        ("traced", D, {"draft": "draft/none", "amendment": "some"}, "has no amendment"),
        ("campaign_found", C, {"template": OTHER}, "no proposal"),
        ("campaign_found", C, {"copies": 1}, "no campaign"),
        ("campaign_found", "campaign/one", {}, "not the matter of a campaign"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    story: Story, name: str, matter: str, changes: dict[str, Any], said: str
) -> None:
    prepared(story, name)
    proposals = story.reform.proposals
    before = {one: proposals.summary(one) for one in (P, OTHER, D, E, C)}
    with pytest.raises((UnlawfulActError, InputError), match=said):
        story.of(name, matter, **changes)
    assert {one: proposals.summary(one) for one in (P, OTHER, D, E, C)} == before


def test_a_refusal_wants_two_reviews_without_an_interest(story: Story) -> None:
    story.taken_up()
    story.of("reviewed", D)
    story.of("reviewed", D, capacity=CHAIR, interest="declared", opinion="against")
    with pytest.raises(UnlawfulActError, match="1 members without"):
        story.of("decided", D, **REFUSAL)
    story.of("stepped_aside", D)
    with pytest.raises(UnlawfulActError, match="stepped aside"):
        story.of("reviewed", D, capacity=THIRD)
    with pytest.raises(UnlawfulActError, match="has reviewed"):
        story.of("reviewed", D, capacity=MEMBER)


def test_a_proposal_not_taken_up_is_answered_without_a_decision_and_may_be_looked_at_again(story: Story) -> None:
    story.tell(("received", P), ("found_inadmissible", P))
    assert stage(story) == "inadmissible"
    story.answer(P)
    story.of("second_look_asked", P)
    with pytest.raises(UnlawfulActError, match="nothing new"):
        story.answer(P, answered_on="2024-12-20")
    story.tell(("found_admissible", P, {"found_on": "2024-12-12"}), ("demand_stated", D))
    story.tell(("linked", P, {"linked_on": "2024-12-13"}))
    decision = story.of("decided", D, decided_on="2024-12-16")
    story.answer(P, decision, answered_on="2024-12-20")
    assert stage(story) == "answered"


def test_whoever_signs_an_answer_without_a_group_acts_in_a_public_capacity(story: Story) -> None:
    story.tell(("received", P), ("found_inadmissible", P))
    with pytest.raises(UnlawfulActError, match="no public capacity"):
        story.answer(P, signatory="c-7zzzzz")
    story.answer(P)


def test_an_answer_in_a_batch_names_the_batch(story: Story) -> None:
    decision = story.taken_up().of("decided", D)
    with pytest.raises(InputError, match="names the batch"):
        story.answer(P, decision, mode="batch")


def test_a_text_is_hidden_once_and_everything_else_stays(story: Story) -> None:
    story.taken_up().of("text_hidden", P)
    assert stage(story) == "under_review"
    assert story.reform.proposals.summary(P)["hidden"] == "yes"
    with pytest.raises(UnlawfulActError, match="hidden already"):
        story.of("text_hidden", P)


def test_an_act_is_judged_after_the_few_matters_that_it_speaks_of(story: Story) -> None:
    story.taken_up().taken_up(OTHER, E)
    decision = story.of("decided", D)
    asked: list[frozenset[str]] = []

    def read(matters: Any) -> list[Act]:
        asked.append(frozenset(matters))
        return [one for one in story.acts if one.matter in matters]

    answered = story.answer(P, decision)
    story.acts.remove(answered)
    assert reach(answered, read) == {P, D, GROUP, f"capacity/{CHAIR}"}
    small = judged_after(answered, read, story.reform.rulebooks)
    assert OTHER not in small.proposals.submissions and E not in small.proposals.demands
    small.admit(answered)
    assert small.proposals.summary(P) == story.reform.proposals.summary(P)
    with pytest.raises(UnlawfulActError):
        small.admit(answered)


def test_a_draft_is_read_with_the_draft_that_made_its_text() -> None:
    text, day = "text/mysal-constitution", {"base_day": "2026-03-22"}
    entered = [one for one in load(folder("mysal")).acts if one.matter in ("draft/mysal-2025", text)]
    first = next(one for one in entered if one.act == "drafting.draft_tabled")
    second = structs.replace(first, matter="draft/second", body=structs.replace(first.body, **day))

    def read(matters: Any) -> list[Any]:
        return [one for one in (*entered, second) if one.matter in matters]

    assert with_texts(["draft/second"], read) == {"draft/second", "draft/mysal-2025", "group/mysal-2025", text}
