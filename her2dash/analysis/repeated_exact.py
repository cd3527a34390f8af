"""The same patients three times, exactly: every order of every patient's own values is as likely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

from her2dash.analysis.ranks import row_ranks, trend_of
from her2dash.analysis.repeated import Rows, complete
from her2dash.analysis.result import Result, Why

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ExactRepeated(Result):
    """An exact p value of a test over complete rows."""

    RECORD = ("p_exact",)

    n_complete: int
    p_exact: float | None
    why: Why | None = None
    method: str = "exact within-row permutations"


@dataclass(frozen=True, slots=True)
class PageExact(Result):
    """Page's L with the exact probability of so strong an increase."""

    RECORD = ("L", "p_exact_one_sided_increasing")

    n_complete: int
    L: float | None
    p_exact_one_sided_increasing: float | None
    why: Why | None = None
    method: str = "exact within-row permutations"


def friedman_exact(rows: Rows, *, exact: bool = True) -> ExactRepeated:
    """Return P(Friedman's Q >= observed) over all orders within rows; every row constant: undefined."""
    kept = complete(rows)
    return _of_column_sums(row_ranks(kept).tolist() if kept else [], exact=exact)


def cochran_q_exact(rows: Rows, *, exact: bool = True) -> ExactRepeated:
    """Return P(Cochran's Q >= observed) over all orders within rows of 0 and 1."""
    return _of_column_sums([list(map(int, row)) for row in complete(rows)], exact=exact)


def page_exact(rows: Rows, *, exact: bool = True) -> PageExact:
    """Return Page's L and P(L >= observed) over all orders within rows, one-sided, conditional on ties."""
    kept = complete(rows)
    if len(kept) < 2:
        return PageExact(len(kept), None, None, Why.TOO_FEW if kept else Why.NO_DATA)
    ranks = row_ranks(kept)
    observed = trend_of(ranks)
    if not exact:
        return PageExact(len(kept), observed / 2, None, Why.TOO_LARGE)
    ways: Counter[int] = Counter({0: 1})
    for row in ranks.tolist():
        ways = _convolved(ways, Counter(_trend(order) for order in permutations(row)))
    p = _share(ways.items(), lambda trend: trend >= observed)
    return PageExact(len(kept), observed / 2, p)


def _trend(ranks: Iterable[int]) -> int:
    return sum((place + 1) * rank for place, rank in enumerate(ranks))


def _convolved(ways: Counter[int], more: Counter[int]) -> Counter[int]:
    after: Counter[int] = Counter()
    for total, count in ways.items():
        for step, times in more.items():
            after[total + step] += count * times
    return after


def _of_column_sums(rows: list[list[int]], *, exact: bool) -> ExactRepeated:
    """P(sum of squared column sums >= observed): the margins of the rows fix all the rest of Q."""
    if len(rows) < 2:
        return ExactRepeated(len(rows), None, Why.TOO_FEW if rows else Why.NO_DATA)
    if all(len(set(row)) == 1 for row in rows):
        return ExactRepeated(len(rows), None, Why.CONSTANT)
    if not exact:
        return ExactRepeated(len(rows), None, Why.TOO_LARGE)
    lowered = [[each - min(row) for each in row] for row in rows]
    observed = sum(sum(column) ** 2 for column in zip(*lowered, strict=True))
    return ExactRepeated(len(rows), _as_far(lowered, observed))


def _as_far(rows: list[list[int]], observed: int) -> float:
    """P(sum of squared column sums >= observed), by the distribution of all but the last column's sum."""
    import numpy as np

    free = len(rows[0]) - 1
    chances = np.ones((1,) * free)
    for row in rows:
        chances = _with_row(chances, row)
    sums = np.indices(chances.shape)
    last = sum(map(sum, rows)) - sums.sum(axis=0)
    squares = (sums**2).sum(axis=0) + last**2
    return min(1.0, float(chances[squares >= observed].sum()))


def _with_row(chances: NDArray[np.float64], row: list[int]) -> NDArray[np.float64]:
    """Add one patient: each different order of the row's values is as likely as the others."""
    import numpy as np

    orders = set(permutations(row))
    grown = np.zeros([size + max(row) for size in chances.shape])
    for order in orders:
        # the last column follows from the others
        place = tuple(slice(up, up + size) for up, size in zip(order, chances.shape, strict=False))
        grown[place] += chances
    grown /= len(orders)
    return grown


def _share(ways: Iterable[tuple[int, int]], extreme: Callable[[int], bool]) -> float:
    counted = tuple(ways)
    return float(Fraction(sum(n for state, n in counted if extreme(state)), sum(n for _, n in counted)))
