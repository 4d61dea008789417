"""Real votes with their real published results: what we recompute is what was published."""

import csv
import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from isonomia.errors import RulebookError
from isonomia.referendum.accounting import findings, unique_repair
from isonomia.referendum.rules import Count, PrintedShare, TerritoryCount, Votes, decide
from isonomia.rulebook.law import Law, Unknown
from isonomia.rulebook.loading import shipped

GOLDEN = Path(__file__).resolve().parent / "golden"
FOLDERS = sorted(one.parent for one in GOLDEN.glob("*/published.toml"))


def votes_in(folder: Path) -> list[dict[str, Any]]:
    """The votes of one folder, each with what the head of its file says: country, and day of the classes of ballots."""
    top = tomllib.loads((folder / "published.toml").read_text("utf-8"))
    votes = top.pop("vote")
    return [{**top, **vote} for vote in votes]


VOTES = [vote for folder in FOLDERS for vote in votes_in(folder)]
named = pytest.mark.parametrize("vote", VOTES, ids=[one["name"] for one in VOTES])


def law_of(vote: dict[str, Any], day: str = "") -> Law:
    return shipped(vote["country"]).on(date.fromisoformat(day or vote["day"]))


def classes_of(vote: dict[str, Any]) -> Law:
    """The law of the day or, where it is silent on the classes of ballots, of a later one: for arithmetic alone."""
    later = vote.get("classes_of", "")
    silent = isinstance(law_of(vote).find("referendum.ballots"), Unknown)
    return law_of(vote, later if silent else "")


def shares_of(vote: dict[str, Any]) -> list[PrintedShare]:
    return [PrintedShare(*one) for one in vote["shares"]]


def votes_of(vote: dict[str, Any], law: Law) -> Votes:
    said = dict.fromkeys(vote.get("agreed", ()), "yes")
    rest = vote.get("majority_in_each", "no" if said else None)
    units = tuple(TerritoryCount(one.id, majority=said.get(one.id, rest)) for one in law.register()) if rest else ()
    return Votes(Count(**vote["counts"]), units)


def test_every_folder_says_where_its_numbers_come_from() -> None:
    assert FOLDERS
    for folder in FOLDERS:
        assert len((folder / "SOURCE.md").read_text("utf-8")) > 200


@named
def test_published_shares_are_recomputed_or_found_to_be_misprints(vote: dict[str, Any]) -> None:
    law = classes_of(vote)
    misprints = 0
    for one in shares_of(vote):
        share = Count(**vote["counts"]).share(one.measure, one.base, law)
        assert share is not None
        misprints += share.percent(len(one.percent.partition(".")[2])) != one.percent
    assert misprints == vote["findings"].count("share_misprint")


@named
def test_the_books_are_checked_as_they_were_published(vote: dict[str, Any]) -> None:
    law = classes_of(vote)
    found = findings(Count(**vote["counts"]), shares_of(vote), law, vote["name"])
    assert sorted(one.code for one in found) == sorted(vote["findings"])
    for one in found:
        if one.code == "remainder" and "remainder" in vote:
            assert [one.get("field"), int(one.get("rest"))] == vote["remainder"]
    repair = unique_repair(Count(**vote["counts"]), shares_of(vote), law)
    assert ([repair.field, repair.value] if repair else None) == vote.get("repair")


@named
def test_the_outcome_is_the_published_one(vote: dict[str, Any]) -> None:
    law = law_of(vote)
    if vote["outcome"] == "law unknown":
        with pytest.raises(RulebookError, match=f"unknown on {vote['day']}"):
            decide(votes_of(vote, law), law, vote["question"])
        return
    decision = decide(votes_of(vote, law), law, vote["question"])
    assert decision.outcome == vote["outcome"]
    counted = [one for one in decision.tests if one.bar.base == "territories"]
    assert [[one.required, one.denominator] for one in counted] == [vote[it] for it in ("territories",) if it in vote]
    if "agreeing" in vote:
        assert [one.numerator for one in counted] == [Fraction(vote["agreeing"])]
    required = {one.key.removeprefix("referendum."): one.required for one in decision.tests}
    assert vote.get("needed", {}).items() <= required.items()


def test_the_typed_numbers_are_those_of_the_shared_table(shared_data: Path) -> None:
    with (shared_data / "elections" / "kz_referendums_national.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["no"] or row["yes"]]
    typed = [{name: value for name, value in one["counts"].items() if value} for one in VOTES if one["country"] == "kz"]
    fields = ("registered", "took_part", "yes", "no", "both_marked", "invalid")
    for row in rows:
        counts = {name: int(row[name]) for name in fields if row[name]}
        assert counts in typed, row["referendum"]
