"""The highest uptake of each patient by what the cells in the blood say of HER2."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import median

from her2dash.analysis.compared import Marker, marker
from her2dash.analysis.crossed import Alike
from her2dash.analysis.dataset import Dataset
from her2dash.analysis.hodges_lehmann import HodgesLehmann, hodges_lehmann_shift
from her2dash.analysis.states import Call
from her2dash.analysis.trial_plan import AnalysisPlan
from her2dash.analysis.uptake_cells import Point

SHOWN = (Marker.POSITIVE, Marker.NEGATIVE, Marker.NO_CELL)
"""Who has an uptake to show beside the cells; the first two are compared."""


@dataclass(frozen=True, slots=True)
class UptakeGroups:
    """The patients of each state with their uptake, who has none, and who has no result of the cells."""

    of: Mapping[Marker, tuple[Point, ...]]
    without_uptake: tuple[str, ...]
    without_cells: Mapping[Marker, tuple[str, ...]]

    def values(self, state: Marker) -> list[float]:
        """Return the uptakes of a state."""
        return [point.uptake for point in self.of[state]]

    def median(self, state: Marker) -> float | None:
        """Return the median uptake of a state; of nobody there is none."""
        return median(self.values(state)) if self.of[state] else None


def uptake_groups(groups: Alike, highest: Mapping[str, float]) -> UptakeGroups:
    """Return the patients by the state of their cells, given in groups `alike_in_cells`.

    `highest` is the uptake by patient.
    """
    of: dict[Marker, list[Point]] = {state: [] for state in SHOWN}
    lacking: dict[Marker, list[str]] = {state: [] for state in Marker if state not in SHOWN}
    without: list[str] = []
    for group in groups:
        call, state, cells = Call(group[0].index_call), marker(group[0]), group[0].marker_total or 0
        if state in lacking:
            lacking[state] += [case.patient for case in group]
            continue
        for case in group:
            uptake = highest.get(case.patient)
            if uptake is None:
                without.append(case.patient)
            else:
                of[state].append(Point(case.patient, call, uptake, cells))
    return UptakeGroups(
        {state: tuple(points) for state, points in of.items()},
        tuple(sorted(without)),
        {state: tuple(sorted(who)) for state, who in lacking.items() if who},
    )


def shift(groups: UptakeGroups, plan: AnalysisPlan) -> HodgesLehmann:
    """Return how much higher the uptake typically is with HER2 on the cells than without."""
    x, y = groups.values(Marker.POSITIVE), groups.values(Marker.NEGATIVE)
    return hodges_lehmann_shift(x, y, confidence=plan.confidence, exact=plan.exact(len(x) + len(y)))


def without_sites(dataset: Dataset, sites: Collection[str]) -> Dataset:
    """Return the data set without the lesions of some sites, whose own uptake hides that of a lesion."""
    kept = tuple(each for each in dataset.lesions if each.site not in sites)
    return Dataset(dataset.patients, kept, dataset.questionnaires)
