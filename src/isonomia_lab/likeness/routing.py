"""To which group a text probably belongs, learned from texts that people have assigned: a suggestion, and how sure.

Two views judge each text. Naive Bayes over words and runs of letters learns from the texts to be routed as well, each
for every label as far as it seems to bear it, so that words which stand beside the known ones count. A linear machine
(ridge regression) judges by the main directions of all texts. How far each view is believed, and how sure to be, is
found on the examples, which neither was then shown. A label that they are given too seldom counts more. The labels
take the shares that they seem to have among the texts to be routed, which need not be those among the examples. An
example may bear several labels; a suggestion is right with any of them. The same texts give the same answer.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from isonomia.errors import InputError
from isonomia.proposals.folding import fold
from isonomia_lab.likeness.calibration import leanings_of, mended, shares_of
from isonomia_lab.likeness.directions import placed
from isonomia_lab.likeness.features import Reals, Weights, products, weighted
from isonomia_lab.likeness.shingles import Places

ROUNDS = 8
SHOWN = 3
# While learning: how much a text that is routed weighs against an example, how much a feature that a label never had,
# and how far the features of a text are believed, which are no independent witnesses.
UNLABELLED, UNSEEN, BELIEF = 0.1, 0.01, 0.6
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


def route(examples: Sequence[tuple[str, str | Collection[str]]], texts: Sequence[str]) -> list[Routed]:
    """Suggest labels for texts, from examples of text and label, or labels.

    Raises:
        InputError: no examples, one without a label, or of one label only.
    """
    borne = [{label} if isinstance(label, str) else {*label} for _, label in examples]
    labels = sorted(set().union(*borne))
    if len(labels) < 2:
        raise InputError(f"examples of {len(labels)} label{'s'[: len(labels) != 1]}: wanted two labels or more")
    if not all(borne):
        raise InputError("an example without a label: wanted one or more for each")
    if not texts:
        return []
    weights = weighted([fold(text) for text, _ in examples] + [fold(text) for text in texts])
    known = np.array([[label in one for label in labels] for one in borne], np.float64)
    chances, sure = _agreed(_by_features(weights, known), _by_likeness(weights, known), known)
    order = np.argsort(-chances, axis=1, kind="stable")[:, :SHOWN]
    return [
        Routed(tuple(labels[at] for at in best), one) for best, one in zip(order.tolist(), sure.tolist(), strict=True)
    ]


def _agreed(bayes: View, linear: View, known: Reals) -> tuple[Reals, Reals]:
    """For each text the chances of the labels by both views and the shares that labels seem to have; how sure it is.

    A label with a larger share counts more when the beliefs are found, so that shares and beliefs are found in turns;
    so does one that was given too seldom.
    """
    sizes = known.sum(axis=0)
    shares = sizes / sizes.sum()
    leanings = np.ones(len(sizes))
    judged = texts = np.zeros((0, 0))
    for _ in range(_AGREED):
        start, counted = np.log(shares * leanings), known * shares / sizes
        losses = {
            (one, other): _loss(one * bayes.examples + other * linear.examples + start, counted)
            for one in bayes.beliefs.tolist()
            for other in linear.beliefs.tolist()
        }
        one, other = min(losses, key=lambda beliefs: losses[beliefs])
        judged = _chances(one * bayes.examples + other * linear.examples)
        texts = _chances(one * bayes.texts + other * linear.texts)
        leanings, shares = leanings_of(judged, known), shares_of(judged, texts, known)
    judged, texts = (found * shares * leanings / (found @ (shares * leanings))[:, None] for found in (judged, texts))
    right = known[np.arange(len(known)), judged.argmax(axis=1)]
    # Chances are parts of all labels that a text bears; that one of them is right is the likelier the more there are.
    many = known.sum() / len(known)
    return texts, mended(many * texts.max(axis=1), many * judged.max(axis=1), right, known @ (shares / sizes))


def _by_features(weights: Weights, known: Reals) -> View:
    """Naive Bayes: a third of the examples is judged by the others."""
    whole = _learned(weights, np.arange(len(known)), known)
    evidence = np.zeros(known.shape)
    turn = _turns(known)
    for number in range(_FOLDS):
        left_out, kept = np.flatnonzero(turn == number), np.flatnonzero(turn != number)
        # Where a label has one example, that one is never left out alone: nothing could then be said of it.
        if known[kept].any(axis=0).all():
            evidence[left_out] = _learned(weights, kept, known[kept])[left_out]
    return View(evidence, whole[len(known) :], _BAYES)


def _by_likeness(weights: Weights, known: Reals) -> View:
    """Ridge regression on how like two texts are, by their features and by the main directions of all texts."""
    count, points, shown = len(known), placed(weights), weights.first(len(known))
    wanted = known - known.mean(axis=0)
    solutions = []
    for near, likeness in _likenesses(shown, points[:count]):
        widths, axes = np.linalg.eigh(likeness)
        for ridge in _RIDGES:
            judged = _left_out(axes, widths / (widths + ridge), wanted)
            loss = min(_loss(one * judged, known) for one in _LINEAR.tolist())
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


def _loss(evidence: Reals, known: Reals) -> float:
    """How little the evidence says what the examples bear."""
    likely = evidence - evidence.max(axis=1, keepdims=True)
    return float((known * (np.log(np.exp(likely).sum(axis=1, keepdims=True)) - likely)).sum())


def _learned(weights: Weights, examples: Places, known: Reals) -> Reals:
    """For each text the evidence of its features for each label, by logarithm."""
    turned = weights.turned()
    bears = np.zeros((weights.row_count, known.shape[1]))
    evidence = bears
    for _ in range(ROUNDS + 1):
        bears[examples] = known
        features = turned.times(bears) + UNSEEN
        evidence = weights.times(np.log(features / features.sum(axis=0)))
        bears = UNLABELLED * _chances(BELIEF * evidence)
    return evidence


def _turns(known: Reals) -> Places:
    """Deal the examples of each label out in turn; one of several labels goes with the rarest of them."""
    rarest = np.where(known > 0, known.sum(axis=0), np.inf).argmin(axis=1)
    order = np.argsort(rarest, kind="stable")
    turn = np.empty(len(known), np.int64)
    starts = np.concatenate([[0], np.cumsum(np.bincount(rarest))])
    turn[order] = (np.arange(len(known)) - starts[rarest[order]]) % _FOLDS
    return turn


def _chances(evidence: Reals) -> Reals:
    raised = np.exp(evidence - evidence.max(axis=1, keepdims=True))
    chances: Reals = raised / raised.sum(axis=1, keepdims=True)
    return chances
