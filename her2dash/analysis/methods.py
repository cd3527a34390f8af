"""The methods as a document: each statistic, its reference, its edges, and what it was checked against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import getdoc, signature

from her2dash.analysis import ANALYSIS_DATE, ANALYSIS_VERSION
from her2dash.analysis.ac1 import gwet_ac1
from her2dash.analysis.agreement import agreement
from her2dash.analysis.association import association
from her2dash.analysis.auc import area_under_curve
from her2dash.analysis.binomial import binomial_test, conditional_power, probability_met
from her2dash.analysis.clusters import cluster_bootstrap, cluster_mean
from her2dash.analysis.concordance import concordance
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
from her2dash.analysis.impact import impact, intended_and_given, plan_follows_call
from her2dash.analysis.interim import progress
from her2dash.analysis.kappa import cohen_kappa
from her2dash.analysis.kendall import kendall_tau_b
from her2dash.analysis.kruskal import kruskal_wallis
from her2dash.analysis.mann_whitney import mann_whitney
from her2dash.analysis.mcnemar import mcnemar
from her2dash.analysis.multiplicity import (
    adjust,
    smallest_fisher_p,
    smallest_mann_whitney_p,
    smallest_paired_p,
)
from her2dash.analysis.outlook import outlook
from her2dash.analysis.posterior import posterior
from her2dash.analysis.predictive import (
    futility_boundary,
    predictive_probability,
    predictive_probability_of_posterior,
)
from her2dash.analysis.proportion import proportion
from her2dash.analysis.repeated import cochran_q, friedman, page_trend
from her2dash.analysis.repeated_exact import cochran_q_exact, friedman_exact, page_exact
from her2dash.analysis.signed_rank import matched_rank_biserial, sign_test, wilcoxon_signed_rank
from her2dash.analysis.symmetry import bowker, bowker_exact, stuart_maxwell

Statistic = Callable[..., object]

R = "R 4.2.2"
ENUMERATED = "enumeration of every outcome, in fractions"
INTEGERS = "integer arithmetic"

CHAPTERS: Mapping[str, Mapping[Statistic, str]] = {
    "Primary endpoint": {
        concordance: f"{INTEGERS}; {R} binom.test",
        progress: INTEGERS,
        proportion: f"{R} binom.test, prop.test, qbeta, uniroot",
        binomial_test: f"{R} binom.test, pbinom",
        probability_met: f"{R} pbinom",
        conditional_power: f"{R} pbinom",
        posterior: f"{R} pbeta, qbeta",
        predictive_probability: f"{R} extraDistr 1.9.1 dbbinom",
        predictive_probability_of_posterior: f"{R} extraDistr 1.9.1, pbeta",
        futility_boundary: f"{R} extraDistr 1.9.1",
        outlook: "the statistics above",
    },
    "Agreement": {
        agreement: f"{R} epiR 2.0.57 epi.kappa",
        cohen_kappa: f"{R} vcd 1.4.11 Kappa, epiR 2.0.57",
        goodness_of_fit_kappa: f"{R} uniroot on the chi-square",
        gwet_ac1: "closed form; irrCAC 0.4.4",
        fleiss_kappa: f"{R}, closed form",
        diagnostic_accuracy: f"{R} epiR 2.0.57 epi.tests",
    },
    "Shifts": {
        mcnemar: f"{R} mcnemar.test, binom.test",
        paired_difference: f"{R}, closed form and uniroot",
        difference: f"{R} Epi 2.47 ci.pd",
        bowker: f"{R} mcnemar.test",
        bowker_exact: ENUMERATED,
        stuart_maxwell: f"{R} coin 1.4.2 mh_test",
        wilcoxon_signed_rank: f"{R} coin 1.4.2, exactRankTests 0.8.35",
        sign_test: f"{R} binom.test",
        matched_rank_biserial: f"{R} effectsize 0.8.3",
        hodges_lehmann_paired: f"{R} wilcox.test, qsignrank",
        cochran_q: f"{R} friedman.test",
        cochran_q_exact: ENUMERATED,
        friedman: f"{R} friedman.test",
        friedman_exact: ENUMERATED,
        page_trend: f"{R} coin 1.4.2 friedman_test",
        page_exact: ENUMERATED,
        impact: "counts by hand",
        plan_follows_call: "the statistics above",
        intended_and_given: "the statistics above",
    },
    "Groups and association": {
        fisher: f"{R} fisher.test, uniroot",
        freeman_halton: f"{R} fisher.test",
        association: f"{R} vcd 1.4.11 assocstats",
        goodman_kruskal_gamma: f"{R} vcdExtra 0.8.2 GKgamma",
        mann_whitney: f"{R} coin 1.4.2 wilcox_test, effectsize 0.8.3",
        hodges_lehmann_shift: f"{R} wilcox.test, qwilcox",
        area_under_curve: f"{R} pROC 1.18.0; closed form; uniroot",
        kruskal_wallis: f"{R} kruskal.test",
        spearman: f"{R} cor, pt",
        spearman_exact: ENUMERATED,
        kendall_tau_b: f"{R} cor.test",
        kendall_exact: ENUMERATED,
        point_biserial: f"{R} cor.test",
    },
    "Lesions, descriptions, multiplicity": {
        cluster_mean: f"{R} survey 4.1.1, clubSandwich 0.5.8",
        cluster_bootstrap: "enumeration of all resamples",
        describe: f"{R} quantile, sd",
        likert: INTEGERS,
        adjust: f"{R} p.adjust",
        smallest_paired_p: "fractions",
        smallest_mann_whitney_p: "fractions",
        smallest_fisher_p: "fractions",
    },
}


def methods_document() -> str:
    """Return the document in Markdown, made from the docstrings: what runs is what is described."""
    parts = [
        "# Methods",
        f"Generated from the code: analysis version {ANALYSIS_VERSION} of {ANALYSIS_DATE.isoformat()}. "
        "Undefined is a value: a result without an estimate says why, and is never 0, nan or infinite.",
    ]
    for chapter, statistics in CHAPTERS.items():
        parts.append(f"## {chapter}")
        parts.extend(_section(statistic, checked) for statistic, checked in statistics.items())
    return "\n\n".join(parts) + "\n"


def _section(statistic: Statistic, checked: str) -> str:
    where = f"`{statistic.__module__}.{statistic.__name__}`"
    asked = ", ".join(signature(statistic).parameters)
    # examples are for who reads the code; a test runs them
    told = str(getdoc(statistic)).split("\n\n>>>")[0]
    return f"### {statistic.__name__}\n\n{told}\n\nTakes: {asked}. Code: {where}. Checked against: {checked}."
