"""Two groups on a scale: the Mann-Whitney test, exact given ties."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from her2dash.analysis.distributions import two_sided_normal
from her2dash.analysis.ranks import doubled_ranks, sample_sums, sum_step, tie_sizes, two_sided
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
    group: undefined. `exact=False` leaves the exact p out above the declared size.

    >>> mann_whitney([1, 2, 3], [4, 5]).p_exact
    0.2
    """
    m, n = len(x), len(y)
    if m == 0 or n == 0:
        return MannWhitney(m, n, why=Why.EMPTY_GROUP if m + n else Why.NO_DATA)
    pooled = [*x, *y]
    ranks = doubled_ranks(pooled)
    observed = int(ranks[:m].sum())
    u = (observed - m * (m + 1)) / 2
    ties = tie_sizes(pooled).astype(float)
    size = float(m + n)
    spread = m * n / 12 * (size + 1 - float((ties**3 - ties).sum()) / (size * (size - 1)))
    z = (u - m * n / 2) / math.sqrt(spread) if spread > 1e-9 else None
    return MannWhitney(
        m, n, u, 2 * u / (m * n) - 1,
        p_exact=_exact(ranks.tolist(), observed, m) if exact else None,
        z=z, p_asymptotic=None if z is None else two_sided_normal(z),
        why=_why(z, exact),
        method=EXACT if exact else LARGE,
    )  # fmt: skip


def _exact(ranks: list[int], observed: int, size: int) -> float:
    # The smaller group has fewer samples to count, and the same two tails.
    if 2 * size > len(ranks):
        observed, size = sum(ranks) - observed, len(ranks) - size
    place = (observed - size * min(ranks)) // sum_step(ranks)
    return two_sided(sample_sums(ranks, size), place)


def _why(z: float | None, exact: bool) -> Why | None:
    if z is None:
        return Why.CONSTANT
    return None if exact else Why.TOO_LARGE
