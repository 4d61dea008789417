"""A survey after its acts: what is refused, what stands, and what is found in what others printed of it."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from isonomia.errors import InputError, UnlawfulActError
from isonomia.exact import Share
from isonomia.referendum.acts import Called
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped
from isonomia.surveys.scoring import Result, score
from isonomia.surveys.survey import Survey
from tests.isonomia.surveys.story import ASKED, CLOSED, ESTIMATE, OPEN, SOURCE, survey, told

ASKED_OF = ("announced", "fieldwork_closed", "data_published")


def test_a_survey_goes_its_road_from_its_announcement_to_its_estimate() -> None:
    done = survey(*ASKED_OF, "estimate_sealed", "estimate_opened")
    assert [one.percent for _, one in done.estimates] == ["61.2"]
    assert done.sealed == {} and list(done.findings()) == []
    assert done.summary()["estimates"] == "1" and done.summary()["kind"] == "exit_poll"


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(UnlawfulActError) as error:
        act()
    assert error.value.finding is not None
    return error.value.finding.code


def test_no_estimate_of_an_exit_poll_leaves_before_the_last_polls_close() -> None:
    there = survey(*ASKED_OF, "estimate_sealed")
    for name in ("estimate_published", "estimate_opened"):
        assert refusal(lambda name=name: there.admit(told(name, OPEN))) == "polls_still_open"  # type: ignore[misc]
    there.admit(told("estimate_opened", CLOSED))
    assert refusal(lambda: there.admit(told("estimate_sealed", CLOSED))) == "polls_closed_before"


def test_where_no_source_says_when_polls_close_nothing_is_opened() -> None:
    there = survey(*ASKED_OF, country="kz")
    for name in ("estimate_sealed", "estimate_published"):
        assert refusal(lambda name=name: there.admit(told(name))) == "rule_needed"  # type: ignore[misc]


def test_a_seal_opens_with_its_own_words_alone_and_once() -> None:
    there = survey(*ASKED_OF, "estimate_sealed")
    other = told("estimate_opened", estimate={**ESTIMATE, "percent": "61.3"})
    assert refusal(lambda: there.admit(other)) == "seal_opened_wrongly"
    there.admit(told("estimate_opened"))
    with pytest.raises(InputError, match="opened before"):
        there.admit(told("estimate_opened"))


REFUSED: list[tuple[tuple[str, ...], str, dict[str, Any], str]] = [
    ((), "announced", {"frame_as_at": "2026-06-08"}, "a frame as at 2026-06-08"),
    ((), "announced", {"stations": None}, "number of stations"),
    ((), "announced", {"questions": []}, "word for word"),
    ((), "announced", {"base": "everybody"}, "base of a share"),
    ((), "announced", {"disclosed": [{"item": "modes", "text": "a"}, {"item": "modes", "text": "b"}]}, "twice"),
    (("announced",), "fieldwork_closed", {"dispositions": [{"code": "4.1", "number": 9}]}, "eligible"),
    (("announced",), "fieldwork_closed", {"dispositions": [{"code": "1.3", "number": 9}]}, "1.1 to 4.9"),
    (ASKED_OF[:2], "data_published", {"rows": 951}, "951 rows"),
    (ASKED_OF, "estimate_published", {"estimate": {**ESTIMATE, "number": 901}}, "901 rows"),
    (ASKED_OF, "estimate_published", {"estimate": {**ESTIMATE, "intervals": []}}, "says why"),
    (ASKED_OF, "estimate_published", {"estimate": {**ESTIMATE, "percent": "64.1"}}, "do not hold it"),
    (("announced",), "statement_recorded", {"about": "referendum/2026-06-14"}, "a statement on"),
]


@pytest.mark.parametrize(("before", "name", "changes", "says"), REFUSED)
def test_what_cannot_be_true_is_refused(before: tuple[str, ...], name: str, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        if before:
            survey(*before).admit(told(name, **changes))
        else:
            Survey.begun(told(name, **changes), survey("announced").laws)


@pytest.mark.parametrize(
    ("before", "name", "changes", "code"),
    [
        (("announced",), "announced", {}, "matter_begins_once"),
        (("announced",), "data_published", {}, "fieldwork_not_closed"),
        (ASKED_OF[:2], "data_published", {"alike": 4}, "rows_too_few_alike"),
        (ASKED_OF[:2], "estimate_published", {}, "data_not_published"),
        (ASKED_OF, "estimate_published", {"estimate": {**ESTIMATE, "data": "b" * 64}}, "estimate_of_other_data"),
        (("announced",), "forecast_registered", {}, "forecast_too_late"),
    ],
)
def test_what_is_not_in_its_turn_is_refused(
    before: tuple[str, ...], name: str, changes: dict[str, Any], code: str
) -> None:
    assert refusal(lambda: survey(*before).admit(told(name, **changes))) == code


def test_a_forecast_stands_that_was_registered_the_day_before() -> None:
    there = survey("announced")
    there.admit(told("forecast_registered", "2026-06-06T23:59:59Z"))
    assert len(there.forecasts) == 1


def test_what_was_sealed_or_registered_in_time_is_scored_as_such() -> None:
    there = survey(*ASKED_OF, "estimate_sealed", "estimate_opened", "estimate_published")
    there.admit(told("forecast_registered", OPEN.replace("06-07", "06-06")))
    result = Result("final", "yes", Share(63, 100, "yes_plus_no"))
    found = [score(one, result).verdict.value for one in there.said()]
    assert found == ["not assessable: no interval", "inside 95", "not registered before the vote"]
    assert there.disclosure().told == {"modes": "Paper ballots at the door"}


def test_what_sources_print_stands_beside_and_is_held_against_itself() -> None:
    there = survey("statement_recorded")
    shares = [
        {"quantity": "yes", "percent": "61.02", "base": "yes_plus_no"},
        {"quantity": "no", "percent": "38.8", "base": "yes_plus_no"},
    ]
    there.admit(told("statement_recorded", shares=shares, sources=[{**SOURCE, "publisher": "copy.example"}]))
    found = {one.code: one for one in there.findings()}
    assert found["shares_not_whole"].get("shares") == "61.02 + 38.8"
    assert found["statements_differ"].get("values") == "61.2 (example.org); 61.02 (copy.example)"


@pytest.mark.parametrize(("no", "found"), [("38.8", 0), ("38.9", 0), ("38.7", 0), ("39.0", 1)])
def test_two_shares_are_100_within_their_rounding(no: str, found: int) -> None:
    shares = [
        {"quantity": "yes", "percent": "61.2", "base": "yes_plus_no"},
        {"quantity": "no", "percent": no, "base": "yes_plus_no"},
    ]
    there = survey("announced")
    there.admit(told("statement_recorded", shares=shares))
    assert len(list(there.findings())) == found


def test_the_record_refuses_a_survey_that_gives_its_vote_another_day() -> None:
    called = {"polling_day": "2026-06-14", "question": "amendment", "called_by": "a", "by_act": "b"}
    first = told("announced")
    vote = msgspec.structs.replace(
        first,
        act="referendum.called",
        id="mysal/called",
        matter=ASKED["about"],
        body=msgspec.convert({**called, "act_date": "2026-05-01", "sources": [SOURCE]}, Called),
    )
    reform = Reform.after([vote, first], {"mysal": shipped("mysal")})
    assert [one.get("reason").partition(" (")[0] for one in reform.refused] == [
        "referendum/2026-06-07 is on 2026-06-14, not 2026-06-07"
    ]
