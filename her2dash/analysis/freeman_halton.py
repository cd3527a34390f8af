"""Tables of any size, exactly: the Freeman-Halton extension of Fisher's test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, prod

from her2dash.analysis.result import Result, Why
from her2dash.analysis.table import Counts, Frozen, column_totals, frozen, row_totals, total, used

Weights = Counter[int]


@dataclass(frozen=True, slots=True)
class FreemanHalton(Result):
    """The exact p value of a table given its margins."""

    RECORD = ("p",)

    table: Frozen
    p: float | None
    why: Why | None = None
    method: str = "Freeman-Halton exact"


def freeman_halton(table: Counts, *, exact: bool = True) -> FreemanHalton:
    """Return the probability of tables no more probable than the observed one (Freeman & Halton 1951).

    Every table with the same margins is counted, in integers: no simulation, the same on every call. Empty
    rows and columns are dropped; fewer than two left: no p. `exact=False` leaves the p value out above the
    declared size, where `association` is the method.
    """
    counts = frozen(table)
    kept = used(counts)
    if len(kept) < 2 or len(kept[0]) < 2:
        return FreemanHalton(counts, None, Why.EMPTY_MARGIN if total(counts) else Why.NO_DATA)
    if not exact:
        return FreemanHalton(counts, None, Why.TOO_LARGE)
    columns = column_totals(kept)
    states: dict[tuple[int, ...], Weights] = {tuple(sorted(row_totals(kept))): Counter({1: 1})}
    for column in columns:
        states = _with_column(states, column)
    (weights,) = states.values()
    observed = prod(factorial(n) for n in columns) // prod(factorial(cell) for row in kept for cell in row)
    extreme = sum(weight * times for weight, times in weights.items() if weight <= observed)
    everything = sum(weight * times for weight, times in weights.items())
    return FreemanHalton(counts, float(Fraction(extreme, everything)))


def _with_column(states: dict[tuple[int, ...], Weights], column: int) -> dict[tuple[int, ...], Weights]:
    """Fill one column in every possible way; what is left of the rows, sorted, is all that matters after."""
    after: dict[tuple[int, ...], Weights] = {}
    for left, weights in states.items():
        for cells in _fillings(left, column):
            ways = factorial(column) // prod(map(factorial, cells))
            rest = tuple(sorted(room - cell for room, cell in zip(left, cells, strict=True)))
            grown = after.setdefault(rest, Counter())
            for weight, times in weights.items():
                grown[weight * ways] += times
    return after


def _fillings(room: tuple[int, ...], column: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to spread a column's total over rows with so much room each."""
    if len(room) == 1:
        if column <= room[0]:
            yield (column,)
        return
    for cell in range(min(room[0], column) + 1):
        for rest in _fillings(room[1:], column - cell):
            yield (cell, *rest)
