"""Patients whose uptake and cells are known, and the board of cells made of them."""

from __future__ import annotations

from typing import Any

from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call
from her2dash.figures.boards import every
from her2dash.figures.ctc_board import ctc_board
from her2dash.figures.drawn import Drawn
from her2dash.i18n import Words
from tests.figures.compared_patients import (
    cells,
    found,
    lesion,
    patient,
)

EN, NL = Words("en"), Words("nl")


def board(of: Findings, words: Words = EN) -> dict[str, Drawn]:
    return {drawn.name: drawn for drawn in every(ctc_board(of, words))}


def states() -> Findings:
    """Return a patient of each state of the cells, two with positive ones; the tests are told apart."""
    known: list[dict[str, Any]] = [
        cells(8, 2), cells(5, 1), cells(5, 0), cells(0), {"marker": "not_done"}, {"marker": "failed"}, {},
    ]  # fmt: skip
    calls = [Call.POSITIVE, Call.NEGATIVE, Call.POSITIVE, Call.NEGATIVE, Call.EQUIVOCAL, *[Call.PENDING] * 2]
    cases = [
        patient(n, index_call=call, **told) for n, (call, told) in enumerate(zip(calls, known, strict=True))
    ]
    lesions = {case.patient: [lesion(4.0 + n)] for n, case in enumerate(cases) if n != 2}
    return found(cases, lesions)
