"""Two measurements of the same patients: Spearman's rho and the point-biserial footnote."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from her2dash.analysis.distributions import normal_quantile, two_sided_t
from her2dash.analysis.ranks import doubled_ranks, unit_of
from her2dash.analysis.result import Result, Why

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Measured = Sequence[float | None]
PERFECT = 1 - 1e-12
"""A correlation above this is 1 apart from rounding."""


@dataclass(frozen=True, slots=True)
class Correlation(Result):
    """Spearman's rho of complete pairs, with the interval of Bonett & Wright."""

    RECORD = ("n", "rho", "p_t", "low", "high")

    n: int
    confidence: float
    rho: float | None = None
    p_t: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why | None = None
    method: str = "Spearman; t with n - 2 df; Bonett & Wright 2000"


@dataclass(frozen=True, slots=True)
class PointBiserial(Result):
    """The correlation of a measurement with yes and no, with Fisher's interval."""

    RECORD = ("r", "p", "low", "high")

    n: int
    confidence: float
    r: float | None = None
    p: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why | None = None
    method: str = "point-biserial; t with n - 2 df; Fisher z"


def pairs(x: Measured, y: Measured) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the two measurements of the patients who have both."""
    both = [(a, b) for a, b in zip(x, y, strict=True) if a is not None and b is not None]
    return tuple(a for a, _ in both), tuple(b for _, b in both)


def spearman(x: Measured, y: Measured, *, confidence: float = 0.95) -> Correlation:
    """Return Spearman's rho (mid-ranks), its t test and the interval of Bonett & Wright 2000.

    A constant side or one pair: undefined. At |rho| = 1 there is no interval and p is 0: show the exact p
    of `spearman_exact`. Up to three pairs: no interval.
    """
    first, second = pairs(x, y)
    n = len(first)
    rho = pearson(doubled_ranks(first), doubled_ranks(second)) if n > 1 else None
    if rho is None:
        return Correlation(n, confidence, why=_undefined(n))
    p = t_test(rho, n)
    if n <= 3 or abs(rho) > PERFECT:
        return Correlation(n, confidence, rho, p, why=Why.PERFECT if abs(rho) > PERFECT else Why.TOO_FEW)
    low, high = fisher_limits(rho, math.sqrt((1 + rho**2 / 2) / (n - 3)), confidence)
    return Correlation(n, confidence, rho, p, low, high)


def point_biserial(group: Measured, value: Measured, *, confidence: float = 0.95) -> PointBiserial:
    """Return Pearson's correlation of a yes-no group with a value (a footnote beside the rank tests)."""
    import numpy as np

    first, second = pairs(group, value)
    n = len(first)
    r = pearson(np.array(first), np.array(second)) if n > 1 else None
    if r is None:
        return PointBiserial(n, confidence, why=_undefined(n))
    p = t_test(r, n)
    if n <= 3 or abs(r) > PERFECT:
        return PointBiserial(n, confidence, r, p, why=Why.PERFECT if abs(r) > PERFECT else Why.TOO_FEW)
    low, high = fisher_limits(r, 1 / math.sqrt(n - 3), confidence)
    return PointBiserial(n, confidence, r, p, low, high)


def _undefined(n: int) -> Why:
    return {0: Why.NO_DATA, 1: Why.ONE_PATIENT}.get(n, Why.CONSTANT)


def pearson(
    x: NDArray[np.float64] | NDArray[np.int64], y: NDArray[np.float64] | NDArray[np.int64]
) -> float | None:
    """Return the product-moment correlation; a constant side has none."""
    if x.min() == x.max() or y.min() == y.max():
        return None
    dx, dy = _centred(x), _centred(y)
    r = float(dx @ dy) / math.sqrt(float(dx @ dx) * float(dy @ dy))
    return max(-1.0, min(1.0, r))


def _centred(x: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.float64]:
    """Return values that vary on a scale of 0 to 1 less their mean: squares neither vanish nor overflow."""
    scaled = x / unit_of(x)
    scaled -= scaled.min()
    scaled /= scaled.max()
    centred: NDArray[np.float64] = scaled - scaled.mean()
    return centred


def t_test(r: float, n: int) -> float | None:
    """Return the p value of a correlation by t with n - 2 df; two pairs have none."""
    if n < 3:
        return None
    return two_sided_t(r * math.sqrt((n - 2) / (1 - r**2)), n - 2) if abs(r) <= PERFECT else 0.0


def fisher_limits(r: float, spread: float, confidence: float) -> tuple[float, float]:
    """Return the limits on Fisher's z scale, carried back."""
    z, half = math.atanh(r), normal_quantile(confidence) * spread
    return math.tanh(z - half), math.tanh(z + half)
