"""Uptake of the tracer: against tumour cells, and over lesions that share a patient."""

from __future__ import annotations

from her2dash.analysis.auc import area_under_curve
from her2dash.analysis.clusters import ClusterMean, cluster_mean
from her2dash.analysis.correlation import Correlation, spearman
from her2dash.analysis.dataset import Dataset
from her2dash.analysis.mann_whitney import mann_whitney
from her2dash.analysis.trial_plan import AnalysisPlan


def uptake_by_ctc(dataset: Dataset, plan: AnalysisPlan) -> dict[str, object]:
    """Return the patients' SUVmax with HER2 on their cells against those without, where cells were found."""
    groups: dict[bool, list[float]] = {True: [], False: []}
    for patient in dataset.included:
        value = dataset.suvmax.get(patient.patient_id)
        if value is not None and patient.ctc_count and patient.ctc_her2_pos is not None:
            groups[patient.ctc_her2_pos > 0].append(value)
    x, y = groups[True], groups[False]
    area = area_under_curve(x, y, confidence=plan.confidence) if x and y else None
    return {"mann_whitney": mann_whitney(x, y, exact=plan.exact(len(x) + len(y))), "auc": area}


def uptake_with_count(dataset: Dataset, plan: AnalysisPlan) -> Correlation:
    """Return the rank correlation of SUVmax with the number of cells with HER2, no cell counting as 0."""
    uptake = [dataset.suvmax.get(patient.patient_id) for patient in dataset.included]
    return spearman(
        uptake, [patient.ctc_her2_pos for patient in dataset.included], confidence=plan.confidence
    )


def lesion_mean(dataset: Dataset, plan: AnalysisPlan) -> ClusterMean | None:
    """Return the mean SUVmax over all lesions, patients as clusters; without a lesion nothing."""
    if not dataset.measured:
        return None
    who = [lesion.patient_id for lesion in dataset.measured]
    values = [lesion.suvmax or 0.0 for lesion in dataset.measured]
    return cluster_mean(who, values, confidence=plan.confidence)
