"""Estimates, errors, design effects and intervals as the R package finds them; and those that must not be made."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import InputError
from isonomia_lab.surveys import intervals
from isonomia_lab.surveys.arrays import coded
from isonomia_lab.surveys.association import rao_scott
from isonomia_lab.surveys.design import Design, Lonely, design
from isonomia_lab.surveys.estimates import Answers, Asked, Estimate, Kind, estimate
from isonomia_lab.surveys.refusals import Refused
from isonomia_lab.surveys.replicates import bootstrap, first, jackknife, ratio
from tests.isonomia_lab.surveys.reference import FILES, drawn, expected, lonely, numbers, sample, synthetic, there

VALUE, ERROR, ENDS = 1e-12, 1e-10, 1e-9


def found(
    design: Design, values: Any, kind: str = "mean", domain: Any = None, of: Any = None, **words: Any
) -> Estimate:
    marks = np.ones(len(values), np.bool_) if domain is None else domain
    return estimate(design, Answers(np.asarray(values, np.float64), marks, of), Asked(Kind(kind), **words))


def same(one: Estimate, wanted: Any, name: str) -> None:
    """Held equal to what R says of the same name, as far as it says it."""
    assert one.value == pytest.approx(wanted["estimate"][name], rel=VALUE)
    assert one.se == pytest.approx(wanted["se"][name], rel=ERROR, abs=1e-15)
    for ours, theirs in ((one.deff, "deff_wor"), (one.deff_wr, "deff_wr")):
        if theirs in wanted:
            assert ours == pytest.approx(wanted[theirs][name], rel=ERROR)
    if one.method == "t" and wanted.get("df") == one.df:
        assert one.interval == pytest.approx((wanted["ci_t_lo"][name], wanted["ci_t_hi"][name]), rel=ENDS)


@there
@pytest.mark.parametrize("key", FILES)
def test_r_finds_the_same(key: str) -> None:
    name, one, wanted = FILES[key], drawn(key), expected("expected_api_R_survey")[key]
    api00, api99, pupils = (numbers(name, column) for column in ("api00", "api99", "enroll"))
    assert one.degrees_of_freedom() == wanted["degf"]
    same(found(one, api00), wanted["mean_api00"], "api00")
    same(found(one, api00, "total"), wanted["total_api00"], "api00")
    same(found(one, pupils, "total"), wanted["total_enroll"], "enroll")
    same(found(one, api00, "ratio", of=api99), wanted["ratio_api00_api99"], "api00/api99")
    for at, level in zip((0.25, 0.5, 0.75), wanted["quantile_api00"], strict=True):
        assert found(one, api00, "quantile", share=at).value == (level[0] if isinstance(level, list) else level)
    for kind in "EHM":
        same(found(one, api00, domain=np.array(sample(name)["stype"]) == kind), wanted["by_stype_mean_api00"], kind)
        same(found(one, np.array(sample(name)["stype"]) == kind, "proportion"), wanted["prop_stype"], f"stype{kind}")
    some = np.array(sample(name)["comp.imp"]) == "Yes"
    domain = found(one, api00, domain=some)
    same(domain, wanted["domain_compimpYes_mean_api00"], "api00")
    assert domain.df == wanted["domain_compimpYes_mean_api00"].get("df", domain.df)


@there
@pytest.mark.parametrize("key", FILES)
def test_shares_have_intervals_inside_nought_and_one(key: str) -> None:
    yes, wanted = np.array(sample(FILES[key])["sch.wide"]) == "Yes", expected("expected_api_R_survey")[key]
    one = found(drawn(key), yes, "proportion", method="logit")
    same(one, wanted["prop_schwide"], "sch.wideYes")
    for method, theirs in (("logit", "xlogit"), ("beta", "beta")):
        ends = wanted["ciprop_schwide_Yes"][theirs]
        assert found(drawn(key), yes, "proportion", method=method).interval == pytest.approx(
            (ends["lo"], ends["hi"]), rel=ENDS
        )
    with pytest.raises(InputError, match="logit, wilson, beta"):
        found(drawn(key), yes, "proportion", method="t")


@there
def test_wilsons_interval_is_that_of_svy() -> None:
    yes = np.array(sample("apistrat")["sch.wide"]) == "Yes"
    ends = found(drawn("strat"), yes, "proportion", method="wilson").interval
    assert ends == pytest.approx((0.774810984, 0.870639887), abs=1e-9)


@there
def test_lonely_units_follow_the_rule_that_is_chosen() -> None:
    wanted = expected("expected_api_R_survey")["lonely"]
    values = numbers("lonely", "api00")
    for rule in ("certainty", "adjust", "average"):
        one = found(lonely(Lonely(rule)), values)
        assert (one.value, one.se) == pytest.approx((wanted[rule]["estimate"], wanted[rule]["se"]), rel=ERROR)
    assert found(lonely(Lonely.COLLAPSE), values).se > wanted["certainty"]["se"]
    with pytest.raises(InputError, match="1 strata have one unit of several"):
        found(lonely(Lonely.FAIL), values)


@there
def test_replicates_agree_with_r() -> None:
    wanted = expected("expected_api_R_survey")
    for key, name in (("strat", "rep_strat_JKn"), ("c1", "rep_c1_JK1")):
        api00, pupils = numbers(FILES[key], "api00"), np.nan_to_num(numbers(FILES[key], "enroll"))
        both = np.column_stack([api00, np.ones(len(api00))])
        assert jackknife(drawn(key), both, ratio) == pytest.approx(wanted[name]["mean_api00"]["se"]["api00"], rel=ERROR)
        total = jackknife(drawn(key), pupils[:, None], first)
        assert total == pytest.approx(wanted[name]["total_enroll"]["se"]["enroll"], rel=ERROR)
    again = [bootstrap(drawn("c1"), both, ratio, replicates=1000, seed=seed) for seed in (1, 1, 2)]
    assert again[0] == again[1] != again[2]
    without = design(numbers("apiclus1", "pw"), clusters=[sample("apiclus1")["dnum"]])
    assert again[0] == pytest.approx(found(without, api00).se, rel=0.08)


@there
def test_association_is_corrected_for_the_design() -> None:
    school = sample("apistrat")
    one = rao_scott(drawn("strat"), coded("row", school["sch.wide"]).codes, coded("column", school["stype"]).codes)
    wanted = expected("expected_api_R_survey")["chisq_strat_schwide_stype"]
    assert (one.f, one.df, one.df_below) == pytest.approx((wanted["F"], wanted["ndf"], wanted["ddf"]), rel=1e-8)
    assert one.p == pytest.approx(wanted["p"], rel=1e-6)


@there
def test_an_invented_survey_of_1200_comes_out() -> None:
    name, wanted = "synthetic_survey_1200", expected("expected_synthetic_R_survey")["base_clustered"]
    one = synthetic()
    regions = np.array(sample(name)["region"])
    for question in ("aware", "intend"):
        share = found(one, numbers(name, question), "proportion")
        same(share, wanted[question], question)
        ends = wanted[question]["ciprop"]["xlogit"]
        assert share.interval == pytest.approx((ends["lo"], ends["hi"]), rel=ENDS)
    for region, error in wanted["by_region_intend"]["se"].items():
        assert found(one, numbers(name, "intend"), domain=regions == region).se == pytest.approx(error, rel=ERROR)


rows = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.floats(0.1, 9), st.integers(-5, 9)), min_size=12, max_size=40
)


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_names_of_units_change_no_bit(
    drawn: list[tuple[int, int, float, int]], chance: Any
) -> None:
    def read(lines: list[tuple[int, int, float, int]], name: str) -> tuple[float, float, float | None]:
        one = design(
            [line[2] for line in lines],
            strata=[f"{name}{line[0]}" for line in lines],
            clusters=[[f"{name}{line[1]}" for line in lines]],
            nested=True,
            lonely="certainty",
        )
        estimated = found(one, [line[3] for line in lines])
        return estimated.value, estimated.se, estimated.deff

    mixed = list(drawn)
    chance.shuffle(mixed)
    halved = [(a, b, weight / 2, y) for a, b, weight, y in drawn for _ in range(2)]
    # Twice as many rows of half the weight are another simple sample: only the design effect may tell them apart.
    assert read(drawn, "a") == read(mixed, "b")
    assert read(drawn, "a")[:2] == read(halved, "c")[:2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"weights": [1, 0, 1]}, "row 2: the weight 0"),
        ({"weights": [1, float("nan"), 1]}, "row 2: the weight nan"),
        ({"weights": [1, -3, 1]}, "row 2: the weight -3"),
        ({"weights": [1, 1, 1], "strata": [1, 2, 1], "clusters": [["a", "a", "b"]]}, "'a' stands in two strata"),
        ({"weights": [1, 1, 1], "population": [[2, 2, 2]]}, "2, and 3 units were drawn from it"),
        ({"weights": [1, 1, 1], "population": [[0.5, 0.5, 0.5]]}, "not a share"),
        ({"weights": [1, 1, 1], "population": [[5, 5, 6]]}, "population of stage 1, row"),
        ({"weights": [1, 1], "strata": ["a", "b", "c"]}, "columns of one length"),
        ({"weights": [1, 1, 1], "strata": ["a", "", "c"]}, "strata: no value in row 2"),
        ({"weights": [1, 1, 1], "lonely": "guess"}, "'guess' is none of"),
    ],
)
def test_a_design_that_cannot_be_true_is_refused(words: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        design(**words)


def test_an_interval_that_would_mislead_is_refused() -> None:
    few = found(design([1, 1, 1]), [1, 2, 3])
    assert few.refused == (Refused.FEW_DEGREES_OF_FREEDOM, Refused.SMALL_DOMAIN)[:1]
    assert few.interval is None
    uneven = found(design([1.0] * 99 + [1000.0]), range(1, 101))
    assert Refused.UNEVEN_WEIGHTS in uneven.refused
    small = found(design([1.0] * 100), range(100), domain=np.arange(100) < 20)
    assert small.refused == (Refused.SMALL_DOMAIN,)
    assert Refused.LARGE_VARIATION in found(design([1.0] * 40), [1] + [0] * 39).refused


def test_nobody_among_many_still_has_an_upper_end() -> None:
    none = found(design([2.0] * 200), np.zeros(200), "proportion")
    assert (none.value, none.method) == (0, "wilson")
    assert none.interval is not None
    assert none.interval == pytest.approx(intervals.wilson(0, 0, 199, 0.95, 200))
    assert none.interval[0] == pytest.approx(0)
    assert 0.01 < none.interval[1] < 0.03
