"""Agreement of more than two raters or times: Fleiss' kappa."""

from __future__ import annotations

import math
from dataclasses import dataclass

from her2dash.analysis.result import Result, Why
from her2dash.analysis.table import Counts, Frozen, array, frozen, total


@dataclass(frozen=True, slots=True)
class FleissKappa(Result):
    """Fleiss' kappa and its standard error under no agreement beyond chance."""

    RECORD = ("kappa", "se0")

    counts: Frozen
    kappa: float | None = None
    se0: float | None = None
    why: Why | None = None
    method: str = "Fleiss 1971; null standard error Fleiss, Nee & Landis 1979"


def fleiss_kappa(counts: Counts) -> FleissKappa:
    """Return Fleiss' kappa of subjects by categories; each subject has the same number of ratings.

    Nobody, a single rating each, or one category for everything: undefined.
    """
    rows = frozen(counts)
    ratings = {sum(row) for row in rows}
    if len(ratings) > 1:
        raise ValueError(f"subjects with different numbers of ratings: {sorted(ratings)}")
    if total(rows) == 0:
        return FleissKappa(rows, why=Why.NO_DATA)
    each, subjects = ratings.pop(), len(rows)
    values = array(rows)
    share = values.sum(axis=0) / (subjects * each)
    spread = float((share * (1 - share)).sum())
    if each < 2 or spread == 0:
        return FleissKappa(rows, why=Why.NO_PAIRS if each < 2 else Why.CONSTANT)
    po = float((values * (values - 1)).sum()) / (subjects * each * (each - 1))
    pe = float((share**2).sum())
    skew = float((share * (1 - share) * (1 - 2 * share)).sum())
    se0 = math.sqrt(2 * max(0.0, spread**2 - skew)) / (spread * math.sqrt(subjects * each * (each - 1)))
    return FleissKappa(rows, (po - pe) / (1 - pe), se0)
