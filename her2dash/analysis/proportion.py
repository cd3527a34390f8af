"""One proportion: successes of a total with an interval that is right at 0, at n and without any patient."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from her2dash.analysis.distributions import at_least, normal_quantile
from her2dash.analysis.result import DISPLAY_MINIMUM, Interval, Result, Why


@dataclass(frozen=True, slots=True)
class Proportion(Result):
    """Successes of a total, the share they make and its interval; without a total the share is undefined."""

    RECORD = ("estimate", "low", "high")

    successes: int
    total: int
    interval: Interval

    @property
    def estimate(self) -> float | None:
        """The observed share, or None where nobody was observed."""
        return self.successes / self.total if self.total else None

    @property
    def low(self) -> float:
        """The lower limit of the share."""
        return self.interval.low

    @property
    def high(self) -> float:
        """The upper limit of the share."""
        return self.interval.high

    @property
    def why(self) -> Why | None:
        """Why there is no estimate."""
        return None if self.total else Why.NO_DATA

    @property
    def too_few(self) -> bool:
        """Whether the plan shows the fraction alone, because n is too small for an interval."""
        return self.total < DISPLAY_MINIMUM


def proportion(
    successes: int, total: int, *, method: str = "clopper_pearson", confidence: float = 0.95
) -> Proportion:
    """Return the share of successes with a two-sided interval of the named method.

    Methods: `clopper_pearson` (Clopper & Pearson 1934, exact), `wilson` (Wilson 1927), `jeffreys` (ends
    closed as in Brown, Cai & DasGupta 2001), `agresti_coull`, `midp`. Without a total: no estimate, [0, 1].

    >>> share = proportion(15, 20)
    >>> f"{share.estimate:.2f} ({share.interval.low:.3f} to {share.interval.high:.3f})"
    '0.75 (0.509 to 0.913)'
    """
    if not 0 <= successes <= total:
        raise ValueError(f"{successes} successes of {total}: wanted 0 <= successes <= total")
    low, high = METHODS[method](successes, total, confidence) if total else (0.0, 1.0)
    return Proportion(successes, total, Interval(max(0.0, low), min(1.0, high), method, confidence))


def _beta_limits(x: int, n: int, confidence: float, *, shift: float) -> tuple[float, float]:
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    low = float(betaincinv(x + shift, n - x + 1 - shift, tail)) if x else 0.0
    high = float(betaincinv(x + 1 - shift, n - x + shift, 1 - tail)) if x < n else 1.0
    return low, high


def _clopper_pearson(x: int, n: int, confidence: float) -> tuple[float, float]:
    return _beta_limits(x, n, confidence, shift=0.0)


def _jeffreys(x: int, n: int, confidence: float) -> tuple[float, float]:
    # statsmodels leaves the ends open at 0 and n (2e-5 at x = 0); Brown, Cai & DasGupta close them.
    return _beta_limits(x, n, confidence, shift=0.5)


def _wilson(x: int, n: int, confidence: float) -> tuple[float, float]:
    z = normal_quantile(confidence)
    middle = (x + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(x * (n - x) / n + z * z / 4)
    # At the ends the closed form gives 0 and 1 but for rounding.
    return (0.0 if x == 0 else middle - half), (1.0 if x == n else middle + half)


def _agresti_coull(x: int, n: int, confidence: float) -> tuple[float, float]:
    z = normal_quantile(confidence)
    size = n + z * z
    middle = (x + z * z / 2) / size
    half = z * math.sqrt(middle * (1 - middle) / size)
    return middle - half, middle + half


def _midp(x: int, n: int, confidence: float) -> tuple[float, float]:
    from scipy.optimize import brentq

    tail = (1 - confidence) / 2
    low = 0.0 if x == 0 else brentq(lambda p: _upper_midp(x, n, p) - tail, 0.0, 1.0, xtol=1e-14)
    high = 1.0 if x == n else brentq(lambda p: 1 - _upper_midp(x, n, p) - tail, 0.0, 1.0, xtol=1e-14)
    return float(low), float(high)


def _upper_midp(x: int, n: int, p: float) -> float:
    """P(X > x) + P(X = x) / 2 for X binomial (n, p)."""
    return (at_least(x, n, p) + at_least(x + 1, n, p)) / 2


METHODS: dict[str, Callable[[int, int, float], tuple[float, float]]] = {
    "clopper_pearson": _clopper_pearson,
    "wilson": _wilson,
    "jeffreys": _jeffreys,
    "agresti_coull": _agresti_coull,
    "midp": _midp,
}
