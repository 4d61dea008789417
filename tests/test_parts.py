"""The parts of `make test` side by side: each told when it is through, and at times how far the others are."""

from pathlib import Path
from threading import Event

import do
import pytest


def test_how_far_a_part_is_is_read_from_what_it_said(tmp_path: Path) -> None:
    said = tmp_path / "said"
    assert do.progress(said) == "begun"
    said.write_text("bringing up nodes...\n....... [  9%]\n....... [ 43%]\n...", encoding="utf-8")
    assert do.progress(said) == "43 %"


def test_each_part_is_told_when_it_is_through_and_the_others_how_far_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(do, "PROGRESS_SECONDS", 0.01)
    go_on = Event()

    def slow(folder: Path) -> do.Ended:
        (folder / do.SAID).write_text("..... [ 61%]\n", encoding="utf-8")
        assert go_on.wait(60)
        return 1, [2, 1, 0]

    def quick(folder: Path) -> do.Ended:
        (folder / do.SAID).write_text("all is well", encoding="utf-8")
        return do.NO_TESTS, [0, 0, 0]

    ended = do.side_by_side({"slow": slow, "quick": quick})
    assert next(ended) == ("quick", (do.NO_TESTS, [0, 0, 0]))
    go_on.set()
    assert list(ended) == [("slow", (1, [2, 1, 0]))]
    told = capsys.readouterr()
    assert told.out == "all is well\n..... [ 61%]\n\n"
    assert "isonomia: quick: there is none, and there should be\n" in told.err
    assert "isonomia: slow 61 %\n" in told.err and told.err.endswith("isonomia: slow\n")


@pytest.mark.parametrize(("words", "folder"), [("mark.browser", do.BROWSER), ("django_db", do.HALL)])
def test_each_part_reads_the_folder_in_which_its_tests_stand(words: str, folder: str) -> None:
    tests = do.ROOT / "tests"
    marked = {path for path in tests.rglob("test_*.py") if words in path.read_text(encoding="utf-8")} - {Path(__file__)}
    assert marked and {path for path in marked if not path.is_relative_to(do.ROOT / folder)} == set()
