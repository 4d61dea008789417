"""The accounting of many counts at once gives, count by count, what the law gives for one."""

import csv
import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError
from isonomia.referendum.accounting import findings, identity_gap
from isonomia.referendum.rules import WITHIN, Count, PrintedShare
from isonomia.rulebook.examples import HALF_AND_HALF
from isonomia.rulebook.law import Law
from isonomia.rulebook.loading import shipped
from isonomia_lab.counting.identities import (
    FIELDS,
    MEASURES,
    MOST,
    NOT_KNOWN,
    Column,
    Counts,
    PrintedShares,
    broken,
    column,
    identity_gaps,
    impossible_parts,
    misprints,
    remainders,
)

KZ_2022 = shipped("kz").on(date(2022, 6, 5))
STATIONS = "elections/ru_2020_vote_stations.csv.gz"

small = st.integers(0, 12)
ballots = st.one_of(small, st.integers(0, 20_000_000), st.integers(0, MOST), st.sampled_from([2**62, MOST - 1, MOST]))
counts_of_the_law = st.builds(Count, **{name: st.none() | ballots for name in FIELDS})
small_counts = st.builds(Count, **{name: st.none() | small for name in FIELDS})
many = st.lists(counts_of_the_law, min_size=1, max_size=12) | st.lists(small_counts, min_size=1, max_size=12)
percents = st.decimals(-1, 101, places=2, allow_nan=False).map(str) | st.sampled_from(
    ["0", "50", "33.3", "66.67", "12.5", "-0.00", "100.000", "7." + "7" * 16, "0." + "3" * 38, "9" * 30]
)


def law_of(*classes: str, valid: tuple[str, ...] = ("yes", "no")) -> Law:
    """An invented law with these classes of ballots."""
    words = {"referendum.ballots": classes, "referendum.valid_ballots": valid}
    found = {key: replace(HALF_AND_HALF.rule(key), value=value) for key, value in words.items()}
    return replace(HALF_AND_HALF, found={**HALF_AND_HALF.found, **found})


laws = st.sampled_from(
    [HALF_AND_HALF, KZ_2022, law_of("yes", "no", "invalid"), law_of("yes", "no", "invalid", "spoilt"), law_of("yes")]
)


def listed(numbers: Column) -> list[int | None]:
    """The numbers of a column, None where there is none."""
    return [int(value) if known else None for value, known in zip(numbers.values, numbers.known, strict=True)]


def whole(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """An array of whole numbers."""
    return np.array(numbers, np.int64)


def codes(count: Count, shares: list[PrintedShare], law: Law) -> dict[str, list[str]]:
    """What the law finds in one count: code and, where it is about one part, the part."""
    found: dict[str, list[str]] = {}
    for one in findings(count, shares, law, "somewhere"):
        params = dict(one.params)
        found.setdefault(one.code, []).append(params.get("part") or params.get("rest") or "")
    return found


@given(many, laws)
def test_the_gaps_of_many_counts_are_those_of_each(counts: list[Count], law: Law) -> None:
    assert listed(identity_gaps(Counts.of(counts), law)) == [identity_gap(one, law) for one in counts]


@given(many, laws)
def test_the_findings_of_many_counts_are_those_of_each(counts: list[Count], law: Law) -> None:
    together = Counts.of(counts)
    wrong, parts, left = broken(together, law), impossible_parts(together), listed(remainders(together, law))
    for row, count in enumerate(counts):
        found = codes(count, [], law)
        assert bool(wrong[row]) == ("identity_broken" in found)
        assert [part for part in WITHIN if parts[part][row]] == found.get("part_exceeds_whole", [])
        assert [str(rest) for rest in [left[row]] if rest is not None and rest >= 0] == found.get("remainder", [])


@given(many, laws, st.sampled_from(MEASURES), st.sampled_from(MEASURES), st.data())
def test_printed_shares_fit_together_as_they_fit_one_by_one(
    counts: list[Count], law: Law, measure: str, base: str, data: st.DataObject
) -> None:
    printed = data.draw(st.lists(st.none() | percents, min_size=len(counts), max_size=len(counts)))
    for row, count in enumerate(counts):
        exact = count.share(measure, base, law)
        if exact is not None and data.draw(st.booleans()):
            printed[row] = exact.percent(data.draw(st.integers(0, 17)))
    wrong = misprints(Counts.of(counts), PrintedShares(measure, base, printed), law)
    for row, (count, percent) in enumerate(zip(counts, printed, strict=True)):
        shares = [] if percent is None else [PrintedShare(measure, base, percent)]
        assert bool(wrong[row]) == ("share_misprint" in codes(count, shares, law))


@pytest.mark.parametrize(("percent", "wrong"), [("12.5", False), ("12", False), ("13", False), ("12.4", True)])
def test_a_share_half_way_may_be_rounded_either_way(percent: str, wrong: bool) -> None:
    eighth = Counts(yes=column(whole(1)), took_part=column(whole(8)))
    assert misprints(eighth, PrintedShares("yes", "took_part", [percent]), HALF_AND_HALF).tolist() == [wrong]


def test_sums_and_products_beyond_64_bits_stay_exact() -> None:
    parts = {name: column(whole(MOST, 1)) for name in ("took_part", "yes", "no", "both_marked", "invalid")}
    counts = Counts(**parts)
    assert listed(identity_gaps(counts, HALF_AND_HALF)) == [MOST - 4 * MOST, -3]
    half = PrintedShares("yes", "yes_plus_no", ["50.00", "50.00"])
    assert misprints(counts, half, HALF_AND_HALF).tolist() == [False, False]
    nearly = Counts(yes=column(whole(MOST - 1)), no=column(whole(MOST)))
    tight = PrintedShares("yes", "no", ["100." + "0" * 17])
    loose = PrintedShares("yes", "no", ["100." + "0" * 16])
    assert misprints(nearly, tight, HALF_AND_HALF).tolist() == [True]
    assert misprints(nearly, loose, HALF_AND_HALF).tolist() == [False]


def test_a_difference_that_must_not_be_doubled_in_64_bits_is_still_a_misprint() -> None:
    counts = Counts(yes=column(whole(6 * 10**14)), took_part=column(whole(1)))
    assert misprints(counts, PrintedShares("yes", "took_part", ["0.00"]), HALF_AND_HALF).tolist() == [True]


def test_of_a_base_of_nought_nothing_is_said() -> None:
    counts = Counts(yes=column(whole(1)), took_part=column(whole(0)))
    assert misprints(counts, PrintedShares("yes", "took_part", ["50.00"]), HALF_AND_HALF).tolist() == [False]


def test_what_is_not_known_is_no_nought() -> None:
    masked = np.ma.masked_array([4, 4], mask=[False, True], dtype=np.int64)
    nought = column(whole(0, 0))
    counts = Counts(took_part=column(whole(4, 4)), yes=column(masked), no=nought, both_marked=nought, invalid=nought)
    gaps = identity_gaps(counts, HALF_AND_HALF)
    assert listed(gaps) == [0, None]
    assert gaps.values[1] == NOT_KNOWN
    assert listed(remainders(counts, HALF_AND_HALF)) == [None, 4]
    left_out = Counts(took_part=column(whole(4)))
    assert listed(identity_gaps(left_out, HALF_AND_HALF)) == [None]


def test_a_part_that_exceeds_its_whole_is_marked_where_both_are_known() -> None:
    known = np.array([True, True, False])
    counts = Counts(registered=column(whole(9, 8, 7), known), took_part=column(whole(9, 9, 9)))
    assert impossible_parts(counts)["took_part"].tolist() == [False, True, False]


def test_the_fields_are_those_of_the_law_and_closed_to_writing() -> None:
    numbers = whole(1, 2)
    counts = Counts(**{name: column(numbers) for name in FIELDS})
    numbers[0] = 99
    assert listed(counts.named("yes")) == [1, 2]
    with pytest.raises(ValueError, match="read-only"):
        counts.named("yes").values[0] = 3


ONE = column(whole(1))
WRONG = [
    ({}, "at least one of registered, took_part"),
    ({"yes": column(np.array([0.5]))}, "yes: an array of float64"),
    ({"yes": column(np.array([True]))}, "yes: an array of bool"),
    ({"yes": column(np.array([1], np.uint64))}, "yes: an array of uint64"),
    ({"yes": column(np.array([1, None]))}, "yes: an array of object"),
    ({"yes": column(np.array([[1]]))}, "yes: an array of 2 dimensions"),
    ({"yes": column(np.array(1))}, "yes: an array of 0 dimensions"),
    ({"yes": column(whole(1, -3))}, "yes: -3 in row 1; a count is never negative"),
    ({"yes": column(whole(1), np.array([1]))}, "yes: a mask of int64"),
    ({"yes": column(whole(1), np.array([True, False]))}, "yes: a mask of bool"),
    ({"yes": ONE, "no": column(whole(1, 2))}, "unlike length: {'yes': 1, 'no': 2}"),
]


@pytest.mark.parametrize(("given", "message"), WRONG)
def test_arrays_that_are_no_counts_are_refused(given: dict[str, Column], message: str) -> None:
    with pytest.raises(InputError, match="^.*" + message.replace("{", r"\{")):
        Counts(**given)


def test_what_cannot_be_gathered_or_compared_is_refused() -> None:
    with pytest.raises(InputError, match=r"yes: 9223372036854775808 in row 0; wanted a whole number that fits"):
        Counts.of([Count(yes=MOST + 1)])
    with pytest.raises(InputError, match="itself what is known"):
        column(np.ma.masked_array([1], mask=[True]), np.array([True]))
    with pytest.raises(InputError, match='row 1: not a decimal number: "77,18"'):
        PrintedShares("yes", "took_part", ["77.18", "77,18", "77,18"])
    with pytest.raises(InputError, match='no measure "turnout": wanted one of registered'):
        misprints(Counts(yes=ONE), PrintedShares("turnout", "registered", ["1"]), HALF_AND_HALF)
    with pytest.raises(InputError, match="2 printed shares of yes for 1 counts"):
        misprints(Counts(yes=ONE), PrintedShares("yes", "took_part", ["1", "2"]), HALF_AND_HALF)


def test_the_protocols_of_a_whole_country_add_up_station_by_station(shared_data: Path) -> None:
    path = shared_data / STATIONS
    if not path.is_file():
        pytest.skip(f"shared data absent: {STATIONS}")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read = {
        name: np.array([int(row[name]) for row in rows], np.int64) for name in ("registered", "yes", "no", "invalid")
    }
    in_box = np.array([int(row["in_box"]) for row in rows], np.int64)
    assert len(rows) == 96_765
    sums = {name: int(numbers.sum()) for name, numbers in read.items()}
    assert sums == {"registered": 107_999_611, "yes": 57_071_119, "no": 15_347_937, "invalid": 604_950}
    counts = Counts(took_part=column(in_box), **{name: column(numbers) for name, numbers in read.items()})
    law = law_of("yes", "no", "invalid")
    gaps = identity_gaps(counts, law)
    assert gaps.known.all()
    assert not gaps.values.any()
    assert not broken(counts, law).any()
    for row in range(0, len(rows), 997):
        one = Count(**{name: int(numbers[row]) for name, numbers in read.items()}, took_part=int(in_box[row]))
        assert identity_gap(one, law) == 0
        assert [part for part, marked in impossible_parts(counts).items() if marked[row]] == codes(one, [], law).get(
            "part_exceeds_whole", []
        )
