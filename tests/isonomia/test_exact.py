"""Exact numbers: bars, shares and printed decimals."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError
from isonomia.exact import Bar, Share, decimal_text, fits_print, read_decimal

HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)


def at_least(share: Fraction) -> Bar:
    return Bar(share, False, "yes", "took_part")


def more_than(share: Fraction) -> Bar:
    return Bar(share, True, "yes", "took_part")


@pytest.mark.parametrize(
    ("bar", "part", "whole", "cleared"),
    [
        (at_least(HALF), 5, 10, True),
        (more_than(HALF), 5, 10, False),
        (more_than(HALF), 6, 10, True),
        (at_least(HALF), 4, 10, False),
        (at_least(HALF), 5, 11, False),
        (more_than(HALF), 6, 11, True),
        (more_than(HALF), 5, 11, False),
        (at_least(TWO_THIRDS), 12, 18, True),
        (more_than(TWO_THIRDS), 12, 18, False),
        (at_least(TWO_THIRDS), 11, 17, False),
        (at_least(TWO_THIRDS), 12, 17, True),
        (at_least(Fraction(0)), 0, 10, True),
        (more_than(Fraction(0)), 0, 10, False),
        (at_least(Fraction(1)), 10, 10, True),
        (more_than(Fraction(1)), 10, 10, False),
        # Far beyond what a binary fraction of 53 bits can tell apart.
        (more_than(HALF), 10**30, 2 * 10**30, False),
        (more_than(HALF), 10**30 + 1, 2 * 10**30, True),
    ],
)
def test_a_bar_is_cleared_on_one_side_only(bar: Bar, part: int, whole: int, cleared: bool) -> None:
    assert bar.cleared_by(part, whole) is cleared


def test_weights_of_half_a_unit_are_counted_exactly() -> None:
    assert more_than(HALF).cleared_by(Fraction(23, 2), 23) is False
    assert more_than(HALF).cleared_by(Fraction(24, 2), 23) is True
    assert at_least(HALF).cleared_by(Fraction(23, 2), 23) is True


@pytest.mark.parametrize(
    ("bar", "whole", "required"),
    [
        (at_least(TWO_THIRDS), 17, 12),
        (at_least(TWO_THIRDS), 20, 14),
        (at_least(TWO_THIRDS), 16, 11),
        (at_least(TWO_THIRDS), 18, 12),
        (more_than(TWO_THIRDS), 18, 13),
        (more_than(TWO_THIRDS), 17, 12),
        (more_than(HALF), 10, 6),
        (more_than(HALF), 11, 6),
        (at_least(HALF), 10, 5),
        (at_least(HALF), 11, 6),
        (more_than(HALF), 23, 12),
        (more_than(HALF), Fraction(23, 2), 6),
        (more_than(HALF), 11_734_642, 5_867_322),
        (at_least(HALF), 0, 0),
    ],
)
def test_the_required_number_is_rounded_as_the_law_compares(bar: Bar, whole: int | Fraction, required: int) -> None:
    assert bar.required(whole) == required


bars = st.builds(
    Bar,
    st.fractions(min_value=0, max_value=1, max_denominator=1000),
    st.booleans(),
    st.just("yes"),
    st.just("took_part"),
)
wholes = st.one_of(st.integers(1, 10**12), st.fractions(min_value=1, max_value=1000, max_denominator=12))


@given(bars, wholes)
def test_the_required_number_is_the_least_that_clears_the_bar(bar: Bar, whole: int | Fraction) -> None:
    least = bar.required(whole)
    assert bar.cleared_by(least, whole)
    assert least == 0 or not bar.cleared_by(least - 1, whole)


@given(bars, st.integers(0, 10**9), st.integers(1, 10**9), st.integers(1, 1000))
def test_doubling_all_votes_changes_no_decision(bar: Bar, part: int, whole: int, times: int) -> None:
    assert bar.cleared_by(part * times, whole * times) is bar.cleared_by(part, whole)


def test_the_operator_is_the_laws_own_word() -> None:
    assert more_than(HALF).operator == "more than"
    assert at_least(HALF).operator == "at least"


def test_shares_of_one_base_are_compared() -> None:
    third, half = Share(1, 3, "took_part"), Share(1, 2, "took_part")
    assert third < half
    assert half > third
    assert not half < third
    assert half == Share(2, 4, "took_part")
    assert half != third


@pytest.mark.parametrize(
    "compare", [Share.__lt__, Share.__gt__, Share.__le__, Share.__ge__, Share.__eq__, Share.__ne__]
)
def test_shares_of_unlike_bases_refuse_to_be_compared(compare: object) -> None:
    assert callable(compare)
    with pytest.raises(InputError, match=r"took_part.*registered.*different bases|registered.*took_part"):
        compare(Share(1, 2, "took_part"), Share(1, 2, "registered"))


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (-1, 2), (1, -2)])
def test_a_share_of_nothing_or_less_than_nothing_is_refused(part: int, whole: int) -> None:
    with pytest.raises(InputError, match="no share"):
        Share(part, whole, "took_part")


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "printed"),
    [
        (6163516, 7985769, 2, "77.18"),
        (7985769, 11734642, 2, "68.05"),
        (7986293, 11734642, 2, "68.06"),
        (1, 8, 0, "13"),
        (1, 8, 1, "12.5"),
        (1, 800, 1, "0.1"),
        (1, 800, 2, "0.13"),
        (1, 200, 0, "1"),
        (499, 100000, 0, "0"),
        (1, 1, 2, "100.00"),
        (0, 1, 2, "0.00"),
    ],
)
def test_a_share_is_printed_rounded_half_up(part: int, whole: int, decimals: int, printed: str) -> None:
    assert Share(part, whole, "x").percent(decimals) == printed


def test_a_negative_number_is_rounded_away_from_nought_and_never_minus_nought() -> None:
    assert decimal_text(Fraction(-1, 8), 2) == "-0.13"
    assert decimal_text(Fraction(-1, 1000), 2) == "0.00"


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("77.18", Fraction(7718, 100), 2),
        ("4.6", Fraction(46, 10), 1),
        ("72", Fraction(72), 0),
        ("0.10", Fraction(1, 10), 2),
        ("-0.5", Fraction(-1, 2), 1),
    ],
)
def test_a_printed_decimal_is_read_with_its_decimals(text: str, value: Fraction, decimals: int) -> None:
    assert read_decimal(text) == (value, decimals)


NO_DECIMALS = [
    "",
    "77,18",
    "1e3",
    "abc",
    ".5",
    "5.",
    "1.2.3",
    "--5",
    "+5",
    " 5",
    "5 ",
    "1_000",
    "²",
    "٣",
    "NaN",
    "1/2",
    "-",
]


@pytest.mark.parametrize("text", [*NO_DECIMALS, "9" * 5000, "0." + "0" * 5000])
def test_what_is_no_decimal_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not a decimal number"):
        read_decimal(text)


@pytest.mark.parametrize(
    ("value", "printed", "fits"),
    [
        (Fraction(7718, 100), "77.18", True),
        (Fraction(77175, 1000), "77.18", True),
        (Fraction(77175, 1000), "77.17", True),
        (Fraction(771749, 10000), "77.18", False),
        (Fraction(77185, 1000), "77.18", True),
        (Fraction(771851, 10000), "77.18", False),
        (Fraction(77), "77.2", False),
        (Fraction(764, 10), "76", True),
        (Fraction(766, 10), "76", False),
    ],
)
def test_a_print_fits_when_the_value_rounds_to_it(value: Fraction, printed: str, fits: bool) -> None:
    assert fits_print(value, printed) is fits


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 6))
def test_what_we_print_always_fits_and_reads_back(part: int, whole: int, decimals: int) -> None:
    share = Share(part, whole, "x")
    printed = share.percent(decimals)
    assert fits_print(share.fraction * 100, printed)
    assert read_decimal(printed)[1] == decimals


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_a_print_one_unit_off_does_not_fit_unless_half_way(part: int, whole: int, decimals: int) -> None:
    value = Fraction(100 * part, whole)
    unit = Fraction(1, 10**decimals)
    shown, _ = read_decimal(decimal_text(value, decimals))
    for other in (shown + unit, shown - unit):
        half_way = abs(value - other) * 2 == unit
        assert fits_print(value, decimal_text(other, decimals)) is half_way
