"""A deadline in a matter: its states, its history, and what a new calendar may do to it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from isonomia.deadlines.calendar import Calendar
from isonomia.deadlines.course import (
    Course,
    State,
    begin,
    close,
    extend,
    miss,
    recompute,
    resume,
    suspend,
    void,
)
from isonomia.deadlines.reckoning import reckon
from isonomia.deadlines.terms import Owner, Term
from isonomia.errors import InputError

MONDAY = date(2030, 3, 4)
Terms = Callable[..., Term]
Calendars = Callable[..., Calendar]


@pytest.fixture
def old(small: Calendars) -> Calendar:
    return small(1, _2030_03_08="holiday")


@pytest.fixture
def longer(small: Calendars) -> Calendar:
    """A version in which one more day is off."""
    return small(2, _2030_03_07="holiday", _2030_03_08="holiday")


@pytest.fixture
def shorter(small: Calendars) -> Calendar:
    """A version in which the holiday is gone."""
    return small(3)


def started(term: Term, calendar: Calendar) -> Course:
    return begin(reckon(term, MONDAY, calendar), on=MONDAY, cause="the decision was adopted")


def test_a_new_holiday_moves_a_running_deadline_and_says_why(term: Terms, old: Calendar, longer: Calendar) -> None:
    before = started(term(), old)
    after = recompute(before, on=date(2030, 3, 5), calendar=longer, cause="decree of 5 March 2030")
    assert (before.due, after.due) == (date(2030, 3, 12), date(2030, 3, 13))
    line = after.history[-1]
    assert (line.before, line.after, line.cause) == (before.due, after.due, "decree of 5 March 2030")
    assert after.deadline.calendar.version == 2


def test_recomputing_twice_changes_nothing_more(term: Terms, old: Calendar, longer: Calendar) -> None:
    once = recompute(started(term(), old), on=MONDAY, calendar=longer, cause="decree")
    assert recompute(once, on=MONDAY, calendar=longer, cause="decree") is once
    assert recompute(once, on=MONDAY, cause="nothing new") is once


def test_a_body_is_given_the_shorter_term_and_a_citizen_keeps_the_longer(
    term: Terms, old: Calendar, shorter: Calendar
) -> None:
    body = recompute(started(term(), old), on=MONDAY, calendar=shorter, cause="decree")
    assert body.due == date(2030, 3, 11)
    assert "deadline_not_shortened" not in [one.code for one in body.warnings()]
    own = recompute(started(term(owner=Owner.CITIZEN), old), on=MONDAY, calendar=shorter, cause="decree")
    assert (own.due, own.deadline.due) == (date(2030, 3, 12), date(2030, 3, 11))
    kept = [one for one in own.warnings() if one.code == "deadline_not_shortened"]
    assert [(one.get("due"), one.get("shorter")) for one in kept] == [("2030-03-12", "2030-03-11")]
    assert own.history[-1].before == own.history[-1].after == date(2030, 3, 12)


def test_a_citizens_term_may_grow_and_then_stays_grown(
    term: Terms, old: Calendar, longer: Calendar, shorter: Calendar
) -> None:
    own = started(term(owner=Owner.CITIZEN), old)
    grown = recompute(own, on=MONDAY, calendar=longer, cause="decree")
    assert grown.due == date(2030, 3, 13)
    assert recompute(grown, on=MONDAY, calendar=shorter, cause="decree taken back").due == date(2030, 3, 13)


def test_a_changed_rule_is_a_cause_as_well(term: Terms, old: Calendar) -> None:
    shorter_rule = recompute(started(term(), old), on=MONDAY, term=term(count=3), cause="law of 2030")
    assert (shorter_rule.due, shorter_rule.deadline.term.count) == (date(2030, 3, 7), 3)
    citizen = recompute(
        started(term(owner=Owner.CITIZEN), old), on=MONDAY, term=term(count=3, owner=Owner.CITIZEN), cause="law"
    )
    assert citizen.due == date(2030, 3, 12)


def test_overdue_is_asked_and_never_kept(term: Terms, old: Calendar) -> None:
    one = started(term(), old)
    assert not one.overdue(one.due)
    assert one.overdue(one.due + timedelta(days=1))
    assert not hasattr(one, "is_overdue")
    stopped = suspend(one, on=MONDAY, cause="force majeure")
    assert not stopped.overdue(date(2031, 1, 1))


def test_a_suspension_ends_no_earlier_and_an_extension_later(term: Terms, old: Calendar) -> None:
    one = started(term(), old)
    stopped = suspend(one, on=date(2030, 3, 5), cause="force majeure")
    with pytest.raises(InputError, match="no earlier than before"):
        resume(stopped, on=date(2030, 3, 6), due=MONDAY, cause="over")
    going = resume(stopped, on=date(2030, 3, 20), due=date(2030, 3, 27), cause="over")
    assert (going.state, going.due) == (State.EXTENDED, date(2030, 3, 27))
    assert resume(stopped, on=date(2030, 3, 6), due=one.due, cause="over").state is State.RUNNING
    with pytest.raises(InputError, match="ends later than before"):
        extend(one, on=MONDAY, due=one.due, cause="complex case")
    longer = extend(one, on=MONDAY, due=date(2030, 4, 1), cause="complex case")
    assert [line.state for line in longer.history] == [State.RUNNING, State.EXTENDED]


def test_a_day_set_by_an_extension_is_not_recomputed_to_an_earlier_one(
    term: Terms, old: Calendar, longer: Calendar
) -> None:
    extended = extend(started(term(), old), on=MONDAY, due=date(2030, 4, 1), cause="complex case")
    assert recompute(extended, on=MONDAY, calendar=longer, cause="decree").due == date(2030, 4, 1)


def test_what_is_done_in_time_is_met_and_later_is_missed(term: Terms, old: Calendar) -> None:
    one = started(term(), old)
    assert close(one, on=one.due, cause="sent").state is State.MET
    assert close(one, on=one.due + timedelta(days=1), cause="sent").state is State.MISSED
    assert miss(one, on=one.due + timedelta(days=1), cause="nothing came").state is State.MISSED
    with pytest.raises(InputError, match="not missed on"):
        miss(one, on=one.due, cause="nothing came")


def test_what_is_closed_stays_closed(term: Terms, old: Calendar, longer: Calendar) -> None:
    met = close(started(term(), old), on=MONDAY, cause="sent")
    assert recompute(met, on=MONDAY, calendar=longer, cause="decree") is met
    for change in (suspend, close, void):
        with pytest.raises(InputError, match="the deadline is met"):
            change(met, on=MONDAY, cause="again")
    gone = void(started(term(), old), on=MONDAY, cause="withdrawn")
    assert gone.state is State.VOID
    with pytest.raises(InputError, match="the deadline is void"):
        extend(gone, on=MONDAY, due=date(2030, 5, 1), cause="again")


def test_a_change_without_a_cause_is_refused(term: Terms, old: Calendar) -> None:
    with pytest.raises(InputError, match="needs its cause"):
        suspend(started(term(), old), on=MONDAY, cause=" ")
