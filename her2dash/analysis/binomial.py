"""One proportion against a threshold: the exact binomial test and the operating characteristics of a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from her2dash.analysis.distributions import at_least
from her2dash.analysis.result import AS_PROBABLE, Result, Why


@dataclass(frozen=True, slots=True)
class BinomialTest(Result):
    """An exact binomial test against a threshold; `mid_p` belongs to the one-sided test only."""

    RECORD = ("p_value", "mid_p")

    successes: int
    total: int
    threshold: Fraction
    alternative: str
    p_value: float | None
    mid_p: float | None
    why: Why | None = None
    method: str = "exact binomial"


def binomial_test(
    successes: int, total: int, *, threshold: Fraction, alternative: str = "greater"
) -> BinomialTest:
    """Return the exact p value of at least so many successes if the rate were the threshold.

    `greater` is one-sided, with its mid-p; `two-sided` sums the outcomes no more probable than the observed
    one. Nobody observed: no p value.

    >>> round(binomial_test(15, 20, threshold=Fraction(2, 3)).p_value, 4)
    0.2972
    """
    if not 0 <= successes <= total:
        raise ValueError(f"{successes} successes of {total}: wanted 0 <= successes <= total")
    if total == 0:
        return BinomialTest(successes, total, threshold, alternative, None, None, Why.NO_DATA)
    rate = float(threshold)
    if alternative == "two-sided":
        p = _two_sided(successes, total, rate)
        return BinomialTest(successes, total, threshold, alternative, p, None)
    p, more = at_least(successes, total, rate), at_least(successes + 1, total, rate)
    return BinomialTest(successes, total, threshold, alternative, p, (p + more) / 2)


def _two_sided(successes: int, total: int, rate: float) -> float:
    import numpy as np
    from scipy.special import gammaln, xlog1py, xlogy

    k = np.arange(total + 1)
    log_choose = gammaln(total + 1) - gammaln(k + 1) - gammaln(total - k + 1)
    weights = np.exp(log_choose + xlogy(k, rate) + xlog1py(total - k, -rate))
    as_extreme = weights <= weights[successes] * AS_PROBABLE
    return min(1.0, float(weights[as_extreme].sum()))


def probability_met(rates: Iterable[float], *, needed: int, total: int) -> tuple[float, ...]:
    """Return the probability, for each true rate, that at least `needed` of `total` are concordant.

    The exact operating characteristic of the registered rule, not a power: no hypothesis is tested.

    >>> [round(p, 2) for p in probability_met([0.5, 2 / 3, 0.8], needed=14, total=20)]
    [0.06, 0.48, 0.91]
    """
    return tuple(at_least(needed, total, rate) for rate in rates)


def conditional_power(*, remaining: int, still_needed: int, rate: float) -> float:
    """Return P(the rule is met) if each of the remaining patients is concordant with this rate.

    Jennison & Turnbull 2000. Nothing needed any more: 1; more needed than remain: 0.

    >>> round(conditional_power(remaining=6, still_needed=4, rate=2 / 3), 3)
    0.68
    """
    return at_least(still_needed, remaining, rate)
