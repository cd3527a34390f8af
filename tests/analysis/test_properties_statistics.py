"""What must hold of every statistic: it answers all of its domain, and turns with its data (hypothesis)."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2dash.analysis.ac1 import gwet_ac1
from her2dash.analysis.agreement import agreement
from her2dash.analysis.association import association
from her2dash.analysis.auc import area_under_curve
from her2dash.analysis.clusters import cluster_bootstrap, cluster_mean
from her2dash.analysis.correlation import point_biserial, spearman
from her2dash.analysis.correlation_exact import kendall_exact, spearman_exact
from her2dash.analysis.describe import describe, likert
from her2dash.analysis.diagnostic import diagnostic_accuracy
from her2dash.analysis.differences import difference, paired_difference
from her2dash.analysis.fisher import fisher
from her2dash.analysis.fleiss import fleiss_kappa
from her2dash.analysis.freeman_halton import freeman_halton
from her2dash.analysis.gamma import goodman_kruskal_gamma
from her2dash.analysis.gof_kappa import goodness_of_fit_kappa
from her2dash.analysis.hodges_lehmann import hodges_lehmann_paired, hodges_lehmann_shift
from her2dash.analysis.kappa import cohen_kappa
from her2dash.analysis.kendall import kendall_tau_b
from her2dash.analysis.kruskal import kruskal_wallis
from her2dash.analysis.mann_whitney import mann_whitney
from her2dash.analysis.mcnemar import mcnemar
from her2dash.analysis.multiplicity import adjust, smallest_fisher_p
from her2dash.analysis.repeated import cochran_q, friedman, page_trend
from her2dash.analysis.repeated_exact import cochran_q_exact, friedman_exact, page_exact
from her2dash.analysis.result import Result
from her2dash.analysis.signed_rank import matched_rank_biserial, sign_test, wilcoxon_signed_rank
from her2dash.analysis.symmetry import bowker, bowker_exact, stuart_maxwell

fixed = settings(derandomize=True, deadline=None, max_examples=60)
close = 1e-9


def tables(rows: int, columns: int, most: int = 6) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(st.integers(0, most), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


scale = st.lists(st.integers(1, 5), max_size=9)
uptake = st.lists(st.sampled_from([0.5, 1.1, 2.2, 2.2, 3.3, 7.9, 24.0]), max_size=9)
shifts = st.lists(st.integers(-4, 4), max_size=12)
paired = st.lists(st.tuples(st.integers(1, 4), st.sampled_from([0.5, 1.1, 2.2, 7.9])), max_size=7)
rows_of_three = st.lists(st.lists(st.integers(1, 5) | st.none(), min_size=3, max_size=3), max_size=8)
binary_rows = st.lists(st.lists(st.integers(0, 1), min_size=3, max_size=3), max_size=8)
squares = st.integers(2, 4).flatmap(lambda k: tables(k, k, 4))
any_table = st.tuples(st.integers(1, 3), st.integers(1, 4)).flatmap(lambda s: tables(*s, 4))

OF_SQUARES: list[Callable[[Any], Result]] = [
    cohen_kappa,
    lambda t: cohen_kappa(t, weights="linear"),
    lambda t: cohen_kappa(t, weights="quadratic"),
    agreement, gwet_ac1, bowker, bowker_exact, stuart_maxwell,
]  # fmt: skip
OF_TWO_BY_TWO: list[Callable[[Any], Result]] = [
    fisher, mcnemar, paired_difference, goodness_of_fit_kappa,
    lambda t: diagnostic_accuracy(tp=t[0][0], fp=t[0][1], fn=t[1][0], tn=t[1][1]),
    lambda t: smallest_fisher_p(row1=sum(t[0]), row2=sum(t[1]), col1=t[0][0] + t[1][0]),
]  # fmt: skip
OF_ROWS: list[Callable[[Any], Result]] = [friedman, friedman_exact, page_trend, page_exact]
OF_PAIRS: list[Callable[[Any, Any], Result]] = [
    spearman, kendall_tau_b, point_biserial, spearman_exact, kendall_exact,
]  # fmt: skip


def speaks(result: Result) -> dict[str, Any]:
    """Every number is a number or says nothing: json refuses nan, and p values are probabilities."""
    record = dict(json.loads(json.dumps(result.record(), allow_nan=False)))
    for name, value in record.items():
        if value is not None and (name == "p" or name.startswith("p_")) and not isinstance(value, list):
            assert 0 <= value <= 1, (name, value)
    if record.get("low") not in (None, "Inf") and record.get("high") not in (None, "Inf"):
        assert record["low"] <= record["high"] + close
    return record


@pytest.mark.parametrize("statistic", range(len(OF_SQUARES)))
@fixed
@given(table=squares)
def test_a_square_table_is_answered_whatever_it_holds(statistic: int, table: list[list[int]]) -> None:
    speaks(OF_SQUARES[statistic](table))


@pytest.mark.parametrize("statistic", range(len(OF_TWO_BY_TWO)))
@fixed
@given(table=tables(2, 2))
def test_a_two_by_two_table_is_answered_whatever_it_holds(statistic: int, table: list[list[int]]) -> None:
    speaks(OF_TWO_BY_TWO[statistic](table))


@fixed
@given(table=any_table)
def test_any_table_is_answered_whatever_it_holds(table: list[list[int]]) -> None:
    for statistic in (association, freeman_halton, goodman_kruskal_gamma):
        speaks(statistic(table))


@fixed
@given(rows=rows_of_three, binary=binary_rows)
def test_repeated_answers_are_answered_whatever_is_missing(rows: Any, binary: Any) -> None:
    for statistic in OF_ROWS:
        speaks(statistic(rows))
    for of_binary in (cochran_q, cochran_q_exact):
        speaks(of_binary(binary))
    speaks(fleiss_kappa([[sum(row), 3 - sum(row)] for row in binary]))


@fixed
@given(pairs=paired)
def test_two_measurements_are_answered_and_swapping_them_changes_nothing(
    pairs: list[tuple[int, float]],
) -> None:
    x, y = [float(a) for a, _ in pairs], [b for _, b in pairs]
    for statistic in OF_PAIRS:
        there, back = speaks(statistic(x, y)), speaks(statistic(y, x))
        assert all(equal(there[name], back[name]) for name in there)
        mirrored = speaks(statistic([-a for a in x], y))
        assert equal(mirrored.get("p_exact"), there.get("p_exact"))


@fixed
@given(d=shifts, order=st.randoms(use_true_random=False))
def test_shifts_mirror_when_before_and_after_are_swapped(d: list[int], order: random.Random) -> None:
    back = [-each for each in order.sample(d, len(d))]
    for method in ("wilcox", "pratt"):
        there, mirrored = (speaks(wilcoxon_signed_rank(each, zero_method=method)) for each in (d, back))
        assert (there["w_plus"], there["w_minus"]) == (mirrored["w_minus"], mirrored["w_plus"])
        assert equal(there["p_exact"], mirrored["p_exact"])
    moved, again = speaks(hodges_lehmann_paired(d)), speaks(hodges_lehmann_paired(back))
    if d:
        assert equal(moved["estimate"], -again["estimate"])
        assert equal(moved["low"], -again["high"])
        assert moved["low"] <= moved["estimate"] <= moved["high"]
    assert speaks(sign_test(d))["p"] == speaks(sign_test(back))["p"]
    speaks(matched_rank_biserial(d))


@fixed
@given(x=uptake, y=uptake)
def test_swapping_two_groups_mirrors_the_result(x: list[float], y: list[float]) -> None:
    there, back = speaks(mann_whitney(x, y)), speaks(mann_whitney(y, x))
    assert equal(there["p_exact"], back["p_exact"])
    area, turned = speaks(area_under_curve(x, y)), speaks(area_under_curve(y, x))
    shift, reverse = speaks(hodges_lehmann_shift(x, y)), speaks(hodges_lehmann_shift(y, x))
    speaks(kruskal_wallis([x, y, []]))
    if x and y:
        assert equal(there["rank_biserial"], -back["rank_biserial"])
        assert equal(area["auc"], 1 - turned["auc"])
        assert equal(area["auc"], (there["rank_biserial"] + 1) / 2)
        assert area["newcombe_low"] - close <= area["auc"] <= area["newcombe_high"] + close
        assert equal(shift["estimate"], -reverse["estimate"])


@fixed
@given(table=tables(2, 2))
def test_swapping_rows_turns_the_odds_ratio_and_the_paired_difference_over(table: list[list[int]]) -> None:
    (a, b), (c, d) = table
    there, back = fisher(table), fisher([[c, d], [a, b]])
    assert equal(there.p_two_sided, back.p_two_sided)
    assert equal(there.p_greater, back.p_less)
    if there.or_conditional is not None and back.or_conditional:
        assert math.isclose(there.or_conditional, 1 / back.or_conditional, rel_tol=1e-6)
        assert there.low <= there.or_conditional <= there.high
    one, other = paired_difference(table), paired_difference([[d, b], [c, a]])
    assert equal(one.diff, other.diff)
    if one.diff is not None:
        assert one.newcombe_low - close <= one.diff <= one.newcombe_high + close
        assert one.tango_low - close <= one.diff <= one.tango_high + close


@fixed
@given(x=st.integers(0, 9), m=st.integers(0, 9), y=st.integers(0, 9), n=st.integers(0, 9))
def test_the_difference_of_two_shares_lies_in_its_interval(x: int, m: int, y: int, n: int) -> None:
    result = difference(min(x, m), m, min(y, n), n)
    speaks(result)
    assert result.diff is None or result.low - close <= result.diff <= result.high + close


@fixed
@given(values=scale, lesions=st.lists(st.tuples(st.integers(1, 4), st.floats(0.1, 30)), max_size=12))
def test_descriptions_and_lesions_are_answered(values: list[int], lesions: list[tuple[int, float]]) -> None:
    speaks(describe(values))
    speaks(likert(values, levels=5))
    who, suv = [a for a, _ in lesions], [b for _, b in lesions]
    speaks(cluster_mean(who, suv))
    assert cluster_bootstrap(who, suv, resamples=50) == cluster_bootstrap(who, suv, resamples=50)


@fixed
@given(
    p=st.lists(st.floats(0, 1) | st.none(), max_size=8), method=st.sampled_from(["holm", "BH", "bonferroni"])
)
def test_an_adjusted_p_value_is_never_smaller_and_the_missing_stay_missing(p: Any, method: str) -> None:
    for raw, adjusted in zip(p, adjust(p, method=method).adjusted, strict=True):
        assert (raw is None) == (adjusted is None)
        assert raw is None or adjusted is None or raw - close <= adjusted <= 1


def equal(a: Any, b: Any) -> bool:
    """Whether two numbers are the same, or both undefined."""
    return bool(a == b if a is None or b is None else abs(a - b) < close)
