"""To which group a text probably belongs, learned from texts that people have assigned: a suggestion, and how sure.

Naive Bayes over words and runs of letters. The texts to be routed are learned from as well, each for every label as
far as it seems to bear it: so words that stand beside the known ones count, and the labels take the shares that they
have among the texts to be routed, and not those among the examples. Nothing is drawn by chance: the same texts give
the same answer.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from isonomia.errors import InputError
from isonomia.proposals.folding import fold
from isonomia_lab.likeness.features import Reals, Weights, weighted
from isonomia_lab.likeness.shingles import Places

ROUNDS = 8
SHOWN = 3
# How much a text that is routed weighs against an example, and how much a feature weighs that a label never had.
UNLABELLED, UNSEEN = 0.1, 0.01
_FOLDS = 3
_BELIEFS = np.geomspace(0.05, 3.0, 60)


class Way(NamedTuple):
    """How far the evidence of a text is believed while learning (its features are no independent witnesses), and
    whether the shares of the labels are learned too: with very many labels the first would take all."""

    belief: float
    shares: bool


WAYS = (Way(0.6, True), Way(3.0, False))


class Routed(NamedTuple):
    """The likeliest labels of a text, the first first, and how probable it is that the first is right."""

    labels: tuple[str, ...]
    confidence: float


def route(examples: Sequence[tuple[str, str]], texts: Sequence[str]) -> list[Routed]:
    """Suggest labels for texts, from examples of text and label.

    Raises:
        InputError: no examples, or of one label only.
    """
    labels = sorted({label for _, label in examples})
    if len(labels) < 2:
        raise InputError(f"examples of {len(labels)} label{'s'[: len(labels) != 1]}: wanted two labels or more")
    if not texts:
        return []
    weights = weighted([fold(text) for text, _ in examples] + [fold(text) for text in texts])
    known = np.array([labels.index(label) for _, label in examples])
    way, belief = min((_tried(weights, known, len(labels), way) for way in WAYS), key=lambda tried: tried[2])[:2]
    evidence, shares = _learned(weights, np.arange(len(examples)), known, way=way)
    chances = _chances(belief * evidence[len(examples) :] + (shares if way.shares else 0))
    order = np.argsort(-chances, axis=1, kind="stable")[:, :SHOWN]
    return [
        Routed(tuple(labels[at] for at in best), float(one[best[0]]))
        for best, one in zip(order.tolist(), chances, strict=True)
    ]


def _learned(weights: Weights, examples: Places, known: Places, *, way: Way) -> tuple[Reals, Reals]:
    """For each text the evidence of its features for each label, and the shares of the labels (all by logarithm)."""
    turned = weights.turned()
    label_count = int(known.max()) + 1
    bears = np.zeros((weights.row_count, label_count))
    shares = np.zeros(label_count)
    rest = np.ones(weights.row_count, np.bool_)
    rest[examples] = False
    evidence = bears
    for _ in range(ROUNDS + 1):
        bears[examples] = 0
        bears[examples, known] = 1
        features = turned.times(bears) + UNSEEN
        evidence = weights.times(np.log(features / features.sum(axis=0)))
        chances = _chances(way.belief * evidence + (shares if way.shares else 0))
        bears = UNLABELLED * chances
        total = chances[rest].sum(axis=0) + 1
        shares = np.log(total / total.sum())
    return evidence, shares


def _tried(weights: Weights, known: Places, label_count: int, way: Way) -> tuple[Way, float, float]:
    """A way, how far its evidence may be believed, and how badly it then routes examples that it was not shown."""
    turn = _turns(known)
    found, right = [], []
    for number in range(_FOLDS):
        left_out, kept = np.flatnonzero(turn == number), np.flatnonzero(turn != number)
        if len(left_out) and len(set(known[kept].tolist())) == label_count:
            found.append(_learned(weights, kept, known[kept], way=way)[0][left_out])
            right.append(known[left_out])
    if not found:
        return way, way.belief, 0.0
    evidence, true = np.concatenate(found), np.concatenate(right)
    at = np.arange(len(true))
    losses = [-float(np.log(_chances(belief * evidence)[at, true] + 1e-12).sum()) for belief in _BELIEFS]
    best = int(np.argmin(losses))
    return way, float(_BELIEFS[best]), losses[best]


def _turns(known: Places) -> Places:
    """Deal the examples of each label out in turn."""
    order = np.argsort(known, kind="stable")
    turn = np.empty(len(known), np.int64)
    starts = np.concatenate([[0], np.cumsum(np.bincount(known))])
    turn[order] = (np.arange(len(known)) - starts[known[order]]) % _FOLDS
    return turn


def _chances(evidence: Reals) -> Reals:
    raised = np.exp(evidence - evidence.max(axis=1, keepdims=True))
    chances: Reals = raised / raised.sum(axis=1, keepdims=True)
    return chances
