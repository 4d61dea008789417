"""How a sample is shared among strata: exactly, to the last one, or refused; and what margin that leaves."""

from datetime import date
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError
from isonomia.surveys.frames import Frame, Unit
from isonomia_lab.surveys.planning import (
    Plan,
    Planned,
    Stratum,
    allocated,
    largest_remainders,
    needed,
    planned,
    read_plan,
)
from isonomia_lab.surveys.sampling import drawn_from, frame_of

DAY = date(2022, 5, 12)
HEAD = 'as_at = 2022-05-12\ncitation = "the list"\n'
SIZES = {"a": 100, "b": 400, "c": 900, "d": 1600}
STRATA = {name: Stratum(size, size) for name, size in SIZES.items()}


def plan(text: str) -> Plan:
    return read_plan(HEAD + text, "PLAN.toml")


def shared(text: str) -> dict[str, int]:
    return allocated(STRATA, plan(text))


def seventeen(text: str) -> tuple[Plan, tuple[Planned, ...]]:
    units = [Unit(code=f"r{at:02}", stratum=f"r{at:02}", size=400_000 + at) for at in range(17)]
    wanted = plan(text)
    return wanted, planned(Frame.at(DAY, "the list", units), wanted)


def test_seventeen_regions_at_ten_points_take_116_each() -> None:
    wanted, strata = seventeen('allocation = "equal"\nsample = 1972\nmargin = 0.1\ndeff = 1.2')
    assert needed(wanted, 0.1) == 116 and {one.drawn for one in strata} == {116}
    assert all(one.margin is not None and one.margin < 0.1 for one in strata)


def test_twelve_hundred_in_all_leave_a_region_almost_thirteen_points() -> None:
    _, strata = seventeen('allocation = "equal"\nsample = 1200\ndeff = 1.2')
    # 1,200 is 70 for each of 17 and ten over: to the first ten by code.
    assert [one.drawn for one in strata] == [71] * 10 + [70] * 7
    assert f"{strata[-1].margin:.3f}" == "0.128"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sample = 300", {"a": 10, "b": 40, "c": 90, "d": 160}),
        ('allocation = "equal"\nsample = 6', {"a": 2, "b": 2, "c": 1, "d": 1}),
        # 100 * 8, 400 * 2, 900 * 1, 1600 * 0.5 are claims of 800, 800, 900 and 800.
        (
            'allocation = "neyman"\nsample = 33\nspread = { a = 8, b = 2, c = 1, d = 0.5 }',
            {"a": 8, "b": 8, "c": 9, "d": 8},
        ),
        ('allocation = "power"\nsample = 100', {"a": 10, "b": 20, "c": 30, "d": 40}),
        ('allocation = "power"\npower = 0\nsample = 40', {"a": 10, "b": 10, "c": 10, "d": 10}),
        ('allocation = "power"\npower = 1\nsample = 300', {"a": 10, "b": 40, "c": 90, "d": 160}),
        (
            'allocation = "power"\nsample = 16\nspread = { a = 0.4, b = 0.2, c = 0.4, d = 0.1 }',
            {"a": 3, "b": 3, "c": 8, "d": 2},
        ),
        ('allocation = "compromise"\nleast = 50\nsample = 500', {"a": 60, "b": 90, "c": 140, "d": 210}),
        ('allocation = "compromise"\nleast = 50\nsample = 200', dict.fromkeys(SIZES, 50)),
        ('allocation = "given"\nsample = 10\ngiven = { a = 1, b = 2, c = 3, d = 4 }', {"a": 1, "b": 2, "c": 3, "d": 4}),
    ],
)
def test_a_sample_is_shared_to_the_last_one(text: str, wanted: dict[str, int]) -> None:
    assert shared(text) == wanted


def test_a_budget_buys_the_largest_sample_that_it_pays() -> None:
    spread, cost = dict.fromkeys(SIZES, 0.5), {"a": 4.0, "b": 1.0, "c": 9.0, "d": 16.0}
    text = f'allocation = "cost"\nbudget = 1000\nspread = {toml(spread)}\ncost = {toml(cost)}'
    found = shared(text)
    claims = {name: Fraction(SIZES[name]) / round(sqrt(cost[name])) for name in SIZES}
    assert found == largest_remainders(claims, sum(found.values()))
    assert sum(one * cost[name] for name, one in found.items()) <= 1000
    assert sum(one * cost[name] for name, one in largest_remainders(claims, sum(found.values()) + 1).items()) > 1000


def toml(numbers: dict[str, float]) -> str:
    return "{" + ", ".join(f"{name} = {one}" for name, one in numbers.items()) + "}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sample = 3001", 'stratum "a" gets 100 and has 100|stratum "d" gets 1,601 and has 1,600'),
        ('allocation = "equal"\nsample = 404', 'stratum "a" gets 101 and has 100'),
        ("sample = 5", 'stratum "a" gets none of 5: join it with another'),
        (
            'allocation = "given"\nsample = 10\ngiven = { a = 1, b = 2, c = 3, d = 5 }',
            "add up to 11, and .* is 10",
        ),
        ('allocation = "given"\nsample = 6\ngiven = { a = 1, b = 2, c = 3 }', 'given: .* look at "d"'),
        ('allocation = "neyman"\nsample = 9\nspread = { a = 1, b = 1, c = 1, e = 1 }', 'spread: .* look at "d"'),
        ('allocation = "neyman"\nsample = 9\nspread = { a = 0 }', "> 0"),
        ('allocation = "compromise"\nleast = 10\nsample = 39', "10 for each of 4 strata are more than 39"),
        ('allocation = "cost"\nsample = 5', "has a budget instead"),
        ("budget = 5.5\nsample = 5", "has a budget instead"),
        ("allocation = 'equal'", "sample: how many"),
        ("sample = 9\nquotas = true\nevery = 3", "where quotas decide who is asked, no lot does"),
        ("sample = 9\nshare = nan", "share"),
        ("sample = 9\nstrange = 1", "strange"),
    ],
)
def test_what_cannot_be_shared_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        shared(text)


@pytest.mark.parametrize(
    ("budget", "said"), [(6, "does not pay for one; the cheapest costs 7"), (1e8, "may pay for more than 1,000,000")]
)
def test_a_budget_that_pays_for_nobody_or_for_too_many_is_refused(budget: float, said: str) -> None:
    numbers = toml(dict.fromkeys(SIZES, 7.0))
    with pytest.raises(InputError, match=said):
        shared(f'allocation = "cost"\nbudget = {budget:.0f}\nspread = {numbers}\ncost = {numbers}')


CLAIMS = st.dictionaries(st.text("abc", min_size=1), st.fractions(Fraction(1, 999), 999), min_size=1)


@given(CLAIMS, st.integers(1, 500))
def test_largest_remainders_lose_nothing_and_stray_less_than_one(claims: dict[str, Fraction], count: int) -> None:
    found = largest_remainders(claims, count)
    assert sum(found.values()) == count
    assert all(abs(found[name] - count * one / sum(claims.values())) < 1 for name, one in claims.items())
    assert found == largest_remainders(dict(sorted(claims.items(), reverse=True)), count)


TABLE = {
    "unit": ["s1", "s2", "s3", "s4"],
    "stratum": ["A", "A", "B", "B"],
    "size": ["500", "300", "7", "5"],
    "from": ["", "2022-06-08", "", ""],
    "to": ["2022-06-08", "", "", ""],
}


def test_units_are_drawn_of_the_frame_on_its_day() -> None:
    wanted = plan('of = "units"\nsample = 2\nallocation = "equal"\nevery = 10')
    drawn = drawn_from(frame_of(TABLE, wanted), wanted, "seed")
    assert [(one.unit.code, one.unit.size, one.inclusion, one.every) for one in drawn] == [
        ("s1", 500, 1, 10),
        ("s3+s4", 12, 1, 10),
    ]
    with pytest.raises(InputError, match='wanted is of = "units"'):
        drawn_from(frame_of(TABLE, wanted), plan("sample = 2"), "seed")
    with pytest.raises(InputError, match='stratum "A" gets 2 and has 1'):
        drawn_from(frame_of(TABLE, wanted), plan('of = "units"\nsample = 4\nallocation = "equal"'), "seed")


def test_of_units_drawn_alike_their_number_counts_and_else_their_people() -> None:
    table = {"unit": ["a", "b", "c", "d", "e"], "stratum": [*"AABBB"], "size": ["200", "100", "70", "20", "10"]}
    for method, wanted in (("simple", [1, 2]), ("systematic", [2, 1])):
        asked = plan(f'of = "units"\nsample = 3\nmethod = "{method}"')
        found = planned(frame_of(table, asked), asked)
        assert [(one.drawn, one.margin) for one in found] == [(one, None) for one in wanted]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("size", "many", 'size, row 1: "many"; wanted a whole number'),
        ("size", "-5", 'size, row 1: "-5"'),
        ("size", "9" * 5000, "size, row 1"),
        ("from", "June", 'from, row 1: "June"; wanted a day'),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_by_its_row(column: str, cell: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        frame_of(TABLE | {column: [cell, *TABLE[column][1:]]}, plan("sample = 2"))
