"""What differs between the numbers of two reports: cell by cell, in the order of the boards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from her2dash.actions.report_views import Difference, NumberTable

Cell = tuple[str, str]
"""A row and a column by their names; the same name again counts on."""


def differences(then: Iterable[NumberTable], now: Iterable[NumberTable]) -> tuple[Difference, ...]:
    """Return the numbers that differ, those of tables and rows that only one report has among them."""
    before, after = _by_name(then), _by_name(now)
    return tuple(
        each
        for name in dict.fromkeys([*after, *before])
        for each in _of_table(name, before.get(name), after.get(name))
    )


def _by_name(tables: Iterable[NumberTable]) -> dict[tuple[str, str], NumberTable]:
    return {(table.board, table.figure): table for table in tables}


def _of_table(
    name: tuple[str, str], before: NumberTable | None, after: NumberTable | None
) -> Iterator[Difference]:
    told = [table for table in (after, before) if table is not None]
    names = max(_names(table) for table in told)
    then, now = _cells(before, names), _cells(after, names)
    for cell in dict.fromkeys([*now, *then]):
        if then.get(cell) != now.get(cell):
            yield Difference(
                *name, told[0].caption, " · ".join(filter(None, cell)), then.get(cell), now.get(cell)
            )


def _names(table: NumberTable) -> int:
    """Return how many cells name a row: one, or as many more words as it takes to tell all rows apart."""
    if len(table.columns) < 2:
        return 0  # what stands in a single column is no name
    for names in range(1, len(table.columns)):
        if len({row[:names] for row in table.rows}) == len(table.rows):
            return names
        if any(_is_number(cell) for row in table.rows for cell in row[names : names + 1]):
            break
    return 1


def _is_number(cell: str) -> bool:
    return not cell[:1].isalpha()


def _cells(table: NumberTable | None, names: int) -> Mapping[Cell, str]:
    if table is None:
        return {}
    columns = _counted(table.columns[names:])
    rows = _counted([", ".join(row[:names]) for row in table.rows])
    return {
        (row, column): value
        for row, cells in zip(rows, table.rows, strict=True)
        for column, value in zip(columns, cells[names:], strict=False)
    }


def _counted(names: Sequence[str]) -> list[str]:
    seen, found = Counter[str](), []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found
