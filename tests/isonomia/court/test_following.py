"""Open terms follow another calendar or rule: told with both days and the cause, a citizen's own never shortened."""

from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from isonomia.court.following import Moved, moved
from isonomia.deadlines.course import Course, State
from isonomia.rulebook.law import Rulebook
from isonomia.rulebook.loading import read, shipped, texts
from tests.isonomia.court.test_case import due, refused
from tests.isonomia.court.trials import C, Trial

KZ = "kz"
DAY_OFF = (
    '    { day = "2026-03-10", kind = "holiday", name = "new_year", source = "holidays_law", certainty = "text" },\n'
)
ADOPTED = "2026-02-20T09:00:00Z"


def changed(file: str, old: str, new: str) -> Rulebook:
    """The rules of Kazakhstan with one thing changed, adopted after those that ship."""
    files = texts(resources.files("isonomia.rulebook") / "laws", KZ)
    assert old in files[file]
    other = read(KZ, {**files, file: files[file].replace(old, new, 1)})
    return replace(other, adopted_at=ADOPTED, before=replace(shipped(KZ), adopted_at="2026-01-01T00:00:00Z"))


@pytest.fixture
def holiday() -> Rulebook:
    """One more day off in March."""
    return changed("calendar.toml", '    { day = "2026-03-21"', f'{DAY_OFF}    {{ day = "2026-03-21"')


def asked() -> Trial:
    """A case in which a body has to give information within fifteen working days."""
    trial = Trial(KZ)
    trial.file()
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted")
    trial.of("information_asked", on="2026-02-18")
    return trial


def under(trial: Trial, rulebook: Rulebook) -> Trial:
    """The same acts by other rules."""
    other = Trial(KZ, rulebook)
    for act in trial.acts:
        if act.matter == C:
            other.reform.stand(act)
            other.acts.append(act)
    return other


def of_case(trial: Trial, rulebook: Rulebook) -> list[Moved]:
    return list(moved([one for one in trial.acts if one.matter == C], rulebook))


def test_a_new_day_off_moves_an_open_term_and_the_act_tells_both_days(holiday: Rulebook) -> None:
    trial = asked()
    told = due(trial, "information")
    found = {one.clock: one for one in of_case(trial, holiday)}
    one = found["information"]
    assert (one.told.due, one.now.due, one.cause, one.kept) == (told, date(2026, 3, 13), "calendar_changed", False)
    assert "2026-03-10" in {str(day.day) for day in one.now.deadline.skipped if day.names}
    after = under(trial, holiday)
    body = {"clock": "information", "before": str(told), "after": "2026-03-13", "cause": one.cause}
    after.of("term_reckoned_again", on="2026-02-21", **body)
    running = after.case().clocks.running["information"]
    assert isinstance(running, Course) and running.state is State.RUNNING
    assert (running.history[-1].before, running.history[-1].after) == (told, date(2026, 3, 13))
    assert "information" not in {one.clock for one in of_case(after, holiday)}


def test_nothing_moves_where_one_version_was_adopted_or_the_act_came_later(holiday: Rulebook) -> None:
    assert of_case(asked(), shipped(KZ)) == []
    later = Trial(KZ, holiday)
    later.day = "2026-02-23"
    later.file()
    later.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted")
    assert of_case(later, holiday) == []


def test_a_citizens_own_term_is_never_shortened_by_a_new_rule() -> None:
    trial = Trial(KZ)
    trial.file()
    trial.road("appeal_registered", "appeal_returned", "notice_received")
    told = due(trial, "cure")
    head = '[[rule.cured_appeal.value]]\nfrom = "2023-01-01"\n'
    short = changed("court.toml", f'{head}count = 1\nof = "months"', f'{head}count = 20\nof = "days"')
    after = under(trial, short)
    assert due(after, "cure") == told
    kept = after.case().clocks.running["cure"]
    assert isinstance(kept, Course) and "deadline_not_shortened" in {one.code for one in kept.warnings()}
    (one,) = of_case(trial, short)
    assert one.kept and one.now.deadline.due < told and one.cause == "rule_changed"
    body = {"clock": "cure", "before": str(told), "cause": one.cause}
    refused("term_not_so", lambda: after.of("term_reckoned_again", after=str(one.now.deadline.due), **body))
    after.of("term_reckoned_again", after=str(told), **body)
    assert due(after, "cure") == told


def test_a_suspended_term_that_was_worked_out_again_still_moves_by_the_days_it_stood_still(holiday: Rulebook) -> None:
    trial = Trial(KZ, holiday)
    trial.file()
    trial.road("appeal_registered", "check_passed", "study_begun", "appeal_admitted", "proceedings_suspended")
    was = due(trial, "decision")
    again = {"clock": "decision", "before": "2026-05-11", "after": str(was), "cause": "calendar_changed"}
    trial.of("term_reckoned_again", on="2026-02-20", **again)
    trial.of("proceedings_resumed", on="2026-02-24")
    assert due(trial, "decision") == date(2026, 5, 26)
