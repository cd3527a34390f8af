"""The board of the tumour cells: the test's result and its uptake against them, and the lesions."""

from __future__ import annotations

from her2dash.analysis.crossed import Alike
from her2dash.analysis.findings import Findings
from her2dash.analysis.uptake_cells import Measure, alike_in_cells
from her2dash.analysis.uptake_groups import uptake_groups
from her2dash.figures.cells_table import by_cells
from her2dash.figures.drawn import Board, Drawn, Part
from her2dash.figures.lesions import lesions
from her2dash.figures.roc_curve import roc_curve
from her2dash.figures.uptake_scatter import uptake_scatter
from her2dash.figures.uptake_strip import uptake_strip
from her2dash.i18n import Words


def ctc_board(found: Findings, words: Words) -> Board:
    """Return the figures of tumour cells and uptake; those of what the study lacks are left out."""
    roles, parts = found.study.roles, []
    measured = roles.lesion_uptake is not None
    if roles.marker_state is not None:
        parts.append(Part(words("Test and tumour cells"), (by_cells(found, words),)))
    if roles.marker_state is not None and measured:
        told = alike_in_cells(found.included)
        if found.study.marker is not None:
            parts.append(Part(words("Uptake and HER2 on tumour cells"), _groups(found, told, words)))
        parts.append(Part(words("Uptake and number of tumour cells"), _counts(found, told, words)))
    if measured:
        parts.append(Part(words("Lesions"), (lesions(found, words),)))
    return tuple(parts)


def _groups(found: Findings, told: Alike, words: Words) -> tuple[Drawn, ...]:
    groups = uptake_groups(told, found.dataset.suvmax)
    return uptake_strip(found, groups, words), roc_curve(found, groups, words)


def _counts(found: Findings, told: Alike, words: Words) -> tuple[Drawn, ...]:
    measures = [Measure.CELLS] if found.study.marker is None else list(Measure)
    return tuple(uptake_scatter(found, told, measure, words) for measure in measures)
