"""How well found groups agree with the true ones."""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from tests.isonomia_lab.likeness.corpus import Row


class Score(NamedTuple):
    """B-cubed precision, recall and F1; pairwise precision and recall; by kind the share found with its seed."""

    precision: float
    recall: float
    f1: float
    pair_precision: float
    pair_recall: float
    kinds: dict[str, float]


def partition_score(rows: Sequence[Row], found: Sequence[Hashable]) -> Score:
    """Compare found groups with the campaigns."""
    both = Counter(zip(found, (row.campaign for row in rows), strict=True))
    of_found, of_true = Counter(found), Counter(row.campaign for row in rows)
    precision = sum(n * n / of_found[label] for (label, _), n in both.items()) / len(rows)
    recall = sum(n * n / of_true[campaign] for (_, campaign), n in both.items()) / len(rows)
    pairs = [sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, of_found, of_true)]
    f1 = 2 * precision * recall / (precision + recall)
    return Score(precision, recall, f1, pairs[0] / max(1, pairs[1]), pairs[0] / max(1, pairs[2]), _kinds(rows, found))


def _kinds(rows: Sequence[Row], found: Sequence[Hashable]) -> dict[str, float]:
    seeds = {row.campaign: label for row, label in zip(rows, found, strict=True) if row.kind == "seed"}
    hits: dict[str, list[bool]] = {}
    for row, label in zip(rows, found, strict=True):
        if row.kind not in ("single", "seed"):
            hits.setdefault(row.kind, []).append(label == seeds[row.campaign])
    return {kind: sum(one) / len(one) for kind, one in hits.items()}
