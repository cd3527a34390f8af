"""A patient's uptake from the lesions: highest, median and geometric mean, with or without some sites."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from statistics import median

from her2dash.analysis.dataset import Lesion


@dataclass(frozen=True, slots=True)
class Uptake:
    """One patient's lesions in numbers; a lesion of 0 leaves no geometric mean."""

    patient_id: str
    lesions: int
    highest: float
    median: float
    geometric_mean: float | None


def uptake(lesions: Iterable[Lesion], *, without: Collection[str] = ()) -> tuple[Uptake, ...]:
    """Return each patient's uptake; sites `without` (liver, brain) hide the effect by their own uptake.

    A patient whose lesions all lie there, or are not measured, has no row.
    """
    values: defaultdict[str, list[float]] = defaultdict(list)
    for lesion in lesions:
        if lesion.suvmax is not None and lesion.site not in without:
            values[lesion.patient_id].append(lesion.suvmax)
    return tuple(
        Uptake(who, len(each), max(each), median(each), _geometric_mean(each)) for who, each in values.items()
    )


def _geometric_mean(values: list[float]) -> float | None:
    return math.exp(sum(map(math.log, values)) / len(values)) if min(values) > 0 else None
