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
States = dict[tuple[int, ...], Weights]
"""What is left of the rows, and the weights of the ways that lead there."""

MOST_STEPS = 300_000
"""So many weights are carried over one column: some seconds."""

EXACT, LARGE = "Freeman-Halton exact", "chi-square without correction"


@dataclass(frozen=True, slots=True)
class FreemanHalton(Result):
    """The exact p value of a table given its margins, and the smallest that these margins allow."""

    RECORD = ("p",)

    table: Frozen
    p: float | None
    why: Why | None = None
    method: str = EXACT
    smallest: float | None = None


def freeman_halton(table: Counts, *, exact: bool = True) -> FreemanHalton:
    """Return the probability of tables no more probable than the observed one (Freeman & Halton 1951).

    Every table with the same margins is counted, in integers: no simulation, the same on every call. Empty
    rows and columns are dropped; fewer than two left: no p. `exact=False` leaves the p value out above the
    declared size, and so do margins with too many tables: `association` is the method then.
    """
    counts = frozen(table)
    kept = used(counts)
    if len(kept) < 2 or len(kept[0]) < 2:
        return FreemanHalton(counts, None, Why.EMPTY_MARGIN if total(counts) else Why.NO_DATA)
    weights = _weights(kept) if exact else None
    if weights is None:
        return FreemanHalton(counts, None, Why.TOO_LARGE, LARGE)
    chances = prod(map(factorial, column_totals(kept)))
    observed = chances // prod(factorial(cell) for row in kept for cell in row)
    extreme = sum(weight * times for weight, times in weights.items() if weight <= observed)
    everything, least = sum(weight * times for weight, times in weights.items()), min(weights)
    p, smallest = Fraction(extreme, everything), Fraction(least * weights[least], everything)
    return FreemanHalton(counts, float(p), smallest=float(smallest))


def _weights(kept: Frozen) -> Weights | None:
    """Return how many tables with these margins have each weight; None where they are too many."""
    states: States | None = {tuple(sorted(row_totals(kept))): Counter({1: 1})}
    for column in column_totals(kept):
        states = _with_column(states, column) if states else None
    return next(iter(states.values())) if states else None


def _with_column(states: States, column: int) -> States | None:
    """Fill one column in every possible way; what is left of the rows, sorted, is all that matters after."""
    after: States = {}
    steps, ways_of = 0, [factorial(cell) for cell in range(column + 1)]
    for left, weights in states.items():
        for cells in _fillings(left, column):
            steps += len(weights)
            if steps > MOST_STEPS:
                return None
            ways = ways_of[column] // prod(ways_of[cell] for cell in cells)
            rest = tuple(sorted(room - cell for room, cell in zip(left, cells, strict=True)))
            grown = after.setdefault(rest, Counter())
            for weight, times in weights.items():
                grown[weight * ways] += times
    return after


def _fillings(room: tuple[int, ...], column: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to spread a column's total over rows with so much room each."""
    if len(room) == 1:
        yield (column,)
        return
    others = sum(room[1:])
    for cell in range(max(0, column - others), min(room[0], column) + 1):
        for rest in _fillings(room[1:], column - cell):
            yield (cell, *rest)
