"""The oracle's words for statistics of counts, and our functions that answer them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from her2dash.analysis.ac1 import gwet_ac1
from her2dash.analysis.agreement import agreement
from her2dash.analysis.association import association
from her2dash.analysis.binomial import binomial_test, conditional_power, probability_met
from her2dash.analysis.concordance import from_table
from her2dash.analysis.diagnostic import diagnostic_accuracy
from her2dash.analysis.differences import difference, paired_difference
from her2dash.analysis.endpoint_record import concordance_record, progress_record
from her2dash.analysis.fisher import fisher
from her2dash.analysis.fleiss import fleiss_kappa
from her2dash.analysis.freeman_halton import freeman_halton
from her2dash.analysis.gamma import goodman_kruskal_gamma
from her2dash.analysis.gof_kappa import goodness_of_fit_kappa
from her2dash.analysis.interim import needed, progress
from her2dash.analysis.kappa import cohen_kappa
from her2dash.analysis.mcnemar import mcnemar
from her2dash.analysis.posterior import Prior, posterior
from her2dash.analysis.predictive import (
    futility_boundary,
    predictive_probability,
    predictive_probability_of_posterior,
)
from her2dash.analysis.proportion import proportion
from her2dash.analysis.states import Call, Therapy
from her2dash.analysis.symmetry import bowker, bowker_exact, stuart_maxwell

Inputs = Mapping[str, Any]


def _prior(i: Inputs) -> Prior:
    return Prior("given", i["prior_a"], i["prior_b"])


def _threshold(i: Inputs, above: str = "p0_num", below: str = "p0_den") -> Fraction:
    return Fraction(i[above], i[below])


def _power(i: Inputs) -> dict[str, Any]:
    remaining = i["N"] - i["concordant"] - i["discordant"]
    power = conditional_power(remaining=remaining, still_needed=i["needed"] - i["concordant"], rate=i["p"])
    return {"conditional_power": power}


def _progress(i: Inputs) -> dict[str, Any]:
    state = progress(
        planned=i["N"],
        concordant=i["concordant"],
        failed=i["discordant"],
        threshold=_threshold(i, "num", "den"),
    )
    return progress_record(state)


def _concordance(i: Inputs) -> dict[str, Any]:
    table = {(call, therapy): 0 for call in Call for therapy in Therapy}
    for patient in i["patients"]:
        if patient["included"]:
            table[Call(patient["pet"]), Therapy(patient["therapy"])] += 1
    result = from_table(
        table, target=i["planned_n"], threshold=Fraction(2, 3), final=i["final"], confidence=0.95
    )
    return concordance_record(result)


def _lee_liu(i: Inputs) -> dict[str, Any]:
    probability = predictive_probability_of_posterior(
        concordant=i["x"], closed=i["n"], planned=i["N"],
        threshold=i["p0"], certainty=i["theta_t"], prior=_prior(i),
    )  # fmt: skip
    return {"pp": probability}


def _boundary(i: Inputs) -> dict[str, Any]:
    boundary = futility_boundary(
        planned=i["N"], first=i["n_min"], threshold=i["p0"],
        certainty=i["theta_t"], futile_below=i["theta_l"], prior=_prior(i),
    )  # fmt: skip
    return {"boundary": list(boundary)}


def _accuracy(i: Inputs) -> dict[str, Any]:
    cells = {name: i[name] for name in ("tp", "fp", "fn", "tn")}
    return diagnostic_accuracy(**cells, confidence=i["conf"]).record()


def _difference(i: Inputs) -> dict[str, Any]:
    return difference(i["x1"], i["n1"], i["x2"], i["n2"], confidence=i["conf"]).record()


def _predictive(i: Inputs) -> dict[str, Any]:
    counts = {"concordant": i["x"], "closed": i["n"], "planned": i["N"], "needed": i["needed"]}
    return predictive_probability(**counts, prior=_prior(i)).record()


def _posterior(i: Inputs) -> dict[str, Any]:
    given = {"threshold": _threshold(i), "prior": _prior(i), "confidence": i["conf"]}
    return posterior(i["x"], i["n"], **given).record()


STATISTICS: dict[str, Callable[[Inputs], dict[str, Any]]] = {
    "association": lambda i: association(i["table"]).record(),
    "beta_posterior": _posterior,
    "binom_ci": lambda i: proportion(i["x"], i["n"], method=i["method"], confidence=i["conf"]).record(),
    "binom_test": lambda i: binomial_test(
        i["x"], i["n"], threshold=_threshold(i), alternative=i["alternative"]
    ).record(),
    "bowker": lambda i: bowker(i["table"]).record(),
    "bowker_exact": lambda i: bowker_exact(i["table"]).record(),
    "cohen_kappa": lambda i: cohen_kappa(i["table"], weights=i["weights"], confidence=i["conf"]).record(),
    "concordance_summary": _concordance,
    "conditional_power": _power,
    "diagnostic_accuracy": _accuracy,
    "exact_oc": lambda i: {"prob": list(probability_met(i["p"], needed=i["r"], total=i["n"]))},
    "fisher_2x2": lambda i: fisher(i["table"], confidence=i["conf"]).record(),
    "fisher_rxc": lambda i: freeman_halton(i["table"]).record(),
    "fleiss_kappa": lambda i: fleiss_kappa(i["counts"]).record(),
    "goodman_kruskal_gamma": lambda i: goodman_kruskal_gamma(i["table"], confidence=i["conf"]).record(),
    "gwet_ac1": lambda i: gwet_ac1(i["table"], confidence=i["conf"]).record(),
    "interim_status": _progress,
    "kappa_gof_ci": lambda i: goodness_of_fit_kappa(i["table"], confidence=i["conf"]).record(),
    "leeliu_boundary": _boundary,
    "mcnemar": lambda i: mcnemar(i["table"]).record(),
    "paired_proportion_difference": lambda i: paired_difference(i["table"], confidence=i["conf"]).record(),
    "predictive_probability_count": _predictive,
    "predictive_probability_leeliu": _lee_liu,
    "proportion_difference_newcombe": _difference,
    "raw_agreement_pabak": lambda i: agreement(i["table"], confidence=i["conf"]).record(),
    "stuart_maxwell": lambda i: stuart_maxwell(i["table"]).record(),
    "threshold_needed": lambda i: {"needed": needed(i["N"], threshold=_threshold(i, "num", "den"))},
}
