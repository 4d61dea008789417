"""Regions by partial pooling, turnout by what came before, and how likely the law will find a question adopted."""

import itertools
from datetime import date

import numpy as np
import pytest
from scipy.special import expit

from isonomia.errors import InputError
from isonomia.rulebook.examples import HALF_AND_HALF
from isonomia.rulebook.loading import shipped
from isonomia_lab.surveys.arrays import Floats
from isonomia_lab.surveys.deciding import Foreseen, chances
from isonomia_lab.surveys.regions import Model, People, Pooling, Priors, Regions, at_spread, by_region
from isonomia_lab.surveys.turnout import Intentions, Past, Says, offsets, turnouts
from tests.isonomia_lab.surveys.reference import expected, numbers, sample, there

NAME = "synthetic_survey_1200"
TRAITS = ("age", "education", "sex", "urbanity")


def invented(how: Pooling) -> Regions:
    """The invented survey on a frame in which margins are independent."""
    margins, table = expected("synthetic_margins"), sample(NAME)
    size = sum(margins["region"].values())
    rows = list(itertools.product(margins["region"], *(margins[name] for name in TRAITS)))
    counts = [
        margins["region"][row[0]]
        * np.prod([margins[name][one] / size for name, one in zip(TRAITS, row[1:], strict=True)])
        for row in rows
    ]
    traits = {name: [row[at] for row in rows] for at, name in enumerate(TRAITS, start=1)}
    asked = People(table["region"], {name: table[name] for name in TRAITS}, numbers(NAME, "base_weight"))
    return by_region(asked, numbers(NAME, "intend"), People([row[0] for row in rows], traits, np.array(counts)), how)


@there
def test_the_mode_is_that_of_lme4() -> None:
    table = sample(NAME)
    regions = sorted(set(table["region"]))
    columns = [np.ones((1200, 1))]
    for name in (*TRAITS, "region"):
        values = sorted(set(table[name]))
        dummies = np.array([[float(one == value) for value in values] for one in table[name]])
        columns.append(dummies if name == "region" else dummies[:, 1:])
    model = Model(np.column_stack(columns), np.ones(1200), numbers(NAME, "intend"), len(regions))
    found = at_spread(model, 0.596975303459171, Priors(trait_sd=np.inf)).point
    # glmer(intend ~ age + education + sex + urbanity + (1 | region), family = binomial, nAGQ = 0) of lme4 1.1-31: its
    # spread is given above; these are its fixed effects, and those of the first and last regions.
    fixed = [0.9233253855611683, 0.0698987702284300, 0.1137395260952630, 0.4449162256736627, 0.8867369576126227]
    fixed += [-0.2539351063785800, -0.2057379254271843, -0.0813457416038214, -0.2126240166910010, -0.3923361505504293]
    assert found[:10] == pytest.approx(fixed, abs=1e-6)
    assert found[[10, 11, 12, 25, 26]] == pytest.approx(
        [0.2767968904888964, 0.1042893062948817, -0.6624901796938258, 0.2083351144554774, -0.6617058420018306], abs=1e-6
    )


def exact(asked: Floats, yes: Floats) -> Floats:
    """The mean share of each region with nothing but regions in the model, by sums over a fine grid of everything."""
    spreads, centres, away = np.geomspace(0.02, 3, 60), np.linspace(-4, 4, 121), np.linspace(-5, 5, 161)
    above, mass = np.zeros(len(asked)), 0.0
    for spread in spreads:
        share = expit(centres[:, None] + spread * away)
        prior = np.exp(-away * away / 2)
        like = [(share**y * (1 - share) ** (n - y)) * prior for n, y in zip(asked, yes, strict=True)]
        each = np.array([one.sum(axis=1) for one in like])
        means = np.array([(one * share).sum(axis=1) for one in like]) / each
        weight = each.prod(axis=0) * np.exp(-spread * spread / 2) * spread
        above += means @ weight
        mass += weight.sum()
    return np.asarray(above / mass)


def test_pooling_finds_what_summing_over_everything_finds() -> None:
    asked, yes = np.array([70, 70, 35, 140, 70]), np.array([40, 60, 30, 50, 45])
    region = np.repeat(list("abcde"), asked).tolist()
    answers = np.concatenate([np.repeat([1.0, 0.0], [y, n - y]) for n, y in zip(asked, yes, strict=True)])
    people = People(region, {}, np.ones(len(region)))
    found = by_region(people, answers, People(list("abcdef"), {}, np.ones(6)), Pooling(draws=4000))
    pooled = [one.pooled for one in found.regions]
    assert pooled[:5] == pytest.approx(exact(asked.astype(float), yes.astype(float)), abs=0.006)
    small, large, empty = (found.regions[at] for at in (2, 3, 5))
    assert (small.direct, large.direct, empty.direct, empty.n) == (pytest.approx(6 / 7), pytest.approx(5 / 14), None, 0)
    assert large.shrinkage < small.shrinkage < empty.shrinkage == 1
    assert empty.interval[1] - empty.interval[0] > small.interval[1] - small.interval[0]


@there
def test_draws_follow_from_the_seed_and_clusters_widen_them() -> None:
    once, again, other = (invented(Pooling(draws=500, seed=seed)) for seed in (1, 1, 2))
    assert (once.draws == again.draws).all()
    assert (once.draws != other.draws).any()
    assert len(once.regions) == 17
    wide = invented(Pooling(draws=500, seed=1, deff=2))
    width = [sum(one.interval[1] - one.interval[0] for one in each.regions) for each in (once, wide)]
    assert width[1] > 1.15 * width[0]


def test_what_cannot_be_pooled_is_refused() -> None:
    one = People(["a", "b"], {"sex": ["F", "M"]}, np.ones(2))
    for frame, said in (
        (People(["a"], {"sex": ["F"]}, np.ones(1)), "region: 'b'"),
        (People(["a", "b"], {"sex": ["F", "X"]}, np.ones(2)), "sex: 'X'"),
        (People(["a", "b"], {}, np.ones(2)), "traits of the answers"),
    ):
        with pytest.raises(InputError, match=said):
            by_region(one, np.array([1.0, 0.0]), frame)
    with pytest.raises(InputError, match="one and nought"):
        by_region(one, np.array([2.0, 0.0]), one)


def test_the_law_decides_each_draw() -> None:
    turnout = np.array([[0.6] * 3, [0.6] * 3, [0.4] * 3, [0.6] * 3])
    yes = np.array([[0.9, 0.6, 0.4], [0.9, 0.4, 0.4], [0.9, 0.9, 0.9], [0.5, 0.5, 0.5]])
    found = chances(Foreseen(("A", "B", "C"), (1000, 1000, 1000), turnout, yes), HALF_AND_HALF)
    assert found.outcomes == {"adopted": 0.25, "rejected": 0.5, "invalid": 0.25}
    assert found.passed == {"referendum.quorum": 0.75, "referendum.majority": 0.75, "referendum.regions": 0.5}
    with pytest.raises(InputError, match="no share"):
        chances(Foreseen(("A", "B", "C"), (1000, 1000, 1000), turnout, yes + 0.2), HALF_AND_HALF)


def test_the_law_of_2022_wants_the_regions_that_it_wanted() -> None:
    law = shipped("kz").on(date(2022, 6, 5))
    names = [unit.id for unit in law.register()]
    yes = np.where(np.arange(17) < np.array([[12], [11]]), 0.9, 0.4)
    found = chances(Foreseen(names, [500_000] * 17, np.full((2, 17), 0.6), yes), law)
    assert found.passed == {"referendum.quorum": 1, "referendum.majority": 1, "referendum.regions": 0.5}
    assert found.outcomes == {"adopted": 0.5, "rejected": 0.5}


ODDS = {"past": {"voted": 1.5, "stayed": -1.5}, "age": {"young": -0.5, "old": 0.5}}
PAST = Past(date(2022, 6, 5), "an invented commission", {"north": 0.7, "south": 0.35})


def intentions(count: int = 200, lean: float = 0.6) -> Intentions:
    chance = np.random.Generator(np.random.Philox(3))
    voted = chance.random(count) < lean
    columns = {
        "past": np.where(voted, "voted", "stayed").tolist(),
        "age": np.where(chance.random(count) < 0.5, "young", "old").tolist(),
    }
    region = np.where(np.arange(count) % 2, "north", "south").tolist()
    says = np.where(voted, 1.0, (chance.random(count) < 0.5).astype(float))
    return Intentions(chance.uniform(0.5, 2, count), region, says, chance.integers(0, 11, count).astype(float), columns)


def test_without_official_turnouts_only_the_stated_share_stands() -> None:
    (only,) = turnouts(intentions(), ODDS, least=9)
    assert only.says is Says.STATED
    assert only.share == pytest.approx(np.average(intentions().takes_part, weights=intentions().weights))


def test_chances_come_to_the_official_turnout_of_each_region() -> None:
    stated, sure, model = turnouts(intentions(), ODDS, PAST, least=9)
    assert model.regions == pytest.approx(PAST.turnouts, abs=1e-12)
    assert (model.says, sure.says) == (Says.AS_BEFORE, Says.CUT_OFF)
    assert sure.share < model.share < stated.share
    far = Past(PAST.day, PAST.source, {"north": 0.9999, "south": 0.0001})
    assert turnouts(intentions(), ODDS, far, least=9)[2].regions == pytest.approx(far.turnouts, abs=1e-12)


def test_an_earlier_survey_makes_it_a_forecast() -> None:
    *_, keener = turnouts(intentions(lean=0.8), ODDS, PAST, least=9, earlier=intentions())
    assert keener.says is Says.FORECAST
    assert all(keener.regions[name] > PAST.turnouts[name] for name in PAST.turnouts)
    assert offsets(intentions(), ODDS, PAST)["south"] < offsets(intentions(), ODDS, PAST)["north"]


def test_turnouts_that_miss_a_region_or_a_value_are_refused() -> None:
    with pytest.raises(InputError, match="south: no official turnout of 2022-06-05"):
        offsets(intentions(), ODDS, Past(PAST.day, "", {"north": 0.5}))
    with pytest.raises(InputError, match="turnout of north: 70"):
        Past(PAST.day, "", {"north": 70})
    with pytest.raises(InputError, match="odds of age: none for 'old'"):
        offsets(intentions(), {"age": {"young": 1}}, PAST)
    with pytest.raises(InputError, match="no column 'faith'"):
        offsets(intentions(), {"faith": {}}, PAST)
