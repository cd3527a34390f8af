"""The value of one rank among all pairs of two samples, without making the pairs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Values = NDArray[np.float64]

Cells = Callable[["Places", "Places"], "Values"]
"""The values at given rows and columns; within a row they never fall from column to column."""

FEW = 4
"""When so many cells a row are left, they are made and sorted."""


def ranked(cells: Cells, first: Places, last: Places, rank: int) -> float:
    """Return the value of this rank, from 1, among the cells of columns first..last - 1 of each row.

    Johnson & Mizoguchi 1978: the weighted median of the rows' medians leaves at most three quarters of the
    cells, so that n rows take steps of n log n and never all their cells.
    """
    import numpy as np

    rows, low, high = np.arange(len(first)), first, last
    while int((high - low).sum()) > FEW * len(first):
        pivot = _weighted_median(cells(rows, (low + high) // 2), high - low)
        below = _boundary(cells, rows, low, high, np.nextafter(pivot, -np.inf))
        upto = _boundary(cells, rows, below, high, pivot)
        under, within = int((below - low).sum()), int((upto - low).sum())
        if under < rank <= within:
            return pivot
        if rank <= under:
            high = below
        else:
            low, rank = upto, rank - within
        kept = high > low
        rows, low, high = rows[kept], low[kept], high[kept]
    return _of_the_rest(cells, rows, low, high, rank)


def _weighted_median(values: Values, weights: Places) -> float:
    import numpy as np

    order = np.argsort(values, kind="stable")
    upto = weights[order].cumsum()
    return float(values[order][int(np.searchsorted(upto, upto[-1] / 2))])


def _boundary(cells: Cells, rows: Places, low: Places, high: Places, value: float) -> Places:
    """Return for each row the first of its columns low..high - 1 above the value, else `high`."""
    import numpy as np

    end = high
    while bool((low < high).any()):
        middle = (low + high) // 2
        above = (middle == end) | (cells(rows, np.minimum(middle, end - 1)) > value)
        low, high = np.where(above, low, middle + 1), np.where(above, middle, high)
    return high


def _of_the_rest(cells: Cells, rows: Places, low: Places, high: Places, rank: int) -> float:
    import numpy as np

    sizes = high - low
    before = sizes.cumsum() - sizes
    columns = np.arange(int(sizes.sum())) - np.repeat(before - low, sizes)
    return float(np.sort(cells(np.repeat(rows, sizes), columns))[rank - 1])
