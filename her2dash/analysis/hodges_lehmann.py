"""How large a shift is: the Hodges-Lehmann estimate with its order-statistic interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from her2dash.analysis.distributions import normal_quantile
from her2dash.analysis.ranks import rounded, sample_sums, signed_sums
from her2dash.analysis.result import Result, Why

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_VALUES = 3000
"""So many different values may be paired with each other; a scale has a handful, whatever n."""

Weighted = tuple["NDArray[np.float64]", "NDArray[np.int64]"]


EXACT = "order statistics, untied exact distribution"
LARGE = "order statistics, normal approximation"


@dataclass(frozen=True, slots=True)
class HodgesLehmann(Result):
    """A Hodges-Lehmann estimate; `achieved_conf` says what the interval really covers."""

    RECORD = ("estimate", "low", "high", "achieved_conf")

    n: tuple[int, ...]
    confidence: float
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    achieved_conf: float | None = None
    why: Why | None = None
    method: str = EXACT


def hodges_lehmann_paired(
    differences: Sequence[float], *, confidence: float = 0.95, exact: bool = True
) -> HodgesLehmann:
    """Return the median of the Walsh averages, zeros kept (Hodges & Lehmann 1963), with its interval.

    The limits are the k-th smallest and largest averages, k from the untied signed-rank distribution, or
    with `exact=False` from its normal approximation. Below n = 6 no interval reaches 95 %.
    """
    d = rounded(differences)
    n = len(d)
    if n == 0:
        return HodgesLehmann((0,), confidence, why=Why.NO_DATA)
    if len(set(d)) > MOST_VALUES:
        return HodgesLehmann((n,), confidence, why=Why.TOO_LARGE)
    distribution = signed_sums(range(1, n + 1)) if exact else None
    spread = math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
    k, achieved = _order(distribution, n * (n + 1) / 4, spread, confidence)
    return _estimate((n,), _walsh(d), k, confidence, achieved, exact)


def hodges_lehmann_shift(
    x: Sequence[float], y: Sequence[float], *, confidence: float = 0.95, exact: bool = True
) -> HodgesLehmann:
    """Return the median of the differences x - y with its interval; an empty group: undefined."""
    m, n = len(x), len(y)
    if m == 0 or n == 0:
        return HodgesLehmann((m, n), confidence, why=Why.EMPTY_GROUP if m + n else Why.NO_DATA)
    if len(set(x)) * len(set(y)) > MOST_VALUES**2:
        return HodgesLehmann((m, n), confidence, why=Why.TOO_LARGE)
    few = min(m, n)
    distribution = sample_sums(range(m + n), few)[few * (few - 1) // 2 :] if exact else None
    spread = math.sqrt(m * n * (m + n + 1) / 12)
    k, achieved = _order(distribution, m * n / 2, spread, confidence)
    return _estimate((m, n), _differences(x, y), k, confidence, achieved, exact)


def _order(
    distribution: NDArray[np.float64] | None, mean: float, spread: float, confidence: float
) -> tuple[int, float]:
    """Return k = max(1, smallest k with P(W <= k) >= tail) and the confidence that it achieves."""
    tail = (1 - confidence) / 2
    if distribution is None:
        return max(1, round(mean - normal_quantile(confidence) * spread)), confidence
    below = distribution.cumsum()
    # At a tail that is met exactly, rounding must not take the next k.
    k = max(1, int((below < tail - 1e-12).sum()))
    return k, max(0.0, 1 - 2 * float(below[k - 1]))


def _estimate(
    n: tuple[int, ...], values: Weighted, k: int, confidence: float, achieved: float, exact: bool
) -> HodgesLehmann:
    each, times = values
    upto = times.cumsum()
    count = int(upto[-1])

    def place(rank: int) -> float:
        """Return the value of this rank, from 1."""
        return float(each[int((upto < rank).sum())])

    middle = (place((count + 1) // 2) + place(count // 2 + 1)) / 2
    return HodgesLehmann(
        n, confidence, middle, place(k), place(count + 1 - k), achieved,
        method=EXACT if exact else LARGE,
    )  # fmt: skip


def _walsh(d: Sequence[float]) -> Weighted:
    """Return the different Walsh averages in order and how often each occurs.

    Different values are few on a scale: thousands of patients make no more averages than twenty do.
    """
    import numpy as np

    values, times = np.unique(np.asarray(d, dtype=float), return_counts=True)
    i, j = np.triu_indices(len(values))
    pairs = np.where(i == j, times[i] * (times[i] + 1) // 2, times[i] * times[j])
    return _gathered((values[i] + values[j]) / 2, pairs)


def _differences(x: Sequence[float], y: Sequence[float]) -> Weighted:
    import numpy as np

    x_values, x_times = np.unique(np.asarray(x, dtype=float), return_counts=True)
    y_values, y_times = np.unique(np.asarray(y, dtype=float), return_counts=True)
    differences = np.round(np.subtract.outer(x_values, y_values), 12)
    return _gathered(differences.ravel(), np.multiply.outer(x_times, y_times).ravel())


def _gathered(values: NDArray[np.float64], times: NDArray[np.int64]) -> Weighted:
    import numpy as np

    order = np.argsort(values, kind="stable")
    return values[order], times[order].astype(np.int64)
