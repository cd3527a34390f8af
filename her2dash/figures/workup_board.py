"""The board of the work-up: the test against the standard work-up and tissue, and how far they agree."""

from __future__ import annotations

from her2dash.analysis.findings import Findings
from her2dash.figures.accuracy import against_biopsy
from her2dash.figures.agreements import agreements
from her2dash.figures.conventional import by_conventional
from her2dash.figures.drawn import Board, Part
from her2dash.figures.tissue import by_biopsy
from her2dash.i18n import Words


def workup_board(found: Findings, words: Words) -> Board:
    """Return the figures of what the test is compared with; those of what the study lacks are left out."""
    roles, parts = found.study.roles, []
    if roles.workup_conclusion is not None:
        parts.append(Part(words("Test and standard work-up"), (by_conventional(found, words),)))
    if roles.sample_of is not None:
        figures = (by_biopsy(found, words), against_biopsy(found, words))
        parts.append(Part(words("Test and biopsy"), figures))
    if roles.workup_conclusion is not None or roles.therapy_outcome is not None:
        parts.append(Part(words("How far they agree"), (agreements(found, words),)))
    return tuple(parts)
