"""The few tail probabilities and quantiles that every statistic needs, in plain floats."""

from __future__ import annotations

import math


def at_least(x: int, n: int, p: float) -> float:
    """Return P(X >= x) for X binomial (n, p), without leaving the numbers at the ends.

    >>> round(at_least(14, 20, 2 / 3), 3)
    0.479
    """
    from scipy.special import betainc

    if x <= 0:
        return 1.0
    return 0.0 if x > n else float(betainc(x, n - x + 1, p))


def half(x: int, n: int) -> float:
    """Return P(X = x) for X binomial (n, 1/2), the coin of every sign test.

    >>> half(1, 2)
    0.5
    """
    if not 0 <= x <= n:
        return 0.0
    # logarithms, so that a registry's pairs do not overflow
    log_choose = math.lgamma(n + 1) - math.lgamma(x + 1) - math.lgamma(n - x + 1)
    return math.comb(n, x) / 2**n if n <= 1000 else math.exp(log_choose - n * math.log(2))


def two_sided_coin(x: int, n: int) -> float:
    """Return the two-sided exact p value of x heads in n throws; no throw: 1."""
    return min(1.0, 2 * at_least(max(x, n - x), n, 0.5))


def normal_quantile(confidence: float) -> float:
    """Return the two-sided normal quantile of a confidence, 1.96 for 0.95."""
    from scipy.special import ndtri

    return float(ndtri((1 + confidence) / 2))


def t_quantile(df: int, confidence: float) -> float:
    """Return the two-sided quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(df, (1 + confidence) / 2))


def two_sided_normal(z: float) -> float:
    """Return the two-sided p value of a standard normal deviate."""
    return math.erfc(abs(z) / math.sqrt(2))


def upper_normal(z: float) -> float:
    """Return P(Z >= z) of a standard normal deviate."""
    return math.erfc(z / math.sqrt(2)) / 2


def two_sided_t(t: float, df: int) -> float:
    """Return the two-sided p value of Student's t; an infinite t: 0."""
    from scipy.special import stdtr

    return 0.0 if math.isinf(t) else float(2 * stdtr(df, -abs(t)))


def upper_chi2(x: float, df: int) -> float:
    """Return P(X >= x) of a chi-square with so many degrees of freedom."""
    from scipy.special import chdtrc

    return float(chdtrc(df, x))
