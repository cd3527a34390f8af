"""Many patients: exact where it can be counted, else the named large-sample method, and always an answer."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2dash.analysis import hodges_lehmann as hl
from her2dash.analysis.fisher import fisher
from her2dash.analysis.freeman_halton import freeman_halton
from her2dash.analysis.kendall import kendall_tau_b
from her2dash.analysis.mann_whitney import LARGE, mann_whitney
from her2dash.analysis.ranks import doubled_ranks
from her2dash.analysis.repeated import COCHRAN, FRIEDMAN, PAGE
from her2dash.analysis.repeated_exact import cochran_q_exact, friedman_exact, page_exact
from her2dash.analysis.result import Why
from her2dash.analysis.signed_rank import wilcoxon_signed_rank

fixed = settings(derandomize=True, deadline=None, max_examples=60)


def drawn(ones: int, size: int, all_ones: int, everyone: int) -> float:
    """Twice the smaller hypergeometric tail: the exact p of two groups of zeros and ones, in fractions."""
    ways = [comb(all_ones, k) * comb(everyone - all_ones, size - k) for k in range(size + 1)]
    tail = min(sum(ways[: ones + 1]), sum(ways[ones:]))
    return float(min(Fraction(1), Fraction(2 * tail, comb(everyone, size))))


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([0, 1] * 258, [0, 1] * 258),  # 1,032 values: counts of samples leave the floats
        ([0, 1] * 300, [0] * 400 + [1] * 200),
        ([0] * 50 + [1], [0] * 1149),
        ([0] * 700 + [1] * 300, [0] * 640 + [1] * 360),
    ],
)
def test_above_a_thousand_values_the_exact_p_is_the_hypergeometric_one(x: list[int], y: list[int]) -> None:
    found = mann_whitney(x, y).p_exact
    wanted = drawn(sum(x), len(x), sum(x) + sum(y), len(x) + len(y))
    assert found == pytest.approx(wanted, rel=1e-9)
    assert mann_whitney(y, x).p_exact == pytest.approx(wanted, rel=1e-9)


@fixed
@given(st.lists(st.integers(0, 4), min_size=2, max_size=9), st.integers(1, 8))
def test_the_exact_p_is_the_share_of_all_samples_counted_one_by_one(values: list[int], size: int) -> None:
    size = min(size, len(values) - 1)
    ranks = doubled_ranks(values).tolist()
    sums = [sum(each) for each in combinations(ranks, size)]
    below, above = (sum(each <= sums[0] for each in sums), sum(each >= sums[0] for each in sums))
    wanted = min(Fraction(1), Fraction(2 * min(below, above), len(sums)))
    assert mann_whitney(values[:size], values[size:]).p_exact == pytest.approx(float(wanted), abs=1e-12)


@fixed
@given(*[st.integers(1, 400)] * 4)
def test_the_exact_p_stays_a_probability_with_any_number_of_patients(a: int, b: int, c: int, d: int) -> None:
    found = mann_whitney([0] * a + [1] * b, [0] * c + [1] * d).p_exact
    assert found is not None
    assert 0 <= found <= 1
    assert found == pytest.approx(drawn(b, a + b, b + d, a + b + c + d), rel=1e-9)


def test_a_hodges_lehmann_interval_of_a_thousand_values_keeps_its_confidence() -> None:
    for count in (200, 1_200):
        found = hl.hodges_lehmann_shift([float(i) for i in range(20)], [i + 0.5 for i in range(count)])
        assert found.method == hl.EXACT
        assert found.achieved_conf == pytest.approx(0.95, abs=2e-3)
        # by symmetry the median of the differences is that of one less that of the other
        assert found.estimate == pytest.approx(9.5 - count / 2)


@pytest.mark.parametrize(("rows", "times"), [(200, 4), (20, 5), (2_000, 3), (2, 12)])
def test_too_many_sums_for_an_exact_test_name_the_large_sample_method(rows: int, times: int) -> None:
    answers = [[(row + time * time) % 5 + 1 for time in range(times)] for row in range(rows)]
    found = friedman_exact(answers)
    assert (found.p_exact, found.why, found.method) == (None, Why.TOO_LARGE, FRIEDMAN)
    yes = cochran_q_exact([[int(value > 2) for value in row] for row in answers] * (10 if rows < 200 else 2))
    assert (yes.p_exact, yes.why, yes.method) == (None, Why.TOO_LARGE, COCHRAN)


def test_pages_trend_is_exact_for_thousands_and_named_large_where_the_orders_are_too_many() -> None:
    # two columns: the trend is a sign test; P(X >= 1020) of 2000 fair coins
    rows = [[1, 2]] * 1020 + [[2, 1]] * 980
    wanted = Fraction(sum(comb(2000, k) for k in range(1020, 2001)), 2**2000)
    assert page_exact(rows).p_exact_one_sided_increasing == pytest.approx(float(wanted), rel=1e-9)
    found = page_exact([list(range(10))] * 2)
    assert (found.p_exact_one_sided_increasing, found.why, found.method) == (None, Why.TOO_LARGE, PAGE)
    assert page_exact([list(range(8))] * 2_000).why is Why.TOO_LARGE


def test_a_table_of_thousands_is_too_large_and_of_two_rows_and_columns_is_fishers() -> None:
    assert freeman_halton([[250] * 4, [249] * 4]).why is Why.TOO_LARGE
    table = [[600, 400], [550, 450]]
    assert freeman_halton(table).p == pytest.approx(fisher(table).p_two_sided, rel=1e-9)


def test_all_values_tied_have_p_1_and_no_z_whatever_the_size() -> None:
    for n in (10, 20_000):
        for exact in (True, False):
            found = mann_whitney([3.3] * n, [3.3] * (n + 863), exact=exact)
            assert (found.p_exact, found.z, found.why) == (1, None, Why.CONSTANT)
            still = wilcoxon_signed_rank([0] * n, exact=exact)
            assert (still.p_exact, still.z, still.why) == (1, None, Why.NO_DIFFERENCE)


def test_untied_values_too_many_to_count_have_the_large_sample_method() -> None:
    many = [float(i) for i in range(1_000)]
    assert (mann_whitney(many, many).p_exact, mann_whitney(many, many).method) == (None, LARGE)
    assert wilcoxon_signed_rank(range(1, 2_001)).why is Why.TOO_LARGE
    assert kendall_tau_b(many, many).why is Why.TOO_LARGE
    assert kendall_tau_b(many[:300], many[:300]).why is None


@fixed
@given(st.randoms(use_true_random=False), st.integers(1, 12), st.integers(1, 12), st.integers(0, 3))
def test_a_rank_is_found_among_pairs_that_are_never_made(
    chance: random.Random, m: int, n: int, digits: int
) -> None:
    x, y = ([round(chance.uniform(0, 9), digits) for _ in range(size)] for size in (m, n))
    averages = sorted((a + b) / 2 for i, a in enumerate(sorted(x)) for b in sorted(x)[i:])
    differences = sorted(round(a - b, 12) for a in x for b in y)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hl, "MOST_PAIRS", 0)
        patch.setattr("her2dash.analysis.selection.FEW", 0)
        walsh, between = hl._walsh(x), hl._differences(x, y)
        assert [walsh(rank) for rank in range(1, len(averages) + 1)] == averages
        assert [between(rank) for rank in range(1, len(differences) + 1)] == pytest.approx(differences)
