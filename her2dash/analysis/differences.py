"""Differences of two proportions, paired or not, with intervals that hold at the ends."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from her2dash.analysis.distributions import normal_quantile
from her2dash.analysis.proportion import Proportion, proportion
from her2dash.analysis.result import Result, Why
from her2dash.analysis.table import Counts, Frozen, square, total

FAR = 1e9
"""The score of a difference that nothing but the end of the scale allows."""


@dataclass(frozen=True, slots=True)
class Difference(Result):
    """The difference of two independent proportions with Newcombe's interval."""

    RECORD = ("diff", "low", "high")

    first: Proportion
    second: Proportion
    diff: float | None
    low: float
    high: float
    why: Why | None = None
    method: str = "Newcombe 1998, hybrid of Wilson limits"


@dataclass(frozen=True, slots=True)
class PairedDifference(Result):
    """The difference of two paired proportions with Newcombe's and Tango's intervals."""

    RECORD = ("diff", "newcombe_low", "newcombe_high", "tango_low", "tango_high")

    table: Frozen
    confidence: float
    diff: float | None = None
    newcombe_low: float = -1.0
    newcombe_high: float = 1.0
    tango_low: float = -1.0
    tango_high: float = 1.0
    why: Why | None = None
    method: str = "Newcombe 1998 paired method 10; Tango 1998 score"


def difference(x1: int, n1: int, x2: int, n2: int, *, confidence: float = 0.95) -> Difference:
    """Return x1/n1 - x2/n2 with Newcombe's interval (1998); an empty group: undefined, [-1, 1]."""
    first = proportion(x1, n1, method="wilson", confidence=confidence)
    second = proportion(x2, n2, method="wilson", confidence=confidence)
    if first.estimate is None or second.estimate is None:
        return Difference(first, second, None, -1.0, 1.0, Why.EMPTY_GROUP)
    diff = first.estimate - second.estimate
    below = math.hypot(first.estimate - first.interval.low, second.interval.high - second.estimate)
    above = math.hypot(first.interval.high - first.estimate, second.estimate - second.interval.low)
    return Difference(first, second, diff, max(-1.0, diff - below), min(1.0, diff + above))


def paired_difference(table: Counts, *, confidence: float = 0.95) -> PairedDifference:
    """Return the share positive by row less the share positive by column, (b - c) / n, of a paired 2 x 2.

    Newcombe 1998 (paired, method 10) and Tango 1998 (score). No pair: undefined, [-1, 1].
    """
    counts = square(table)
    if total(counts) == 0:
        return PairedDifference(counts, confidence, why=Why.NO_PAIRS)
    (_, b), (c, _) = counts
    diff = (b - c) / total(counts)
    limits = _newcombe(counts, diff, confidence) + _tango(counts, diff, confidence)
    return PairedDifference(counts, confidence, diff, *limits)


def _newcombe(counts: Frozen, diff: float, confidence: float) -> tuple[float, float]:
    (a, b), (c, d) = counts
    n = a + b + c + d
    row = proportion(a + b, n, method="wilson", confidence=confidence).interval
    column = proportion(a + c, n, method="wilson", confidence=confidence).interval
    below = _leaned((a + b) / n - row.low, column.high - (a + c) / n, _correlation(counts))
    above = _leaned(row.high - (a + b) / n, (a + c) / n - column.low, _correlation(counts))
    return max(-1.0, diff - below), min(1.0, diff + above)


def _leaned(first: float, second: float, correlation: float) -> float:
    return math.sqrt(max(0.0, first**2 - 2 * correlation * first * second + second**2))


def _correlation(counts: Frozen) -> float:
    """Phi of the pairs, corrected for continuity where it is positive (Newcombe's method 10)."""
    (a, b), (c, d) = counts
    scale = (a + b) * (c + d) * (a + c) * (b + d)
    cross = float(a * d - b * c)
    if cross > 0:
        cross = max(cross - (a + b + c + d) / 2, 0.0)
    return cross / math.sqrt(scale) if scale else 0.0


def _tango(counts: Frozen, diff: float, confidence: float) -> tuple[float, float]:
    (_, b), (c, _) = counts
    n, z = total(counts), normal_quantile(confidence)

    def score(delta: float) -> float:
        # Turned over where it is negative: then nothing is a difference of nearly equal numbers.
        return _score(n, b, c, delta) if delta >= 0 else -_score(n, c, b, -delta)

    return _limit(lambda d: score(d) - z, -1.0, diff), _limit(lambda d: score(d) + z, 1.0, diff)


def _score(n: int, b: int, c: int, delta: float) -> float:
    """Tango's score of a difference from 0 to 1, q being the most likely share positive by column only."""
    linear, twice = (2 * n - b + c) * delta - b - c, 2 * c * delta * (1 - delta)
    root = math.sqrt(linear**2 + 4 * n * twice)
    q = twice / (root + linear) if linear > 0 else (root - linear) / (4 * n)
    variance, distance = n * (2 * q + delta * (1 - delta)), b - c - n * delta
    if variance <= 0:
        return math.copysign(FAR, distance) if distance else 0.0
    return distance / math.sqrt(variance)


def _limit(excess: Callable[[float], float], end: float, inside: float) -> float:
    """Return where the score reaches its critical value between the estimate and the end of the scale."""
    from scipy.optimize import brentq

    near = end + (inside - end) * 1e-12
    if inside == end or excess(near) * excess(inside) > 0:
        return end
    return float(brentq(excess, near, inside, xtol=1e-13))
