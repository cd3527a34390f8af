"""Raw agreement of two calls: overall, specific for positive and for negative, prevalence and bias."""

from __future__ import annotations

from dataclasses import dataclass

from her2dash.analysis.proportion import Proportion, proportion
from her2dash.analysis.result import Result, Why
from her2dash.analysis.table import Counts, Frozen, square, total


@dataclass(frozen=True, slots=True)
class Agreement(Result):
    """Raw agreement with its exact interval, PABAK from it, and for 2 x 2 the specific agreements."""

    RECORD = (
        "po", "po_low", "po_high", "pabak", "pabak_low", "pabak_high",
        "p_pos", "p_neg", "prevalence_index", "bias_index",
    )  # fmt: skip

    table: Frozen
    raw: Proportion
    pabak: float | None
    pabak_low: float
    pabak_high: float
    p_pos: float | None
    p_neg: float | None
    prevalence_index: float | None
    bias_index: float | None
    why: Why | None

    @property
    def po(self) -> float | None:
        """The share of patients on whom both agree."""
        return self.raw.estimate

    @property
    def po_low(self) -> float:
        """Lower limit of the raw agreement."""
        return self.raw.interval.low

    @property
    def po_high(self) -> float:
        """Upper limit of the raw agreement."""
        return self.raw.interval.high


def agreement(table: Counts, *, confidence: float = 0.95) -> Agreement:
    """Return raw agreement (Clopper & Pearson), PABAK (Byrt 1993) and specific agreement (Cicchetti 1990).

    PABAK = (k po - 1) / (k - 1) with the limits of the raw agreement carried over. Specific agreement and
    the indices belong to 2 x 2 tables whose first category is the positive one; 0/0 is undefined.
    """
    counts = square(table)
    n, size = total(counts), len(counts)
    raw = proportion(sum(counts[i][i] for i in range(size)), n, confidence=confidence)

    def rescaled(share: float) -> float:
        return (size * share - 1) / (size - 1)

    low, high = (rescaled(raw.interval.low), rescaled(raw.interval.high)) if n else (-1.0, 1.0)
    pabak = None if raw.estimate is None else rescaled(raw.estimate)
    specific = _specific(counts) if size == 2 else (None, None, None, None)
    return Agreement(counts, raw, pabak, low, high, *specific, why=raw.why)


def _specific(counts: Frozen) -> tuple[float | None, float | None, float | None, float | None]:
    (a, b), (c, d) = counts
    n = a + b + c + d
    return (
        _ratio(2 * a, 2 * a + b + c),
        _ratio(2 * d, 2 * d + b + c),
        _ratio(a - d, n),
        _ratio(b - c, n),
    )


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
