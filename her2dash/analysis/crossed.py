"""Patients by two classifications at once: who is in each cell, each patient in exactly one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from her2dash.analysis.cases import Case
from her2dash.analysis.table import Frozen, column_totals, row_totals, total

Alike = Sequence[Sequence[Case]]
"""Cases in groups: what is asked of their common fields is asked of the first of each."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """The patients of each cell, rows and columns in their fixed order, those of nobody among them."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    who: Mapping[tuple[str, str], tuple[str, ...]]

    @property
    def counts(self) -> Frozen:
        """How many patients are in each cell."""
        return tuple(tuple(len(self.who[row, column]) for column in self.columns) for row in self.rows)

    @property
    def row_totals(self) -> tuple[int, ...]:
        """How many patients are in each row."""
        return row_totals(self.counts)

    @property
    def column_totals(self) -> tuple[int, ...]:
        """How many patients are in each column."""
        return column_totals(self.counts)

    @property
    def n(self) -> int:
        """How many patients there are."""
        return total(self.counts)

    def without_empty(self, column: str) -> Crossed:
        """Return the same without a column, if nobody is in it."""
        if self.behind(column):
            return self
        kept = tuple(each for each in self.columns if each != column)
        return Crossed(self.rows, kept, {cell: who for cell, who in self.who.items() if cell[1] != column})

    def behind(self, column: str) -> int:
        """Return how many patients are in a column."""
        return sum(len(self.who[row, column]) for row in self.rows)


def alike(cases: Iterable[Case], *fields: str) -> Alike:
    """Return the cases in groups that have the same in each of the named fields."""
    told, found = attrgetter(*fields), defaultdict[object, list[Case]](list)
    for case in cases:
        found[told(case)].append(case)
    return list(found.values())


def crossed(
    cases: Iterable[Case], row_of: Callable[[Case], str], column_of: Callable[[Case], str],
    *, rows: Sequence[str], columns: Sequence[str], by: Sequence[str],
) -> Crossed:  # fmt: skip
    """Return the patients by two classifications; one that has no place in them is refused.

    `by` names the fields that both stand on: who is alike in them is classified once.
    """
    found: dict[tuple[str, str], list[str]] = {(row, column): [] for row in rows for column in columns}
    for group in alike(cases, *by):
        cell = row_of(group[0]), column_of(group[0])
        if cell not in found:
            raise ValueError(f"no such cell: {cell}")
        found[cell] += [case.patient for case in group]
    return Crossed(tuple(rows), tuple(columns), {cell: tuple(sorted(who)) for cell, who in found.items()})
