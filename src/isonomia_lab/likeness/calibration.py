"""How often each label is borne by texts that nobody has judged yet, and how sure a suggestion may be of itself.

Both are found on the examples, each judged as if it had not been shown: a label that they are given less often than
they bear it must count more; with that, the texts to be judged tell the shares of the labels among them; and how often
examples are judged rightly tells how sure to be.
"""

import numpy as np

from isonomia_lab.likeness.features import Reals

TURNS = 200
STEPS = 25
# Shares are held back as if one text a label and one example a label, more where labels are hard to tell apart, had
# those of the examples; leanings as if one a label had none. One suggestion in a hundred is taken to fall at random.
AS_SHOWN, AS_JUDGED, AT_RANDOM = 1.0, 1.0, 0.01
# The confidence is mended as if so many examples had said already that it is right.
SO_FAR_RIGHT = 20.0


def leanings_of(judged: Reals, known: Reals) -> Reals:
    """How much more each label must count for examples to be given it as often as they bear it, were shares even.

    `judged` has the chances of each example as if it had not been shown; `known` says by 1 and 0 which labels it bears.
    """
    sizes, doubted = known.sum(axis=0), _doubted(judged)
    counted = (known / sizes).sum(axis=1) * len(sizes) / (known / sizes).sum()
    leanings: Reals = np.ones(len(sizes))
    for _ in range(TURNS):
        given = counted @ _parts(doubted * leanings)
        leanings = leanings * np.sqrt((sizes.mean() + AS_JUDGED) / (sizes.mean() * given + AS_JUDGED * leanings))
    raised: Reals = np.power(leanings, _alone(known))
    return raised


def shares_of(judged: Reals, texts: Reals, known: Reals) -> Reals:
    """The share of each label among texts, by the chances that examples and texts were given as if shares were even.

    What is asked is whether each text rather bears one label or another. Of labels that stand together no text can
    tell that: so far as examples bear several, the shares are left as the examples show them.
    """
    leanings, sizes = leanings_of(judged, known), known.sum(axis=0)
    likely, even = _doubted(texts) * leanings, 1 / len(sizes)
    told = float((known / sizes * _parts(_doubted(judged) * leanings)).sum()) * even
    doubt = len(sizes) / len(texts) + (1 - even) / (sizes.mean() * max(told - even, AT_RANDOM))
    shown: Reals = sizes / sizes.sum()
    shares, weight = shown, AS_SHOWN * doubt
    for _ in range(TURNS):
        shares = (_parts(likely * shares).mean(axis=0) + weight * shown) / (1 + weight)
    alone = _alone(known)
    return alone * shares + (1 - alone) * shown


def mended(confidence: Reals, by: Reals, right: Reals, counted: Reals) -> Reals:
    """Confidence, moved as that of the examples (`by`) must be moved to say how often they were judged rightly.

    Its logarithmic odds are shifted, stretched and bent, for high confidence may be too high where low is not:
    logistic regression, each example counted as `counted` says.
    """
    table, weights = _bases(by), counted / counted.sum() * len(by)
    as_it_was = np.array([0.0, 1.0, 0.0])
    line = as_it_was
    for _ in range(STEPS):
        found = 1 / (1 + np.exp(-table @ line))
        slope = table.T @ (weights * (found - right)) + SO_FAR_RIGHT * (line - as_it_was)
        bend = (table * (weights * found * (1 - found))[:, None]).T @ table + SO_FAR_RIGHT * np.eye(len(line))
        step = np.linalg.solve(bend, slope)
        # Far from the end a whole step can lead away from it.
        line = line - step / max(1.0, float(np.abs(step).max()))
    sure: Reals = 1 / (1 + np.exp(-_bases(confidence) @ line))
    return sure


def _bases(chances: Reals) -> Reals:
    """One, the logarithmic odds, and how far they are from even, by which both ends are bent the same way."""
    kept = np.clip(chances, 0.001, 0.999)
    return np.stack([np.ones(len(kept)), np.log(kept / (1 - kept)), np.log(4 * kept * (1 - kept))], axis=1)


def _doubted(chances: Reals) -> Reals:
    doubted: Reals = (1 - AT_RANDOM) * chances + AT_RANDOM / chances.shape[1]
    return doubted


def _parts(counts: Reals) -> Reals:
    parts: Reals = counts / counts.sum(axis=1, keepdims=True)
    return parts


def _alone(known: Reals) -> float:
    """The part of the examples that bear one label."""
    return float((known.sum(axis=1) == 1).mean())
