"""To which group a text probably belongs, learned from texts that people have assigned: a suggestion, and how sure.

Two views judge each text. Naive Bayes over words and runs of letters learns from the texts to be routed as well, each
for every label as far as it seems to bear it, so that words which stand beside the known ones count. A linear machine
(ridge regression) judges by the main directions of all texts. How far each view is believed is found on the examples,
which neither was then shown. The labels take the shares that they seem to have among the texts to be routed, and not
those among the examples. The same texts give the same answer.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from isonomia.errors import InputError
from isonomia.proposals.folding import fold
from isonomia_lab.likeness.directions import placed
from isonomia_lab.likeness.features import Reals, Weights, products, weighted
from isonomia_lab.likeness.shingles import Places

ROUNDS = 8
SHOWN = 3
# While learning: how much a text that is routed weighs against an example, how much a feature that a label never had,
# and how far the features of a text are believed, which are no independent witnesses.
UNLABELLED, UNSEEN, BELIEF = 0.1, 0.01, 0.6
# The shares of the labels are learned as if as many texts again were spread evenly over them.
SHARE_ROUNDS = 100
_FOLDS = 3
_AGREED = 4
_BAYES = np.array([0, *np.geomspace(0.05, 3.0, 14)])
_LINEAR = np.array([0, *np.geomspace(0.5, 100.0, 14)])
_RIDGES = (0.03, 0.1, 0.3, 1.0, 3.0)
_NEAR = (0.0, 0.25, 0.5, 0.75)


class Routed(NamedTuple):
    """The likeliest labels of a text, the first first, and how probable it is that the first is right."""

    labels: tuple[str, ...]
    confidence: float


class View(NamedTuple):
    """Evidence for each label, of each example as if it were not shown and of each text; how far it may be believed."""

    examples: Reals
    texts: Reals
    beliefs: Reals


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
    chances = _agreed(_by_features(weights, known), _by_likeness(weights, known), known)
    order = np.argsort(-chances, axis=1, kind="stable")[:, :SHOWN]
    return [
        Routed(tuple(labels[at] for at in best), float(one[best[0]]))
        for best, one in zip(order.tolist(), chances, strict=True)
    ]


def _agreed(bayes: View, linear: View, known: Places) -> Reals:
    """For each text the chances of the labels by both views, and by the shares that the labels seem to have.

    A label with a larger share counts more when the beliefs are found, so that shares and beliefs are found in turns.
    """
    label_count, at = bayes.texts.shape[1], np.arange(len(known))
    shares = np.full(label_count, 1 / label_count)
    chances = np.zeros(bayes.texts.shape)
    for _ in range(_AGREED):
        losses = {}
        for one in bayes.beliefs.tolist():
            for other in linear.beliefs.tolist():
                found = _chances(one * bayes.examples + other * linear.examples + np.log(shares))
                losses[one, other] = -float(shares[known] @ np.log(found[at, known] + 1e-12))
        one, other = min(losses, key=lambda beliefs: losses[beliefs])
        chances, shares = _shared(_chances(one * bayes.texts + other * linear.texts))
    return chances


def _shared(even: Reals) -> tuple[Reals, Reals]:
    """Chances that were found for labels of even shares, with the shares that these texts speak for."""
    count, label_count = even.shape
    more = count / label_count
    shares, chances = np.full(label_count, 1 / label_count), even
    for _ in range(SHARE_ROUNDS):
        chances = even * shares
        chances /= chances.sum(axis=1, keepdims=True)
        shares = (chances.sum(axis=0) + more) / (count + more * label_count)
    return chances, shares


def _by_features(weights: Weights, known: Places) -> View:
    """Naive Bayes: a third of the examples is judged by the others."""
    whole = _learned(weights, np.arange(len(known)), known)
    evidence = np.zeros((len(known), whole.shape[1]))
    turn = _turns(known)
    for number in range(_FOLDS):
        left_out, kept = np.flatnonzero(turn == number), np.flatnonzero(turn != number)
        # Where a label has one example, that one is never left out alone: nothing could then be said of it.
        if len(set(known[kept].tolist())) == whole.shape[1]:
            evidence[left_out] = _learned(weights, kept, known[kept])[left_out]
    return View(evidence, whole[len(known) :], _BAYES)


def _by_likeness(weights: Weights, known: Places) -> View:
    """Ridge regression on how like two texts are, by their features and by the main directions of all texts."""
    count, points, shown = len(known), placed(weights), weights.first(len(known))
    wanted = np.eye(int(known.max()) + 1)[known]
    wanted -= wanted.mean(axis=0)
    solutions = []
    for near, likeness in _likenesses(shown, points[:count]):
        widths, axes = np.linalg.eigh(likeness)
        for ridge in _RIDGES:
            judged = _left_out(axes, widths / (widths + ridge), wanted)
            loss = min(_loss(_chances(one * judged), known) for one in _LINEAR.tolist())
            solutions.append((loss, near, judged, axes / (widths + ridge) @ (axes.T @ wanted)))
    _, near, judged, solved = min(solutions, key=lambda one: one[0])
    texts = (1 - near) * (points @ (points[:count].T @ solved))
    if near:
        texts += near * weights.times(shown.turned().times(solved))
    return View(judged, texts[count:], _LINEAR)


def _likenesses(shown: Weights, points: Reals) -> Iterator[tuple[float, Reals]]:
    """How like each example is to each, their features counting more or less against the main directions."""
    by_directions, by_features = points @ points.T, products(shown)
    for near in _NEAR:
        yield near, (1 - near) * by_directions + near * by_features


def _left_out(axes: Reals, kept: Reals, wanted: Reals) -> Reals:
    """What each example would be judged by all others, which follows from the one solution for all."""
    own = (axes * axes) @ kept[:, None]
    return wanted - (wanted - (axes * kept) @ (axes.T @ wanted)) / np.maximum(1 - own, 1e-9)


def _loss(chances: Reals, known: Places) -> float:
    return -float(np.log(chances[np.arange(len(known)), known] + 1e-12).sum())


def _learned(weights: Weights, examples: Places, known: Places) -> Reals:
    """For each text the evidence of its features for each label, by logarithm."""
    turned = weights.turned()
    label_count = int(known.max()) + 1
    bears = np.zeros((weights.row_count, label_count))
    evidence = bears
    for _ in range(ROUNDS + 1):
        bears[examples] = 0
        bears[examples, known] = 1
        features = turned.times(bears) + UNSEEN
        evidence = weights.times(np.log(features / features.sum(axis=0)))
        bears = UNLABELLED * _chances(BELIEF * evidence)
    return evidence


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
