"""How strongly two classifications go together: chi-square, Cramer's V and its bias correction, phi."""

from __future__ import annotations

import math
from dataclasses import dataclass

from her2dash.analysis.distributions import upper_chi2
from her2dash.analysis.result import Result, Why
from her2dash.analysis.table import Counts, Frozen, array, frozen, total, used


@dataclass(frozen=True, slots=True)
class Association(Result):
    """Chi-square without Yates' correction, and Cramer's V; phi is signed and belongs to 2 x 2 tables."""

    RECORD = ("chi2", "df", "p", "cramers_v", "cramers_v_bias_corrected", "min_expected", "phi")

    table: Frozen
    chi2: float | None = None
    df: int = 0
    p: float | None = None
    cramers_v: float | None = None
    cramers_v_bias_corrected: float | None = None
    min_expected: float | None = None
    phi: float | None = None
    why: Why | None = None
    method: str = "chi-square without correction; Bergsma 2013"


def association(table: Counts) -> Association:
    """Return chi-square, Cramer's V and the V of Bergsma 2013; empty rows and columns are dropped.

    Fewer than two rows or columns left: undefined.
    """
    counts = frozen(table)
    kept = used(counts)
    if len(kept) < 2 or len(kept[0]) < 2:
        return Association(counts, why=Why.EMPTY_MARGIN if total(counts) else Why.NO_DATA)
    values, n = array(kept), total(kept)
    expected = values.sum(axis=1)[:, None] * values.sum(axis=0)[None, :] / n
    chi2 = float(((values - expected) ** 2 / expected).sum())
    rows, columns = values.shape
    df = (rows - 1) * (columns - 1)
    return Association(
        counts,
        chi2,
        df,
        upper_chi2(chi2, df),
        math.sqrt(min(1.0, chi2 / n / (min(rows, columns) - 1))),
        _bergsma(chi2 / n, n, rows, columns),
        float(expected.min()),
        _phi(kept) if (rows, columns) == (2, 2) else None,
    )


def _bergsma(phi2: float, n: int, rows: int, columns: int) -> float | None:
    """Cramer's V less what it would be by chance (Bergsma 2013)."""
    unbiased = max(0.0, phi2 - (rows - 1) * (columns - 1) / (n - 1))
    size = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    # As many rows as patients leave no room for chance: the correction divides by nothing.
    return math.sqrt(min(1.0, unbiased / size)) if size > 0 else None


def _phi(kept: Frozen) -> float:
    (a, b), (c, d) = kept
    scale = math.sqrt((a + b) * (c + d) * (a + c) * (b + d))
    return max(-1.0, min(1.0, (a * d - b * c) / scale))
