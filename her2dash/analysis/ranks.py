"""Ranks with ties as whole numbers, and the exact distribution of sums of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import gcd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIGITS = 12
"""Decimals to which differences are rounded before ranking: 0.3 - 0.2 and 0.1 - 0.0 are one tie."""


def doubled_ranks(values: Sequence[float]) -> NDArray[np.int64]:
    """Return twice the mid-rank of each value: whole numbers, so that sums of ranks compare exactly.

    >>> doubled_ranks([5, 3, 3]).tolist()
    [6, 3, 3]
    """
    import numpy as np

    _, group, times = np.unique(np.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    last = np.cumsum(times)
    ranks: NDArray[np.int64] = (2 * last - times + 1)[group].astype(np.int64)
    return ranks


def row_ranks(rows: Sequence[Sequence[float]]) -> NDArray[np.int64]:
    """Return twice the mid-rank of each value within its own row.

    >>> row_ranks([(1, 2, 2)]).tolist()
    [[2, 5, 5]]
    """
    import numpy as np

    values = np.array(rows, dtype=float)
    below, level = np.ones(values.shape, dtype=np.int64), np.zeros(values.shape, dtype=np.int64)
    for column in values.T:
        below += 2 * (column[:, None] < values)
        level += column[:, None] == values
    return below + level


def trend_of(ranks: NDArray[np.int64]) -> int:
    """Return twice Page's L: each column's rank sum times its place from 1."""
    return sum((place + 1) * int(each) for place, each in enumerate(ranks.sum(axis=0)))


def tie_sizes(values: Sequence[float]) -> NDArray[np.int64]:
    """Return how often each different value occurs."""
    import numpy as np

    return np.unique(np.asarray(values, dtype=float), return_counts=True)[1].astype(np.int64)


def rounded(values: Iterable[float]) -> tuple[float, ...]:
    """Return the values without the rounding errors of subtraction."""
    # + 0.0 turns -0.0 into 0.0
    return tuple(round(value, DIGITS) + 0.0 for value in values)


def signed_sums(scores: Iterable[int]) -> NDArray[np.float64]:
    """Return the distribution of the sum of scores, each counted or not by a fair coin.

    The shift algorithm of Streitberg & Roehmel 1986; entry s is P(sum = s).
    """
    import numpy as np

    ways = np.ones(1)
    for score in scores:
        grown = np.zeros(len(ways) + score)
        grown[: len(ways)] += ways / 2
        grown[score:] += ways / 2
        ways = grown
    return ways


def sample_sums(scores: Sequence[int], size: int) -> NDArray[np.float64]:
    """Return the distribution of the sum of `size` scores drawn without replacement (shift algorithm).

    Entry s is the chance of s steps (`sum_step`) above `size` times the smallest score.
    """
    import numpy as np

    least, step = min(scores), sum_step(scores)
    steps = [(score - least) // step for score in scores]
    ways = np.zeros((size + 1, sum(sorted(steps)[len(steps) - size :]) + 1))
    ways[0, 0] = 1.0
    for rise in steps:
        for drawn in range(size, 0, -1):
            ways[drawn, rise:] += ways[drawn - 1, : ways.shape[1] - rise]
    drawn_all: NDArray[np.float64] = ways[size]
    drawn_all /= drawn_all.sum()
    return drawn_all


def sum_step(scores: Sequence[int]) -> int:
    """Return the common step between scores; 1 where all are the same."""
    least = min(scores)
    return gcd(*(score - least for score in scores)) or 1


def two_sided(distribution: NDArray[np.float64], observed: int) -> float:
    """Return twice the smaller tail, at most 1."""
    below, above = float(distribution[: observed + 1].sum()), float(distribution[observed:].sum())
    return min(1.0, 2 * min(below, above))
