"""Control limits of sites are exact quantiles of the binomial, at every size."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import comb

import pytest
from scipy.stats import binom

from her2dash.analysis.funnel import control_limits, funnel
from tests.analysis.patients import case, patients


@pytest.mark.parametrize(
    ("n", "rate", "confidence", "low", "high"),
    [
        (20, 0.7, 0.95, 10, 18),
        # 0.7^20 is 0.0008: less than a tail of 0.001 lies beyond 19
        (20, 0.7, 0.998, 7, 19),
        # P(X <= 1) of 5 is 16/1024, P(X <= 2) 106/1024
        (5, 0.75, 0.95, 2, 5),
        (1, 0.5, 0.95, 0, 1),
        (100, 0.5, 0.95, 40, 60),
        # nothing else is expected at a rate of 0 or 1
        (7, 0.0, 0.95, 0, 0),
        (7, 1.0, 0.95, 7, 7),
        (0, 0.5, 0.95, 0, 0),
    ],
)
def test_control_limits_are_the_quantiles_of_the_binomial(
    n: int, rate: float, confidence: float, low: int, high: int
) -> None:
    limits = control_limits(n, rate, confidence=confidence)
    assert (limits.low, limits.high) == (low, high)


def exact_quantile(p: Fraction, n: int, rate: Fraction) -> int:
    """Return what qbinom of R is defined as, in fractions: the first x with P(X <= x) >= p."""
    reached = Fraction(0)
    for x in range(n + 1):
        reached += comb(n, x) * rate**x * (1 - rate) ** (n - x)
        if reached >= p:
            return x
    return n


@pytest.mark.parametrize("rate", [Fraction(1, 3), Fraction(15, 20), Fraction(9, 10)])
def test_control_limits_are_those_of_sums_without_rounding(rate: Fraction) -> None:
    for n in range(1, 41):
        limits = control_limits(n, float(rate), confidence=0.95)
        assert limits.low == exact_quantile(Fraction(1, 40), n, rate)
        assert limits.high == exact_quantile(Fraction(39, 40), n, rate)


def test_control_limits_are_those_of_scipy_at_any_size_and_less_than_a_tail_lies_beyond_each() -> None:
    for n in (3, 8, 17, 60, 501, 20_000):
        for rate in (0.03, 0.4, 2 / 3, 0.91):
            for confidence in (0.95, 0.998):
                limits, tail = control_limits(n, rate, confidence=confidence), (1 - confidence) / 2
                assert limits.low == binom.ppf(tail, n, rate)
                assert limits.high == binom.ppf(1 - tail, n, rate)
                assert binom.cdf(limits.low - 1, n, rate) < tail
                assert binom.sf(limits.high, n, rate) <= tail


def test_open_patients_count_for_nothing_at_their_site() -> None:
    at_a = [replace(each, site="A") for each in patients("4*+y +n e? ?? +?")]
    at_b = [replace(each, site="B", patient=f"B{n}") for n, each in enumerate(patients("2*+? -n"))]
    away = case(99, site="C", included=False)
    of = funnel([*at_a, *at_b, away])
    assert [(site.code, site.enrolled, len(site.included)) for site in of.sites] == [
        ("A", 8, 8), ("B", 3, 3), ("C", 1, 0),
    ]  # fmt: skip
    assert [(site.share.successes, site.closed) for site in of.sites] == [(4, 6), (1, 1), (0, 0)]
    assert (of.overall.successes, of.overall.total) == (5, 7)


def test_a_site_far_from_the_others_is_outside_and_a_small_one_is_not_judged() -> None:
    text = {"A": "40*+y 10*+n", "B": "2*+y 18*+n", "C": "4*+n"}
    cases = [replace(each, site=site) for site, of in text.items() for each in patients(of)]
    of = funnel(cases)
    # overall 42/74; P(X <= 2) of 20 at 0.568 is 1e-5, and qbinom(0.001, 20, 42/74) is 5
    assert of.limits(20, 0.998).low == binom.ppf(0.001, 20, 42 / 74)
    assert {site.code for site in of.outside(0.998)} >= {"B"}
    assert "C" not in {site.code for site in of.outside(0.95)}


def test_limits_are_drawn_at_few_sizes_also_for_large_sites() -> None:
    large = funnel([replace(each, site="A") for each in patients("4000*+y 2000*-y")])
    assert large.sizes()[0] == 1
    assert large.sizes()[-1] == 6000
    assert len(large.sizes()) <= 62
    assert funnel([]).sizes() == ()
    assert funnel(patients("+?")).sizes() == ()
