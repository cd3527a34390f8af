"""Tables of counts: how every function takes them, and what is left without empty rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Counts = Sequence[Sequence[int]]
Frozen = tuple[tuple[int, ...], ...]


def frozen(table: Counts) -> Frozen:
    """Return the table as a result carries it; a ragged or negative one is refused."""
    rows = tuple(tuple(int(cell) for cell in row) for row in table)
    if len({len(row) for row in rows}) > 1 or any(cell < 0 for row in rows for cell in row):
        raise ValueError(f"not a table of counts: {rows}")
    return rows


def square(table: Counts) -> Frozen:
    """Return a table whose rows and columns are the same categories."""
    rows = frozen(table)
    if len(rows) < 2 or any(len(row) != len(rows) for row in rows):
        raise ValueError(f"not a square table of two categories or more: {rows}")
    return rows


def array(table: Frozen) -> NDArray[np.float64]:
    """Return the table for arithmetic."""
    import numpy as np

    return np.array(table, dtype=float)


def total(table: Frozen) -> int:
    """Return how many the table counts."""
    return sum(map(sum, table))


def row_totals(table: Frozen) -> tuple[int, ...]:
    """Return the margin of the rows."""
    return tuple(map(sum, table))


def column_totals(table: Frozen) -> tuple[int, ...]:
    """Return the margin of the columns."""
    return tuple(map(sum, zip(*table, strict=True)))


def used(table: Frozen) -> Frozen:
    """Return the table without its empty rows and columns: they say nothing about an association."""
    rows = [row for row in table if sum(row)]
    columns = [column for column in zip(*rows, strict=True) if sum(column)]
    return tuple(zip(*columns, strict=True))
