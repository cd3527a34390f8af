"""What must hold of every interval: it holds its estimate, and turns over with its groups (hypothesis)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2dash.analysis.ac1 import gwet_ac1
from her2dash.analysis.agreement import agreement
from her2dash.analysis.auc import area_under_curve
from her2dash.analysis.clusters import cluster_mean
from her2dash.analysis.correlation import point_biserial, spearman
from her2dash.analysis.diagnostic import diagnostic_accuracy
from her2dash.analysis.differences import difference, paired_difference
from her2dash.analysis.gamma import goodman_kruskal_gamma
from her2dash.analysis.gof_kappa import goodness_of_fit_kappa
from her2dash.analysis.hodges_lehmann import hodges_lehmann_paired, hodges_lehmann_shift
from her2dash.analysis.kappa import cohen_kappa
from her2dash.analysis.kendall import kendall_tau_b

fixed = settings(derandomize=True, deadline=None, max_examples=150)
close = 1e-9
Ends = tuple[float | None, float | None, float | None]
"""Lower end, estimate and upper end."""


def tables(rows: int, columns: int, most: int = 9) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(st.integers(0, most), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


squares = st.integers(2, 5).flatmap(lambda k: tables(k, k))
rectangles = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(lambda s: tables(*s))
uptake = st.lists(st.sampled_from([0.0, 0.5, 1.1, 2.2, 3.3, 7.9, 24.0]), max_size=14)
pairs = st.lists(st.tuples(st.integers(1, 5), st.sampled_from([0.0, 0.5, 1.1, 2.2, 7.9])), max_size=14)
lesions = st.lists(st.tuples(st.integers(1, 5), st.floats(0, 1e3)), min_size=1, max_size=14)


def limits(result: Any, estimate: str, low: str = "low", high: str = "high") -> Ends:
    return getattr(result, low), getattr(result, estimate), getattr(result, high)


OF_TABLES: dict[str, tuple[Any, Callable[[Any], Ends]]] = {
    "kappa": (squares, lambda t: limits(cohen_kappa(t), "kappa")),
    "linear kappa": (squares, lambda t: limits(cohen_kappa(t, weights="linear"), "kappa")),
    "quadratic kappa": (squares, lambda t: limits(cohen_kappa(t, weights="quadratic"), "kappa")),
    "goodness-of-fit kappa": (tables(2, 2), lambda t: limits(goodness_of_fit_kappa(t), "kappa_intraclass")),
    "AC1": (squares, lambda t: limits(gwet_ac1(t), "ac1")),
    "PABAK": (squares, lambda t: limits(agreement(t), "pabak", "pabak_low", "pabak_high")),
    "gamma": (rectangles, lambda t: limits(goodman_kruskal_gamma(t), "gamma")),
    "LR+": (tables(2, 2), lambda t: limits(_accuracy(t), "lr_pos", "lr_pos_low", "lr_pos_high")),
    "LR-": (tables(2, 2), lambda t: limits(_accuracy(t), "lr_neg", "lr_neg_low", "lr_neg_high")),
    "rho": (pairs, lambda p: limits(spearman(*_sides(p)), "rho")),
    "tau": (pairs, lambda p: limits(kendall_tau_b(*_sides(p)), "tau")),
    "point-biserial r": (pairs, lambda p: limits(point_biserial(*_sides(p)), "r")),
    "cluster mean": (lesions, lambda p: limits(cluster_mean(*_sides(p)), "mean")),
    "paired Hodges-Lehmann": (uptake, lambda d: limits(hodges_lehmann_paired(d), "estimate")),
    "its large-sample limits": (uptake, lambda d: limits(hodges_lehmann_paired(d, exact=False), "estimate")),
}  # fmt: skip


def _accuracy(table: list[list[int]]) -> Any:
    (tp, fp), (fn, tn) = table
    return diagnostic_accuracy(tp=tp, fp=fp, fn=fn, tn=tn)


def _sides(told: list[tuple[Any, Any]]) -> tuple[list[float], list[float]]:
    return [float(a) for a, _ in told], [float(b) for _, b in told]


def holds(ends: Ends) -> None:
    low, estimate, high = ends
    if low is not None and estimate is not None and high is not None:
        slack = close * max(1.0, abs(low), abs(high))
        assert low - slack <= estimate <= high + slack


@pytest.mark.parametrize("name", OF_TABLES)
@fixed
@given(data=st.data())
def test_an_interval_contains_its_estimate(name: str, data: st.DataObject) -> None:
    strategy, ends = OF_TABLES[name]
    holds(ends(data.draw(strategy)))


@fixed
@given(uptake, uptake)
def test_the_intervals_of_two_groups_contain_their_estimates(x: list[float], y: list[float]) -> None:
    area = area_under_curve(x, y)
    holds(limits(area, "auc", "delong_low", "delong_high"))
    holds(limits(area, "auc", "newcombe_low", "newcombe_high"))
    for exact in (True, False):
        shift, back = (hodges_lehmann_shift(*groups, exact=exact) for groups in ((x, y), (y, x)))
        holds(limits(shift, "estimate"))
        if shift.low is not None and back.high is not None:
            assert shift.low == pytest.approx(-back.high)
            assert shift.achieved_conf == pytest.approx(back.achieved_conf or 0)


@fixed
@given(tables(2, 2, 100))
def test_swapping_the_times_mirrors_the_paired_difference(table: list[list[int]]) -> None:
    (a, b), (c, d) = table
    there, back = paired_difference(table), paired_difference([[a, c], [b, d]])
    for kind in ("newcombe", "tango"):
        assert getattr(there, f"{kind}_low") == pytest.approx(-getattr(back, f"{kind}_high"), abs=1e-11)
        holds(limits(there, "diff", f"{kind}_low", f"{kind}_high"))
    if there.diff is not None and back.diff is not None:
        assert there.diff == pytest.approx(-back.diff)


@fixed
@given(*[st.integers(0, 100)] * 4)
def test_swapping_two_groups_mirrors_the_difference_of_their_shares(x: int, m: int, y: int, n: int) -> None:
    first, second = (min(x, m), m), (min(y, n), n)
    there, back = difference(*first, *second), difference(*second, *first)
    assert (there.low, there.high) == (pytest.approx(-back.high), pytest.approx(-back.low))
    holds(limits(there, "diff"))
    if there.diff is not None and back.diff is not None:
        assert there.diff == pytest.approx(-back.diff)
