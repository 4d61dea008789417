"""Whether two answers go together: Pearson's test as Rao and Scott (1984) correct it for the design."""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc

from isonomia_lab.surveys.arrays import Codes, Floats
from isonomia_lab.surveys.design import Design
from isonomia_lab.surveys.linear import mean_of
from isonomia_lab.surveys.variance import covariance


@dataclass(frozen=True, slots=True)
class Association:
    """The second-order corrected statistic, its degrees of freedom above and below, and its tail."""

    f: float
    df: float
    df_below: float
    p: float


def rao_scott(design: Design, rows: Codes, columns: Codes) -> Association:
    """Test two coded answers for independence in the population."""
    across, down = int(columns.max()) + 1, int(rows.max()) + 1
    all_rows = np.ones(len(rows), np.bool_)
    cell = rows * across + columns
    shares = [mean_of(design.weights, (cell == at).astype(np.float64), all_rows) for at in range(across * down)]
    share = np.array([one.value for one in shares])
    spread = covariance(design, np.column_stack([one.scores for one in shares]))
    table = share.reshape(down, across)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)).ravel()
    pearson = len(rows) * float(((share - expected) ** 2 / expected).sum())
    inner = _interactions(down, across)
    inverse = np.divide(1, share, out=np.zeros_like(share), where=share > 0)[:, None]
    simple = inner.T @ (inverse * inner) / len(rows)
    design_based = (inverse * inner).T @ spread @ (inverse * inner)
    effects = np.linalg.solve(simple, design_based)
    trace = float(np.trace(effects))
    df = trace**2 / float(np.trace(effects @ effects))
    below = df * design.degrees_of_freedom()
    return Association(pearson / trace, df, below, float(fdtrc(df, below, pearson / trace)))


def _interactions(down: int, across: int) -> Floats:
    """What products of row and column say beyond rows and columns, cell by cell."""
    row, column = np.repeat(np.eye(down), across, axis=0), np.tile(np.eye(across), (down, 1))
    main = np.column_stack([np.ones(down * across), row[:, 1:], column[:, 1:]])
    products = np.column_stack([row[:, [i]] * column[:, [j]] for i in range(1, down) for j in range(1, across)])
    slopes, *_ = np.linalg.lstsq(main, products, rcond=None)
    left: Floats = products - main @ slopes
    return left
