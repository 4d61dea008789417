"""Roles with dates and public capacities: what the law admits, what it refuses, and what a slip undoes."""

from datetime import date
from typing import Any

import msgspec
import pytest

from isonomia.errors import InputError, UnlawfulActError
from isonomia.people.acts import ACTS
from isonomia.people.rules import covers, is_drawn, is_scope
from isonomia.people.state import People
from isonomia.record.act import Act, Actor
from isonomia.reform.road import Reform

PERSON = "person/p-7f3k9q"
CAPACITY = "capacity/c-4m8x2t"
OTHER = "p-2b2b2b"
OFFICE = [{"language": "en", "text": "Chair", "status": "own_words"}]
GRANT = {"role": "commission", "scope": "referendum", "since": "2026-11-21", "basis": "Order 12"}


def act(name: str, place: int = 0, *, matter: str = "", by: str | None = OTHER, **body: Any) -> Act:
    """One act of 21 November 2026, by a registrar."""
    if not matter:
        matter = CAPACITY if "capacity" in name or "name_" in name else PERSON
    full = f"people.{name}"
    return Act(
        act=full,
        v=1,
        id=f"{matter}/{place + 1}",
        matter=matter,
        place=place,
        at="2026-11-21T12:00:00Z",
        actor=Actor(role="registrar", capacity=by),
        body=msgspec.convert(body, ACTS[full, 1]),
    )


def granted(place: int = 0, **changes: Any) -> Act:
    """A grant of the commission's role in every referendum, from today on."""
    return act("role_granted", place, **{**GRANT, **changes})


def ended(place: int, grant: int = 0, on: str = "2026-12-01", **changes: Any) -> Act:
    """The end of a grant."""
    return act(
        "role_ended", place, **{"grant": f"{PERSON}/{grant + 1}", "ended_on": on, "reason": "resigned", **changes}
    )


def registered(**changes: Any) -> Act:
    """A capacity from the beginning of the month."""
    return act("capacity_registered", **{"office": OFFICE, "since": "2026-11-01", "basis": "Decree 1", **changes})


def roles(state: People, day: str, matter: str = "referendum/2026-12-20") -> set[str]:
    """The roles of the person on a day."""
    return state.roles("p-7f3k9q", date.fromisoformat(day), matter)


def test_a_role_is_held_from_its_first_to_its_last_day_where_its_scope_reaches() -> None:
    state = People.after([granted(until="2026-12-31")])
    held = {day: roles(state, day) for day in ("2026-11-20", "2026-11-21", "2026-12-31", "2027-01-01")}
    assert [bool(one) for one in held.values()] == [False, True, True, False]
    assert roles(state, "2026-12-01", "referendum") == {"commission"}
    assert roles(state, "2026-12-01", "referendums/x") == roles(state, "2026-12-01", "reform/kz") == set()
    assert roles(People.after([granted(scope="*")]), "2026-12-01", "reform/kz") == {"commission"}


def test_a_role_ends_on_the_day_that_is_named_and_can_be_granted_again() -> None:
    state = People.after([granted(), ended(1)])
    assert roles(state, "2026-11-30") == {"commission"} and roles(state, "2026-12-01") == set()
    state.admit(granted(2, since="2026-12-01"))
    assert roles(state, "2026-12-01") == {"commission"}


@pytest.mark.parametrize(
    "second",
    [
        granted(1),
        granted(1, since="2027-01-01"),
        granted(1, until="2026-11-21"),
        ended(1, on="2026-11-20"),
        ended(1, grant=5),
        granted(1, role="registrar", by="p-7f3k9q"),
    ],
)
def test_an_overlapping_grant_an_empty_end_and_a_grant_to_oneself_are_unlawful(second: Act) -> None:
    state = People.after([granted()])
    with pytest.raises(UnlawfulActError):
        state.admit(second)
    assert len(state.held("p-7f3k9q")) == 1 and roles(state, "2026-11-21") == {"commission"}


def test_two_roles_and_two_scopes_stand_side_by_side() -> None:
    state = People.after([granted(), granted(1, role="secretariat"), granted(2, scope="reform")])
    assert roles(state, "2026-12-01") == {"commission", "secretariat"}


def test_a_role_that_has_run_out_or_was_ended_is_not_ended_again() -> None:
    with pytest.raises(UnlawfulActError):
        People.after([granted(until="2026-11-30"), ended(1, on="2026-12-01")])
    with pytest.raises(UnlawfulActError):
        People.after([granted(), ended(1), ended(2)])


def test_nothing_is_granted_for_days_past() -> None:
    with pytest.raises(UnlawfulActError, match="days past"):
        People.after([granted(since="2026-11-20")])


@pytest.mark.parametrize(
    "wrong",
    [
        granted(role="compiler"),
        granted(scope="referendum/"),
        granted(since="2026-11-31"),
        granted(until="2026-11-20"),
        granted(matter="person/ivanov"),
        granted(matter="person/p-ivanov"),
        granted(matter=CAPACITY),
        registered(matter=PERSON),
    ],
)
def test_what_cannot_be_read_is_refused(wrong: Act) -> None:
    with pytest.raises((InputError, UnlawfulActError)):
        People.after([wrong])


def test_a_capacity_is_registered_once_and_ends_once() -> None:
    state = People.after([registered(), act("capacity_ended", 1, ended_on="2026-12-01", reason="term_over")])
    assert state.summary(CAPACITY) == {"since": "2026-11-01", "until": "2026-11-30", "withdrawn": ""}
    for wrong in (registered(), act("capacity_ended", 2, ended_on="2026-12-05", reason="other")):
        with pytest.raises(UnlawfulActError):
            state.admit(wrong)
    with pytest.raises(UnlawfulActError):
        People.after([act("name_withdrawn", basis="a request")])


def test_a_name_is_withdrawn_once_and_not_corrected_afterwards() -> None:
    state = People.after(
        [registered(), act("name_corrected", 1, basis="a slip"), act("name_withdrawn", 2, basis="law")]
    )
    assert state.capacities[CAPACITY].withdrawn
    for name in ("name_corrected", "name_withdrawn"):
        with pytest.raises(UnlawfulActError):
            state.admit(act(name, 3, basis="again"))


def slip(place: int, of: int, *, matter: str = PERSON, by: str | None = OTHER, **changes: Any) -> Act:
    """An act of this matter is to be disregarded."""
    body = {"disregard": f"{matter}/{of + 1}", "reason": "wrong_dates", **changes}
    return act("entered_in_error", place, matter=matter, by=by, **body)


def test_a_slip_of_ones_own_is_undone_and_both_acts_stay() -> None:
    state = People.after([granted(), slip(1, 0)])
    assert roles(state, "2026-12-01") == set() and list(state.disregarded) == [f"{PERSON}/1"]
    state.admit(granted(2))
    assert roles(state, "2026-12-01") == {"commission"}
    capacity = People.after([registered(), slip(1, 0, matter=CAPACITY), registered()])
    assert capacity.capacities[CAPACITY].since == date(2026, 11, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        slip(2, 0),
        slip(2, 5),
        slip(2, 1, by="p-9z9z9z"),
        slip(2, 1, reason="because"),
    ],
)
def test_a_slip_of_another_one_that_others_build_on_or_that_is_not_there_is_refused(wrong: Act) -> None:
    state = People.after([granted(), ended(1)])
    with pytest.raises((InputError, UnlawfulActError)):
        state.admit(wrong)
    assert roles(state, "2026-11-30") == {"commission"} and roles(state, "2026-12-01") == set()


def test_a_slip_is_not_disregarded_twice_nor_is_the_correction() -> None:
    for wrong in (slip(2, 0), slip(2, 1)):
        with pytest.raises(UnlawfulActError):
            People.after([granted(), slip(1, 0), wrong])


def test_an_act_of_somebody_without_the_role_is_found_and_still_counts() -> None:
    first = msgspec.structs.replace(granted(role="registrar", scope="*", by=None))
    right = granted(matter="person/p-2b2b2b", by="p-7f3k9q")
    wrong = granted(matter="person/p-9z9z9z", by="p-2b2b2b", role="secretariat")
    reform = Reform.after([first, right, wrong], {})
    assert [(one.code, one.where) for one in reform.findings()] == [("actor_without_role", wrong.id)]
    assert "p-2b2b2b" in reform.findings()[0].get("person")
    assert set(reform.people.persons) == {PERSON, "person/p-2b2b2b", "person/p-9z9z9z"}


def test_an_id_drawn_by_lot_cannot_spell_a_name() -> None:
    assert is_drawn(PERSON) and is_drawn(CAPACITY)
    assert not any(is_drawn(one) for one in ("person/c-4m8x2t", "person/p-olzhas", "capacity/c-4m8x2", "p-7f3k9q"))


def test_a_scope_reaches_whole_parts_only() -> None:
    assert covers("reform", "reform/kz") and covers("*", "anything") and not covers("ref", "reform/kz")
    assert is_scope("referendum/2026-12-20") and not is_scope("") and not is_scope("a//b")
