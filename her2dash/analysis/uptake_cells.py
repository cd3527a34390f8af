"""The highest uptake of each patient against what was counted in the blood: pairs, correlation, classes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from her2dash.analysis.cases import Case
from her2dash.analysis.correlation import Correlation, spearman
from her2dash.analysis.correlation_exact import spearman_exact
from her2dash.analysis.crossed import Alike, alike
from her2dash.analysis.states import Call
from her2dash.analysis.table import Frozen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EXACT_UP_TO = 9
"""Up to so many pairs the p value counts all orders; above it is that of t."""

UPTAKE_EDGES = (0, 1, 2, 4, 8, 16, 32, math.inf)
CELL_EDGES = (0, 1, 2, 5, 10, 50, math.inf)
SHARE_EDGES = (0, 1e-9, 0.2, 0.4, 0.6, 0.8, 1, math.inf)
"""Classes from one edge to below the next: nobody and everybody have their own."""


class Measure(StrEnum):
    """What is counted: all cells, those with HER2, and their share of all."""

    CELLS = "cells"
    POSITIVE = "positive"
    SHARE = "share"


class Absent(StrEnum):
    """Why a patient is no pair, in the order in which it is looked for."""

    NOT_SIGNED = "not_signed"
    NOT_DONE = "not_done"
    FAILED = "failed"
    NOT_TOLD = "not_told"
    NO_CELL = "no_cell"
    NO_UPTAKE = "no_uptake"


class Point(NamedTuple):
    """One patient: the test's result, the highest uptake, and what was counted."""

    patient: str
    call: Call
    uptake: float
    value: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """The patients with both, and who lacks one of them and why."""

    points: tuple[Point, ...]
    absent: Mapping[Absent, tuple[str, ...]]


def alike_in_cells(cases: Iterable[Case]) -> Alike:
    """Return the cases in groups of the same result of the test and the same cells."""
    return alike(cases, "index_call", "marker", "marker_total", "marker_positive")


def pairs_of(groups: Alike, highest: Mapping[str, float], measure: Measure) -> Pairs:
    """Return the pairs of the cases, given in groups `alike_in_cells`; `highest` is the uptake by patient.

    Where no cell was found their number is 0; a share of no cells is none.
    """
    points: list[Point] = []
    absent: dict[Absent, list[str]] = {reason: [] for reason in Absent}
    for group in groups:
        call, value = Call(group[0].index_call), _counted(group[0], measure)
        if isinstance(value, Absent):
            absent[value] += [case.patient for case in group]
            continue
        for case in group:
            uptake = highest.get(case.patient)
            if uptake is None:
                absent[Absent.NO_UPTAKE].append(case.patient)
            else:
                points.append(Point(case.patient, call, uptake, value))
    return Pairs(tuple(points), {reason: tuple(sorted(who)) for reason, who in absent.items() if who})


_LACKING = {None: Absent.NOT_SIGNED, "not_done": Absent.NOT_DONE, "failed": Absent.FAILED}


def _counted(case: Case, measure: Measure) -> float | Absent:
    if case.marker in _LACKING:
        return _LACKING[case.marker]
    found, positive = case.marker_total, case.marker_positive
    if measure is Measure.CELLS:
        return Absent.NOT_TOLD if found is None else found
    if found is None or positive is None:
        return Absent.NOT_TOLD
    if measure is Measure.POSITIVE:
        return positive
    return positive / found if found else Absent.NO_CELL


def correlated(pairs: Pairs, *, confidence: float = 0.95) -> Correlation:
    """Return the rank correlation of uptake and count."""
    return spearman([p.uptake for p in pairs.points], [p.value for p in pairs.points], confidence=confidence)


def correlation_p(pairs: Pairs, found: Correlation) -> float | None:
    """Return the p value of a rank correlation: exact for few pairs, where t is a poor guide."""
    if found.n > EXACT_UP_TO:
        return found.p_t
    return spearman_exact([p.uptake for p in pairs.points], [p.value for p in pairs.points]).p_exact


def classified(
    columns: Sequence[float], rows: Sequence[float], *, column_edges: Sequence[float],
    row_edges: Sequence[float],
) -> Frozen:  # fmt: skip
    """Return how many pairs are in each class, the lowest row first.

    Classes go from one edge to below the next; a value outside them is refused.

    >>> classified([0, 4, 5], [1.5, 1.5, 2], column_edges=(0, 1, 5, 10), row_edges=(0, 2, 100))
    ((1, 1, 0), (0, 0, 1))
    """
    import numpy as np

    x, y = _class_of(columns, column_edges), _class_of(rows, row_edges)
    width, height = len(column_edges) - 1, len(row_edges) - 1
    counts = np.bincount(y * width + x, minlength=width * height).reshape(height, width)
    return tuple(map(tuple, counts.tolist()))


def _class_of(values: Sequence[float], edges: Sequence[float]) -> NDArray[np.int64]:
    import numpy as np

    classes, given = np.asarray(edges, dtype=float), np.asarray(values, dtype=float)
    places = np.searchsorted(classes, given, side="right") - 1
    if len(places) and not 0 <= places.min() <= places.max() < len(edges) - 1:
        raise ValueError("a value has no class")
    return places.astype(np.int64)
