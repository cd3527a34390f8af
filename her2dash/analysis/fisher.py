"""Two by two tables, exactly: Fisher's test and the conditional odds ratio."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from her2dash.analysis.result import AS_PROBABLE, Result, Why
from her2dash.analysis.table import Counts, Frozen, frozen, total

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FURTHEST = 700.0
"""The logarithm of the largest odds ratio that is looked for: beyond it floats end."""


@dataclass(frozen=True, slots=True)
class Fisher(Result):
    """Fisher's exact test with the conditional odds ratio; its upper limit may be infinite."""

    RECORD = ("p_two_sided", "p_greater", "p_less", "or_conditional", "low", "high")

    table: Frozen
    confidence: float
    p_two_sided: float | None = None
    p_greater: float | None = None
    p_less: float | None = None
    or_conditional: float | None = None
    low: float = 0.0
    high: float = math.inf
    why: Why | None = None
    method: str = "Fisher exact; conditional odds ratio (Cornfield)"


@dataclass(frozen=True, slots=True)
class _Margins:
    """All tables with the observed margins: the first cell's values and their log numbers of ways."""

    cells: NDArray[np.int64]
    ways: NDArray[np.float64]

    def chances(self, log_odds: float) -> NDArray[np.float64]:
        import numpy as np

        weights = self.ways + log_odds * self.cells
        raised: NDArray[np.float64] = np.exp(weights - weights.max())
        raised /= raised.sum()
        return raised


def fisher(table: Counts, *, confidence: float = 0.95) -> Fisher:
    """Return Fisher's exact test of a 2 x 2 table and the conditional odds ratio with its exact interval.

    Two-sided: outcomes no more probable than the observed one. An empty margin leaves one possible table:
    p = 1, no odds ratio, [0, infinite]. Nobody at all: no p either.
    """
    counts = frozen(table)
    if total(counts) == 0:
        return Fisher(counts, confidence, why=Why.NO_DATA)
    margins, a = _margins(counts), counts[0][0]
    first, last = int(margins.cells[0]), int(margins.cells[-1])
    if first == last:
        return Fisher(counts, confidence, 1.0, 1.0, 1.0, why=Why.EMPTY_MARGIN)
    chances, here = margins.chances(0.0), a - first
    tail = (1 - confidence) / 2
    return Fisher(
        counts,
        confidence,
        _two_sided(chances, here),
        min(1.0, float(chances[here:].sum())),
        min(1.0, float(chances[: here + 1].sum())),
        _odds(margins, lambda p: float(p @ margins.cells) - a, a == first, a == last),
        0.0 if a == first else _root(margins, lambda p: float(p[here:].sum()) - tail),
        math.inf if a == last else _root(margins, lambda p: tail - float(p[: here + 1].sum())),
        why=Why.EMPTY_CELL if a in (first, last) else None,
    )


def least_p(counts: Frozen) -> float:
    """Return the smallest two-sided p that the margins allow: that of the most extreme tables; nobody: 1."""
    chances = _margins(counts).chances(0.0)
    return min(_two_sided(chances, 0), _two_sided(chances, -1))


def _two_sided(chances: NDArray[np.float64], here: int) -> float:
    return min(1.0, float(chances[chances <= chances[here] * AS_PROBABLE].sum()))


def _margins(counts: Frozen) -> _Margins:
    import numpy as np
    from scipy.special import gammaln

    (a, b), (c, d) = counts
    row, other, column = a + b, c + d, a + c
    cells = np.arange(max(0, column - other), min(row, column) + 1)
    ways = -(gammaln(cells + 1) + gammaln(row - cells + 1))
    ways -= gammaln(column - cells + 1) + gammaln(other - column + cells + 1)
    return _Margins(cells, ways)


Excess = Callable[["NDArray[np.float64]"], float]


def _odds(margins: _Margins, excess: Excess, lowest: bool, highest: bool) -> float:
    if lowest:
        return 0.0
    return math.inf if highest else _root(margins, excess)


def _root(margins: _Margins, excess: Excess) -> float:
    """Return the odds ratio at which the distribution of the first cell meets the condition."""
    from scipy.optimize import brentq

    log_odds = brentq(lambda t: excess(margins.chances(t)), -FURTHEST, FURTHEST, xtol=1e-12)
    return math.exp(float(log_odds))
