"""Weights that meet their margins as R finds them; those that do not exist, and what stands in the way."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError
from isonomia_lab.surveys.calibration import Total, calibrate
from isonomia_lab.surveys.estimates import Answers, Asked, Kind, estimate
from isonomia_lab.surveys.margins import Margin, MarginError, margin
from isonomia_lab.surveys.raking import rake
from isonomia_lab.surveys.weights import Weights, unevenness
from tests.isonomia_lab.surveys.reference import FILES, drawn, expected, numbers, sample, synthetic, there

SYNTHETIC = "synthetic_survey_1200"


def made(key: str, method: str) -> Weights:
    """The weights that R made, made here."""
    name, base, people = FILES[key], drawn(key).weights, expected("expected_api_R_survey")["population"]
    margins = [margin(one, sample(name)[one], people[one]) for one in ("stype", "sch.wide", "awards")]
    totals = [Total("api99", numbers(name, "api99"), people["api99_total"])]
    match method:
        case "rake":
            return rake(base, margins)
        case "poststratify_stype":
            return rake(base, margins[:1])
        case "greg_linear":
            return calibrate(base, margins[:1], totals)
        case "calib_raking":
            return calibrate(base, margins[:1], totals, kind="raking")
        case _:
            return calibrate(base, margins[:1], totals, kind="logit", bounds=(0.3, 3))


@there
@pytest.mark.parametrize("key", ["srs", "c1", "c2"])
@pytest.mark.parametrize("method", ["rake", "poststratify_stype", "greg_linear", "calib_raking", "calib_logit_0.3_3"])
def test_r_makes_the_same_weights_and_errors(key: str, method: str) -> None:
    found, wanted = made(key, method), expected("expected_api_R_survey")[f"calibrated_{key}"][method]
    assert found.values == pytest.approx(numbers(f"weights_{key}_{method}", "weight"), rel=1e-9)
    assert unevenness(found.values).kish_deff == pytest.approx(wanted["kish_deff"], rel=1e-9)
    design = replace(drawn(key), weights=found.values, controls=found.controls)
    everybody = np.ones(len(found.values), np.bool_)
    for kind, column, said in (("mean", "api00", "mean_api00"), ("total", "enroll", "total_enroll")):
        one = estimate(design, Answers(numbers(FILES[key], column), everybody), Asked(Kind(kind)))
        assert one.value == pytest.approx(wanted[said]["estimate"][column], rel=1e-11)
        assert one.se == pytest.approx(wanted[said]["se"][column], rel=1e-10)


@there
def test_an_invented_survey_is_raked_to_five_margins() -> None:
    wanted, targets = expected("expected_synthetic_R_survey")["raked"], expected("synthetic_margins")
    order = ("region", "sex", "age", "education", "urbanity")
    found = rake(synthetic().weights, [margin(one, sample(SYNTHETIC)[one], targets[one]) for one in order])
    assert found.error < 1e-14
    assert found.values == pytest.approx(numbers("synthetic_raked_weights", "weight"), rel=1e-9)
    design = replace(synthetic(), weights=found.values, controls=found.controls)
    for question in ("aware", "intend"):
        one = estimate(design, Answers(numbers(SYNTHETIC, question), np.ones(1200, np.bool_)), Asked(Kind.PROPORTION))
        assert one.value == pytest.approx(wanted[question]["estimate"][question], rel=1e-12)
        assert one.se == pytest.approx(wanted[question]["se"][question], rel=1e-10)
        ends = wanted[question]["ciprop"]["xlogit"]
        assert one.interval == pytest.approx((ends["lo"], ends["hi"]), rel=1e-9)


SEX, PLACE = ["f", "f", "m", "m", "m", "f"], ["town", "land", "town", "land", "land", "town"]


@pytest.mark.parametrize(
    ("sex", "place", "name", "said"),
    [
        ({"f": 50, "m": 40, "x": 10}, {"town": 60, "land": 40}, "sex", "nobody answered in 'x', and 10 are wanted"),
        ({"f": 100}, {"town": 60, "land": 40}, "sex", "'m' has 3 rows and no target"),
        ({"f": 0, "m": 100}, {"town": 60, "land": 40}, "sex", "the target of 'f' is 0"),
        ({"f": -5, "m": 105}, {"town": 60, "land": 40}, "sex", "the target of 'f' is -5"),
        ({"f": 50, "m": 50}, {"town": 60, "land": 45}, "place", "margin place adds up to 105, margin sex to 100"),
    ],
)
def test_targets_that_cannot_be_met_name_margin_and_category(
    sex: dict[str, float], place: dict[str, float], name: str, said: str
) -> None:
    with pytest.raises(MarginError, match=said) as refused:
        rake(np.ones(6), [margin("sex", SEX, sex), margin("place", PLACE, place)])
    assert refused.value.margin == name


def test_a_row_without_a_value_is_no_row_of_a_margin() -> None:
    with pytest.raises(MarginError, match="no value in row 2"):
        margin("sex", ["f", None, "m"], {"f": 1, "m": 1})


@pytest.mark.parametrize("make", [rake, calibrate, lambda base, margins: calibrate(base, margins, kind="raking")])
def test_margins_that_contradict_one_another_name_their_categories(make: Any) -> None:
    same = ["f", "f", "m", "m", "m", "f"]
    with pytest.raises(MarginError, match="no weights meet these margins") as refused:
        make(np.ones(6), [margin("sex", SEX, {"f": 50, "m": 50}), margin("again", same, {"f": 65, "m": 35})])
    assert set(refused.value.categories) == {"f", "m"}


def test_bounds_too_narrow_are_refused_and_wide_ones_kept() -> None:
    margins = [margin("sex", SEX, {"f": 8, "m": 4})]
    with pytest.raises(MarginError, match="no weights meet these margins"):
        calibrate(np.ones(6), margins, kind="raking", bounds=(0.9, 2.1))
    kept = calibrate(np.ones(6), margins, kind="logit", bounds=(0.5, 3))
    assert kept.values == pytest.approx([8 / 3, 8 / 3, 4 / 3, 4 / 3, 4 / 3, 8 / 3])
    with pytest.raises(InputError, match="the least must be below 1"):
        calibrate(np.ones(6), margins, kind="raking", bounds=(1.2, 2.1))


def test_trimming_happens_inside_the_search() -> None:
    chance = np.random.Generator(np.random.Philox(3))
    columns = [chance.integers(0, 3, 300), chance.integers(0, 4, 300)]
    margins = [
        margin("a", columns[0], {0: 300, 1: 500, 2: 200}),
        margin("b", columns[1], {0: 400, 1: 200, 2: 250, 3: 150}),
    ]
    base = chance.uniform(2, 4, 300)
    free = rake(base, margins).values / base
    bounds = (0.5, float(free.max()) * 0.93)
    kept = calibrate(base, margins, kind="raking", bounds=bounds)
    ratios = kept.values / base
    assert kept.error <= 1e-12
    assert bounds[0] - 1e-12 <= ratios.min()
    assert ratios.max() <= bounds[1] + 1e-12 < free.max()


@given(st.permutations(range(24)), st.lists(st.floats(0.2, 7), min_size=24, max_size=24))
def test_the_order_of_rows_and_the_names_of_categories_change_no_bit(order: list[int], base: list[float]) -> None:
    first, second = [at % 2 for at in range(24)], [at // 2 % 3 for at in range(24)]

    def margins(at: list[int], names: str) -> list[Margin]:
        return [
            margin("one", [names[first[one]] for one in at], {names[0]: 60, names[1]: 40}),
            margin("two", [names[second[one]] for one in at], {names[0]: 20, names[1]: 50, names[2]: 30}),
        ]

    plain = rake(np.array(base), margins(list(range(24)), "abc")).values
    mixed = rake(np.array(base)[order], margins(order, "zyx")).values
    assert mixed.tolist() == plain[order].tolist()
