"""The test against biopsies: who has one, and who has none."""

from __future__ import annotations

from her2dash.analysis.compared import BY_TISSUE, Tissue, tissue
from her2dash.analysis.crossed import Crossed, crossed
from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call
from her2dash.figures.crosstab import Other, cross_figure, cross_groups, cross_table, in_cells
from her2dash.figures.drawn import Drawn
from her2dash.figures.workup_labels import TISSUES
from her2dash.i18n import Words

SAME = (
    (Call.POSITIVE, Tissue.POSITIVE),
    (Call.NEGATIVE, Tissue.NEGATIVE),
    (Call.EQUIVOCAL, Tissue.EQUIVOCAL),
)


def by_biopsy(found: Findings, words: Words) -> Drawn:
    """Return the counts of test result by biopsy; who has none has a column."""
    other, asked = Other(words("biopsy"), TISSUES), concluded(found)
    of = crossed(
        found.included, lambda case: case.index_call, lambda case: tissue(case, concluded=asked),
        rows=tuple(Call), columns=tuple(Tissue), by=BY_TISSUE,
    )  # fmt: skip
    told = of.n - of.behind(Tissue.NO_RESULT) - of.behind(Tissue.NOT_SIGNED)
    finding = words("{x} of {n} patients have a biopsy of the present disease with a result", x=told, n=of.n)
    return Drawn(
        "test-by-biopsy", finding if of.n else words("Who has a biopsy to compare the test with?"),
        in_cells(of, words), _told(of, words),
        cross_table(of, other, words("Included patients by test result and biopsy"), words),
        cross_figure(of, other, SAME, words) if of.n else None, cross_groups(of, other, words),
    )  # fmt: skip


def concluded(found: Findings) -> bool:
    """Return whether the study asks for a conclusion of the work-up."""
    return found.study.roles.workup_conclusion is not None


def _told(of: Crossed, words: Words) -> tuple[str, ...]:
    if not of.n:
        return (words("The first signed injection date fills this figure."),)
    return (
        words(
            "Of several samples the newest of a metastasis or local recurrence counts, its central call "
            "before the local one; a primary tumour does not speak for them."
        ),
        words("Without a biopsy with a result: {without}; work-up not signed yet: {unsigned}.",
              without=of.behind(Tissue.NO_RESULT), unsigned=of.behind(Tissue.NOT_SIGNED)),
    )  # fmt: skip
