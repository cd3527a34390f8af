"""Tumour cells in the blood: assessable, not assessable and not done are three things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from her2dash.analysis.dataset import Patient
from her2dash.analysis.proportion import Proportion, proportion


class CellState(StrEnum):
    """What the cell analysis of a patient can say; no cell found is never "negative"."""

    ASSESSABLE = "assessable"
    NOT_ASSESSABLE = "not_assessable"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class Cells:
    """How many patients are in each state, and with HER2 on a cell among the assessable."""

    states: Mapping[CellState, int]
    detected: Proportion
    her2: Proportion


def cell_state(patient: Patient) -> CellState:
    """Return the state of a patient: cells counted, none found, or not analysed."""
    if patient.ctc_count is None:
        return CellState.NOT_DONE
    return CellState.ASSESSABLE if patient.ctc_count else CellState.NOT_ASSESSABLE


def cells(patients: Iterable[Patient], *, confidence: float = 0.95) -> Cells:
    """Return the states of the included patients, detection among those done, HER2 among the assessable."""
    included = [patient for patient in patients if patient.included]
    found = Counter(map(cell_state, included))
    done = found[CellState.ASSESSABLE] + found[CellState.NOT_ASSESSABLE]
    told = [p.ctc_her2_pos for p in included if p.ctc_count and p.ctc_her2_pos is not None]
    return Cells(
        {state: found[state] for state in CellState},
        proportion(found[CellState.ASSESSABLE], done, confidence=confidence),
        proportion(sum(each > 0 for each in told), len(told), confidence=confidence),
    )
