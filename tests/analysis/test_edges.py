"""Values and sizes at the end of what can be: empty, one, tiny, huge."""

from __future__ import annotations

import math
from decimal import Decimal, getcontext
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from her2dash.analysis.clusters import cluster_bootstrap, cluster_mean
from her2dash.analysis.concordance import concordance
from her2dash.analysis.correlation import point_biserial
from her2dash.analysis.differences import paired_difference
from her2dash.analysis.gamma import goodman_kruskal_gamma
from her2dash.analysis.outlook import outlook
from her2dash.analysis.posterior import JEFFREYS, UNIFORM, priors
from her2dash.analysis.proportion import proportion
from her2dash.analysis.result import Why

from .patients import patients

fixed = settings(derandomize=True, deadline=None, max_examples=150)
cells = st.tuples(*[st.integers(0, 100)] * 4)


@fixed
@example((1, 0, 61, 0))
@example((0, 0, 1, 0))
@given(cells)
def test_turning_the_pairs_over_turns_the_interval_of_their_difference_over(
    table: tuple[int, int, int, int],
) -> None:
    a, b, c, d = table
    there, back = paired_difference([[a, b], [c, d]]), paired_difference([[a, c], [b, d]])
    if there.diff is not None:
        assert there.diff == -(back.diff or 0)
    assert there.tango_low == pytest.approx(-back.tango_high, abs=1e-11)
    assert there.tango_high == pytest.approx(-back.tango_low, abs=1e-11)
    assert there.newcombe_low == pytest.approx(-back.newcombe_high, abs=1e-11)


def test_where_all_moved_one_way_tangos_far_limit_is_wilsons() -> None:
    # without a pair the other way the score is that of a single share: 61 of 62
    limit = proportion(61, 62, method="wilson").high
    assert paired_difference([[1, 0], [61, 0]]).tango_low == pytest.approx(-limit, abs=1e-12)
    assert limit == pytest.approx(0.99715, abs=5e-6)


@fixed
@given(cells)
def test_at_tangos_limits_the_score_is_the_normal_quantile_in_fifty_digits(
    table: tuple[int, int, int, int],
) -> None:
    a, b, c, d = table
    found = paired_difference([[a, b], [c, d]])
    for limit, z in ((found.tango_low, 1.959963984540054), (found.tango_high, -1.959963984540054)):
        if found.diff is not None and -0.9999 < limit < 0.9999:
            assert score(a + b + c + d, b, c, limit) == pytest.approx(z, abs=1e-5)


def score(n: int, b: int, c: int, limit: float) -> float:
    """Tango's score as he writes it, in arithmetic that loses nothing."""
    getcontext().prec = 50
    delta = Decimal(limit)
    linear = -b - c + (2 * n - b + c) * delta
    q = ((linear**2 + 8 * n * c * delta * (1 - delta)).sqrt() - linear) / (4 * n)
    return float((b - c - n * delta) / (n * (2 * q + delta * (1 - delta))).sqrt())


@pytest.mark.parametrize("threshold", [Fraction(0), Fraction(1)])
def test_a_threshold_at_the_end_of_the_scale_has_no_prior_of_its_own(threshold: Fraction) -> None:
    assert priors(threshold) == (UNIFORM, JEFFREYS)
    found = outlook(concordance(patients("5*+y"), target=20, threshold=threshold))
    assert [each.prior.name for each in found.predictions] == ["uniform", "jeffreys"]
    assert all(math.isfinite(each.mean) and math.isfinite(each.reaches) for each in found.posteriors)
    # 15 remain and all of them must be concordant: the product of (6 + k) / (7 + k) for k = 0..14
    assert found.predictions[0].probability == pytest.approx(1 if threshold == 0 else 6 / 21)


def test_an_empty_table_of_two_scales_has_no_gamma() -> None:
    for table in ([], [[]], [[0, 0], [0, 0]]):
        assert goodman_kruskal_gamma(table).why is Why.NO_DATA
    assert goodman_kruskal_gamma([[3]]).why is Why.CONSTANT


def test_fewer_than_two_resamples_have_no_standard_error() -> None:
    for resamples in (0, 1):
        found = cluster_bootstrap("aab", [1.0, 2.0, 6.0], resamples=resamples)
        assert (found.mean, found.se, found.why) == (3, None, Why.TOO_FEW)


def test_neither_the_order_of_patients_nor_their_numbers_change_the_bootstrap() -> None:
    who, values = "aabbbcde", [1.0, 2.0, 6.0, 8.5, 2.5, 3.0, 9.0, 4.0]
    turned = cluster_bootstrap("edcbbbaa", [4.0, 9.0, 3.0, 6.0, 8.5, 2.5, 1.0, 2.0])
    assert cluster_bootstrap(who, values) == turned == cluster_bootstrap("vvwwwxyz", values)


@pytest.mark.parametrize("unit", [1e-293, 5e-324, 1e-5, 1.0, 1e290, 1e308])
def test_a_correlation_and_a_mean_do_not_depend_on_the_unit(unit: float) -> None:
    group, values = [0, 0, 1, 1, 1], [1.0, 1.0, 0.0, 1.0, 0.0]
    found = point_biserial(group, [value * unit for value in values])
    # phi of the table [[2, 0], [1, 2]] turned over: -(2 * 2) / sqrt(2 * 3 * 3 * 2)
    assert found.r == pytest.approx(-2 / 3)
    mean = cluster_mean("aabbb", [value * unit for value in values])
    assert mean.mean == pytest.approx(0.6 * unit)
    assert (mean.icc_anova, mean.se_cr1) != (None, None)
