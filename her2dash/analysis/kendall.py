"""Two measurements with ties: Kendall's tau-b."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from her2dash.analysis.correlation import PERFECT, Measured, fisher_limits, pairs
from her2dash.analysis.distributions import two_sided_normal
from her2dash.analysis.ranks import tie_sizes
from her2dash.analysis.result import Result, Why

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST = 300
"""Up to so many untied pairs the inversions of all orders are counted."""


@dataclass(frozen=True, slots=True)
class Kendall(Result):
    """Kendall's tau-b of complete pairs; the exact p exists where nothing is tied."""

    RECORD = ("n", "tau", "z", "p_asymptotic", "p_exact", "low", "high")

    n: int
    confidence: float
    tau: float | None = None
    z: float | None = None
    p_asymptotic: float | None = None
    p_exact: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why | None = None
    method: str = "Kendall tau-b; Fieller, Hartley & Pearson 1957"


def kendall_tau_b(x: Measured, y: Measured, *, confidence: float = 0.95, exact: bool = True) -> Kendall:
    """Return tau-b, its tie-corrected z without continuity correction, and the interval of Fieller 1957.

    Exact p only where nothing is tied, up to 300 pairs; z has the p value otherwise. A constant side or one
    pair: undefined. |tau| = 1 or up to four pairs: no interval.
    """
    first, second = pairs(x, y)
    n = len(first)
    if n < 2 or len(set(first)) == 1 or len(set(second)) == 1:
        return Kendall(n, confidence, why={0: Why.NO_DATA, 1: Why.ONE_PATIENT}.get(n, Why.CONSTANT))
    ties_x, ties_y = tie_sizes(first), tie_sizes(second)
    tau, score = _tau(first, second, ties_x, ties_y)
    z = score / math.sqrt(_variance(n, ties_x, ties_y))
    untied = len(ties_x) == len(ties_y) == n
    has_limits = n > 4 and abs(tau) <= PERFECT
    low, high = fisher_limits(tau, math.sqrt(0.437 / (n - 4)), confidence) if has_limits else (None, None)
    fits = exact and n <= LARGEST
    p_exact = _untied_p(score, n) if untied and fits else None
    why = (None if fits else Why.TOO_LARGE) if untied else Why.TIED
    return Kendall(n, confidence, tau, z, two_sided_normal(z), p_exact, low, high, why)


def _tau(
    x: tuple[float, ...], y: tuple[float, ...], ties_x: NDArray[np.int64], ties_y: NDArray[np.int64]
) -> tuple[float, int]:
    """Return tau-b and the score S = concordant - discordant pairs."""
    from scipy.stats import kendalltau

    if len(x) == 2:  # scipy divides by n - 2
        score = 1 if (x[1] > x[0]) == (y[1] > y[0]) else -1
        return float(score), score
    tau = max(-1.0, min(1.0, float(kendalltau(x, y, method="asymptotic").statistic)))
    n = len(x)
    every = n * (n - 1) // 2
    loose = (every - _tied_pairs(ties_x)) * (every - _tied_pairs(ties_y))
    return tau, round(tau * math.sqrt(loose))


def _tied_pairs(ties: NDArray[np.int64]) -> int:
    return int((ties * (ties - 1)).sum()) // 2


def _variance(n: int, ties_x: NDArray[np.int64], ties_y: NDArray[np.int64]) -> float:
    """The variance of S given the ties (Kendall 1970)."""
    tx, ty = ties_x.astype(float), ties_y.astype(float)
    first = n * (n - 1.0) * (2 * n + 5)
    first -= float((tx * (tx - 1) * (2 * tx + 5)).sum()) + float((ty * (ty - 1) * (2 * ty + 5)).sum())
    pairs_xy = float((tx * (tx - 1)).sum()) * float((ty * (ty - 1)).sum())
    triples = float((tx * (tx - 1) * (tx - 2)).sum()) * float((ty * (ty - 1) * (ty - 2)).sum())
    spread = first / 18 + pairs_xy / (2.0 * n * (n - 1))
    return spread + (triples / (9.0 * n * (n - 1) * (n - 2)) if n > 2 else 0.0)


def _untied_p(score: int, n: int) -> float:
    """Return P(|S| >= observed) over all orders, by the number of inversions."""
    import numpy as np

    chances = np.ones(1)
    for size in range(2, n + 1):
        chances = np.convolve(chances, np.ones(size) / size)
    scores = n * (n - 1) // 2 - 2 * np.arange(len(chances))
    return min(1.0, float(chances[np.abs(scores) >= abs(score)].sum()))
