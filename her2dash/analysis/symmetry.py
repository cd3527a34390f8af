"""Shifts between categories: is moving there as frequent as moving back (Bowker), do the margins move."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, lcm, prod
from typing import TYPE_CHECKING

from her2dash.analysis.distributions import upper_chi2
from her2dash.analysis.result import Result, Why
from her2dash.analysis.table import Counts, Frozen, array, square, total

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_VALUES = 4_000_000
"""So many values of the statistic are kept at once; hundreds of moves between four categories fit."""

EXACT, LARGE = "exact Bowker", "Bowker, chi-square"


@dataclass(frozen=True, slots=True)
class Symmetry(Result):
    """A large-sample test of a square table with its degrees of freedom."""

    RECORD = ("chi2", "df", "p")

    table: Frozen
    method: str
    chi2: float | None = None
    df: int = 0
    p: float | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class ExactSymmetry(Result):
    """Bowker's test, exact given how many moved between each pair of categories."""

    RECORD = ("p_exact",)

    table: Frozen
    p_exact: float | None
    why: Why | None = None
    method: str = EXACT


def bowker(table: Counts) -> Symmetry:
    """Return Bowker's test of symmetry (1948); a pair of categories nobody moved between has no df."""
    counts = square(table)
    moved = _moves(counts)
    if not moved:
        return Symmetry(counts, "Bowker", why=Why.NO_DIFFERENCE if total(counts) else Why.NO_DATA)
    chi2 = sum((there - back) ** 2 / (there + back) for there, back in moved)
    return Symmetry(counts, "Bowker", chi2, len(moved), upper_chi2(chi2, len(moved)))


def bowker_exact(table: Counts, *, exact: bool = True) -> ExactSymmetry:
    """Return P(Bowker's statistic >= observed), each pair's moves being a fair coin; nobody moved: 1.

    Not for thousands of moves: there, and with `exact=False`, the p value is left out, and `bowker` is the
    method.
    """
    counts = square(table)
    if total(counts) == 0:
        return ExactSymmetry(counts, None, Why.NO_DATA)
    moved = _moves(counts)
    if not exact or not _fits([there + back for there, back in moved]):
        return ExactSymmetry(counts, None, Why.TOO_LARGE, LARGE)
    return ExactSymmetry(counts, _tail(moved))


def _fits(sizes: list[int]) -> bool:
    """Whether the statistic fits whole numbers of 64 bits, and each half of the pairs the memory."""
    halves = (prod(size + 1 for size in sizes[start::2]) for start in (0, 1))
    return lcm(*sizes) * sum(sizes) < 2**62 and max(halves) <= MOST_VALUES


def _tail(moved: list[tuple[int, int]]) -> float:
    """P(statistic >= observed): two halves of the pairs are spread out, then met, never all at once."""
    import numpy as np

    # Times a common multiple the statistic is a whole number: equal values are equal.
    scale = lcm(*(there + back for there, back in moved))
    observed = sum((there - back) ** 2 * (scale // (there + back)) for there, back in moved)
    sizes = [there + back for there, back in moved]
    first, first_chance = _spread(sizes[::2], scale)
    second, second_chance = _spread(sizes[1::2], scale)
    order = np.argsort(second, kind="stable")
    above = np.append(second_chance[order][::-1].cumsum()[::-1], 0.0)
    met = above[np.searchsorted(second[order], observed - first, side="left")]
    return min(1.0, float(first_chance @ met))


def _spread(sizes: list[int], scale: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return every value of the statistic over some pairs of categories, with its chance."""
    import numpy as np

    values, chances = np.zeros(1, dtype=np.int64), np.ones(1)
    for moves in sizes:
        there = range(moves + 1)
        each = np.array([(2 * x - moves) ** 2 * (scale // moves) for x in there], dtype=np.int64)
        values = np.add.outer(values, each).ravel()
        chances = np.multiply.outer(chances, [comb(moves, x) / 2**moves for x in there]).ravel()
    return values, chances


def _moves(counts: Frozen) -> list[tuple[int, int]]:
    size = range(len(counts))
    return [(counts[i][j], counts[j][i]) for i in size for j in size if i < j and counts[i][j] + counts[j][i]]


def stuart_maxwell(table: Counts) -> Symmetry:
    """Return the test of equal margins (Stuart 1955, Maxwell 1970), by generalised inverse, df its rank.

    A category nobody used, or nobody left, has no part in it; without any difference in use: undefined.
    """
    import numpy as np

    counts = square(table)
    values = array(counts)
    gains = values.sum(axis=1) - values.sum(axis=0)
    spread = -(values + values.T)
    np.fill_diagonal(spread, 0.0)
    np.fill_diagonal(spread, -spread.sum(axis=1))
    rank = int(np.linalg.matrix_rank(spread)) if len(counts) else 0
    if rank == 0:
        why = Why.NO_DIFFERENCE if total(counts) else Why.NO_DATA
        return Symmetry(counts, "Stuart-Maxwell", why=why)
    chi2 = float(gains @ np.linalg.pinv(spread, hermitian=True) @ gains)
    return Symmetry(counts, "Stuart-Maxwell", chi2, rank, upper_chi2(chi2, rank))
