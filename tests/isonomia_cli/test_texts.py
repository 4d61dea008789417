"""`isonomia texts`: what it writes, what it says of what waits, and that a fault writes nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from isonomia.drafting import editions, operations
from isonomia.drafting.editions import text_of
from isonomia.drafting.operations import Boundary
from tests.isonomia.drafting.amending import DAY, insert, mysal, repeal, substitute

Run = Callable[..., Any]
BASE = mysal()
GIVEN = (
    substitute(BASE, "art_3__para_1", "nine", "ten"),
    insert(BASE, "append", "art_2", "Rain is free."),
    repeal(BASE, "art_4", boundary=Boundary(event="first sitting = opening")),
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the invented text and its operations."""
    (tmp_path / "base.json").write_bytes(editions.write(BASE))
    (tmp_path / "given.jsonl").write_bytes(operations.write(GIVEN))
    return tmp_path


def test_a_text_is_put_together_and_led_back(isonomia: Run, files: Path) -> None:
    both = (files / "base.json", files / "given.jsonl", "--on", DAY, "--event", f"first sitting = opening={DAY}")
    said = isonomia("texts", "consolidate", *both, "--out", files / "new.json")
    assert (said.code, said.out) == (0, "applied: 3\ndeferred: 0\n")
    new = editions.read((files / "new.json").read_bytes())
    assert new.day == DAY and "ten seats" in text_of(new) and text_of(new).endswith("Article 4\nRepealed.\n")
    assert isonomia("texts", "invert", *both, "--out", files / "back.jsonl").code == 0
    back = (files / "new.json", files / "back.jsonl", "--on", "2029-01-01")
    assert isonomia("texts", "undo", *back, "--out", files / "again.json").code == 0
    assert text_of(editions.read((files / "again.json").read_bytes())) == text_of(BASE)


@pytest.mark.parametrize(
    ("language", "words"), [("kk", "кейінге қалды: 1"), ("ru", "отложено: 1"), ("en", "deferred: 1")]
)
def test_what_waits_is_named(isonomia: Run, files: Path, language: str, words: str) -> None:
    both = (files / "base.json", files / "given.jsonl", "--on", DAY, "--language", language)
    said = isonomia("texts", "consolidate", *both, "--out", files / "new.json")
    assert said.code == 0
    assert words in said.out and "first sitting = opening" in said.out


@pytest.mark.parametrize("verb", ["consolidate", "invert"])
@pytest.mark.parametrize(("language", "words"), [("kk", "табылғаны"), ("ru", "найдено"), ("en", "found")])
def test_a_fault_is_told_with_both_texts_and_nothing_is_written(
    isonomia: Run, files: Path, verb: str, language: str, words: str
) -> None:
    wrong = substitute(BASE, "art_3__para_1", "nine chairs", "ten")
    (files / "given.jsonl").write_bytes(operations.write([wrong]))
    (files / "out.json").write_text("as it was", encoding="utf-8")
    before = sorted(files.iterdir())
    both = (files / "base.json", files / "given.jsonl", "--on", DAY, "--language", language)
    said = isonomia("texts", verb, *both, "--out", files / "out.json")
    assert (said.code, said.out) == (1, "")
    assert all(part in said.err for part in (words, "nine chairs", "1. The council has nine seats.", "law-1"))
    assert (files / "out.json").read_text(encoding="utf-8") == "as it was"
    assert sorted(files.iterdir()) == before


def test_an_event_without_a_day_is_a_fault(isonomia: Run, files: Path) -> None:
    both = (files / "base.json", files / "given.jsonl", "--on", DAY, "--event", "first sitting = opening=")
    said = isonomia("texts", "consolidate", *both, "--out", files / "new.json")
    assert said.code == 1 and "its day is not known" in said.err
    assert not (files / "new.json").exists()


@pytest.mark.parametrize("event", ["first sitting=2030-01-01", "first sitting = opening=soon", "nothing"])
def test_an_event_that_nothing_waits_for_is_refused(isonomia: Run, files: Path, event: str) -> None:
    both = (files / "base.json", files / "given.jsonl", "--on", DAY, "--event", event)
    assert "--event" in isonomia("texts", "consolidate", *both, "--out", files / "new.json").refused(2)


def test_files_that_are_none(isonomia: Run, files: Path) -> None:
    out = ("--on", DAY, "--out", files / "new.json")
    assert isonomia("texts", "consolidate", files / "no.json", files / "given.jsonl", *out).code == 3
    assert "edition" in isonomia("texts", "consolidate", files / "given.jsonl", files / "given.jsonl", *out).refused(2)
    assert "line 1" in isonomia("texts", "consolidate", files / "base.json", files / "base.json", *out).refused(2)


REFERRING = mysal("Law\n\nArticle 1\n1. See Article 2, not Article 9.\n\nArticle 2\nWater is free.\n")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder with a text in which one article cites another, and the operation that takes that one out."""
    (tmp_path / "base.json").write_bytes(editions.write(REFERRING))
    (tmp_path / "given.jsonl").write_bytes(operations.write([repeal(REFERRING, "art_2")]))
    return tmp_path


@pytest.mark.parametrize(
    ("language", "words"), [("kk", "апаратын"), ("ru", "ссылка вела к"), ("en", "the reference led to")]
)
def test_a_broken_reference_is_told_with_both_texts_and_nothing_is_written(
    isonomia: Run, broken: Path, language: str, words: str
) -> None:
    both = (broken / "base.json", broken / "given.jsonl", "--on", DAY, "--language", language)
    before = sorted(broken.iterdir())
    said = isonomia("texts", "consolidate", *both, "--out", broken / "new.json")
    assert (said.code, said.out) == (1, "")
    told = ("1. See Article 2, not Article 9.", "Water is free.", "Repeal-art_2", "law-1", words)
    assert all(part in said.err for part in told)
    assert sorted(broken.iterdir()) == before
    exported = ("--format", "akn", "--operations", broken / "given.jsonl", "--on", DAY, "--out", broken / "new.xml")
    assert isonomia("texts", "export", broken / "base.json", *exported).code == 1
    assert sorted(broken.iterdir()) == before


def test_it_is_written_only_as_unresolved_and_says_so_itself(isonomia: Run, broken: Path) -> None:
    both = (broken / "base.json", broken / "given.jsonl", "--on", DAY)
    said = isonomia("texts", "unresolved", *both, "--out", broken / "new.json")
    assert said.code == 0
    assert said.out.splitlines()[2:] == [
        "references that are left unresolved, and listed in the edition: 1",
        "    art_1__para_1: Article 2",
        "references that lead nowhere or to several places: 1",
        "    art_1__para_1: Article 9",
    ]
    assert [one.words for one in editions.read((broken / "new.json").read_bytes()).unresolved] == ["Article 2"]
