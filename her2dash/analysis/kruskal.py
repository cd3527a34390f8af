"""A measurement in more than two groups: Kruskal and Wallis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from her2dash.analysis.distributions import upper_chi2
from her2dash.analysis.ranks import doubled_ranks
from her2dash.analysis.result import Result, Why


@dataclass(frozen=True, slots=True)
class KruskalWallis(Result):
    """The Kruskal-Wallis test with epsilon squared."""

    RECORD = ("h", "df", "p", "epsilon_squared")

    sizes: tuple[int, ...]
    df: int
    h: float | None = None
    p: float | None = None
    epsilon_squared: float | None = None
    why: Why | None = None
    method: str = "Kruskal-Wallis, chi-square, tie-corrected"


def kruskal_wallis(groups: Sequence[Sequence[float]]) -> KruskalWallis:
    """Return H with its tie correction and H / (n - 1); empty groups are dropped.

    Fewer than two groups, or all values the same: undefined.
    """
    kept = [group for group in groups if len(group)]
    sizes, df = tuple(map(len, groups)), max(0, len(kept) - 1)
    if df == 0:
        return KruskalWallis(sizes, 0, why=Why.EMPTY_GROUP if kept else Why.NO_DATA)
    ranks = doubled_ranks([value for group in kept for value in group])
    n = len(ranks)
    centred = ranks - (n + 1)
    if not centred.any():
        return KruskalWallis(sizes, df, why=Why.CONSTANT)
    between, start = 0.0, 0
    for group in kept:
        between += float(centred[start : start + len(group)].sum()) ** 2 / len(group)
        start += len(group)
    # With ties in the denominator the correction comes by itself.
    h = (n - 1) * between / float((centred.astype(float) ** 2).sum())
    return KruskalWallis(sizes, df, h, upper_chi2(h, df), h / (n - 1))
