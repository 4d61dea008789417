"""Real votes with their real published results: what we recompute is what was published."""

import csv
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isonomia.errors import RulebookError
from isonomia.referendum.accounting import findings, unique_repair
from isonomia.referendum.rules import Count, PrintedShare, TerritoryCount, Votes, decide
from isonomia.rulebook.law import Law, Rulebook

GOLDEN = Path(__file__).resolve().parent / "golden"
FOLDERS = sorted(one.parent for one in GOLDEN.glob("*/published.toml"))
VOTES: list[dict[str, Any]] = [
    vote for folder in FOLDERS for vote in tomllib.loads((folder / "published.toml").read_text("utf-8"))["vote"]
]
named = pytest.mark.parametrize("vote", VOTES, ids=[one["name"] for one in VOTES])


def law_of(vote: dict[str, Any], kz: Rulebook) -> Law:
    return kz.on(date.fromisoformat(vote["day"]))


def classes_of(vote: dict[str, Any], kz: Rulebook, law: Law) -> Law:
    """The law of the day or, where the sources are silent on the classes of ballots, today's: for arithmetic alone."""
    return law if vote["outcome"] != "law unknown" else kz.on(date(2026, 3, 15))


def shares_of(vote: dict[str, Any]) -> list[PrintedShare]:
    return [PrintedShare(*one) for one in vote["shares"]]


def votes_of(vote: dict[str, Any], law: Law) -> Votes:
    said = vote.get("majority_in_each")
    units = tuple(TerritoryCount(one.id, majority=said) for one in law.register()) if said else ()
    return Votes(Count(**vote["counts"]), units)


def test_every_folder_says_where_its_numbers_come_from() -> None:
    assert FOLDERS
    for folder in FOLDERS:
        assert len((folder / "SOURCE.md").read_text("utf-8")) > 200


@named
def test_published_shares_are_recomputed_or_found_to_be_misprints(vote: dict[str, Any], kz: Rulebook) -> None:
    law = classes_of(vote, kz, law_of(vote, kz))
    misprints = 0
    for one in shares_of(vote):
        share = Count(**vote["counts"]).share(one.measure, one.base, law)
        assert share is not None
        misprints += share.percent(len(one.percent.partition(".")[2])) != one.percent
    assert misprints == vote["findings"].count("share_misprint")


@named
def test_the_books_are_checked_as_they_were_published(vote: dict[str, Any], kz: Rulebook) -> None:
    law = classes_of(vote, kz, law_of(vote, kz))
    found = findings(Count(**vote["counts"]), shares_of(vote), law, vote["name"])
    assert sorted(one.code for one in found) == sorted(vote["findings"])
    for one in found:
        if one.code == "remainder" and "remainder" in vote:
            assert [one.get("field"), int(one.get("rest"))] == vote["remainder"]
    repair = unique_repair(Count(**vote["counts"]), shares_of(vote), law)
    assert ([repair.field, repair.value] if repair else None) == vote.get("repair")


@named
def test_the_outcome_is_the_published_one(vote: dict[str, Any], kz: Rulebook) -> None:
    law = law_of(vote, kz)
    if vote["outcome"] == "law unknown":
        with pytest.raises(RulebookError, match=f"unknown on {vote['day']}"):
            decide(votes_of(vote, law), law, vote["question"])
        return
    decision = decide(votes_of(vote, law), law, vote["question"])
    assert decision.outcome == vote["outcome"]
    counted = [[one.required, one.denominator] for one in decision.tests if one.bar.base == "territories"]
    assert counted == ([vote["territories"]] if "territories" in vote else [])


def test_the_typed_numbers_are_those_of_the_shared_table(shared_data: Path) -> None:
    with (shared_data / "elections" / "kz_referendums_national.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["no"] or row["yes"]]
    typed = [{name: value for name, value in one["counts"].items() if value} for one in VOTES]
    fields = ("registered", "took_part", "yes", "no", "both_marked", "invalid")
    for row in rows:
        counts = {name: int(row[name]) for name in fields if row[name]}
        assert counts in typed, row["referendum"]
