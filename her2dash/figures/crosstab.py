"""The test's result against another classification: tiles with counts, what should agree framed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from her2dash.analysis.crossed import Crossed
from her2dash.analysis.states import Call
from her2dash.figures.drawn import Groups
from her2dash.figures.labels import CALLS
from her2dash.figures.matrix import Counts, Side, matrix
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import MANY
from her2dash.figures.workup_labels import SHORT
from her2dash.i18n import N_, Words

ROW = 58

ROWS = {
    Call.POSITIVE: N_("test<br>positive"),
    Call.NEGATIVE: N_("test<br>negative"),
    Call.EQUIVOCAL: N_("test<br>equivocal"),
    Call.NOT_EVALUABLE: N_("test not<br>evaluable"),
    Call.PENDING: N_("test<br>pending"),
}
"""Beside a row: a phone has room for no more."""

OF_FEW = N_(
    "n = {n} included, everybody in one cell: the count, and below it of how many with that test result. "
    "Framed: both say the same."
)
OF_MANY = N_(
    "n = {n} included, everybody in one cell: the count, and below it the share of those with that test "
    "result. Framed: both say the same."
)

Framed = Iterable[tuple[str, str]]
"""The cells in which test and other classification say the same."""


@dataclass(frozen=True, slots=True)
class Other:
    """What the test is crossed with: its name, and those of its states in their fixed order."""

    title: str
    states: Mapping[Any, str]


def cell_name(call: str, state: str, other: Other, words: Words) -> str:
    """Return a cell as "test positive; biopsy: negative"."""
    return words(
        "test {call}; {other}: {state}",
        call=words(CALLS[Call(call)]), other=other.title, state=words(other.states[state]),
    )  # fmt: skip


def cross_groups(of: Crossed, other: Other, words: Words) -> Groups:
    """Return who is in each cell, the empty ones left out."""
    return {cell_name(*cell, other, words): who for cell, who in of.who.items() if who}


def cross_table(of: Crossed, other: Other, caption: str, words: Words) -> DataTable:
    """Return the counts with their totals."""
    rows = [
        (words(CALLS[Call(row)]), *map(str, counts), str(total))
        for row, counts, total in zip(of.rows, of.counts, of.row_totals, strict=True)
    ]
    heads = (words("Test result"), *(words(other.states[column]) for column in of.columns), words("Total"))
    totals = (words("Total"), *map(str, of.column_totals), str(of.n))
    return DataTable(caption, heads, (*rows, totals))


def cross_figure(of: Crossed, other: Other, same: Framed, words: Words) -> go.Figure:
    """Return the tiles: in each the count, and below it of how many with that result of the test.

    The colour goes from nobody to all patients, so that a few of few are not dark. Of many, whose fractions
    would be broader than their tiles on a phone, the number with a result stands beside its row, and a tile
    has its share.
    """
    many = of.n >= MANY
    groups = [[cell_name(row, column, other, words) for column in of.columns] for row in of.rows]
    # a title up the side would take from the tiles on a phone what they need for their letters
    rows = Side("", [_beside(row, total if many else 0, words)
                     for row, total in zip(of.rows, of.row_totals, strict=True)])  # fmt: skip
    columns = Side(other.title, [_short(other.states[column], words) for column in of.columns])
    figure = matrix(
        Counts(of.counts, groups, of.row_totals, None if many else of.n, many), rows, columns, row=ROW,
        same=[(of.rows.index(row), of.columns.index(column)) for row, column in same],
    )  # fmt: skip
    return figure.update_xaxes(tickfont={"size": 11})


def in_cells(of: Crossed, words: Words) -> str:
    """Return how the tiles are read."""
    return words(OF_MANY if of.n >= MANY else OF_FEW, n=of.n)


def _beside(row: str, total: int, words: Words) -> str:
    name = words(ROWS[Call(row)])
    return f"{name}<br>{words('n = {n}', n=total)}" if total else name


def _short(name: str, words: Words) -> str:
    return words(SHORT.get(name, name))
