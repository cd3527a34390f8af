"""Paired yes and no: does the share change from the first to the second time."""

from __future__ import annotations

from dataclasses import dataclass

from her2dash.analysis.distributions import half, two_sided_coin, upper_chi2
from her2dash.analysis.result import Result, Why
from her2dash.analysis.table import Counts, Frozen, square, total


@dataclass(frozen=True, slots=True)
class McNemar(Result):
    """McNemar's test: exact, mid-p, and for comparison the chi-square without and with correction."""

    RECORD = ("n_discordant", "p_exact", "p_midp", "chi2", "p_chi2", "chi2_cc", "p_chi2_cc")

    table: Frozen
    n_discordant: int
    p_exact: float | None = None
    p_midp: float | None = None
    chi2: float | None = None
    p_chi2: float | None = None
    chi2_cc: float | None = None
    p_chi2_cc: float | None = None
    why: Why | None = None
    method: str = "exact McNemar"


def mcnemar(table: Counts) -> McNemar:
    """Return McNemar's test (1947) of a paired 2 x 2 table; mid-p of Fagerland, Lydersen & Laake 2013.

    Nobody changed: p = 1 and no chi-square. No pair at all: no p either.

    >>> mcnemar([[3, 0], [7, 10]]).p_exact
    0.015625
    """
    counts = square(table)
    (_, b), (c, _) = counts
    changed = b + c
    if changed == 0:
        p = 1.0 if total(counts) else None
        return McNemar(counts, 0, p, p, why=Why.NO_DIFFERENCE if p else Why.NO_DATA)
    exact, at_observed = two_sided_coin(b, changed), half(b, changed)
    # Half of the observed point leaves each tail; for b = c both tails are one.
    mid = 1 - at_observed / 2 if b == c else exact - at_observed
    chi2, corrected = (b - c) ** 2 / changed, max(0, abs(b - c) - 1) ** 2 / changed
    return McNemar(
        counts, changed, exact, mid, chi2, upper_chi2(chi2, 1), corrected, upper_chi2(corrected, 1)
    )
