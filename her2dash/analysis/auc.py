"""How well a measurement tells two groups apart: the area under the ROC curve."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from her2dash.analysis.distributions import normal_quantile
from her2dash.analysis.ranks import doubled_ranks
from her2dash.analysis.result import Result, Why


@dataclass(frozen=True, slots=True)
class Area(Result):
    """P(x > y) + P(x = y) / 2 with DeLong's, Hanley & McNeil's and Newcombe's uncertainty."""

    RECORD = (
        "auc", "se_delong", "delong_low", "delong_high", "se_hanley_mcneil", "newcombe_low", "newcombe_high",
    )  # fmt: skip

    n_x: int
    n_y: int
    confidence: float
    auc: float | None = None
    se_delong: float | None = None
    delong_low: float | None = None
    delong_high: float | None = None
    se_hanley_mcneil: float | None = None
    newcombe_low: float | None = None
    newcombe_high: float | None = None
    why: Why | None = None
    method: str = "DeLong 1988; Hanley & McNeil 1982; Newcombe 2006 method 5"


def area_under_curve(x: Sequence[float], y: Sequence[float], *, confidence: float = 0.95) -> Area:
    """Return the area with DeLong's interval (1988) and Newcombe's method 5 (2006).

    DeLong's collapses at 0, 1 and when all is tied, and needs two in each group: show Newcombe's there. An
    empty group: undefined.
    """
    m, n = len(x), len(y)
    if m == 0 or n == 0:
        return Area(m, n, confidence, why=Why.EMPTY_GROUP if m + n else Why.NO_DATA)
    auc, se = _delong(x, y)
    z = normal_quantile(confidence)
    low, high = _newcombe(auc, m, n, z)
    return Area(
        m, n, confidence, auc, se,
        delong_low=None if se is None else max(0.0, auc - z * se),
        delong_high=None if se is None else min(1.0, auc + z * se),
        se_hanley_mcneil=_hanley_mcneil(auc, m, n),
        newcombe_low=low, newcombe_high=high,
        why=Why.ONE_PATIENT if se is None else None,
    )  # fmt: skip


def _delong(x: Sequence[float], y: Sequence[float]) -> tuple[float, float | None]:
    """Return the area and DeLong's standard error, by ranks (n log n, not all pairs)."""
    m, n = len(x), len(y)
    pooled = doubled_ranks([*x, *y])
    # How many of the other group each value exceeds, ties half, as a share of that group.
    x_above = (pooled[:m] - doubled_ranks(x)) / (2 * n)
    y_above = (pooled[m:] - doubled_ranks(y)) / (2 * m)
    area = float(x_above.mean())
    if min(m, n) < 2:
        return area, None
    return area, math.sqrt(float(x_above.var(ddof=1)) / m + float(y_above.var(ddof=1)) / n)


def _hanley_mcneil(auc: float, m: int, n: int) -> float:
    both_x, both_y = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    spread = auc * (1 - auc) + (m - 1) * (both_x - auc**2) + (n - 1) * (both_y - auc**2)
    return math.sqrt(max(0.0, spread) / (m * n))


def _newcombe(auc: float, m: int, n: int, z: float) -> tuple[float, float]:
    """Return the areas whose own standard error puts the observed one at the critical distance."""
    from scipy.optimize import brentq

    extra = (m + n) / 2 - 1

    def excess(area: float) -> float:
        spread = area * (1 - area) * (1 + extra * ((1 - area) / (2 - area) + area / (1 + area))) / (m * n)
        return abs(auc - area) - z * math.sqrt(max(0.0, spread))

    # At the estimate itself the distance is 0, so the misfit there is negative but at 0 and 1.
    low = 0.0 if auc == 0 else float(brentq(excess, 0.0, auc if auc < 1 else 1 - 1e-15, xtol=1e-14))
    high = 1.0 if auc == 1 else float(brentq(excess, auc if auc > 0 else 1e-15, 1.0, xtol=1e-14))
    return low, high
