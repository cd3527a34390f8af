"""The same patients three times, exactly: every order of every patient's own values is as likely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from math import factorial
from typing import TYPE_CHECKING

from her2dash.analysis.ranks import row_ranks, trend_of
from her2dash.analysis.repeated import COCHRAN, FRIEDMAN, PAGE, Rows, complete
from her2dash.analysis.result import Result, Why

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_SUMS = 4_000_000
"""So many sums of the columns are kept at once; 400 patients three times fit."""

MOST_ORDERS = 50_000
"""So many orders of one patient's values are tried: those of eight times."""

MOST_STEPS = 1_000_000_000
"""So many additions are made: some seconds."""

EXACT = "exact within-row permutations"


@dataclass(frozen=True, slots=True)
class ExactRepeated(Result):
    """An exact p value of a test over complete rows."""

    RECORD = ("p_exact",)

    n_complete: int
    p_exact: float | None
    why: Why | None = None
    method: str = EXACT


@dataclass(frozen=True, slots=True)
class PageExact(Result):
    """Page's L with the exact probability of so strong an increase."""

    RECORD = ("L", "p_exact_one_sided_increasing")

    n_complete: int
    L: float | None
    p_exact_one_sided_increasing: float | None
    why: Why | None = None
    method: str = EXACT


def friedman_exact(rows: Rows, *, exact: bool = True) -> ExactRepeated:
    """Return P(Friedman's Q >= observed) over all orders within rows; every row constant: undefined.

    Column sums too many to count, or `exact=False`: no p value, and `friedman` is the method.
    """
    kept = complete(rows)
    return _of_column_sums(row_ranks(kept).tolist() if kept else [], exact, FRIEDMAN)


def cochran_q_exact(rows: Rows, *, exact: bool = True) -> ExactRepeated:
    """Return P(Cochran's Q >= observed) over all orders within rows of 0 and 1.

    Column sums too many to count, or `exact=False`: no p value, and `cochran_q` is the method.
    """
    return _of_column_sums([list(map(int, row)) for row in complete(rows)], exact, COCHRAN)


def page_exact(rows: Rows, *, exact: bool = True) -> PageExact:
    """Return Page's L and P(L >= observed) over all orders within rows, one-sided, conditional on ties.

    Trends too many to count, or `exact=False`: no p value, and `page_trend` is the method.
    """
    kept = complete(rows)
    if len(kept) < 2:
        return PageExact(len(kept), None, None, Why.TOO_FEW if kept else Why.NO_DATA)
    ranks = row_ranks(kept)
    observed = trend_of(ranks)
    orders = _trends(ranks.tolist()) if exact and factorial(len(kept[0])) <= MOST_ORDERS else None
    if not orders:
        return PageExact(len(kept), observed / 2, None, Why.TOO_LARGE, PAGE)
    return PageExact(len(kept), observed / 2, _as_strong(orders, observed))


def _trends(rows: list[list[int]]) -> list[Counter[int]] | None:
    """Return for each row how many of its orders have each trend; None where all together are too many."""
    kinds = [tuple(sorted(row)) for row in rows]
    known = {kind: Counter(map(_trend, permutations(kind))) for kind in set(kinds)}
    orders = [known[kind] for kind in kinds]
    reach = sum(max(ways) - min(ways) for ways in orders)
    return orders if reach * sum(map(len, orders)) <= MOST_STEPS else None


def _trend(ranks: Iterable[int]) -> int:
    return sum((place + 1) * rank for place, rank in enumerate(ranks))


def _as_strong(orders: list[Counter[int]], observed: int) -> float:
    """P(the sum of the rows' trends >= observed), row by row (shift algorithm)."""
    import numpy as np

    chances = np.ones(1)
    for ways in orders:
        least, every = min(ways), ways.total()
        grown = np.zeros(len(chances) + max(ways) - least)
        for trend, times in ways.items():
            grown[trend - least : trend - least + len(chances)] += chances * (times / every)
        chances = grown
    return min(1.0, float(chances[observed - sum(map(min, orders)) :].sum()))


def _of_column_sums(rows: list[list[int]], exact: bool, large: str) -> ExactRepeated:
    """P(sum of squared column sums >= observed): the margins of the rows fix all the rest of Q."""
    if len(rows) < 2:
        return ExactRepeated(len(rows), None, Why.TOO_FEW if rows else Why.NO_DATA)
    if all(len(set(row)) == 1 for row in rows):
        return ExactRepeated(len(rows), None, Why.CONSTANT)
    lowered = [[each - min(row) for each in row] for row in rows] if exact else []
    if not exact or not _fits(lowered):
        return ExactRepeated(len(rows), None, Why.TOO_LARGE, large)
    observed = sum(sum(column) ** 2 for column in zip(*lowered, strict=True))
    return ExactRepeated(len(rows), _as_far(lowered, observed))


def _fits(rows: list[list[int]]) -> bool:
    """Whether all sums of all columns but the last are few enough to be kept, and all orders to be tried."""
    times = len(rows[0])
    sums = (1 + sum(map(max, rows))) ** (times - 1)
    orders = factorial(times)
    return sums <= MOST_SUMS and orders <= MOST_ORDERS and len(rows) * orders * sums / 3 <= MOST_STEPS


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
