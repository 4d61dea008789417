"""`isonomia texts references` and `propose`: what is listed, what is written, and the code they leave with."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from isonomia.drafting import operations, phrasing
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.editions import write
from isonomia.drafting.importing import edition_of
from isonomia.drafting.operations import Boundary
from isonomia.drafting.profiles import shipped
from tests.conftest import ROOT

Run = Callable[..., Any]
FOLDER = ROOT / "docs" / "examples" / "texts"
FERRIES, AMENDING = FOLDER / "ferries.txt", FOLDER / "amending.txt"
PROPOSE = ("texts", "propose", FERRIES, AMENDING, "--profile", "en", "--act", "Law on Pilots")


def test_what_leads_nowhere_is_told_and_fails(isonomia: Run) -> None:
    said = isonomia("texts", "references", FERRIES, "--profile", "en", "--unresolved")
    assert said.code == 1
    assert said.out.splitlines()[0].split() == ["art_2__para_2", "Article", "9", "leads", "nowhere"]
    assert said.out.splitlines()[1].startswith("5 references: 3 lead to one place")


def test_a_text_whose_references_all_lead_somewhere_passes(isonomia: Run, tmp_path: Path) -> None:
    file = tmp_path / "ferries.txt"
    file.write_text(FERRIES.read_text("utf-8").replace("Article 9", "Article 3"), encoding="utf-8")
    assert isonomia("texts", "references", file, "--profile", "en").code == 0


def test_an_edition_knows_its_profile(isonomia: Run, tmp_path: Path) -> None:
    file = tmp_path / "ferries.json"
    file.write_bytes(write(edition_of(FERRIES.read_text("utf-8"), shipped("en")).edition))
    found = isonomia("texts", "references", file, "--json").json()
    assert [one["state"] for one in found] == ["resolved", "resolved", "other_act", "resolved", "unresolved"]
    assert found[1]["names"][0]["units"] == {"article": "2–3"}
    assert found[1]["names"][0]["eids"] == ["art_2", "art_3"]


@pytest.mark.parametrize(("language", "words"), [("kk", "ешқайда апармайды"), ("ru", "никуда не ведет")])
def test_it_is_told_in_each_language(isonomia: Run, language: str, words: str) -> None:
    assert words in isonomia("texts", "references", FERRIES, "--profile", "en", "--language", language).out


def test_what_is_proposed_is_written_as_proposals(isonomia: Run, tmp_path: Path) -> None:
    out = tmp_path / "proposed.jsonl"
    said = isonomia(*PROPOSE, "--from", "2030-01-01", "--out", out)
    assert said.code == 1
    assert "operations proposed: 3, clauses not understood: 1" in said.out
    found = phrasing.read(out.read_bytes().splitlines())
    before = edition_of(FERRIES.read_text("utf-8"), shipped("en")).edition
    after = consolidate(before, [one.proposed for one in found], "2030-01-01", {}).edition
    assert after.by_eid["art_2__para_1"].text.startswith("The assembly chooses a pilot for five years")
    assert (
        after.by_eid["art_2__para_2"].text == "The pilot answers for what paragraph 1 of this Article gives the pilot."
    )
    assert after.by_eid["art_3__para_3"].text == "Each spring the ferry is tarred."


@pytest.fixture
def proposed(isonomia: Run, tmp_path: Path) -> Path:
    """The file of what was read from an amending law."""
    isonomia(*PROPOSE, "--from", "2030-01-01", "--out", tmp_path / "proposed.jsonl")
    return tmp_path / "proposed.jsonl"


def confirm(isonomia: Run, proposed: Path, *more: str) -> Any:
    out = proposed.with_name("operations.jsonl")
    return isonomia("texts", "confirm", FERRIES, proposed, "--profile", "en", "--out", out, *more)


def confirmed(proposed: Path) -> list[str]:
    file = proposed.with_name("operations.jsonl")
    return [one.id.removeprefix("Law on Pilots:") for one in operations.read(file.read_bytes().splitlines())]


def test_a_person_confirms_each_proposal_and_sees_what_it_makes_of_the_text(
    isonomia: Run, proposed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("y\nperhaps\nN\nyes\n"))
    said = confirm(isonomia, proposed)
    assert said.code == 0
    assert "in paragraph 1 replace the words" in said.out and "[-three-]{+five+}" in said.out
    assert "the place follows from the number" in said.out and said.out.count("Confirm it?") == 4
    assert said.out.endswith("operations confirmed: 2, proposals left: 1\n")
    assert confirmed(proposed) == ["substitute_text:art_2__para_1", "insert:art_3__para_2"]


@pytest.mark.parametrize("answers", ["", "y\n", "y\n\n\n"])
def test_silence_confirms_nothing(isonomia: Run, proposed: Path, monkeypatch: pytest.MonkeyPatch, answers: str) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(answers))
    said = confirm(isonomia, proposed)
    assert said.code == 2 and "no answer" in said.err
    assert not proposed.with_name("operations.jsonl").exists()


def test_what_is_named_is_confirmed_without_asking(isonomia: Run, proposed: Path) -> None:
    name = "Law on Pilots:substitute_text:art_2__para_2"
    assert confirm(isonomia, proposed, "--take", name).code == 0
    assert confirmed(proposed) == ["substitute_text:art_2__para_2"]
    assert "wanted the id of a proposal" in confirm(isonomia, proposed, "--take", "nothing").refused(2)


@pytest.mark.parametrize(("language", "words"), [("kk", "Растайсыз ба"), ("ru", "Подтвердить?")])
def test_none_confirmed_writes_nothing(
    isonomia: Run, proposed: Path, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("n\n" * 3))
    said = confirm(isonomia, proposed, "--language", language)
    assert said.code == 1 and words in said.out
    assert not proposed.with_name("operations.jsonl").exists()


def test_what_does_not_fit_together_is_told_and_not_written(
    isonomia: Run, proposed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = proposed.read_bytes().splitlines()[0]
    other = first.replace(b":substitute_text:", b":other:").replace(b'"five years"', b'"six years"')
    proposed.write_bytes(first + b"\n" + other + b"\n")
    monkeypatch.setattr("sys.stdin", StringIO("y\ny\n"))
    said = confirm(isonomia, proposed)
    assert said.code == 1 and "depends on their order" in said.err and ":other:art_2__para_1" in said.err
    assert not proposed.with_name("operations.jsonl").exists()


def test_without_a_day_the_operations_wait_for_the_act(isonomia: Run, tmp_path: Path) -> None:
    law = tmp_path / "law.txt"
    law.write_text("Delete paragraph 2 of Article 3.", encoding="utf-8")
    out = tmp_path / "proposed.jsonl"
    said = isonomia(*PROPOSE[:3], law, *PROPOSE[4:], "--out", out)
    assert said.code == 0
    (one,) = phrasing.read(out.read_bytes().splitlines())
    assert one.proposed.boundary == Boundary(event="Law on Pilots in force")


def test_a_profile_without_phrases_is_a_wrong_question(isonomia: Run, tmp_path: Path) -> None:
    line = isonomia(*PROPOSE[:4], "--profile", "de", "--act", "x", "--out", tmp_path / "x").refused(2)
    assert 'profile "de"' in line or "ferries.txt" in line
    assert not (tmp_path / "x").exists()
