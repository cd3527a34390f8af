"""The whole analysis of a data set: every endpoint of the plan, each from the patients with its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from her2dash.analysis.concordance import Concordance
from her2dash.analysis.dataset import Dataset
from her2dash.analysis.gof_kappa import IntraclassKappa, goodness_of_fit_kappa
from her2dash.analysis.outlook import characteristics
from her2dash.analysis.result import Result, written
from her2dash.analysis.trial_agreement import (
    by_biopsy,
    by_conventional,
    by_ctc,
    by_therapy,
    therapy_table,
)
from her2dash.analysis.trial_family import family
from her2dash.analysis.trial_impact import confidence_shift, later_confidence, plan_shift, three_times
from her2dash.analysis.trial_plan import AnalysisPlan
from her2dash.analysis.trial_primary import endpoint, primary
from her2dash.analysis.trial_uptake import lesion_mean, uptake_by_ctc, uptake_with_count

SECONDARY: Mapping[str, Callable[[Dataset, AnalysisPlan], object]] = {
    "pet_by_therapy": by_therapy,
    "pet_by_conventional": by_conventional,
    "pet_vs_biopsy": by_biopsy,
    "pet_by_ctc": by_ctc,
    "suvmax_by_ctc": uptake_by_ctc,
    "suvmax_vs_ctc_her2_count": uptake_with_count,
    "lesion_suvmax_mean": lesion_mean,
    "confidence_pre_post": confidence_shift,
    "confidence_three_times": three_times,
    "plan_pre_post": partial(plan_shift, later="post"),
    "plan_pre_m3": partial(plan_shift, later="m3"),
    "post_confidence_by_pet": later_confidence,
}


@dataclass(frozen=True, slots=True)
class Analysis:
    """All endpoints of a data set by their names in the analysis data set.

    Beside them stand what a reader needs and the data set has no name for: the primary endpoint as a
    result, the operating characteristics of its rule, and the kappa of test and therapy whose interval does
    not collapse.
    """

    dataset: Dataset
    plan: AnalysisPlan
    sections: Mapping[str, object]
    endpoint: Concordance
    therapy_kappa: IntraclassKappa
    characteristics: tuple[tuple[float, float], ...]

    def __getitem__(self, name: str) -> object:
        return self.sections[name]

    def record(self) -> dict[str, object]:
        """Return everything as JSON can hold it: undefined is null, infinite the text "Inf"."""
        return {name: recorded(section) for name, section in self.sections.items()}


def analyse(dataset: Dataset, plan: AnalysisPlan) -> Analysis:
    """Return the analysis of a data set: the primary endpoint, the secondary ones and their family.

    A patient enters every analysis for which the named values are present; only included patients do.
    Equivocal, not evaluable and pending tests are never counted as negative. Where more patients meet than
    the plan's `exact_up_to`, the large-sample method is used, and named in the result.
    """
    result = endpoint(dataset, plan)
    sections = primary(result) | {name: step(dataset, plan) for name, step in SECONDARY.items()}
    sections["secondary_family"] = family(sections)
    kappa = goodness_of_fit_kappa(therapy_table(dataset), confidence=plan.confidence)
    return Analysis(dataset, plan, sections, result, kappa, characteristics(result))


def recorded(value: object) -> object:
    """Return a result, or a map of results, as JSON can hold it."""
    if isinstance(value, Result):
        return value.record()
    if isinstance(value, Mapping):
        return {name: recorded(each) for name, each in value.items()}
    return written(value)
