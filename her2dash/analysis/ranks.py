"""Ranks with ties as whole numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
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


def unit_of(values: NDArray[np.float64] | NDArray[np.int64]) -> float:
    """Return the power of two just below the largest size, 1 for nothing but zeros.

    In this unit squares neither vanish nor overflow, and no digit is lost.
    """
    largest = float(abs(values).max())
    return math.ldexp(1.0, math.frexp(largest)[1] - 1) if largest else 1.0


def rounded(values: Iterable[float]) -> tuple[float, ...]:
    """Return the values without the rounding errors of subtraction."""
    given = tuple(values)
    # of many values few differ; + 0.0 turns -0.0 into 0.0
    known = {value: round(value, DIGITS) + 0.0 for value in set(given)}
    return tuple(map(known.__getitem__, given))
