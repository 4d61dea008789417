"""The main directions in which texts differ: what often stands together lies near, though two texts share no word.

They are found from all texts, those without a label too, by taking a table of numbers through the texts and back a few
times. The numbers with which it starts are drawn once for all: the same texts give the same directions.
"""

import numpy as np

from isonomia_lab.likeness.features import Reals, Weights

COUNT = 128
TURNS = 2
SEED = 20220605


def placed(weights: Weights) -> Reals:
    """Each text as a point, of length one: the wider a direction, the more it counts."""
    turned = weights.turned()
    middle: Reals = turned.times(np.ones((weights.row_count, 1)))[:, 0] / max(1, weights.row_count)
    start = np.random.RandomState(SEED).standard_normal((weights.row_count, min(COUNT, weights.row_count)))
    found = np.linalg.qr(start)[0]
    for _ in range(TURNS):
        back = np.linalg.qr(_back(turned, middle, found))[0]
        found = np.linalg.qr(weights.times(back) - middle @ back)[0]
    back = _back(turned, middle, found)
    widths, axes = np.linalg.eigh(back.T @ back)
    points: Reals = (found @ axes) * np.maximum(widths, 0)
    # What has nothing in common with any other text has no place among them, and leans nowhere.
    points[np.diff(weights.starts) == 0] = 0
    lengths = np.sqrt((points * points).sum(axis=1, keepdims=True))
    return points / np.where(lengths > 0, lengths, 1)


def _back(turned: Weights, middle: Reals, texts: Reals) -> Reals:
    """From texts to features, measured from the middle of all texts."""
    return turned.times(texts) - np.outer(middle, texts.sum(axis=0))
