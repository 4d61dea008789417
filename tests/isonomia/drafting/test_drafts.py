"""The road of a draft: every act in every stage is admitted or refused with its reason; three clocks that run apart."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from msgspec import structs

from isonomia.drafting import acts, editions, operations, profiles, rules
from isonomia.drafting.contents import check_amendment, edition_in
from isonomia.drafting.dangling import broken_since, leaving
from isonomia.drafting.drafts import STANDS_IN
from isonomia.drafting.operations import Boundary
from isonomia.errors import InputError, UnlawfulActError
from isonomia.packs.loading import Pack, folder, load
from isonomia.people.acts import CapacityRegistered
from isonomia.record.act import Act, Actor
from isonomia.reform.road import Reform
from isonomia.rulebook.law import Gap, Rulebook, Unknown
from isonomia.rulebook.loading import shipped

DRAFT, TEXT, GROUP = "draft/mysal-2025", "text/mysal-constitution", "group/mysal-2025"


@pytest.fixture(scope="module")
def mysal() -> Pack:
    """The reform of an invented country, as it ships."""
    return load(folder("mysal"))


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """The rules of that country."""
    return shipped("mysal")


def act_of(mysal: Pack, id: str) -> Act:
    return next(one for one in mysal.acts if one.id == id)


def with_body(act: Act, id: str = "", **changes: Any) -> Act:
    body = msgspec.structs.replace(act.body, **changes)
    return msgspec.structs.replace(act, body=body, id=id or act.id)


def until(mysal: Pack, rulebook: Rulebook, id: str, *, inclusive: bool = True) -> Reform:
    """The reform after all acts of the pack up to one of them."""
    place = [one.id for one in mysal.acts].index(id) + inclusive
    reform = Reform.after(mysal.acts[:place], {"mysal": rulebook}, mysal.blobs)
    assert reform.refused == []
    return reform


def refusal(reform: Reform, act: Act) -> UnlawfulActError:
    before = reform.drafting.summary(act.matter)
    with pytest.raises(UnlawfulActError) as refused:
        reform.admit(act)
    assert reform.drafting.summary(act.matter) == before
    assert refused.value.finding is not None and refused.value.citation
    return refused.value


def code(reform: Reform, act: Act) -> str:
    finding = refusal(reform, act).finding
    assert finding is not None
    return finding.code


# The stage after which acts of the pack the draft stands in each of its stages.
AFTER = {
    "": "mysal/edition-2001-03-01",
    rules.OPEN: "mysal/petitions-rejected",
    rules.IN_REVIEW: "mysal/sent",
    rules.SUBMITTED: "mysal/decision",
    rules.ADOPTED: "mysal/edition-2025-09-10",
}
ONE_OF_EACH = {
    acts.DraftTabled: "mysal/draft",
    acts.AmendmentTabled: "mysal/term-tabled",
    acts.AmendmentDiscussed: "mysal/term-discussed",
    acts.AmendmentVoted: "mysal/term-voted",
    acts.AmendmentAccepted: "mysal/term-accepted",
    acts.AmendmentWithdrawn: "mysal/capital-withdrawn",
    acts.AmendmentRejected: "mysal/petitions-rejected",
    acts.DraftReplaced: "mysal/replaced",
    acts.DraftSentToReview: "mysal/sent",
    acts.ReviewStated: "mysal/reviewed",
    acts.DraftSubmitted: "mysal/submitted",
    acts.DraftAdopted: "mysal/adopted",
    acts.CameIntoForce: "mysal/force-at-once",
}


def replaced(mysal: Pack) -> Act:
    """The act by which a draft becomes a whole new text; the pack has none."""
    edition = act_of(mysal, "mysal/edition-2001-03-01").body
    assert isinstance(edition, acts.EditionPublished)
    reasons = act_of(mysal, "mysal/term-accepted").body.reasons  # type: ignore[attr-defined]
    table = edition.texts[0].plain
    body = acts.DraftReplaced(
        replaced_on="2025-04-14", texts=edition.texts, correspondence=table, reasons=reasons, basis="a decision"
    )
    return msgspec.structs.replace(
        act_of(mysal, "mysal/sent"), act="drafting.draft_replaced", id="mysal/replaced", body=body
    )


def one_of_each(mysal: Pack, kind: type[msgspec.Struct]) -> Act:
    return replaced(mysal) if kind is acts.DraftReplaced else act_of(mysal, ONE_OF_EACH[kind])


def test_every_kind_of_act_about_a_draft_has_its_stage() -> None:
    about = {kind for kind in acts.ACTS.values() if "Draft" in kind.__name__ or "Amendment" in kind.__name__}
    assert {*STANDS_IN, acts.DraftTabled} == set(ONE_OF_EACH)
    assert about - set(ONE_OF_EACH) <= {kind for kind in acts.ACTS.values() if not issubclass(kind, acts.Grounded)}


@pytest.mark.parametrize("stage", AFTER)
@pytest.mark.parametrize("kind", ONE_OF_EACH, ids=lambda kind: kind.__name__)
def test_an_act_in_another_stage_than_its_own_is_refused_and_changes_nothing(
    mysal: Pack, rulebook: Rulebook, stage: str, kind: type[msgspec.Struct]
) -> None:
    reform, act = until(mysal, rulebook, AFTER[stage]), one_of_each(mysal, kind)
    if stage == STANDS_IN.get(kind, ""):
        if kind in (acts.AmendmentTabled, acts.AmendmentDiscussed, acts.AmendmentVoted) or "Amendment" in kind.__name__:
            # The draft is open, but on these amendments it was decided: they are tabled and decided once.
            assert code(reform, act) in ("tabled_before", "amendment_elsewhere")
        elif kind is acts.DraftSubmitted:
            assert code(reform, act) == "review_missing"
        else:
            reform.admit(act)
    elif kind is acts.DraftAdopted and stage != rules.ADOPTED:
        # The vote that it cites was not held by then.
        assert code(reform, act) == "no_such_decision"
    else:
        assert code(reform, act) == "draft_elsewhere"


@pytest.mark.parametrize("state", ["not tabled", "tabled", "accepted", "withdrawn", "rejected"])
@pytest.mark.parametrize("kind", ["discussed", "voted", "accepted", "withdrawn", "rejected"])
def test_an_amendment_is_decided_once_and_nothing_is_said_of_it_afterwards(
    mysal: Pack, rulebook: Rulebook, state: str, kind: str
) -> None:
    names = {"accepted": "term", "withdrawn": "capital", "rejected": "petitions", "tabled": "term"}
    at = {"tabled": "mysal/term-voted", "not tabled": "mysal/draft"}.get(state, "mysal/petitions-rejected")
    reform = until(mysal, rulebook, at)
    model = {"withdrawn": "mysal/capital-withdrawn", "rejected": "mysal/petitions-rejected"}.get(kind)
    act = act_of(mysal, model or f"mysal/term-{kind}")
    act = with_body(act, id="mysal/again", amendment=f"mysal/{names.get(state, 'unheard')}")
    if state == "tabled":
        reform.admit(act)
    else:
        assert code(reform, act) == "amendment_elsewhere"


def test_only_accepted_amendments_make_the_draft(mysal: Pack, rulebook: Rulebook) -> None:
    draft = until(mysal, rulebook, "mysal/petitions-rejected").drafting.drafts[DRAFT]
    ids = [one.operation for one in draft.operations()]
    assert ids == [f"mysal-{one}" for one in ("1a", "1b", "2", "3", "4a", "4b", "5", "6a", "6b", "6c")]
    assert {one.state for one in draft.amendments.values()} == {"accepted", "withdrawn", "rejected"}


def test_an_amendment_needs_the_majority_of_the_groups_rules(mysal: Pack, rulebook: Rulebook) -> None:
    reform = until(mysal, rulebook, "mysal/term-discussed")
    few = with_body(act_of(mysal, "mysal/term-voted"), votes_for=10, against=9)
    accepted = act_of(mysal, "mysal/term-accepted")
    no_vote = refusal(reform, accepted)
    assert no_vote.finding is not None and no_vote.finding.code == "majority_missing"
    assert "rule 4" in no_vote.citation
    reform.admit(few)
    assert code(reform, accepted) == "majority_missing"
    reform.admit(with_body(few, id="mysal/second-vote", votes_for=11, against=8))
    reform.admit(accepted)


@pytest.mark.parametrize(
    ("vote", "met"),
    [((10, 0, 0, 10, 21), False), ((11, 0, 0, 11, 21), True), ((10, 0, 0, 10, 20), False), ((0, 0, 0, 0, 0), False)],
)
def test_the_majority_is_more_than_half_of_all_members(
    rulebook: Rulebook, vote: tuple[int, int, int, int, int], met: bool
) -> None:
    assert rules.majority_met(rules.Vote(*vote), rulebook.on(date(2025, 3, 10))) is met


def test_where_the_rules_of_the_group_are_not_known_the_majority_is_unknown(kz: Rulebook) -> None:
    found = rules.majority_met(rules.Vote(1, 0, 0, 1, 1), kz.on(date(2022, 9, 1)))
    assert isinstance(found, Unknown) and "not found" in found.missing


@pytest.mark.parametrize(
    "votes", [{"votes_for": 20}, {"present": 22}, {"abstained": 9}, {"members": 19}], ids=lambda one: next(iter(one))
)
def test_a_vote_of_more_than_were_there_is_refused(mysal: Pack, rulebook: Rulebook, votes: Mapping[str, int]) -> None:
    reform = until(mysal, rulebook, "mysal/term-discussed")
    with pytest.raises(InputError, match="more"):
        reform.admit(with_body(act_of(mysal, "mysal/term-voted"), **votes))


def test_a_draft_is_reviewed_as_it_stands_by_the_body_that_the_law_names(mysal: Pack, rulebook: Rulebook) -> None:
    reviewed = until(mysal, rulebook, "mysal/reviewed")
    submitted = act_of(mysal, "mysal/submitted")
    late = with_body(act_of(mysal, "mysal/capital-tabled"), id="mysal/late", amendment="mysal/late")
    body = late.body
    assert isinstance(body, acts.AmendmentTabled)
    listed = tuple(msgspec.structs.replace(one, operation="late-1") for one in body.operations)
    reviewed.admit(with_body(late, operations=listed))
    assert code(reviewed, submitted) == "undecided_left"
    reviewed.admit(with_body(act_of(mysal, "mysal/term-voted"), id="mysal/late-vote", amendment="mysal/late"))
    reviewed.admit(with_body(act_of(mysal, "mysal/term-accepted"), id="mysal/late-yes", amendment="mysal/late"))
    said = refusal(reviewed, submitted)
    assert said.finding is not None and said.finding.code == "review_missing"
    assert "art. 56(2)" in said.citation
    reviewed.admit(with_body(act_of(mysal, "mysal/sent"), id="mysal/sent-again"))
    reviewed.admit(with_body(act_of(mysal, "mysal/reviewed"), id="mysal/reviewed-again"))
    reviewed.admit(submitted)


def test_a_conclusion_that_does_not_conform_opens_no_way_to_the_vote(mysal: Pack, rulebook: Rulebook) -> None:
    reform = until(mysal, rulebook, "mysal/sent")
    stated = act_of(mysal, "mysal/reviewed")
    assert code(reform, with_body(stated, reviewer="parliament")) == "not_before_it"
    with pytest.raises(InputError, match="no conclusion"):
        reform.admit(with_body(stated, conclusion="fine"))
    reform.admit(with_body(stated, conclusion="does_not_conform"))
    assert code(reform, act_of(mysal, "mysal/submitted")) == "review_missing"


@pytest.mark.parametrize(
    ("changes", "refused"),
    [({"initiator": "monarch"}, "not_initiator"), ({"way": "parliament", "referendum": None}, "not_a_way")],
)
def test_who_brings_it_to_which_vote_is_for_the_law_to_say(
    mysal: Pack, rulebook: Rulebook, changes: Mapping[str, str | None], refused: str
) -> None:
    reform = until(mysal, rulebook, "mysal/reviewed")
    said = refusal(reform, with_body(act_of(mysal, "mysal/submitted"), **changes))
    assert said.finding is not None and said.finding.code == refused
    assert "Constitution of Mysal" in said.citation


def test_where_the_sources_are_silent_a_draft_goes_on_and_the_silence_is_kept(mysal: Pack, rulebook: Rulebook) -> None:
    gap = Gap(None, None, "nobody wrote it down")
    keys = ("drafting.initiated_by", "drafting.reviewed_by", "drafting.adopted_by", "drafting.group_majority")
    silent = replace(rulebook, rules={**rulebook.rules, **{key: (gap,) for key in keys}})
    reform = Reform.after([one for one in mysal.acts if not one.id.endswith("reviewed")], {"mysal": silent})
    # Sent to review and never answered: it stays there, whatever the law says.
    assert reform.drafting.drafts[DRAFT].stage == rules.IN_REVIEW
    left_out = ("mysal/sent", "mysal/reviewed")
    reform = Reform.after([one for one in mysal.acts if one.id not in left_out], {"mysal": silent})
    draft = reform.drafting.drafts[DRAFT]
    assert (reform.refused, draft.stage) == ([], rules.ADOPTED)
    assert {one.key for one in draft.silent} == set(keys)


def test_a_draft_is_adopted_by_the_vote_that_it_was_put_to(mysal: Pack, rulebook: Rulebook) -> None:
    reform = until(mysal, rulebook, "mysal/adopted", inclusive=False)
    adopted = act_of(mysal, "mysal/adopted")
    assert code(reform, with_body(adopted, decision="mysal/called")) == "no_such_decision"
    assert code(reform, with_body(adopted, referendum="referendum/1999-01-01")) == "no_such_decision"
    assert code(reform, with_body(adopted, way="parliament", referendum=None, decision=None)) == "other_vote"
    reform.admit(adopted)
    lost = with_body(act_of(mysal, "mysal/decision"), outcome="rejected")
    entered = [lost if one.id == lost.id else one for one in mysal.acts]
    assert Reform.after(entered, {"mysal": rulebook}).drafting.drafts[DRAFT].adopted is None


def test_a_whole_new_text_takes_the_place_of_all_amendments(mysal: Pack, rulebook: Rulebook) -> None:
    reform = until(mysal, rulebook, "mysal/petitions-rejected")
    reform.admit(replaced(mysal))
    draft = reform.drafting.drafts[DRAFT]
    assert draft.operations() == () and draft.replaced is not None
    assert {one.state for one in draft.amendments.values()} == {"overtaken", "withdrawn", "rejected"}
    assert code(reform, with_body(replaced(mysal), id="again")) == "begins_once"


# The three clocks.


def clocks(reform: Reform) -> dict[str, tuple[str, str, str]]:
    draft = reform.drafting.drafts[DRAFT]
    found = draft.clocks(reform.drafting.text_of(draft))
    return {
        one.operation.operation: tuple(str(day or "") for day in (one.adopted, one.in_force, one.applied))  # type: ignore[misc]
        for one in found
    }


def test_adopted_in_force_and_applied_are_three_days(mysal: Pack, rulebook: Rulebook) -> None:
    at_first = clocks(until(mysal, rulebook, "mysal/force-at-once"))
    assert at_first["mysal-1a"] == ("2025-09-09", "2025-09-10", "")
    assert at_first["mysal-6a"] == at_first["mysal-6b"] == ("2025-09-09", "", "")
    at_last = clocks(until(mysal, rulebook, "mysal/applied-data"))
    assert at_last["mysal-2"] == ("2025-09-09", "2025-09-10", "2025-11-18")
    assert at_last["mysal-6a"] == ("2025-09-09", "2026-01-01", "2026-03-25")
    assert at_last["mysal-6b"] == ("2025-09-09", "2026-03-22", "2026-03-25")


def test_an_event_is_open_until_an_act_says_on_which_day_it_fell(mysal: Pack, rulebook: Rulebook) -> None:
    before, after = (until(mysal, rulebook, "mysal/elections", inclusive=one) for one in (False, True))

    def waits(reform: Reform, on: str) -> list[str]:
        draft = reform.drafting.drafts[DRAFT]
        return [one.operation for one in draft.deferred(date.fromisoformat(on), reform.drafting.text_of(draft))]

    draft = before.drafting.drafts[DRAFT]
    assert draft.open_events(before.drafting.text_of(draft)) == ("assembly_elections",)
    assert draft.open_events(after.drafting.text_of(draft)) == ()
    assert waits(before, "2030-01-01") == ["mysal-6b", "mysal-6c"]
    assert waits(after, "2030-01-01") == []
    assert waits(after, "2026-03-21") == ["mysal-6b", "mysal-6c"]
    assert waits(after, "2025-12-31") == ["mysal-4a", "mysal-4b", "mysal-6a", "mysal-6b", "mysal-6c"]
    force = act_of(mysal, "mysal/force-elections")
    assert code(before, force) == "event_open"
    assert code(after, with_body(force, in_force_on="2026-03-23")) == "not_that_day"
    assert code(after, with_body(force, edition_day="2026-03-22")) == "edition_unknown"
    again = with_body(act_of(mysal, "mysal/elections"), id="again", fell_on="2026-03-29")
    assert code(after, again) == "event_known"
    assert (
        code(after, with_body(force, boundary=Boundary(day="2027-01-01"), in_force_on="2027-01-01"))
        == "boundary_unnamed"
    )


def test_nothing_comes_into_force_twice_or_on_another_day(mysal: Pack, rulebook: Rulebook) -> None:
    reform = until(mysal, rulebook, "mysal/force-at-once", inclusive=False)
    force = act_of(mysal, "mysal/force-at-once")
    assert code(reform, with_body(force, in_force_on="2025-09-11")) == "not_that_day"
    reform.admit(force)
    assert code(reform, with_body(force, id="again")) == "boundary_unnamed"


def test_what_was_applied_before_it_was_in_force_is_a_finding(mysal: Pack, rulebook: Rulebook) -> None:
    early = with_body(act_of(mysal, "mysal/applied-data"), since="2025-09-09")
    entered = [early if one.id == early.id else one for one in mysal.acts]
    found = Reform.after(entered, {"mysal": rulebook}, mysal.blobs).findings()
    assert [(one.code, one.where) for one in found] == [("applied_early", "mysal/applied-data")]


# Groups and texts.


def test_members_are_public_capacities_of_the_record(
    mysal: Pack, rulebook: Rulebook, an_act: Callable[..., Act]
) -> None:
    reform = until(mysal, rulebook, "mysal/members")
    office = [{"language": "en", "text": "Rector", "status": "own_words"}]
    appointed = an_act(
        "drafting.member_appointed", {"capacity": "c-4m8x2t", "role": "chair", "since": "2024-10-01"}, matter=GROUP
    )
    assert code(reform, appointed) == "no_capacity"
    body = msgspec.convert({"office": office, "since": "2024-01-01", "basis": "a decree"}, CapacityRegistered)
    reform.admit(
        Act(
            act="people.capacity_registered",
            v=1,
            id="c1",
            matter="capacity/c-4m8x2t",
            place=0,
            at="2024-10-01T00:00:00Z",
            actor=Actor(role="registrar"),
            body=body,
        )
    )
    assert code(reform, with_body(appointed, since="2024-09-01")) == "before_its_time"
    reform.admit(appointed)
    assert code(reform, appointed) == "member_already"
    left = an_act(
        "drafting.member_left", {"capacity": "c-4m8x2t", "ended_on": "2025-03-01", "reason": "resigned"}, matter=GROUP
    )
    reform.admit(left)
    assert code(reform, left) == "no_member"
    assert code(reform, act_of(mysal, "mysal/group")) == "begins_once"


def test_an_act_names_a_source_or_a_basis(mysal: Pack, rulebook: Rulebook) -> None:
    reform = until(mysal, rulebook, "mysal/members")
    stated = act_of(mysal, "mysal/members")
    assert code(reform, with_body(stated, sources=())) == "ungrounded"
    reform.admit(with_body(stated, sources=(), basis="Minutes 1"))


def test_a_draft_knows_its_group_and_its_text(mysal: Pack, rulebook: Rulebook) -> None:
    reform = until(mysal, rulebook, "mysal/edition-2001-03-01")
    tabled = act_of(mysal, "mysal/draft")
    assert code(reform, with_body(tabled, group="group/other")) == "group_unknown"
    assert code(reform, with_body(tabled, tabled_on="2024-09-30")) == "group_unknown"
    assert code(reform, with_body(tabled, base_day="2002-01-01")) == "edition_unknown"
    assert code(reform, with_body(tabled, law_text="text/other")) == "edition_unknown"
    assert code(reform, act_of(mysal, "mysal/edition-2025-09-10")) == "not_adopted"
    assert code(reform, act_of(mysal, "mysal/edition-2001-03-01")) == "edition_known"
    with pytest.raises(InputError, match="is not the matter"):
        reform.admit(msgspec.structs.replace(tabled, matter="reform/x"))


def test_a_vote_that_counts_other_members_than_were_stated_is_a_finding(mysal: Pack, rulebook: Rulebook) -> None:
    other = with_body(act_of(mysal, "mysal/members"), members=20)
    acts = (one for one in mysal.acts if not one.act.startswith("proposals."))
    entered = [other if one.id == other.id else one for one in acts]
    found = Reform.after(entered, {"mysal": rulebook}).findings()
    assert {one.code for one in found} == {"members_differ"} and len(found) == 7


# The files that acts cite.


def bases(mysal: Pack) -> list[Any]:
    body = act_of(mysal, "mysal/edition-2001-03-01").body
    assert isinstance(body, acts.EditionPublished)
    return [edition_in(mysal.blobs[one.edition.sha256]) for one in body.texts]


@pytest.mark.parametrize("name", ["term", "data", "franchise", "order", "nature", "assembly", "capital", "petitions"])
def test_every_amendment_of_the_pack_fits_its_text_in_three_languages(mysal: Pack, name: str) -> None:
    body = act_of(mysal, f"mysal/{name}-tabled").body
    assert isinstance(body, acts.AmendmentTabled)
    assert check_amendment(body, mysal.blobs[body.operations_file.sha256], bases(mysal)) == ()


def test_a_file_of_operations_that_is_not_what_the_act_says_is_told(mysal: Pack) -> None:
    body = act_of(mysal, "mysal/term-tabled").body
    assert isinstance(body, acts.AmendmentTabled)
    data = mysal.blobs[body.operations_file.sha256]
    first, second = operations.read(data.split(b"\n"))
    codes = lambda data, given=body: [one.code for one in check_amendment(given, data, bases(mysal))]  # noqa: E731
    assert codes(b"{}") == ["file_unreadable"]
    assert codes(operations.write([first])) == ["listing_differs"]
    renamed = msgspec.structs.replace(first, id="mysal-9")
    assert codes(operations.write([renamed, second])) == ["listing_differs"]
    later = msgspec.structs.replace(first, boundary=Boundary(day="2025-09-11"))
    assert codes(operations.write([later, second])) == ["listing_differs"]
    unseen = msgspec.json.decode(msgspec.json.encode(first))
    for one in unseen["words"]:
        one["expected"] = "0" * 64
    wrong = msgspec.json.encode(unseen) + b"\n" + operations.write([second])
    assert codes(wrong) == ["operation_unfit"] * 3


def test_files_that_are_not_what_their_acts_say_are_findings_of_the_replay(mysal: Pack, rulebook: Rulebook) -> None:
    edition = act_of(mysal, "mysal/edition-2025-09-10").body
    assert isinstance(edition, acts.EditionPublished)
    kept = dict(mysal.blobs)
    other = act_of(mysal, "mysal/edition-2026-01-01").body
    assert isinstance(other, acts.EditionPublished)
    kept[edition.texts[0].plain.sha256] = b"another text\n"
    kept[other.texts[1].edition.sha256] = b"{}"
    found = Reform.after(mysal.acts, {"mysal": rulebook}, kept).findings()
    assert [(one.code, one.where) for one in found] == [
        ("edition_unlike", "mysal/edition-2025-09-10"),
        ("edition_unlike", "mysal/edition-2026-01-01"),
    ]


def test_an_edition_that_is_not_what_the_draft_comes_to_is_a_finding(mysal: Pack, rulebook: Rulebook) -> None:
    act = act_of(mysal, "mysal/edition-2025-09-10")
    body = act.body
    assert isinstance(body, acts.EditionPublished)
    one = body.texts[0]
    text = mysal.blobs[one.plain.sha256].replace("жеті жылға".encode(), "сегіз жылға".encode())
    edition = mysal.blobs[one.edition.sha256].replace("жеті жылға".encode(), "сегіз жылға".encode())
    named = {
        "plain": msgspec.structs.replace(one.plain, sha256=sha256(text).hexdigest(), size=len(text)),
        "edition": msgspec.structs.replace(one.edition, sha256=sha256(edition).hexdigest(), size=len(edition)),
    }
    false = with_body(act, texts=(msgspec.structs.replace(one, **named), *body.texts[1:]))
    kept = {**mysal.blobs, named["plain"].sha256: text, named["edition"].sha256: edition}
    entered = [false if each.id == act.id else each for each in mysal.acts]
    found = Reform.after(entered, {"mysal": rulebook}, kept).findings()
    assert [(each.code, each.where) for each in found] == [("edition_not_of_draft", act.id)]


def saying(edition: editions.Edition, eid: str, text: str) -> editions.Edition:
    ones = (structs.replace(one, text=text) if one.eid == eid else one for one in edition.provisions)
    return structs.replace(edition, provisions=tuple(ones))


def without(edition: editions.Edition, eid: str) -> editions.Edition:
    gone = {one.uid for one in edition.subtree(edition.by_eid[eid].uid)}
    return structs.replace(edition, provisions=tuple(one for one in edition.provisions if one.uid not in gone))


def test_an_edition_with_a_broken_reference_is_published_only_as_unresolved(mysal: Pack, rulebook: Rulebook) -> None:
    act = act_of(mysal, "mysal/edition-2025-09-10")
    body = act.body
    assert isinstance(body, acts.EditionPublished)
    reform = until(mysal, rulebook, act.id, inclusive=False)
    one = next(each for each in body.texts if each.language == "en")
    whole = edition_in(mysal.blobs[one.edition.sha256])
    profile = profiles.shipped("en")
    first = next(each for each in bases(mysal) if each.language == "en")
    base, broken = (saying(each, "art_1__para_1", "As Article 9 says.") for each in (first, without(whole, "art_9")))
    left = leaving(broken, broken_since([base], broken, profile))
    assert [each.words for each in left.unresolved] == ["Article 9"]
    kept = {
        each.edition.sha256: editions.write(base)
        for each in act_of(mysal, "mysal/edition-2001-03-01").body.texts  # type: ignore[attr-defined]
        if each.language == "en"
    }
    for edition, wanted in ((broken, "reference_dangles"), (left, "")):
        data = editions.write(edition)
        named = msgspec.structs.replace(one.edition, sha256=sha256(data).hexdigest(), size=len(data))
        texts = tuple(structs.replace(each, edition=named) if each is one else each for each in body.texts)
        reform.blobs = {**mysal.blobs, **kept, named.sha256: data}
        if wanted:
            assert code(reform, with_body(act, texts=texts)) == wanted
        else:
            reform.admit(with_body(act, texts=texts))


def test_without_files_at_hand_the_acts_alone_are_judged(mysal: Pack, rulebook: Rulebook) -> None:
    assert Reform.after(mysal.acts, {"mysal": rulebook}).findings() == []


def test_the_rules_of_kazakhstan_on_the_way_to_a_vote(kz: Rulebook) -> None:
    now, then = kz.on(date(2022, 9, 1)), kz.on(date(2023, 6, 1))
    council, court = rules.reviewer(now), rules.reviewer(then)
    assert not isinstance(council, Unknown) and council.value == "constitutional_council"
    assert not isinstance(court, Unknown) and court.value == "constitutional_court"
    assert isinstance(rules.reviewer(kz.on(date(2022, 5, 6))), Unknown)
    assert isinstance(rules.initiators(kz.on(date(2026, 8, 1))), Unknown)
    last = rules.ways(kz.on(date(2026, 8, 1)))
    assert not isinstance(last, Unknown) and last.value == ("referendum",)
