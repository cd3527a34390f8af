"""The primary endpoint of a data set, with its posterior and both powers."""

from __future__ import annotations

from collections import Counter

from her2dash.analysis.concordance import Concordance, from_table
from her2dash.analysis.dataset import Dataset
from her2dash.analysis.endpoint_record import concordance_record
from her2dash.analysis.outlook import power
from her2dash.analysis.posterior import UNIFORM, posterior
from her2dash.analysis.predictive import predictive_probability
from her2dash.analysis.proportion import proportion
from her2dash.analysis.states import Call, Therapy
from her2dash.analysis.trial_plan import AnalysisPlan


def endpoint(dataset: Dataset, plan: AnalysisPlan) -> Concordance:
    """Return the primary endpoint of a data set."""
    pairs = Counter((p.pet_result, p.anti_her2_therapy) for p in dataset.included)
    table = {(call, therapy): pairs[call, therapy] for call in Call for therapy in Therapy}
    return from_table(
        table,
        target=plan.planned,
        threshold=plan.threshold,
        final=plan.final,
        confidence=plan.confidence,
    )


def primary(result: Concordance) -> dict[str, object]:
    """Return the primary endpoint's sections; x of n are the concordant of the closed patients."""
    x, n, rule = result.concordant, result.closed, result.threshold
    chance = power(result, rate=float(rule))
    return {
        "concordance_summary": concordance_record(result),
        "wilson_included": proportion(x, result.included, method="wilson", confidence=result.confidence),
        "beta_posterior": posterior(x, n, threshold=rule, prior=UNIFORM, confidence=result.confidence),
        "predictive_probability_count": predictive_probability(
            concordant=x, closed=n, planned=result.planned, needed=result.needed, prior=UNIFORM
        ),
        "conditional_power_at_2_3": {"conditional_power": chance},
    }
