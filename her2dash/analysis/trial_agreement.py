"""What the test agrees with: the therapy, the conventional work-up, the biopsy and the tumour cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from her2dash.analysis.ac1 import gwet_ac1
from her2dash.analysis.agreement import agreement
from her2dash.analysis.association import association
from her2dash.analysis.dataset import CONVENTIONAL, Dataset
from her2dash.analysis.diagnostic import Accuracy, diagnostic_accuracy
from her2dash.analysis.fisher import fisher
from her2dash.analysis.freeman_halton import freeman_halton
from her2dash.analysis.kappa import cohen_kappa
from her2dash.analysis.mcnemar import mcnemar
from her2dash.analysis.states import Call, Therapy
from her2dash.analysis.table import Frozen, total
from her2dash.analysis.trial_plan import AnalysisPlan

CALLS = (Call.POSITIVE, Call.NEGATIVE)


def cross(
    pairs: Iterable[tuple[object, object]], rows: Sequence[object], columns: Sequence[object]
) -> Frozen:
    """Return the counts in the given order of rows and columns; other values have no place in it."""
    counts = Counter(pairs)
    return tuple(tuple(counts[row, column] for column in columns) for row in rows)


def therapy_table(dataset: Dataset) -> Frozen:
    """Return positive and negative test by therapy yes and no."""
    pairs = ((p.pet_result, p.anti_her2_therapy) for p in dataset.called)
    return cross(pairs, CALLS, (Therapy.YES, Therapy.NO))


def by_therapy(dataset: Dataset, plan: AnalysisPlan) -> dict[str, object]:
    """Return test by therapy: kappa, AC1, raw and specific agreement, McNemar and Fisher."""
    table = therapy_table(dataset)
    return {
        "table": table,
        "kappa": cohen_kappa(table, confidence=plan.confidence),
        "ac1": gwet_ac1(table, confidence=plan.confidence),
        "pabak": agreement(table, confidence=plan.confidence),
        "mcnemar": mcnemar(table),
        "fisher": fisher(table, confidence=plan.confidence),
    }


def by_conventional(dataset: Dataset, plan: AnalysisPlan) -> dict[str, object]:
    """Return test by conventional conclusion; kappa on its positive and negative alone."""
    pairs = ((p.pet_result, p.conventional_her2) for p in dataset.called)
    table = cross(pairs, CALLS, CONVENTIONAL)
    shared = association(table)
    return {
        "table": table,
        "fisher_rxc": freeman_halton(table, exact=plan.exact(total(table))),
        "association": {name: value for name, value in shared.record().items() if name != "phi"},
        "kappa_known": cohen_kappa([row[:2] for row in table], confidence=plan.confidence),
    }


def by_biopsy(dataset: Dataset, plan: AnalysisPlan) -> Accuracy:
    """Return the accuracy of the test against the biopsy, where both are positive or negative."""
    pairs = ((p.pet_result, p.biopsy_her2) for p in dataset.called)
    (tp, fp), (fn, tn) = cross(pairs, CALLS, ("positive", "negative"))
    return diagnostic_accuracy(tp=tp, fp=fp, fn=fn, tn=tn, confidence=plan.confidence)


def by_ctc(dataset: Dataset, plan: AnalysisPlan) -> dict[str, object]:
    """Return test by HER2 on tumour cells, among patients in whom at least one cell was found."""
    pairs = (
        (p.pet_result, p.ctc_her2_pos > 0)
        for p in dataset.called
        if p.ctc_count and p.ctc_her2_pos is not None
    )
    table = cross(pairs, CALLS, (True, False))
    return {
        "table": table,
        "fisher": fisher(table, confidence=plan.confidence),
        "association": association(table),
        "kappa": cohen_kappa(table, confidence=plan.confidence),
    }
