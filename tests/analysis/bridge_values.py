"""The oracle's words for statistics of measurements, and our functions that answer them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from her2dash.analysis.auc import area_under_curve
from her2dash.analysis.clusters import cluster_bootstrap, cluster_mean
from her2dash.analysis.correlation import point_biserial, spearman
from her2dash.analysis.correlation_exact import kendall_exact, spearman_exact
from her2dash.analysis.describe import describe, likert
from her2dash.analysis.hodges_lehmann import hodges_lehmann_paired, hodges_lehmann_shift
from her2dash.analysis.kendall import kendall_tau_b
from her2dash.analysis.kruskal import kruskal_wallis
from her2dash.analysis.mann_whitney import mann_whitney
from her2dash.analysis.multiplicity import (
    adjust,
    smallest_fisher_p,
    smallest_mann_whitney_p,
    smallest_paired_p,
)
from her2dash.analysis.repeated import cochran_q, friedman, page_trend
from her2dash.analysis.repeated_exact import cochran_q_exact, friedman_exact, page_exact
from her2dash.analysis.signed_rank import matched_rank_biserial, sign_test, wilcoxon_signed_rank

Inputs = Mapping[str, Any]


def _smallest(i: Inputs) -> dict[str, Any]:
    if i["test"] == "fisher":
        return smallest_fisher_p(row1=i["row1"], row2=i["row2"], col1=i["col1"]).record()
    if i["test"] == "mann_whitney":
        return smallest_mann_whitney_p(i["m"], i["n"]).record()
    return smallest_paired_p(i["m"], test=i["test"]).record()


STATISTICS: dict[str, Callable[[Inputs], dict[str, Any]]] = {
    "auc": lambda i: area_under_curve(i["x"], i["y"], confidence=i["conf"]).record(),
    "cluster_bootstrap_se": lambda i: cluster_bootstrap(i["cluster"], i["y"]).record(),
    "cluster_mean": lambda i: cluster_mean(i["cluster"], i["y"], confidence=i["conf"]).record(),
    "cochran_q": lambda i: cochran_q(i["data"]).record(),
    "cochran_q_exact": lambda i: cochran_q_exact(i["data"]).record(),
    "describe": lambda i: describe(i["x"]).record(),
    "friedman": lambda i: friedman(i["data"]).record(),
    "friedman_exact": lambda i: friedman_exact(i["data"]).record(),
    "hodges_lehmann_paired": lambda i: hodges_lehmann_paired(i["d"], confidence=i["conf"]).record(),
    "hodges_lehmann_shift": lambda i: hodges_lehmann_shift(i["x"], i["y"], confidence=i["conf"]).record(),
    "kendall_exact": lambda i: kendall_exact(i["x"], i["y"]).record(),
    "kendall_tau_b": lambda i: kendall_tau_b(i["x"], i["y"], confidence=i["conf"]).record(),
    "kruskal_wallis": lambda i: kruskal_wallis(i["groups"]).record(),
    "likert_summary": lambda i: likert(i["x"], levels=i["levels"]).record(),
    "mann_whitney": lambda i: mann_whitney(i["x"], i["y"]).record(),
    "matched_rank_biserial": lambda i: matched_rank_biserial(i["d"]).record(),
    "min_attainable_p": _smallest,
    "p_adjust": lambda i: adjust(i["p"], method=i["method"]).record(),
    "page_exact": lambda i: page_exact(i["data"]).record(),
    "page_trend": lambda i: page_trend(i["data"]).record(),
    "point_biserial": lambda i: point_biserial(i["group"], i["value"], confidence=i["conf"]).record(),
    "sign_test": lambda i: sign_test(i["d"]).record(),
    "spearman": lambda i: spearman(i["x"], i["y"], confidence=i["conf"]).record(),
    "spearman_exact": lambda i: spearman_exact(i["x"], i["y"]).record(),
    "wilcoxon_signed_rank": lambda i: wilcoxon_signed_rank(i["d"], zero_method=i["zero_method"]).record(),
}
