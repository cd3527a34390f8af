"""What the closed patients say about the true rate: the beta posterior under a named prior."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from her2dash.analysis.result import Interval, Result


@dataclass(frozen=True, slots=True)
class Prior:
    """A beta prior with its name; its weight is a + b patients."""

    name: str
    a: float
    b: float


UNIFORM = Prior("uniform", 1.0, 1.0)
JEFFREYS = Prior("jeffreys", 0.5, 0.5)


def priors(threshold: Fraction) -> tuple[Prior, ...]:
    """Return the plan's three priors; the third has its mean at the threshold and weighs one patient.

    A threshold of 0 or 1 leaves no such prior: its whole weight would lie on one end. Then there are two.
    """
    third = Prior("at_threshold", float(threshold), float(1 - threshold))
    return (UNIFORM, JEFFREYS, third) if min(third.a, third.b) > 0 else (UNIFORM, JEFFREYS)


@dataclass(frozen=True, slots=True)
class Posterior(Result):
    """The beta posterior of the rate after x of n, and the probability that it reaches the threshold."""

    RECORD = ("mean", "sd", "median", "low", "high", "prob_ge_p0")

    successes: int
    total: int
    prior: Prior
    threshold: Fraction
    mean: float
    sd: float
    median: float
    interval: Interval
    reaches: float

    @property
    def low(self) -> float:
        """The lower end of the credible interval."""
        return self.interval.low

    @property
    def high(self) -> float:
        """The upper end of the credible interval."""
        return self.interval.high

    @property
    def prob_ge_p0(self) -> float:
        """P(the rate reaches the threshold), under the data set's name."""
        return self.reaches


def posterior(
    successes: int, total: int, *, threshold: Fraction, prior: Prior = UNIFORM, confidence: float = 0.95
) -> Posterior:
    """Return the posterior of the rate (equal-tailed interval); without data it is the prior.

    >>> round(posterior(17, 20, threshold=Fraction(2, 3)).reaches, 3)
    0.954
    """
    from scipy.special import betaincc, betaincinv

    a, b = prior.a + successes, prior.b + total - successes
    tail = (1 - confidence) / 2
    low, median, high = (float(betaincinv(a, b, share)) for share in (tail, 0.5, 1 - tail))
    return Posterior(
        successes=successes,
        total=total,
        prior=prior,
        threshold=threshold,
        mean=a / (a + b),
        sd=math.sqrt(a * b / (a + b + 1)) / (a + b),
        median=median,
        interval=Interval(low, high, "equal-tailed", confidence),
        reaches=float(betaincc(a, b, float(threshold))),
    )
