"""Exit polls: houses as R finds them, what they say together, and how forecasts are judged."""

from typing import Any

import numpy as np
import pytest

from isonomia.errors import InputError
from isonomia_lab.surveys.accuracy import judged, of_many, sign_test
from isonomia_lab.surveys.exit_polls import House, Stations, at_stations, fixed_effect, pooled, within_stations
from tests.isonomia_lab.surveys.reference import expected, numbers, sample, there

NAME = "synthetic_exit_poll_stations"
OF_2022 = [House("Institute of Democracy", 0.794), House("SOCIS-Astana", 0.767), House("Qogamdyq Pikir", 0.748)]
OFFICIAL = 6163516 / (6163516 + 1490470)


def stations(house: str, **words: Any) -> Stations:
    here = np.array(sample(NAME)["house"]) == house
    columns = {name: numbers(NAME, name)[here] for name in ("ballots_cast", "approached", "completed", "yes")}
    ballots = columns["completed"] if words.pop("equal", False) else columns["ballots_cast"]
    region = np.array(sample(NAME)["region"])[here].tolist()
    strata = region if words.pop("stratified", False) else None
    return Stations(ballots, columns["approached"], columns["completed"], columns["yes"], strata)


@there
@pytest.mark.parametrize("house", ["House A", "House B", "House C"])
@pytest.mark.parametrize(
    ("variant", "words"),
    [
        ("unweighted_ratio", {"equal": True}),
        ("ballots_weighted_ratio", {}),
        ("ballots_weighted_stratified_regions_with_2plus", {"stratified": True}),
    ],
)
def test_r_finds_the_same_of_each_house(house: str, variant: str, words: dict[str, bool]) -> None:
    found, wanted = at_stations(stations(house, **words)), expected("expected_synthetic_R_survey")["exit_poll"][house]
    assert found.share.value == pytest.approx(wanted[variant]["estimate"]["yes/completed"], rel=1e-12)
    assert found.share.se == pytest.approx(wanted[variant]["se"]["yes/completed"], rel=1e-10)
    assert (found.stations, found.completed, found.approached) == tuple(
        wanted[name] for name in ("stations", "completed", "approached")
    )
    assert found.response == pytest.approx(wanted["response_rate"], rel=1e-15)


def test_houses_of_2022_cover_the_result_and_their_interviews_do_not() -> None:
    found = pooled(OF_2022)
    assert found is not None
    assert (round(100 * found.share, 2), round(100 * found.spread, 2)) == (76.97, 2.31)
    assert [round(100 * end, 1) for end in found.interval] == [71.2, 82.7]
    assert found.interval[0] < OFFICIAL < found.interval[1]
    asked = (15000, 350000, 24000)
    sure = [House(one.name, one.share, (0.18 / n) ** 0.5) for one, n in zip(OF_2022, asked, strict=True)]
    assert fixed_effect(sure)[1][1] < OFFICIAL


def test_two_houses_are_a_list_and_no_pool() -> None:
    assert pooled(OF_2022[:2]) is None


def test_a_house_without_stations_has_no_error_to_weigh_by() -> None:
    assert OF_2022[0].se is None
    with pytest.raises(InputError, match="standard error of each house"):
        fixed_effect(OF_2022)


def test_houses_that_agree_by_chance_still_may_err_together() -> None:
    found = pooled([House(name, 0.77, 0.005) for name in "abc"])
    assert found is not None
    assert found.interval[1] - found.interval[0] > 0.1


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("yes", 26, "station 2: more said yes than answered"),
        ("yes", -1, "less than nobody said yes"),
        ("completed", 0, "more said yes than answered"),
        ("approached", 20, "more answered than were asked"),
        ("ballots", 10, "more answered than cast a ballot"),
    ],
)
def test_a_station_that_cannot_be_is_refused(column: str, value: float, said: str) -> None:
    columns = {"ballots": 900.0, "approached": 40.0, "completed": 25.0, "yes": 20.0}
    table = {name: np.array([one, value if name == column else one]) for name, one in columns.items()}
    with pytest.raises(InputError, match=said):
        Stations(**table)


def test_a_station_where_nobody_answered_is_left_out() -> None:
    with pytest.raises(InputError, match="nobody answered"):
        Stations(*(np.array([one]) for one in (900.0, 40.0, 0.0, 0.0)))


def test_errors_within_stations_have_a_sign() -> None:
    yes, completed = np.array([18.0, 15, 12, 16]), np.full(4, 20.0)
    found = within_stations(yes, completed, np.array([700.0, 700, 700, 700]), np.full(4, 1000.0))
    assert found.errors == pytest.approx([0.2, 0.05, -0.1, 0.1])
    assert (found.mean, found.above, found.below) == (pytest.approx(0.0625), 3, 1)
    assert found.sign_p == pytest.approx(2 * 5 / 16)


def test_a_forecast_is_judged_by_its_draws() -> None:
    draws = np.random.Generator(np.random.Philox(7)).normal(77, 2, 400)
    found = judged(draws, 80.53)
    apart = np.abs(draws[:, None] - draws[None, :]).mean() / 2
    assert found.crps == pytest.approx(np.abs(draws - 80.53).mean() - apart, rel=1e-12)
    assert found.error == pytest.approx(draws.mean() - 80.53)
    assert found.inside == {0.5: False, 0.8: False, 0.95: True}
    for bad in (draws[:99], np.append(draws, np.nan), np.full(200, 77.0)):
        with pytest.raises(InputError):
            judged(bad, 80.53)


def test_many_forecasts_are_told_with_what_chance_may_do() -> None:
    found = of_many([-1.13, -3.83, -5.73], [True, False, False])
    # Clopper and Pearson's ends by their definition: a tail of 2.5 % on either side.
    low, high = found.coverage
    assert 1 - (1 - low) ** 3 == pytest.approx(0.025)
    assert (1 - high) ** 3 + 3 * high * (1 - high) ** 2 == pytest.approx(0.025)
    assert (found.held, found.count, found.mean_error) == (1, 3, pytest.approx(-10.69 / 3))
    assert found.sign_p == pytest.approx(0.25)
    assert of_many([1.0] * 3, [True] * 3).coverage[1] == 1
    assert of_many([1.0] * 3, [False] * 3).coverage[0] == 0
    assert (sign_test(0, 0), sign_test(1, 1), sign_test(10, 0)) == (1.0, 1.0, pytest.approx(2 / 1024))


def test_a_shared_error_is_held_by_ours_and_not_by_the_fixed_effect() -> None:
    chance = np.random.Generator(np.random.Philox(20220605))
    ours = fixed = 0
    for _ in range(300):
        errors = chance.normal(0, 0.02) + chance.normal(0, 0.0134, 3)
        houses = [House(str(at), 0.77 + error, 0.006) for at, error in enumerate(errors)]
        found = pooled(houses)
        ours += found is not None and found.interval[0] <= 0.77 <= found.interval[1]
        low, high = fixed_effect(houses)[1]
        fixed += low <= 0.77 <= high
    assert ours >= 0.93 * 300
    assert fixed < 0.6 * 300
