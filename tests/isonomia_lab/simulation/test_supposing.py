"""The same votes under another law: the engine of the law, and numbers verified by hand."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from isonomia.elections.rules import bars, elect
from isonomia.errors import InputError
from isonomia.exact import Share
from isonomia_lab.simulation.supposing import Change, Vote, outcome
from tests.isonomia_lab.simulation.mazhilis import LISTS, mazhilis

SEVEN, DHONDT = Fraction(7, 100), "divisor/dhondt"


def seats(vote: Vote, **change: object) -> list[int]:
    found = outcome(vote, Change(**change))  # type: ignore[arg-type]
    assert found.result, found.missing
    return [found.result.seats[name] for name in LISTS]


# Verified by hand. Seven per cent of 6,366,441 is 445,651: QHP and OSDP stay out, 5,207,741 votes share them. Hare:
# a quota of 75,474.5 gives 45.47, 9.19, 7.25 and 7.09. D'Hondt: the least quotient with a seat is 3,431,510 / 46 =
# 74,598.0, the largest without one 3,431,510 / 47 = 73,010.9; at five per cent 3,431,510 / 41 = 83,695.4 and
# 331,058 / 4 = 82,764.5. Of 98 seats a quota of 60,935.9 gives 56.31, 11.39, 8.98, 8.78, 7.10 and 5.43. Without a bar
# a quota of 88,668.8 gives 38.70, 7.83, 6.17, 6.04, 4.88, 3.73 and 1.65.
BY_HAND = [
    ({}, [40, 8, 6, 6, 5, 4, 0]),
    ({"method": DHONDT}, [41, 8, 6, 6, 5, 3, 0]),
    ({"threshold": SEVEN}, [46, 9, 7, 7, 0, 0, 0]),
    ({"threshold": SEVEN, "method": DHONDT}, [46, 9, 7, 7, 0, 0, 0]),
    ({"seats": 98}, [56, 11, 9, 9, 7, 6, 0]),
    ({"threshold": Fraction(0)}, [39, 8, 6, 6, 5, 4, 1]),
]


@pytest.mark.parametrize(("change", "wanted"), BY_HAND)
def test_the_mazhilis_of_2023_under_other_laws(change: dict[str, object], wanted: list[int]) -> None:
    assert seats(mazhilis(), **change) == wanted


@given(some.lists(some.integers(0, 10**6), min_size=7, max_size=7).filter(lambda all_: max(all_) > 10**5))
@settings(max_examples=60, deadline=None)
def test_the_same_law_gives_the_official_seats_whether_it_is_named_or_not(counts: list[int]) -> None:
    vote = mazhilis(counts=tuple(counts))
    held = outcome(vote)
    named = outcome(vote, Change(method="largest-remainder/hare", threshold=Fraction(1, 20), seats=69))
    if held.result is None:
        assert type(held.missing) is type(named.missing) and str(held.missing) == str(named.missing)
        return
    by_law = elect(vote.entrants, vote.body)
    assert named.result and held.result.seats == by_law.seats == named.result.seats
    assert held.result.admitted == named.result.admitted and held.result.ties == named.result.ties


def test_wasted_votes_and_disproportion_name_their_denominators() -> None:
    found = outcome(mazhilis(), Change(threshold=SEVEN))
    assert found.wasted == Share(432920 + 331058 + 146431, 6118150, "votes_for_lists")
    # Half the sum of the squares of 10.58, 1.70, 1.20, 1.40, 7.08, 5.41 and 2.39 points is 101.6.
    assert found.disproportion == pytest.approx(10.08, abs=0.005)


def test_a_supposed_bar_keeps_base_and_comparison_of_the_law_and_replaces_that_of_the_article() -> None:
    vote = mazhilis(bases={"took_part": 6524000})
    assert vote.body.has("threshold_as_written")
    supposed = vote.under(Change(threshold=SEVEN))
    bar = bars(supposed.body).bar
    assert bar and (bar.share, bar.base, bar.strict) == (SEVEN, "valid", False)
    assert not supposed.body.has("threshold_as_written")
    assert bars(vote.under(Change(threshold=Fraction(0))).body).bar is None


def test_where_the_sources_are_silent_the_supposed_law_alone_decides() -> None:
    kurultai = mazhilis(date(2026, 7, 1))
    assert "elections.method is unknown" in str(outcome(kurultai).missing)
    assert sum(seats(kurultai, method=DHONDT, threshold=Fraction(1, 20))) == 145


def test_one_list_alone_over_a_bar_is_left_open_where_no_source_says_what_then() -> None:
    found = outcome(mazhilis(), Change(threshold=Fraction(1, 2)))
    assert "one_list_alone is unknown" in str(found.missing)
    assert (found.result, found.wasted, found.disproportion) == (None, None, None)


@pytest.mark.parametrize("change", [{"method": "lots"}, {"threshold": Fraction(101, 100)}])
def test_what_is_no_law_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(InputError):
        Change(**change)  # type: ignore[arg-type]
