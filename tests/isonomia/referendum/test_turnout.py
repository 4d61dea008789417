"""Turnout by the hour: a series that can only rise."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.record.act import Act
from isonomia.referendum.turnout import NATIONAL, Report, median, series, turnout_findings

Make = Callable[..., Act]


def report(an_act: Make, hour: str, percent: str = "", **more: Any) -> Report:
    body = {"hour": hour, "measure": "ballots_received", "percent": percent, **more}
    act = an_act("referendum.turnout_reported", body, id=f"test/{hour}/{percent}")
    return Report(act, act.body)  # type: ignore[arg-type]


def codes(reports: list[Report]) -> list[str]:
    return [one.code for one in turnout_findings(reports)]


def test_a_series_that_rises_or_stands_gives_no_finding(an_act: Make) -> None:
    rising = [report(an_act, "10:00", "28.59"), report(an_act, "12:00", "43.70"), report(an_act, "14:00", "43.70")]
    assert codes(rising) == []


def test_a_series_that_falls_is_found(an_act: Make) -> None:
    found = turnout_findings([report(an_act, "12:00", "43.70"), report(an_act, "10:00", "43.71")])
    assert [one.code for one in found] == ["series_falls"]
    assert dict(found[0].params) == {"earlier": "10:00", "before": "43.71", "later": "12:00", "after": "43.70"}


def test_a_series_that_falls_across_an_hour_in_dispute_is_found(an_act: Make) -> None:
    reports = [report(an_act, hour, percent) for hour, percent in (("10:00", "50"), ("12:00", "40"), ("12:00", "45"))]
    assert "series_falls" in codes(reports)


def test_hours_are_put_in_their_order_and_numbers_compared_as_numbers(an_act: Make) -> None:
    assert codes([report(an_act, "20:00", "10.5"), report(an_act, "08:00", "9.75")]) == []


def test_two_values_that_could_both_be_stand_both(an_act: Make) -> None:
    reports = [report(an_act, "10:00", "20"), report(an_act, "12:00", "37.33"), report(an_act, "12:00", "37.77")]
    point = series(reports)[NATIONAL]["12:00"]
    assert (point.printed, point.standing, point.value) == (("37.33", "37.77"), ("37.33", "37.77"), None)
    assert codes(reports) == ["turnout_conflict"]


@pytest.mark.parametrize(
    ("values", "after", "standing"),
    [
        (("72.28", "77.28"), "72.28", "72.28"),
        (("72.28", "77.28"), "77.28", None),
        (("19.00", "21.00"), "90", "21.00"),
        (("19.00", "18.00"), "90", None),
    ],
)
def test_a_value_that_would_make_the_series_fall_is_refuted(
    an_act: Make, values: tuple[str, str], after: str, standing: str | None
) -> None:
    reports = [
        report(an_act, "10:00", "20"),
        *(report(an_act, "20:00", one) for one in values),
        report(an_act, "22:00", after),
    ]
    assert series(reports)[NATIONAL]["20:00"].value == standing


def test_a_settled_hour_says_how_it_was_settled(an_act: Make) -> None:
    reports = [report(an_act, "20:00", "72.28"), report(an_act, "20:00", "77.28"), report(an_act, "22:00", "72.28")]
    found = turnout_findings(reports)
    assert [(one.code, one.get("settled"), one.get("values")) for one in found] == [
        ("turnout_settled", "72.28", "72.28 / 77.28")
    ]


def test_the_same_value_twice_is_no_conflict(an_act: Make) -> None:
    reports = [report(an_act, "20:00", "72.28"), report(an_act, "20:00", "72.28")]
    assert codes(reports) == []
    assert len(series(reports)[NATIONAL]["20:00"].acts) == 2


def test_territories_have_series_of_their_own(an_act: Make) -> None:
    def at(hour: str, one: str, other: str) -> Report:
        rows = [{"territory": "KZ-11", "percent": one}, {"territory": "KZ-75", "percent": other}]
        return report(an_act, hour, territories=rows)

    reports = [at("10:00", "10", "20"), at("12:00", "15", "19.99")]
    found = turnout_findings(reports)
    assert [(one.code, one.where) for one in found] == [("series_falls", "KZ-75")]


@pytest.mark.parametrize(("percent", "fits"), [("68.45", True), ("68.44", False), ("68.4", True), ("68", True)])
def test_a_share_is_held_against_the_counts_beside_it(an_act: Make, percent: str, fits: bool) -> None:
    one = report(an_act, "22:00", percent, received=8030739, registered=11732699)
    assert (codes([one]) == []) is fits
    if not fits:
        found = turnout_findings([one])[0]
        assert (found.get("printed"), found.get("computed"), found.get("base")) == ("68.44", "68.45", "registered")


def test_a_share_without_both_counts_is_not_judged(an_act: Make) -> None:
    assert codes([report(an_act, "22:00", "1", received=8030739)]) == []
    assert codes([report(an_act, "22:00", "1", received=8030739, registered=0)]) == []


def test_the_middle_value() -> None:
    assert median([Fraction(3), Fraction(1), Fraction(2)]) == 2
    assert median([Fraction(4), Fraction(1), Fraction(2), Fraction(3)]) == Fraction(5, 2)


@given(values=st.lists(st.integers(0, 10_000), min_size=1, max_size=12))
def test_any_rising_series_is_without_a_finding_and_any_falling_one_is_found(an_act: Make, values: list[int]) -> None:
    def findings_of(ordered: list[int]) -> set[str]:
        percents = [f"{one // 100}.{one % 100:02}" for one in ordered]
        return set(codes([report(an_act, f"{at:02}:00", one) for at, one in enumerate(percents)]))

    assert findings_of(sorted(values)) == set()
    if len(set(values)) > 1:
        assert findings_of(sorted(values, reverse=True)) == {"series_falls"}


def test_a_series_that_falls_past_an_hour_in_dispute_is_found(an_act: Make) -> None:
    hours = (("10:00", "20"), ("12:00", "10"), ("12:00", "30"), ("14:00", "15"))
    found = [one for one in turnout_findings([report(an_act, *one) for one in hours]) if one.code == "series_falls"]
    assert [(one.get("earlier"), one.get("later")) for one in found] == [("10:00", "14:00")]


def test_one_value_too_high_makes_the_series_fall_once(an_act: Make) -> None:
    hours = (("10:00", "20"), ("12:00", "90"), ("14:00", "40"), ("16:00", "60"))
    assert codes([report(an_act, *one) for one in hours]) == ["series_falls"]


def test_the_share_of_a_territory_is_held_against_the_counts_beside_it(an_act: Make) -> None:
    row = {"territory": "KZ-11", "percent": "51.00", "received": 50, "registered": 100}
    act = an_act("referendum.turnout_reported", {"hour": "22:00", "measure": "ballots_received", "territories": [row]})
    found = turnout_findings([Report(act, act.body)])  # type: ignore[arg-type]
    assert [(one.code, one.where, one.get("computed")) for one in found] == [("share_misprint", "KZ-11", "50.00")]
