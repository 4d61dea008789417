"""Claims about the work of courts: the verdicts, and an act or the date of a rule that changes each of them."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from isonomia.errors import InputError
from isonomia.figures.catalogue import all_figures
from isonomia.reform.road import Reform
from isonomia.reform.statistics import (
    AverageClaim,
    EachRuleClaim,
    OfStatistics,
    SinceClaim,
    Stated,
    StatisticClaim,
    StatisticPublished,
    check_statistic,
    check_statistic_claim,
)
from isonomia.rulebook.law import Rulebook
from tests.isonomia.figures.checks import notes, one

Replay = Callable[..., Reform]
Rules = Callable[[str, str, str], Rulebook]
HOW = {"exact": "equals", "about": "about", "more_than": "more than", "at_least": "at least"}


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        ("F20", ("stated by a single source", "4000")),
        ("F21", ("stated by a single source", "140")),
        ("F22", ("holds when rounded", "5.12")),
        ("F23", ("stated by a single source", "23")),
        ("F24", ("stated by a single source", "20")),
        ("F25", ("stated by a single source", "30")),
        ("F26", ("stated by a single source", "5, 11")),
        ("F28", ("stated by a single source", "2023-01-01")),
        ("F39", ("holds with the named base", "notification")),
        ("F49", ("not derivable", "")),
    ],
)
def test_a_claim_gets_its_verdict(reform: Reform, claim: str, wanted: tuple[str, str]) -> None:
    found = one(reform, claim)
    assert (found.verdict, found.value) == wanted
    assert found.acts


def test_what_stands_beside_a_claim_is_shown(reform: Reform) -> None:
    told = {note["value"] for note in notes(one(reform, "F20"), "statistic_told")}
    assert {"≈ 4000", "> 3000", "> 5000"} <= told and "> 600" not in told
    assert notes(one(reform, "F21"), "statistic_unlike")[0]["metric"] == "appeals_received"
    assert notes(one(reform, "F23"), "statistic_beside")[0]["value"] == "= 18"
    assert notes(one(reform, "F25"), "statistic_unlike")[0]["value"] == "= 558"
    assert notes(one(reform, "F26"), "parts_of_whole")[0] == {
        "part": "16",
        "whole": "> 30",
        "metric": "norms_scrutinised",
    }
    assert {note["case"]: note["value"] for note in notes(one(reform, "F39"), "rule_of_case")} == {
        "picket": "notification",
        "meeting": "notification",
        "rally": "notification",
        "procession": "approval",
        "demonstration": "approval",
    }
    assert notes(one(reform, "F49"), "no_series") == [{"metric": "assemblies_held"}]


def test_the_court_is_open_to_citizens_and_the_council_was_not(reform: Reform) -> None:
    found = one(reform, "F50")
    assert found.verdict == "holds" and "art" in found.citation
    assert "citizen" not in notes(found, "rule_before")[0]["value"]
    assert notes(found, "rule_before")[0]["until"] == "2023-01-01"


CHANGED: list[tuple[str, str, dict[str, Any], str]] = [
    # More in five months than in eight: one of the two is wrong.
    ("F20", "kz-2022/statistic-08", {"value": "6000"}, "sources conflict"),
    # Its own publication, and a second one of the same period that agrees, or does not.
    ("F20", "kz-2022/statistic-02", {"value": "3500"}, "contradicted"),
    ("F20", "kz-2022/statistic-08", {"until": "2023-08-28", "value": "4000", "compare": "equals"}, "holds"),
    ("F20", "kz-2022/statistic-08", {"until": "2023-08-28", "value": "4100", "compare": "equals"}, "sources conflict"),
    ("F20", "kz-2022/claim-F20", {"asserts__until": "2023-08-29"}, "not derivable"),
    ("F21", "kz-2022/statistic-01", {"value": "141"}, "contradicted"),
    ("F22", "kz-2022/statistic-01", {"value": "160"}, "contradicted"),
    ("F22", "kz-2022/claim-F22", {"asserts__number": 6}, "contradicted"),
    ("F22", "kz-2022/claim-F22", {"asserts__since": "1996-01-01"}, "not derivable"),
    ("F24", "kz-2022/statistic-04", {"value": "19"}, "contradicted"),
    ("F26", "kz-2022/statistic-07", {"value": "12"}, "contradicted"),
    ("F28", "kz-2022/claim-F28", {"asserts__day": "2022-12-31"}, "contradicted"),
    ("F28", "kz-2022/claim-F28", {"asserts__value": "constitutional_council"}, "not derivable"),
    ("F39", "kz-2022/claim-F39", {"asserts__rules__4": None, "asserts__rules__3": None}, "holds"),
    ("F39", "kz-2022/claim-F39", {"stated_on": "2019-08-28"}, "contradicted"),
    ("F49", "kz-2022/claim-F49", {"asserts__body": "kz_ombudsman", "asserts__metric": "complaints_received"}, "holds"),
    ("F50", "kz-2022/claim-F50", {"asserts__value": "president"}, "contradicted"),
    ("F50", "kz-2022/claim-F50", {"stated_on": "2022-08-28"}, "contradicted"),
]


@pytest.mark.parametrize(("claim", "id", "changes", "wanted"), CHANGED)
def test_a_changed_act_changes_the_verdict(
    replayed_with: Replay, claim: str, id: str, changes: dict[str, Any], wanted: str
) -> None:
    assert one(replayed_with(id, **changes), claim).verdict == wanted


@pytest.mark.parametrize(
    ("claim", "file", "old", "new"),
    [
        ("F39", "assembly.toml", 'word = "notification"', 'word = "approval"'),
        ("F28", "court.toml", "2023-01-01", "2023-02-01"),
        ("F50", "court.toml", "2023-01-01", "2023-09-01"),
        ("F50", "court.toml", '{ word = "citizen", article = "72(3)"', '{ word = "person", article = "72(3)"'),
    ],
)
def test_a_changed_rule_changes_the_verdict(
    replayed_with: Replay, kz_with: Rules, claim: str, file: str, old: str, new: str
) -> None:
    assert one(replayed_with(rules=kz_with(file, old, new)), claim).verdict == "contradicted"


def test_every_row_of_the_published_statistics_is_an_act(reform: Reform, shared_data: Path) -> None:
    with (shared_data / "court/kz-constitutional-court-statistics.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    wanted = [
        (row["metric"], row["period_start"], row["period_end"], row["value"], HOW[row["qualifier"]]) for row in rows
    ]
    held = [(body.metric, body.since, body.until, body.value, body.compare) for _, body in reform.statistics]
    assert sorted(held) == sorted(wanted) and len(held) == 64
    assert all(body.sources and body.confidence for _, body in reform.statistics)
    shown = [figure for figure in all_figures(reform) if figure.name.startswith("statistics.")]
    assert len(shown) == 64 and all(figure.kind == "cited" and figure.acts for figure in shown)


def published(**changes: Any) -> StatisticPublished:
    body: dict[str, Any] = {
        "body": "court",
        "metric": "cases",
        "since": "2023-01-01",
        "until": "2023-12-31",
        "compare": "equals",
        "value": "3.5",
        "unit": "percent",
        "confidence": "high",
        "sources": (),
    }
    return StatisticPublished(**(body | changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"until": "2022-12-31"}, "ends"),
        ({"since": "2023-02-30"}, "not a day"),
        ({"value": "3,5"}, "not a decimal"),
        ({"compare": "nearly"}, "compare"),
        ({"confidence": "sure"}, "confidence"),
    ],
)
def test_a_figure_that_is_none_is_refused(changes: dict[str, Any], said: str) -> None:
    check_statistic(published())
    with pytest.raises(InputError, match=said):
        check_statistic(published(**changes))


@pytest.mark.parametrize(
    "claim",
    [
        StatisticClaim(body="court", since="2023-01-01", until="2023-12-31", stated=()),
        StatisticClaim(body="court", since="2023-01-01", until="2022-12-31", stated=()),
        StatisticClaim(
            body="court", since="2023-01-01", until="2023-12-31", stated=(Stated(metric="m", compare="x", number=1),)
        ),
        AverageClaim(body="court", metric="m", since="2023-01-01", until="2023-12-31", number=5, per="weeks"),
        SinceClaim(rule="court.judges", value="11", day="2023-02-30"),
        EachRuleClaim(rules=(), value="x"),
    ],
)
def test_a_claim_that_could_be_held_against_nothing_is_refused(claim: OfStatistics) -> None:
    with pytest.raises(InputError):
        check_statistic_claim(claim)
