"""`isonomia figures`: every published number recomputed, and the verdict on every claim."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_the_numbers_of_the_issue_are_shown(isonomia: Run, record: Path) -> None:
    said = isonomia("figures", record)
    assert said.code == 0
    lines = said.out.splitlines()

    def line(*parts: str) -> bool:
        return any(all(part in one for part in parts) for one in lines)

    assert line("took_part_of_registered", "final", "68.05 %", "7,985,769 / 11,734,642")
    assert line("yes_of_took_part", "final", "77.18 %", "6,163,516 / 7,985,769")
    assert line("yes_of_yes_plus_no", "final", "80.53 %")
    assert line("yes_of_registered", "final", "52.52 %")
    assert line("territories_needed", "12 of 17")
    assert line("printed 20,696", "206,096 is the only value", "a digit is missing")
    assert line("F27", "contradicted", "52.52", "6,163,516 / 11,734,642")
    assert line("waits for observers", "F45")


def test_the_json_is_the_published_file(isonomia: Run, record: Path) -> None:
    (figures,) = (record / "figures").iterdir()
    assert isonomia("figures", record, "--json").json() == json.loads(figures.read_bytes())


def test_one_figure_or_one_claim_is_chosen(isonomia: Run, record: Path) -> None:
    figure = isonomia("figures", record, "--only", "referendum.outcome", "--json").json()
    assert {one["name"] for one in figure["figures"]} == {"referendum.outcome"}
    assert figure["claims"] == []
    claim = isonomia("figures", record, "--only", "F27", "--json").json()
    assert [(one["id"], one["verdict"]) for one in claim["claims"]] == [("F27", "contradicted")]
    plain = isonomia("figures", record, "--only", "F27").out
    assert "F27" in plain
    assert "F36" not in plain


def test_all_figures_of_one_matter_are_chosen(isonomia: Run, record: Path) -> None:
    matter = "election/mazhilis-2023"
    chosen = isonomia("figures", record, "--only", matter, "--json").json()
    assert {one["matter"] for one in chosen["figures"]} == {matter} and chosen["claims"] == []
    plain = isonomia("figures", record, "--only", matter, "--language", "ru").out
    assert "elections.seats_by_lists (amanat)" in plain and "ниже порога" in plain


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_figure_that_is_not_there_is_told(isonomia: Run, record: Path, more: tuple[str, ...]) -> None:
    assert 'no figure or claim "F99"' in isonomia("figures", record, "--only", "F99", *more).refused(2)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_figures_are_shown_in_every_language(isonomia: Run, record: Path, language: str) -> None:
    said = isonomia("figures", record, "--language", language)
    assert said.code == 0
    assert "68.05 %" in said.out
    for code in ("finding.", "note.", "verdict.", "word.", "figure."):
        assert code not in said.out
    for english in ("more than", "at least", "contradicted", "took part"):
        assert english not in said.out


def test_an_unknown_language_is_told(isonomia: Run, record: Path) -> None:
    assert "wanted one of kk, ru, en" in isonomia("figures", record, "--language", "de").refused(2)


def test_a_record_that_is_not_there_is_exit_code_3(isonomia: Run, tmp_path: Path) -> None:
    assert "not found" in isonomia("figures", tmp_path / "none").refused(3)


def test_a_broken_record_gives_no_figures(isonomia: Run, tmp_path: Path) -> None:
    assert isonomia("figures", tmp_path).refused(3)
    (tmp_path / "checkpoint").write_text("no checkpoint", "utf-8")
    assert isonomia("figures", tmp_path).refused(4)
