"""How large a shift is: the Hodges-Lehmann estimate with its order-statistic interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from her2dash.analysis.distributions import normal_quantile
from her2dash.analysis.rank_sums import sample_sums, sample_sums_fit, signed_sums, signed_sums_fit
from her2dash.analysis.ranks import DIGITS, rounded
from her2dash.analysis.result import Result, Why
from her2dash.analysis.selection import ranked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PAIRS = 100_000
"""So many pairs of different values are made and sorted; a scale has a handful, whatever n."""

ROUNDED_BELOW = 1e3
"""A float from here on has no twelfth decimal to speak of."""

Place = Callable[[int], float]
"""The value of a rank, from 1, among all averages or differences."""

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
    with `exact=False`, and where that is too large to count, from its normal approximation. Below n = 6 no
    interval reaches 95 %. No more than n log n steps with n (Johnson & Mizoguchi 1978).
    """
    d = rounded(differences)
    n = len(d)
    if n == 0:
        return HodgesLehmann((0,), confidence, why=Why.NO_DATA)
    fits = exact and signed_sums_fit(range(1, n + 1))
    distribution = signed_sums(range(1, n + 1)) if fits else None
    spread = math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
    k, achieved = _order(distribution, n * (n + 1) / 4, spread, confidence)
    limits = _limits(_walsh(d), n * (n + 1) // 2, k)
    return HodgesLehmann((n,), confidence, *limits, achieved, method=EXACT if fits else LARGE)


def hodges_lehmann_shift(
    x: Sequence[float], y: Sequence[float], *, confidence: float = 0.95, exact: bool = True
) -> HodgesLehmann:
    """Return the median of the differences x - y with its interval; an empty group: undefined.

    The limits are the k-th smallest and largest differences, k from the untied Mann-Whitney distribution,
    or with `exact=False`, and where that is too large to count, from its normal approximation.
    """
    m, n = len(x), len(y)
    if m == 0 or n == 0:
        return HodgesLehmann((m, n), confidence, why=Why.EMPTY_GROUP if m + n else Why.NO_DATA)
    few = min(m, n)
    fits = exact and sample_sums_fit(range(m + n), few)
    distribution = sample_sums(range(m + n), few)[few * (few - 1) // 2 :] if fits else None
    spread = math.sqrt(m * n * (m + n + 1) / 12)
    k, achieved = _order(distribution, m * n / 2, spread, confidence)
    limits = _limits(_differences(x, y), m * n, k)
    return HodgesLehmann((m, n), confidence, *limits, achieved, method=EXACT if fits else LARGE)


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


def _limits(place: Place, count: int, k: int) -> tuple[float, float, float]:
    """Return the median of so many values, and the k-th smallest and largest of them."""
    middle = (place((count + 1) // 2) + place(count // 2 + 1)) / 2
    return middle, place(k), place(count + 1 - k)


def _walsh(d: Sequence[float]) -> Place:
    """Return the Walsh averages by their rank."""
    import numpy as np

    values, times = np.unique(np.asarray(d, dtype=float), return_counts=True)
    if len(values) ** 2 > MOST_PAIRS:
        rising, rows = np.sort(np.asarray(d, dtype=float)), np.arange(len(d))
        return lambda rank: ranked(
            lambda row, column: (rising[row] + rising[column]) / 2, rows, np.full(len(d), len(d)), rank
        )
    i, j = np.triu_indices(len(values))
    pairs = np.where(i == j, times[i] * (times[i] + 1) // 2, times[i] * times[j])
    return _gathered((values[i] + values[j]) / 2, pairs)


def _differences(x: Sequence[float], y: Sequence[float]) -> Place:
    """Return the differences x - y by their rank."""
    import numpy as np

    x_values, x_times = np.unique(np.asarray(x, dtype=float), return_counts=True)
    y_values, y_times = np.unique(np.asarray(y, dtype=float), return_counts=True)
    if len(x_values) * len(y_values) > MOST_PAIRS:
        given, falling = np.asarray(x, dtype=float), np.sort(np.asarray(y, dtype=float))[::-1]
        start, end = np.zeros(len(x), dtype=np.int64), np.full(len(x), len(y))
        return lambda rank: ranked(lambda row, column: _apart(given[row] - falling[column]), start, end, rank)
    differences = _apart(np.subtract.outer(x_values, y_values))
    return _gathered(differences.ravel(), np.multiply.outer(x_times, y_times).ravel())


def _apart(differences: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return differences without the rounding errors of subtraction; large ones have no such digits."""
    import numpy as np

    small = np.abs(differences) < ROUNDED_BELOW
    return np.where(small, np.round(np.where(small, differences, 0.0), DIGITS), differences)


def _gathered(values: NDArray[np.float64], times: NDArray[np.int64]) -> Place:
    """Return a few values, each occurring so many times, by their rank."""
    import numpy as np

    order = np.argsort(values, kind="stable")
    each, upto = values[order], times[order].cumsum()
    return lambda rank: float(each[int(np.searchsorted(upto, rank))])
