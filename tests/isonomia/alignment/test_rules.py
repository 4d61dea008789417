"""By when a law is due, and what becomes of a promise."""

from datetime import date

import pytest

from isonomia.alignment.rules import all_of, becomes, due_by, due_under
from isonomia.errors import InputError
from isonomia.rulebook.law import Rulebook


@pytest.mark.parametrize(
    ("rule", "since", "due", "article"),
    [
        ("alignment.constitutional_law", "1995-09-05", date(1996, 9, 4), "art. 92(1)"),
        ("alignment.law", "1995-09-05", date(1997, 9, 4), "art. 92(2)"),
        ("alignment.older_law", "1995-08-30", date(1997, 8, 29), "art. 92(4)"),
    ],
)
def test_the_terms_of_1995_end_a_year_or_two_on(kz: Rulebook, rule: str, since: str, due: date, article: str) -> None:
    # Whether the first day counts is not said: the earlier end is taken.
    found = due_under(rule, since, kz)
    assert (found.day, found.missing) == (due, "")
    assert article in found.citation


def test_the_constitution_of_2026_sets_no_term_and_none_is_made_up(kz: Rulebook) -> None:
    assert due_under("alignment.law", "2026-06-30", kz).day == date(2028, 6, 29)
    found = due_under("alignment.law", "2026-07-01", kz)
    assert found.day is None and "art. 96" in found.missing
    assert found.overdue(date(2090, 1, 1), False) is None


def test_an_event_that_is_known_as_a_month_gives_no_day(kz: Rulebook) -> None:
    found = due_under("alignment.law", "1995-09", kz)
    assert found.day is None and "1995-09" in found.missing


@pytest.mark.parametrize("rule", ["alignment.never", "referendum.quorum"])
def test_what_is_no_term_is_refused(kz: Rulebook, rule: str) -> None:
    with pytest.raises(InputError, match="is no term"):
        due_under(rule, "1995-09-05", kz)


@pytest.mark.parametrize(
    ("stated", "on", "done", "overdue"),
    [
        ("2023", date(2023, 12, 31), False, False),
        ("2023", date(2024, 1, 1), False, True),
        ("2023", date(2024, 1, 1), True, False),
        ("2023", date(2024, 1, 1), None, None),
        ("2023-06", date(2023, 6, 30), False, False),
        ("2023-06-15", date(2023, 6, 16), False, True),
    ],
)
def test_a_stated_day_is_over_on_its_last_day(stated: str, on: date, done: bool | None, overdue: bool | None) -> None:
    assert due_by(stated).overdue(on, done) is overdue


@pytest.mark.parametrize(
    ("links", "evidence", "status"),
    [
        ([], ["applied"], "open"),
        ([True, False], ["applied"], "open"),
        ([True, None], ["applied"], "open"),
        ([True, True], [], "in_force"),
        ([True, True], ["applied"], "kept"),
        ([True, True], ["applied", "not_applied"], "disputed"),
        ([True, True], ["not_applied"], "disputed"),
    ],
)
def test_a_promise_is_kept_only_by_all_of_its_parts(links: list[bool | None], evidence: list[str], status: str) -> None:
    assert becomes(links, evidence) == status


def test_one_no_outweighs_what_is_open() -> None:
    assert (all_of([True, None, False]), all_of([True, None]), all_of([True]), all_of([])) == (False, None, True, True)
