"""How often each label is borne by texts that nobody has judged yet, and how sure a suggestion may be of itself.

Both are found on the examples, each judged as if it had not been shown: how they are mistaken for one another tells how
many texts of each label stand behind what was suggested, and how often they are judged rightly tells how sure to be.
"""

import numpy as np

from isonomia_lab.likeness.features import Reals

TURNS = 200
STEPS = 25
# Shares are sought as if two texts a label had those of the examples, and one suggestion in ten fell at random.
AS_SHOWN, AT_RANDOM = 2.0, 0.1
# The confidence is mended as if so many examples had said already that it is right.
SO_FAR_RIGHT = 20.0


def shares_of(examples: Reals, texts: Reals, known: Reals) -> Reals:
    """The share of each label among texts, by the chances that examples and texts were given as if shares were even.

    `known` says of each example by 1 and 0 which labels it bears.
    """
    sizes = known.sum(axis=0)
    mistaken = known.T @ examples / sizes[:, None]
    mistaken = (1 - AT_RANDOM) * mistaken + AT_RANDOM * mistaken.mean(axis=0)
    suggested, shown, weight = texts.mean(axis=0), sizes / sizes.sum(), AS_SHOWN / sizes.mean()
    shares: Reals = shown
    for _ in range(TURNS):
        shares = shares * (mistaken @ (suggested / (shares @ mistaken)))
        shares = (shares + weight * shown) / (1 + weight)
    return shares


def mended(confidence: Reals, by: Reals, right: Reals, counted: Reals) -> Reals:
    """Confidence, moved as that of the examples (`by`) must be moved to say how often they were judged rightly.

    Its logarithmic odds are stretched and shifted: logistic regression, each example counted as `counted` says.
    """
    table = np.stack([np.ones(len(by)), _odds(by)], axis=1)
    weights = counted / counted.sum() * len(by)
    as_it_was = np.array([0.0, 1.0])
    line = as_it_was
    for _ in range(STEPS):
        found = 1 / (1 + np.exp(-table @ line))
        slope = table.T @ (weights * (found - right)) + SO_FAR_RIGHT * (line - as_it_was)
        bend = (table * (weights * found * (1 - found))[:, None]).T @ table + SO_FAR_RIGHT * np.eye(2)
        step = np.linalg.solve(bend, slope)
        # Far from the end a whole step can lead away from it.
        line = line - step / max(1.0, float(np.abs(step).max()))
    sure: Reals = 1 / (1 + np.exp(-(line[0] + line[1] * _odds(confidence))))
    return sure


def _odds(chances: Reals) -> Reals:
    kept = np.clip(chances, 0.001, 0.999)
    odds: Reals = np.log(kept / (1 - kept))
    return odds
