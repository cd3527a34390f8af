"""Two groups on a scale: the Mann-Whitney test, exact given ties."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from her2dash.analysis.distributions import two_sided_normal
from her2dash.analysis.rank_sums import sample_sums, sample_sums_fit, sum_step, two_sided
from her2dash.analysis.ranks import doubled_ranks, tie_sizes
from her2dash.analysis.result import Result, Why

EXACT = "exact conditional on ties (shift algorithm)"
LARGE = "normal approximation, tie-corrected"


@dataclass(frozen=True, slots=True)
class MannWhitney(Result):
    """The Mann-Whitney test; u_x counts the pairs with x above y, ties half."""

    RECORD = ("n_x", "n_y", "u_x", "rank_biserial", "p_exact", "z", "p_asymptotic")

    n_x: int
    n_y: int
    u_x: float | None = None
    rank_biserial: float | None = None
    p_exact: float | None = None
    z: float | None = None
    p_asymptotic: float | None = None
    why: Why | None = None
    method: str = EXACT


def mann_whitney(x: Sequence[float], y: Sequence[float], *, exact: bool = True) -> MannWhitney:
    """Return the Mann-Whitney test (1947) with the rank-biserial correlation 2 U / (m n) - 1.

    The exact p is conditional on ties; z has the tie correction and no continuity correction. An empty
    group: undefined. All values tied: p = 1 and no z. `exact=False` leaves the exact p out above the
    declared size; so do groups whose rank sums are too many to count.

    >>> round(mann_whitney([1, 2, 3], [4, 5]).p_exact, 12)
    0.2
    """
    m, n = len(x), len(y)
    if m == 0 or n == 0:
        return MannWhitney(m, n, why=Why.EMPTY_GROUP if m + n else Why.NO_DATA)
    pooled = [*x, *y]
    ranks = doubled_ranks(pooled)
    observed = int(ranks[:m].sum())
    u = (observed - m * (m + 1)) / 2
    spread = _spread(m, n, pooled)
    effect = 2 * u / (m * n) - 1
    if spread == 0:
        return MannWhitney(m, n, u, effect, p_exact=1.0, why=Why.CONSTANT)
    p = _exact(ranks.tolist(), observed, m) if exact else None
    z = (u - m * n / 2) / math.sqrt(spread)
    why, method = (Why.TOO_LARGE, LARGE) if p is None else (None, EXACT)
    return MannWhitney(m, n, u, effect, p, z, two_sided_normal(z), why, method)


def _spread(m: int, n: int, pooled: Sequence[float]) -> float:
    """The variance of U given the ties, from whole numbers: it is 0 where all is tied, and only there."""
    ties, size = tie_sizes(pooled), m + n
    untied = size**3 - size - int((ties**3 - ties).sum())
    return m * n * untied / (12 * size * (size - 1)) if untied else 0.0


def _exact(ranks: list[int], observed: int, size: int) -> float | None:
    # The smaller group has fewer samples to count, and the same two tails.
    if 2 * size > len(ranks):
        observed, size = sum(ranks) - observed, len(ranks) - size
    if not sample_sums_fit(ranks, size):
        return None
    place = (observed - size * min(ranks)) // sum_step(ranks)
    return two_sided(sample_sums(ranks, size), place)
