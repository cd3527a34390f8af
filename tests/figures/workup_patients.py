"""Patients whose work-up and biopsy are known, and the board of the work-up made of them."""

from __future__ import annotations

from her2dash.analysis.cases import Case
from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call, Therapy
from her2dash.figures.boards import every
from her2dash.figures.drawn import Drawn
from her2dash.figures.workup_board import workup_board
from her2dash.i18n import Words
from tests.figures.compared_patients import patient

EN, NL = Words("en"), Words("nl")


def board(of: Findings, words: Words = EN) -> dict[str, Drawn]:
    return {drawn.name: drawn for drawn in every(workup_board(of, words))}


def pairs(*told: tuple[Call, str | None, str | None, Therapy]) -> list[Case]:
    return [
        patient(n, index_call=call, workup=workup, biopsy=biopsy, therapy=therapy)
        for n, (call, workup, biopsy, therapy) in enumerate(told, start=1)
    ]


PLUS, MINUS, MAYBE, UNREAD, WAITING = Call


YES, NO, OPEN, _ = Therapy


FIVE = pairs(
    (PLUS, "positive", "positive", YES),
    (PLUS, "negative", "negative", NO),
    (MINUS, "unknown", "equivocal", NO),
    (MAYBE, "equivocal", None, NO),
    (WAITING, None, None, OPEN),
)


def agreement(of: Findings) -> dict[tuple[str, str], tuple[str, ...]]:
    table = board(of)["agreement"].table
    assert table is not None
    return {row[:2]: row[2:] for row in table.rows}  # type: ignore[misc]  # the first two of seven
