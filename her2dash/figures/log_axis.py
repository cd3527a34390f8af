"""A logarithmic axis with a place for zero, which it does not have, and marks that do not hide each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

UPTAKE = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
UPTAKE_UP = (0.1, 0.2, 0.3, 0.5, 0.7, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 200)
CELLS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
FEW_CELLS = (1, 2, 3, 4, 5)
"""The ticks of an uptake, of one up the side where there is more room, of a number of cells and of few."""

GOLDEN = 0.6180339887498949
"""Its multiples lie evenly and without order: neighbours in the list are no neighbours on the page."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the values of an axis stand: `zero` for those that are 0, None where none is."""

    ticks: tuple[float, ...]
    lowest: float
    highest: float
    zero: float | None

    def at(self, value: float) -> float:
        """Return where a value is drawn."""
        return value if value > 0 or self.zero is None else self.zero

    @property
    def border(self) -> float:
        """Where the scale ends and zero begins."""
        return self.lowest * 0.7


def place_of(values: Sequence[float], ticks: Sequence[float]) -> Place:
    """Return the axis of some values: from the lowest above 0, with a place for zero where one is."""
    above = [value for value in values if value > 0] or [ticks[0]]
    lowest, highest = min(above), max(above)
    shown = tuple(tick for tick in ticks if lowest / 2 < tick < highest * 2)
    return Place(shown, lowest, highest, lowest * 0.45 if len(above) < len(values) else None)


def log_axis(place: Place, *others: tuple[float, str]) -> dict[str, Any]:
    """Return the axis as plotly takes it; `others` are places with a name of their own."""
    zero = [] if place.zero is None else [(place.zero, "0")]
    # beside a place with a name of its own a tick below all values would only stand in its way
    known = [tick for tick in place.ticks if not others or tick >= place.lowest]
    ticks = [*others, *zero, *((tick, f"{tick:g}") for tick in known)]
    return {"type": "log", "tickvals": [at for at, _ in ticks], "ticktext": [name for _, name in ticks]}


def spread(values: Mapping[str, float], *, factor: float = 0.24, linear: float = 0) -> dict[str, float]:
    """Return the values, equal ones a little apart: the same on every call, and a lone one where it is.

    On a logarithmic axis they are spread by a factor, on a linear one by a width.
    """
    together: dict[float, list[str]] = {}
    for who, value in values.items():
        together.setdefault(value, []).append(who)
    found: dict[str, float] = {}
    for value, same in together.items():
        for place, each in enumerate(same):
            aside = ((place + 0.5) * GOLDEN) % 1 - 0.5 if len(same) > 1 else 0.0
            found[each] = value + linear * aside if linear else value * (1 + factor * aside)
    return found
