"""An election replayed: the whole one of the invented country, and what cannot stand in it."""

from functools import cache
from typing import Any

import msgspec
import pytest

from isonomia.elections.districts import Seat
from isonomia.elections.election import Election
from isonomia.elections.rules import Result
from isonomia.errors import InputError, IsonomiaError, UnlawfulActError
from isonomia.packs.loading import folder, load
from isonomia.record.act import Act, Actor, Commitment
from isonomia.record.commitment import commit
from isonomia.reform.road import BODIES, Reform
from isonomia.rulebook.loading import shipped

MATTER = "election/assembly-2026"
SOURCES = [{"publisher": "Isonomia", "reference": "invented for a test", "language": "en"}]
BASIS = {"rule": "elections.refusal_signatures", "article": "art. 23(1)"}
REMEDY = {"kind": "court", "basis": {"rule": "elections.complaint_to_court", "article": "art. 24"}}


@cache
def acts() -> tuple[Act, ...]:
    """The candidates and the election of the invented country, in their order."""
    there = load(folder("mysal")).acts
    first = next(at for at, one in enumerate(there) if one.matter == MATTER)
    return there[first:]


def after(count: int | None = None, without: str = "") -> Reform:
    """The election after its first acts, as many as asked for; without those whose ids hold some word."""
    reform = Reform({"mysal": shipped("mysal")})
    for one in acts()[:count]:
        if not without or without not in one.id:
            reform.admit(one)
    return reform


def before(word: str) -> Reform:
    """The election before the first act whose id holds a word."""
    return after(next(at for at, one in enumerate(acts()) if word in one.id))


def elected(reform: Reform) -> Election:
    return reform.elections.matters[MATTER]


def act(name: str, facts: bool = False, **body: Any) -> Act:
    """One more act of the election."""
    sourced = {} if name in ("registration_refused", "registration_cancelled") else {"sources": SOURCES}
    bound = (Commitment(field="facts", hmac=commit(bytes(32), "test", "facts")),) if facts else ()
    return Act(
        act=f"elections.{name}",
        v=1,
        id="test/1",
        matter=MATTER,
        place=10_000,
        at="2026-11-22T12:00:00Z",
        actor=Actor(role="compiler"),
        body=msgspec.convert(sourced | body, BODIES[f"elections.{name}", 1]),
        commit=bound,
    )


def changed(word: str, **changes: Any) -> Act:
    """An act of the pack with other fields."""
    there = next(one for one in acts() if word in one.id)
    body = msgspec.to_builtins(there.body) | changes
    return msgspec.structs.replace(there, body=msgspec.convert(body, type(there.body)))


def test_the_whole_mixed_election_comes_out_as_published() -> None:
    reform = after()
    one = elected(reform)
    assert list(one.findings()) == [] and reform.refused == []
    seats = one.tally.seats()
    assert sum(seats.values()) == 60 and seats["well"] == 2 and seats["oak"] == 0
    winners = [one.tally.winner(contest) for contest in one.standing.contests()[1:]]
    assert len(winners) == 40 and None not in winners
    own_word = {
        id for there in one.standing.candidates.values() for id, it in there.items() if it.put_forward_by == "self"
    }
    assert len(own_word & set(winners)) == 1
    assert one.summary() == {"polling_day": "2026-03-22", "body": "parliament", "stage": "final"}


def test_a_list_exactly_at_the_bar_comes_in_and_one_vote_below_it_none_does() -> None:
    outcome = elected(after()).tally.outcome("lists")
    assert isinstance(outcome, Result) and outcome.base == 640_000
    assert "well" in outcome.admitted and "oak" not in outcome.admitted


def test_before_the_lot_the_last_seat_is_nobodys() -> None:
    one = elected(before("election-lot"))
    outcome = one.tally.outcome("lists")
    assert isinstance(outcome, Result)
    assert sum(outcome.seats.values()) == 59 and [tie.lists for tie in outcome.ties] == [("lamp", "towns")]
    assert [finding.code for finding in one.findings()] == ["seats_tied"]


def test_the_law_before_the_reform_would_have_left_the_well_out() -> None:
    reform = Reform({"mysal": shipped("mysal")})
    for one in acts():
        if one.act == "elections.called":
            one = changed("election-called", polling_day="2025-12-21", act_date="2025-10-01")
        if one.act == "elections.lot_drawn":
            break
        reform.admit(one)
    one = elected(reform)
    assert isinstance(outcome := one.tally.outcome("lists"), Result)
    assert sum(outcome.seats.values()) == 70 and "well" not in outcome.admitted


def test_a_later_version_changes_the_seats_and_is_told_where_they_were_published_otherwise() -> None:
    reform = after(without="election-passed")
    body = msgspec.to_builtins(next(one for one in acts() if one.id == "mysal/election-lists-final").body)
    body["votes"][2]["votes"] += 9_000
    reform.admit(act("votes_published", **(body | {"version": 2, "reason": "Recount in two lands"})))
    codes = {finding.code for finding in elected(reform).findings()}
    assert "seats_differ" in codes


def test_counts_that_cannot_be_true_are_taken_in_and_told() -> None:
    reform = before("election-lists-final")
    final = msgspec.to_builtins(next(one for one in acts() if one.id == "mysal/election-lists-final").body)
    reform.admit(
        act("votes_published", **(final | {"took_part": 640_000, "registered": 600_000, "votes": final["votes"][1:]}))
    )
    found = {finding.code: finding for finding in elected(reform).findings()}
    assert found["more_voters_than_registered"].get("voters") == "640000"
    assert found["lines_without_votes"].get("lines") == "water"


def test_where_the_law_is_silent_nothing_is_decided_and_it_is_told() -> None:
    reform = Reform({"kz": shipped("kz")})
    for one in acts():
        match one.act:
            case "elections.called":
                reform.admit(changed("election-called", polling_day="2026-09-20"))
            case "people.capacity_registered" | "elections.list_registered":
                reform.admit(one)
            case "elections.votes_published" if "lists" in one.id:
                reform.admit(changed(one.id, published_on="2026-09-23"))
    assert [finding.code for finding in elected(reform).findings()] == ["seats_undecided"]


REFUSED = [
    pytest.param("election-lot", lambda: act("called", **CALL), "matter_begins_once", id="called twice"),
    pytest.param("election-lot", lambda: changed("election-lot", order=["lamp", "steppe"]), "no_such_tie", id="no tie"),
    pytest.param(
        "election-taken-well",
        lambda: changed("election-taken-well", candidates=[one["candidate"] for one in people("well")[:3]]),
        "more_people_than_seats",
        id="three people for two seats",
    ),
    pytest.param(
        "election-lists-final",
        lambda: changed("election-lists-final", published_on="2026-03-20"),
        "before_matter",
        id="votes before polling day",
    ),
    pytest.param(
        "election-3-3",
        lambda: changed("election-3-3", signatures=265),
        "too_few_signatures",
        id="265 of 266 signatures",
    ),
    pytest.param(
        "election-12-refused",
        lambda: act(
            "registration_refused", on="2026-02-11", contest="district-12", option="c-x", basis=BASIS, remedies=[REMEDY]
        ),
        "refusal_without_facts",
        id="a refusal without facts",
    ),
    pytest.param(
        "election-12-refused",
        lambda: act(
            "registration_refused", facts=True, on="2026-02-11", contest="lists", option="c-x", basis=BASIS, remedies=[]
        ),
        "refusal_without_remedy",
        id="a refusal without remedy",
    ),
    pytest.param(
        "election-12-refused",
        lambda: act(
            "registration_refused",
            facts=True,
            on="2026-02-11",
            contest="lists",
            option="c-x",
            basis=BASIS | {"article": "art. 99"},
            remedies=[REMEDY],
        ),
        "article_not_cited",
        id="a refusal with another article",
    ),
]
CALL = {"polling_day": "2026-03-22", "body": "parliament", "called_by": "x", "by_act": "y", "act_date": "2026-01-12"}


def people(name: str) -> list[dict[str, Any]]:
    """The people of a list of the pack."""
    found = msgspec.to_builtins(next(one for one in acts() if one.id == f"mysal/election-list-{name}").body)[
        "candidates"
    ]
    return list(found)


@pytest.mark.parametrize(("word", "made", "code"), REFUSED)
def test_what_the_law_does_not_let_stand_is_refused(word: str, made: Any, code: str) -> None:
    reform = before(word)
    with pytest.raises(UnlawfulActError) as caught:
        reform.admit(made())
    assert caught.value.finding is not None and caught.value.finding.code == code


WRONG = [
    pytest.param("election-1-1", {"district": "41"}, 'no district "41" was drawn', id="an unknown district"),
    pytest.param("election-1-1", {"put_forward_by": "nobody"}, 'no list "nobody"', id="an unknown list"),
    pytest.param("election-list-towns", {"order": 1}, "at place 1 already", id="a place taken"),
    pytest.param("election-list-towns", {"list": "water"}, "was registered before", id="a list twice"),
    pytest.param("election-list-towns", {"list": "self"}, "no name of a list", id="a reserved word"),
    pytest.param("election-lists-final", {"version": 2}, "wanted 1", id="a version left out"),
    pytest.param(
        "election-lists-final", {"votes": [{"option": "nobody", "votes": 5}]}, "never registered", id="no line"
    ),
    pytest.param("election-passed", {"of": "c-222222"}, "fell vacant", id="nothing vacant"),
    pytest.param("election-vacated", {"candidate": "c-222222"}, "holds no seat", id="no seat"),
    pytest.param("election-26-withdrawn", {"option": "c-222222"}, "does not stand", id="not on the ballot"),
]


@pytest.mark.parametrize(("word", "changes", "said"), WRONG)
def test_what_cannot_be_meant_is_refused_in_words_and_nothing_is_changed(
    word: str, changes: dict[str, Any], said: str
) -> None:
    reform = before(word)
    there = repr(elected(reform))
    with pytest.raises(InputError, match=said):
        reform.admit(changed(word, **changes))
    assert repr(elected(reform)) == there


def test_whoever_stands_is_a_public_capacity() -> None:
    reform = before("election-1-1")
    with pytest.raises(IsonomiaError, match="no public capacity"):
        reform.admit(changed("election-1-1", candidate="c-zzzzzz"))


def test_a_vacant_seat_goes_to_the_next_by_the_order_of_the_list_and_to_others_only_with_a_finding() -> None:
    reform = before("election-passed")
    one = elected(reform)
    vacant = next(iter(one.vacated))
    there = [each["candidate"] for each in people("steppe")]
    assert vacant not in one.holders("steppe") and len(one.holders("steppe")) == 10
    assert one.left_on("steppe") == tuple(there[11:])
    assert set(one.named_by_order("steppe", 11)) - {*one.holders("steppe")} == {there[11]}
    reform.admit(changed("election-passed", to=there[12]))
    (found,) = one.findings()
    assert found.code == "list_order_left" and dict(found.params)["named"] == there[11]
    assert one.passed[vacant].body.to == there[12] and one.named_by_order("steppe", 99) == (
        *[each for each in there if each != vacant],
    )


def test_a_seat_of_a_list_falls_vacant_though_nobody_can_say_who_won_some_district() -> None:
    reform = before("election-vacated")
    reform.admit(changed("election-1-votes", version=2, reason="x", against_all=20_000, took_part=40_000))
    reform.admit(next(one for one in acts() if "election-vacated" in one.id))
    assert len(elected(reform).vacated) == 1


def test_a_candidate_who_stands_in_the_record_is_judged_after_that_matter_alone() -> None:
    reform = Reform({"mysal": shipped("mysal")})
    for one in acts():
        if one.matter == MATTER:
            reform.stand(one)
    assert elected(reform).tally.seats() == elected(after()).tally.seats()


def test_a_cancelled_list_gets_no_seats_and_its_votes_are_no_base() -> None:
    reform = before("election-lists-preliminary")
    cancelled = {"contest": "lists", "option": "well", "basis": BASIS, "remedies": [REMEDY], "on": "2026-03-20"}
    reform.admit(act("registration_cancelled", facts=True, **cancelled))
    for one in acts():
        if "election-lists-" in one.id and one.act == "elections.votes_published":
            reform.admit(one)
    outcome = elected(reform).tally.outcome("lists")
    assert isinstance(outcome, Result) and "well" not in outcome.seats and outcome.base == 640_000 - 19_200


def test_a_district_is_won_by_most_votes() -> None:
    one = elected(after())
    outcome = one.tally.outcome("district-33")
    assert isinstance(outcome, Seat) and outcome.winner is not None
    assert one.standing.candidates["33"][outcome.winner].put_forward_by == "self"
