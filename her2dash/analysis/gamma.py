"""Two ordinal scales: Goodman and Kruskal's gamma."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from her2dash.analysis.distributions import normal_quantile
from her2dash.analysis.result import Result, Why
from her2dash.analysis.table import Counts, Frozen, array, frozen, total

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Gamma(Result):
    """Goodman and Kruskal's gamma with its large-sample interval."""

    RECORD = ("gamma", "concordant", "discordant", "se", "low", "high")

    table: Frozen
    confidence: float
    concordant: int = 0
    discordant: int = 0
    gamma: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why | None = None
    method: str = "Goodman & Kruskal, ASE1"


def goodman_kruskal_gamma(table: Counts, *, confidence: float = 0.95) -> Gamma:
    """Return gamma of a table whose rows and columns increase (Goodman & Kruskal 1954, ASE1).

    The interval collapses at -1 and 1. No pair that differs in both: undefined.
    """
    counts = frozen(table)
    if total(counts) == 0:
        return Gamma(counts, confidence, why=Why.NO_DATA)
    values = array(counts)
    same, opposite = _pairs(values), _pairs(values[:, ::-1])[:, ::-1]
    twice_p, twice_q = float((values * same).sum()), float((values * opposite).sum())
    concordant, discordant = round(twice_p / 2), round(twice_q / 2)
    if concordant + discordant == 0:
        return Gamma(counts, confidence, why=Why.CONSTANT)
    gamma = (concordant - discordant) / (concordant + discordant)
    spread = float((values * (twice_q * same - twice_p * opposite) ** 2).sum())
    se = 4 * math.sqrt(spread) / (twice_p + twice_q) ** 2
    half = normal_quantile(confidence) * se
    low, high = max(-1.0, gamma - half), min(1.0, gamma + half)
    return Gamma(counts, confidence, concordant, discordant, gamma, se, low, high)


def _pairs(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each cell how many others are higher in both scales or lower in both."""
    return _lower(values) + _lower(values[::-1, ::-1])[::-1, ::-1]


def _lower(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each cell how many others are lower in both scales."""
    import numpy as np

    return np.pad(values, ((1, 0), (1, 0)))[:-1, :-1].cumsum(axis=0).cumsum(axis=1)
