"""A draw that anyone makes again: by bytes, by chance as promised, whatever the order of rows."""

import hashlib
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonomia.errors import InputError
from isonomia.surveys.drawing import Drawn, Lots, Method, certain, draw, hit
from isonomia.surveys.frames import Frame, Unit

DAY, SEED = date(2022, 5, 12), "drand 3101234"
SIZES = st.lists(st.integers(1, 60), min_size=3, max_size=9)
methods = pytest.mark.parametrize("method", list(Method))


def frame(sizes: list[int], stratum: str = "A", citation: str = "the list") -> Frame:
    units = [Unit(code=f"s{at}", stratum=stratum, size=size) for at, size in enumerate(sizes)]
    return Frame.at(DAY, citation, units)


def codes(drawn: tuple[Drawn, ...]) -> list[str]:
    return [one.unit.code for one in drawn]


def sha(*words: object) -> int:
    """A lot as docs/surveys.md tells a stranger to make it."""
    return int(hashlib.sha256("|".join(map(str, words)).encode()).hexdigest(), 16)


def test_a_simple_draw_takes_the_lowest_hashes() -> None:
    units = frame([10] * 8)
    lowest = sorted((sha(SEED, units.digest, f"s{at}"), f"s{at}") for at in range(8))[:3]
    drawn = draw(units, {"A": 3}, SEED, method=Method.SIMPLE)
    assert codes(drawn) == sorted(code for _, code in lowest)
    assert {one.inclusion for one in drawn} == {Fraction(3, 8)}


def test_a_stranger_makes_a_systematic_draw_again() -> None:
    sizes = [5, 40, 1000, 25, 30, 100]
    units = frame(sizes)
    drawn = draw(units, {"A": 3}, SEED, method=Method.SYSTEMATIC, every=5)
    # s2 is certain (3 * 1000 >= 1200); of the others two are left to draw, of 200 people; none of them is certain
    # but s5 (2 * 100 >= 200), and then one of 100.
    at, found = sha(SEED, units.digest, "systematic", "A", 0) % 100, ["s2", "s5"]
    ends = {"s0": 5, "s1": 45, "s3": 70, "s4": 100}
    found.append(next(code for code, end in ends.items() if at < end))
    assert codes(drawn) == sorted(found)
    assert {one.unit.code: one.inclusion for one in drawn}["s2"] == 1
    assert [one.start for one in drawn] == [1 + sha(SEED, units.digest, "start", code, 0) % 5 for code in sorted(found)]


def test_numbers_below_a_bound_leave_the_uneven_rest_out() -> None:
    bound = (1 << 255) + 1
    numbers = Lots(SEED, "00" * 32).numbers("start|a")
    found = [numbers.below(bound) for _ in range(20)]
    lots = [sha(SEED, "00" * 32, "start|a", n) for n in range(numbers.taken)]
    assert found == [one for one in lots if one < bound] and len(lots) > 20


@given(SIZES, st.data())
def test_over_all_starts_each_unit_holds_a_mark_exactly_as_often_as_its_size_says(
    sizes: list[int], data: st.DataObject
) -> None:
    units = frame(sizes).units
    count = data.draw(st.integers(1, len(sizes)))
    sure, rest = certain(units, count)
    left, whole = count - len(sure), sum(one.size for one in rest)
    marked = [Counter(one.code for one in hit(rest, left, first)) for first in range(whole)] if left else []
    assert all(sum(one.values()) == left and set(one.values()) == {1} for one in marked)
    assert sum(marked, Counter()) == ({one.code: left * one.size for one in rest} if left else {})


@methods
@settings(max_examples=4, deadline=None, derandomize=True)
@given(sizes=SIZES, count=st.integers(1, 3))
def test_over_seeds_units_are_drawn_as_often_as_they_should(method: Method, sizes: list[int], count: int) -> None:
    units, seeds = frame(sizes), 1000
    seen: Counter[str] = Counter()
    chances: dict[str, Fraction] = {}
    for seed in range(seeds):
        drawn = draw(units, {"A": count}, str(seed), method=method)
        assert len(drawn) == count
        for one in drawn:
            seen[one.unit.code] += 1
            assert chances.setdefault(one.unit.code, one.inclusion) == one.inclusion
    for code, chance in chances.items():
        # Five standard errors: of a hundred thousand correct draws hardly one is told.
        assert abs(seen[code] - seeds * chance) ** 2 <= 25 * seeds * chance * (1 - chance)
    never = [one for one in units.units if one.code not in chances]
    assert sum(chances.values()) == count or (never and sum(chances.values()) < count)


@methods
@settings(max_examples=20)
@given(sizes=SIZES, data=st.data())
def test_rows_in_another_order_are_drawn_alike(method: Method, sizes: list[int], data: st.DataObject) -> None:
    units = frame(sizes)
    again = Frame.at(DAY, "the list", data.draw(st.permutations(units.units)))
    count = len(sizes) // 2
    assert draw(units, {"A": count}, SEED, method=method) == draw(again, {"A": count}, SEED, method=method)


@methods
def test_one_byte_of_the_frame_or_of_the_seed_makes_another_draw(method: Method) -> None:
    sizes = [100 + at for at in range(60)]
    first = codes(draw(frame(sizes), {"A": 20}, SEED, method=method, every=9))
    assert codes(draw(frame(sizes), {"A": 20}, SEED, method=method, every=9)) == first
    others = [frame([*sizes[:-1], sizes[-1] + 1]), frame(sizes, citation="the lisT")]
    drawn = [codes(draw(one, {"A": 20}, SEED, method=method)) for one in others]
    drawn.append(codes(draw(frame(sizes), {"A": 20}, SEED + "5", method=method)))
    assert first not in drawn


@methods
def test_as_many_as_there_are_are_all_certain(method: Method) -> None:
    drawn = draw(frame([1, 50, 3, 900]), {"A": 4}, SEED, method=method)
    assert [(one.unit.code, one.inclusion) for one in drawn] == [(f"s{at}", 1) for at in range(4)]


def test_strata_are_drawn_each_by_itself() -> None:
    rows = [*frame([10] * 6).units, *(Unit(code=f"t{at}", stratum="B", size=7) for at in range(4))]
    both = Frame.at(DAY, "the list", rows)
    drawn = draw(both, {"A": 2, "B": 3}, SEED, method=Method.SAMPFORD)
    assert Counter(one.unit.stratum for one in drawn) == {"A": 2, "B": 3}
    assert {one.inclusion for one in drawn} == {Fraction(1, 3), Fraction(3, 4)}


@pytest.mark.parametrize(
    ("allocation", "every", "said"),
    [
        ({"A": 4}, 0, 'stratum "A": 4 units; wanted from 1 to 3'),
        ({"A": 0}, 0, 'stratum "A": 0 units'),
        ({}, 0, '"A" stands in the frame alone'),
        ({"A": 1, "B": 1}, 0, '"B" stands in the allocation alone'),
        ({"A": 3}, 6, '"s1" holds 5 people, and each 6th is asked'),
    ],
)
def test_what_cannot_be_drawn_is_refused(allocation: dict[str, int], every: int, said: str) -> None:
    with pytest.raises(InputError, match=said):
        draw(frame([10, 5, 8]), allocation, SEED, method=Method.SIMPLE, every=every)
    with pytest.raises(InputError, match="seed: 'a\\|b'"):
        draw(frame([10]), {"A": 1}, "a|b", method=Method.SIMPLE)


def test_sampfords_sets_that_are_hardly_ever_found_are_refused_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("isonomia.surveys.drawing.MOST_TRIES", 50)
    with pytest.raises(InputError, match=r"no sample within 50 lots; draw it in order \(systematic\)"):
        draw(frame([10] * 60), {"A": 40}, SEED, method=Method.SAMPFORD)
