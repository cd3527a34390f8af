"""The whole analysis of a data set as tables of words: estimate, interval, n, and p last."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping
from dataclasses import replace

from her2dash.analysis.agreement import Agreement
from her2dash.analysis.clusters import ClusterMean
from her2dash.analysis.correlation import Correlation
from her2dash.analysis.diagnostic import Accuracy, Share
from her2dash.analysis.gof_kappa import IntraclassKappa
from her2dash.analysis.proportion import Proportion
from her2dash.analysis.result import DISPLAY_MINIMUM, Interval, Why
from her2dash.analysis.table import total
from her2dash.analysis.trial import Analysis
from her2dash.analysis.trial_family import Family
from her2dash.figures.criterion_table import criterion_table
from her2dash.figures.family_table import family_table
from her2dash.figures.numbers import decimal, interval, not_estimable, percent_interval, share
from her2dash.figures.sentences import (
    DataTable,
    call_by_therapy_rows,
    concordance_finding,
    concordance_rows,
)
from her2dash.i18n import N_, Words

Line = tuple[str, str, str, str]

NOT_ACCURACY = N_(
    "Concordance is not accuracy: the physician saw the test before choosing the therapy, the therapy is no "
    "reference standard, and biopsies exist only where they were feasible."
)


def analysis_tables(analysis: Analysis, words: Words) -> tuple[DataTable, ...]:
    """Return the analysis as tables a statistician reads: primary, estimates, and the secondary family.

    Estimate, interval, n, then p; below five patients neither interval nor p is shown.
    """
    result = analysis.endpoint
    return (
        # nothing else says the finding here
        replace(concordance_rows(result, words), caption=concordance_finding(result, words)),
        criterion_table(analysis, words),
        call_by_therapy_rows(result, words),
        _estimates(analysis, words),
        family_table(typing.cast(Family, analysis["secondary_family"]), words),
    )


def _estimates(analysis: Analysis, words: Words) -> DataTable:
    heads = (words("Measure"), words("Estimate"), words("Interval"), words("n"))
    caption = f"{words('Estimates')}. {words(NOT_ACCURACY)}"
    return DataTable(caption, heads, tuple(_lines(analysis, words)))


def _lines(analysis: Analysis, words: Words) -> Iterable[Line]:
    therapy = typing.cast(Mapping[str, object], analysis["pet_by_therapy"])
    raw = typing.cast(Agreement, therapy["pabak"])
    kappa = analysis.therapy_kappa
    yield _share(words("Test and therapy agree"), raw.raw, words)
    yield _number(
        words("Kappa, test and therapy"),
        kappa.kappa_intraclass,
        _limits(kappa),
        total(kappa.table),
        kappa.why,
        words,
    )
    biopsy = typing.cast(Accuracy, analysis["pet_vs_biopsy"])
    for name, label in SHARES.items():
        yield _share(words(label), typing.cast(Share, getattr(biopsy, name)).exact, words)
    for key, label in (("plan_pre_post", PLAN_AFTER), ("plan_pre_m3", PLAN_LATER)):
        shift = typing.cast(Mapping[str, object], analysis[key])
        yield _share(words(label), typing.cast(Proportion, shift["changed"]), words)
    rho = typing.cast(Correlation, analysis["suvmax_vs_ctc_her2_count"])
    yield _number(words("SUVmax and HER2 cells, rho"), rho.rho, _limits(rho), rho.n, rho.why, words)
    mean = typing.cast("ClusterMean | None", analysis["lesion_suvmax_mean"])
    if mean is not None:
        yield _number(
            words("Mean SUVmax of lesions"), mean.mean, _limits(mean), mean.n_clusters, mean.why, words,
            plain=True,
        )  # fmt: skip


SHARES = {
    "sensitivity": N_("Sensitivity against biopsy"),
    "specificity": N_("Specificity against biopsy"),
    "ppv": N_("Positive predictive value"),
    "npv": N_("Negative predictive value"),
}
PLAN_AFTER, PLAN_LATER = N_("Plan changed after the test"), N_("Plan changed three months later")


def _share(label: str, each: Proportion, words: Words) -> Line:
    return label, share(each, words), percent_interval(each, words), str(each.total)


def _limits(result: IntraclassKappa | Correlation | ClusterMean) -> Interval | None:
    if result.low is None or result.high is None:
        return None
    return Interval(result.low, result.high, result.method, result.confidence)


def _number(
    label: str, value: float | None, limits: Interval | None, n: int, why: Why | None, words: Words, *,
    plain: bool = False,
) -> Line:  # fmt: skip
    """Return a number with its interval; of few only a plain mean keeps its number."""
    if value is None:
        return label, not_estimable(why or Why.NO_DATA, words), "–", str(n)
    if n < DISPLAY_MINIMUM:
        return label, decimal(value, words) if plain else words("too few"), words("too few"), str(n)
    return label, decimal(value, words), interval(limits, words) if limits else "–", str(n)
