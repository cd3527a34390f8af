"""Agreement beyond chance: Cohen's kappa, plain or weighted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from her2dash.analysis.distributions import normal_quantile, two_sided_normal
from her2dash.analysis.result import Result, Why
from her2dash.analysis.table import Counts, Frozen, array, square, total

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROUNDING = 1e-7
"""A standard error below this is 0 apart from rounding."""


@dataclass(frozen=True, slots=True)
class Kappa(Result):
    """Cohen's kappa with its large-sample interval, and the test of no agreement beyond chance."""

    RECORD = ("po", "pe", "kappa", "se", "low", "high", "se0", "z", "p")

    table: Frozen
    weights: str
    confidence: float
    po: float | None = None
    pe: float | None = None
    kappa: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    se0: float | None = None
    z: float | None = None
    p: float | None = None
    why: Why | None = None
    method: str = "large-sample standard error (Fleiss, Cohen & Everitt)"


def cohen_kappa(table: Counts, *, weights: str = "none", confidence: float = 0.95) -> Kappa:
    """Return Cohen's kappa (1960; weighted 1968) with the standard error of Fleiss, Cohen & Everitt 1969.

    Weights: `none`, `linear` 1 - d/(k-1), `quadratic`. The interval collapses near perfect agreement: for
    2 x 2 show the one of `goodness_of_fit_kappa`. Both raters constant and equal: kappa is undefined.
    """
    counts = square(table)
    if total(counts) == 0:
        return Kappa(counts, weights, confidence, why=Why.NO_DATA)
    po, pe = _agreement(counts, weights)
    if 1 - pe < ROUNDING:
        return Kappa(counts, weights, confidence, po=po, pe=pe, why=Why.CONSTANT)
    return _with_errors(counts, weights, confidence, po, pe)


def _agreement(counts: Frozen, weights: str) -> tuple[float, float]:
    """Return the observed and the expected (weighted) agreement."""
    shares, credit = array(counts) / total(counts), _credit(len(counts), weights)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    return float((credit * shares).sum()), float(rows @ credit @ columns)


def _credit(size: int, weights: str) -> NDArray[np.float64]:
    """Return how much two categories count as agreeing: 1 on the diagonal."""
    import numpy as np

    distance: NDArray[np.float64] = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / max(
        1, size - 1
    )
    if weights == "none":
        return np.eye(size)
    return 1.0 - distance ** {"linear": 1, "quadratic": 2}[weights]


def _with_errors(counts: Frozen, weights: str, confidence: float, po: float, pe: float) -> Kappa:
    kappa = (po - pe) / (1 - pe)
    se, se0 = (_root(each) for each in _variances(counts, weights, po, pe))
    half = normal_quantile(confidence) * se
    z = kappa / se0 if se0 else None
    return Kappa(
        counts, weights, confidence, po, pe, kappa, se,
        low=max(-1.0, kappa - half), high=min(1.0, kappa + half),
        se0=se0, z=z, p=None if z is None else two_sided_normal(z),
        why=None if se0 else Why.UNUSED_CATEGORY,
    )  # fmt: skip


def _variances(counts: Frozen, weights: str, po: float, pe: float) -> tuple[float, float]:
    """Return the variance of kappa, and the one where there is no agreement beyond chance.

    Fleiss, Cohen & Everitt 1969, equations 13 and 9. Ours: statsmodels, which has both, brings pandas and
    all of scipy.stats for them, 0.6 s of the first look at a board.
    """
    n = total(counts)
    shares, credit = array(counts) / n, _credit(len(counts), weights)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    mean = (credit @ columns)[:, None] + (rows @ credit)[None, :]
    spread = float((shares * (credit * (1 - pe) - mean * (1 - po)) ** 2).sum())
    by_chance = float(((credit - mean) ** 2 * rows[:, None] * columns[None, :]).sum())
    return (
        (spread - (po * pe - 2 * pe + po) ** 2) / (n * (1 - pe) ** 4),
        (by_chance - pe**2) / (n * (1 - pe) ** 2),
    )


def _root(variance: float) -> float:
    root = math.sqrt(max(0.0, float(variance)))
    return 0.0 if root < ROUNDING else root
