"""Copies are found whatever was done to them, in any order, and text by text as all at once."""

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest

from isonomia_lab.likeness.duplicates import groups
from isonomia_lab.likeness.growing import Growing
from isonomia_lab.likeness.minima import FACTORS, OFFSETS, agreeing, minima
from isonomia_lab.likeness.reasons import Reason, likeness
from isonomia_lab.likeness.shingles import shared, shared_with, shingled
from tests.isonomia_lab.likeness.corpus import CHANGES, LOCALES, OWN_WORDS, Row, campaigns, columns, invented
from tests.isonomia_lab.likeness.scoring import partition_score

DATA = Path(os.environ.get("ISONOMIA_DATA") or LOCALES.parents[1] / "shared" / "data") / "proposals"

FIRST_FACTOR, LAST_OFFSET = 2897251699935890565, 18209596603218114892
MINIMA = "e5b68b460776934dea06c9e046e63f7afffa864d56c4434d64dbfe419dad8049"


@pytest.fixture(scope="module")
def made() -> list[Row]:
    """Twelve hundred texts in campaigns, of invented words."""
    random = Random(7)
    return campaigns((text for texts in invented(random) for text in texts), 1200, random)


def partition(labels: Sequence[object], ids: Sequence[str]) -> set[frozenset[str]]:
    found: dict[object, set[str]] = {}
    for label, one in zip(labels, ids, strict=True):
        found.setdefault(label, set()).add(one)
    return {frozenset(group) for group in found.values()}


def test_made_campaigns_are_found_again(made: list[Row]) -> None:
    score = partition_score(made, groups([row.text for row in made]))
    assert score.f1 >= 0.985
    assert set(score.kinds) == set(CHANGES)
    assert {kind: share for kind, share in score.kinds.items() if share < (0.9 if kind == "typo8" else 0.98)} == {}


def test_the_order_of_the_texts_makes_no_difference(made: list[Row]) -> None:
    turned = list(made)
    Random(3).shuffle(turned)
    first, second = (partition(groups([row.text for row in rows]), [row.id for row in rows]) for rows in (made, turned))
    assert first == second


@pytest.mark.parametrize("start", [0, 200])
def test_text_by_text_gives_the_groups_of_all_at_once(made: list[Row], start: int) -> None:
    texts = [row.text for row in made[:400]]
    growing = Growing(texts[:start])
    assert [growing.add(text) for text in texts[start:]] == list(range(start, 400))
    assert growing.groups() == groups(texts)


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["...", "!!!", "..."], ["да", "да", "нет"], ["a" * 4, "a" * 5]])
def test_texts_with_little_in_them(texts: list[str]) -> None:
    growing = Growing()
    for text in texts:
        growing.add(text)
    first = [texts.index(text) for text in texts]
    assert groups(texts) == growing.groups() == first
    assert growing.like("") == []


def test_two_groups_do_not_become_one_by_a_faint_likeness() -> None:
    """A text that is faintly like both of two groups joins one of them, and leaves the other where it is."""
    words = [word for text in invented(Random(5))[0] for word in text.split()]
    one, other = " ".join(words[:60]), " ".join(words[100:160])
    left = [one, f"{one} {words[200]}"]
    right = [other, f"{other} {words[201]}"]
    bridge = " ".join(words[:33] + words[100:130])
    found = groups([*left, *right, bridge])
    assert found[0] == found[1] != found[2] == found[3]
    assert found[4] in (found[0], found[2])


def test_the_nearest_texts_are_named_with_what_they_share(made: list[Row]) -> None:
    growing = Growing([row.text for row in made])
    seed = next(row for row in made if row.kind == "seed")
    found = growing.like(f"{OWN_WORDS[0]} {seed.text}", 3)
    assert made[found[0].place].campaign == seed.campaign
    assert 0 < found[0].shared <= found[0].of
    assert len(growing.nodes) == len(made)


def test_shared_shingles_are_those_of_sets() -> None:
    random = Random(11)
    forms = ["".join(random.choices("абв ", k=random.randint(0, 60))) for _ in range(60)]
    found = shingled(forms)
    sets = [{form.ljust(5)[at : at + 5] for at in range(max(1, len(form) - 4))} if form else set() for form in forms]
    assert found.counts.tolist() == [len(one) for one in sets]
    left, right = np.divmod(np.arange(3600), 60)
    both = [len(sets[a] & sets[b]) for a, b in zip(left, right, strict=True)]
    assert shared(found, left, right).tolist() == both
    assert shared_with(found.of(3), [found.of(at) for at in range(60)]).tolist() == both[180:240]


def test_minima_agree_as_often_as_shingles_are_shared() -> None:
    forms = ["".join(Random(3).choices("abcdefgh", k=400)), "".join(Random(3).choices("abcdefgh", k=400))[:240]]
    found = shingled(forms)
    both, of = len(np.intersect1d(found.of(0), found.of(1))), len(np.union1d(found.of(0), found.of(1)))
    equal = agreeing(minima(found), np.array([0]), np.array([1]))[0]
    # Six standard deviations; and the constants are fixed, so that this cannot come out otherwise tomorrow.
    assert abs(equal / 126 - both / of) < 6 * (0.25 / 126) ** 0.5


def test_the_constants_and_the_minima_of_a_text_never_change() -> None:
    assert FACTORS[0] == FIRST_FACTOR
    assert OFFSETS[-1] == LAST_OFFSET
    found = minima(shingled(["конституция республики казахстан", "we the people"]))
    assert hashlib.sha256(found.astype("<u4").tobytes()).hexdigest() == MINIMA


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Отменить налог", "Отменить налог", Reason.SAME),
        ("Отменить налог", "ОТМЕНИТЬ, налог!", Reason.SAME_WORDS),
        ("Отменить налог", "Oтмeнить налог", Reason.BORROWED_LETTERS),
        ("Просим отменить налог", "отменить налог на воду", Reason.LITTLE),
        ("Просим отменить налог на землю", "отменить налог на землю", Reason.SHARED_PHRASES),
    ],
)
def test_the_reason_of_likeness(one: str, other: str, reason: Reason) -> None:
    assert likeness(one, other).reason is reason


@pytest.mark.skipif(not DATA.exists(), reason="shared data absent")
def test_the_campaigns_of_the_shared_data() -> None:
    """The bars of the benchmark, on the file on which nothing was tuned that is not tuned everywhere."""
    rows = [Row(*row) for row in columns(DATA / "neardup_dev_10k.csv.gz", "id", "text", "campaign", "kind")]
    score = partition_score(rows, groups([row.text for row in rows]))
    assert score.f1 >= 0.985
    assert Counter(row.kind for row in rows).keys() - {"single", "seed"} == score.kinds.keys()
    assert all(share >= (0.9 if kind == "typo8" else 0.98) for kind, share in score.kinds.items())
    assert score.kinds["homoglyph"] >= 0.99
