"""Agreement that survives high prevalence: Gwet's AC1."""

from __future__ import annotations

import math
from dataclasses import dataclass

from her2dash.analysis.distributions import t_quantile
from her2dash.analysis.result import Result, Why
from her2dash.analysis.table import Counts, Frozen, array, square, total


@dataclass(frozen=True, slots=True)
class AC1(Result):
    """Gwet's AC1 with its interval from t with n - 1 degrees of freedom."""

    RECORD = ("po", "pe", "ac1", "se", "low", "high")

    table: Frozen
    confidence: float
    po: float | None = None
    pe: float | None = None
    ac1: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why | None = None
    method: str = "Gwet 2008, t with n - 1 df"


def gwet_ac1(table: Counts, *, confidence: float = 0.95) -> AC1:
    """Return Gwet's AC1 (2008). One patient: no standard error and no interval."""
    import numpy as np

    counts = square(table)
    n, size = total(counts), len(counts)
    if n == 0:
        return AC1(counts, confidence, why=Why.NO_DATA)
    shares = array(counts) / n
    used = (shares.sum(axis=0) + shares.sum(axis=1)) / 2
    po = float(shares.trace())
    pe = float((used * (1 - used)).sum()) / (size - 1)
    ac1 = (po - pe) / (1 - pe)
    if n == 1:
        return AC1(counts, confidence, po, pe, ac1, why=Why.ONE_PATIENT)
    # What each pair of calls adds: its agreement less what its two categories agree by chance.
    chance = ((1 - used)[:, None] + (1 - used)[None, :]) / 2 / (size - 1)
    own = (np.eye(size) - pe - 2 * (1 - ac1) * (chance - pe)) / (1 - pe)
    spread = float((shares * own**2).sum()) - ac1**2
    se = math.sqrt(max(0.0, spread) / (n - 1))
    se = 0.0 if se < 1e-7 else se
    half = t_quantile(n - 1, confidence) * se
    return AC1(counts, confidence, po, pe, ac1, se, max(-1.0, ac1 - half), min(1.0, ac1 + half))
