"""Reading the analysis data set: every fault named with its file, line, column, value and what is allowed."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, TypeVar

from her2dash.errors import Problem
from her2dash.i18n import N_

if TYPE_CHECKING:
    import _csv


@dataclass(frozen=True, slots=True)
class DataFault:
    """One thing wrong in one place of a file."""

    file: str
    line: int
    column: str
    value: str
    allowed: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        column = f", column {self.column}" if self.column else ""
        return f"{place}{column}: {self.value!r}; allowed: {self.allowed}"


class WrongData(Problem):
    """Files that are no analysis data set, with every fault found in them."""

    def __init__(self, faults: tuple[DataFault, ...]) -> None:
        self.faults = faults
        listed = "\n".join(map(str, faults))
        super().__init__(N_("{n} faults in the analysis data set:\n{listed}"), n=len(faults), listed=listed)


class Unreadable(Exception):
    """A cell that its column cannot hold; `allowed` says what it can."""

    def __init__(self, allowed: str) -> None:
        self.allowed = allowed
        super().__init__(allowed)


LONGEST = 15
"""Digits of the longest whole number: more than any count has, fewer than a float loses."""

Cell = Callable[[str], object]
T = TypeVar("T")


def one_of(*words: str) -> Callable[[str], str]:
    """Return a reader of a closed set of words."""
    known = {word: word for word in words}

    def read(cell: str) -> str:
        if cell not in known:
            raise Unreadable(", ".join(words))
        return known[cell]

    return read


def whole_number(*, least: int, most: int = 10**LONGEST - 1) -> Callable[[str], int]:
    """Return a reader of whole numbers."""

    def read(cell: str) -> int:
        digits = cell.isascii() and cell.isdigit() and len(cell) <= LONGEST
        if not digits or not least <= int(cell) <= most:
            raise Unreadable(f"a whole number from {least} to {most}")
        return int(cell)

    return read


def decimal_number(cell: str) -> float:
    """Return a finite number from 0 as Python and R write it: 3.5, 1e-05, with as many digits as it has."""
    try:
        number = float(cell)
    except ValueError:
        number = math.nan
    # float reads 1_000 and the digits of every script; no statistics program writes them
    if not 0 <= number < math.inf or not cell.isascii() or "_" in cell:
        raise Unreadable("a finite number from 0 with a decimal point")
    return number + 0.0  # -0 is 0


def some_text(cell: str) -> str:
    """Return a text that is not empty."""
    if not cell:
        raise Unreadable("a text")
    return cell


def or_missing(read: Callable[[str], T], missing: T | None = None) -> Callable[[str], T | None]:
    """Return a reader that takes an empty cell for a missing value."""
    return lambda cell: read(cell) if cell else missing


Row = tuple[int, tuple[object, ...]]
"""The number of a line and its cells in the order of the columns; a fault's cell is missing."""


class FileReader:
    """One file of the data set, read column by column; it gathers faults instead of stopping at one."""

    def __init__(self, name: str, columns: Mapping[str, Cell]) -> None:
        self.name = name
        self.columns = columns
        self.faults: list[DataFault] = []

    def fault(self, line: int, column: str, value: str, allowed: str) -> None:
        """Note one fault."""
        self.faults.append(DataFault(self.name, line, column, value, allowed))

    def rows(self, text: str | None) -> Iterator[Row]:
        """Yield the lines that have all their cells; more columns than ours are passed over."""
        if text is None:
            self.fault(0, "", "no such file", "a file with the columns " + ", ".join(self.columns))
            return
        lines = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        try:
            yield from self._rows(lines)
        except csv.Error as wrong:
            self.fault(lines.line_num, "", str(wrong), "comma-separated cells, quotes closed")

    def _rows(self, lines: _csv.Reader) -> Iterator[Row]:
        head = [cell.strip() for cell in next(lines, [])]
        for column in [column for column in self.columns if head.count(column) != 1]:
            self.fault(1, column, f"{head.count(column)} columns of this name", "exactly one")
        if self.faults:
            return
        places = [(head.index(column), column, Remembering(read)) for column, read in self.columns.items()]
        for line in lines:
            if len(line) == len(head):
                number = lines.line_num
                yield number, tuple([self._cell(number, name, line[i], read) for i, name, read in places])
            elif line:
                self.fault(lines.line_num, "", f"{len(line)} cells", f"{len(head)}, as in line 1")

    def _cell(self, line: int, column: str, cell: str, read: Remembering) -> object:
        try:
            return read[cell]
        except Unreadable as wrong:
            self.fault(line, column, cell.strip(), wrong.allowed)
            return None


class Remembering(dict[str, object]):
    """What each cell text of a column means: a registry repeats few of them many times."""

    def __init__(self, read: Cell) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, cell: str) -> object:
        value = self[cell] = self.read(cell.strip())
        return value
