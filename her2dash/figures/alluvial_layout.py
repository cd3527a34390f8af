"""Where the places and flows of an alluvial diagram lie, measured in patients from above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from her2dash.analysis.plan_paths import Flow
from her2dash.analysis.states import Call


@dataclass(frozen=True, slots=True)
class Stage:
    """A column of the diagram: its title, and the name of each place in their fixed order."""

    title: str
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A flow of patients with the same result, and the category whose patients a click lists."""

    flow: Flow
    call: Call
    count: int
    category: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A flow and how far down it begins on both sides."""

    ribbon: Ribbon
    left: float
    right: float


def sizes_of(stage: Stage, number: int, ribbons: Sequence[Ribbon]) -> dict[str, int]:
    """Return how many are at each place of a stage; the last stage is where flows end."""
    found: dict[str, int] = dict.fromkeys(stage.places, 0)
    for ribbon in ribbons:
        if ribbon.flow.stage == number:
            found[ribbon.flow.start] += ribbon.count
    if not any(found.values()):
        for ribbon in ribbons:
            if ribbon.flow.stage == number - 1:
                found[ribbon.flow.end] += ribbon.count
    return {place: count for place, count in found.items() if count}


def tops_of(sizes: Mapping[str, int], gap: float) -> dict[str, float]:
    """Return how far down each place of a stage begins."""
    found, top = {}, 0.0
    for place, count in sizes.items():
        found[place] = top
        top += count + gap
    return found


def placed_between(
    stages: Sequence[Stage], ribbons: Sequence[Ribbon], tops: Sequence[Mapping[str, float]]
) -> list[Placed]:
    """Lay each flow at its height on both sides: in the order of the places there, then of results."""
    order = [{place: number for number, place in enumerate(stage.places)} for stage in stages]
    calls = list(Call)

    def rank(ribbon: Ribbon) -> tuple[int, int, int, int]:
        flow = ribbon.flow
        ends = order[flow.stage][flow.start], order[flow.stage + 1][flow.end]
        return flow.stage, *ends, calls.index(ribbon.call)

    leaving = _heights(sorted(ribbons, key=rank), tops, arriving=False)
    arriving = _heights(
        sorted(ribbons, key=lambda each: (rank(each)[0], rank(each)[2], rank(each)[1], rank(each)[3])),
        tops, arriving=True,
    )  # fmt: skip
    return [Placed(each, leaving[each], arriving[each]) for each in sorted(ribbons, key=rank)]


def _heights(
    ribbons: Sequence[Ribbon], tops: Sequence[Mapping[str, float]], *, arriving: bool
) -> dict[Ribbon, float]:
    used: defaultdict[tuple[int, str], float] = defaultdict(float)
    found = {}
    for ribbon in ribbons:
        stage = ribbon.flow.stage + arriving
        place = ribbon.flow.end if arriving else ribbon.flow.start
        found[ribbon] = tops[stage][place] + used[stage, place]
        used[stage, place] += ribbon.count
    return found
