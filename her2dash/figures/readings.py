"""The same endpoint under other readings: of the equivocal results, and of what a positive test is."""

from __future__ import annotations

import plotly.graph_objects as go

from her2dash.analysis.concordance import Concordance
from her2dash.analysis.findings import Findings
from her2dash.analysis.interim import Verdict
from her2dash.analysis.proportion import Proportion
from her2dash.analysis.subset import Definition
from her2dash.figures.concordance import ROW_HEIGHT, axes, row_of_share, threshold_line
from her2dash.figures.drawn import Drawn
from her2dash.figures.numbers import percent_interval, share
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import framed
from her2dash.i18n import N_, Words

READINGS = {
    "equivocal_as_positive": N_("Equivocal as positive"),
    "equivocal_as_negative": N_("Equivocal as negative"),
    "equivocal_excluded": N_("Equivocal left out"),
}
DEFINED = {
    Definition.READER: N_("By the reader's result"),
    Definition.ANY_LESION: N_("By any positive lesion"),
}
VERDICTS = {
    Verdict.SUCCESS_CERTAIN: N_("met"),
    Verdict.FAILURE_CERTAIN: N_("out of reach"),
    Verdict.OPEN: N_("not decided"),
    Verdict.NO_PATIENTS: N_("no patients"),
}

Row = tuple[str, Proportion, Verdict]


def _verdict(verdict: Verdict, words: Words, *, final: bool) -> str:
    """Return the verdict; at the end nothing is out of reach any more, it is missed."""
    return words("missed") if final and verdict is Verdict.FAILURE_CERTAIN else words(VERDICTS[verdict])


def other_readings(found: Findings, words: Words) -> Drawn:
    """Return the endpoint under the three readings of equivocal results and both definitions of the test."""
    rows, result = _rows(found, words), found.endpoint
    caption = words(
        "n = {n} included, {equivocal} of them with an equivocal result; exact 95 % intervals. Sensitivity "
        "readings: the primary one counts an equivocal result as not concordant.",
        n=result.included, equivocal=result.equivocal,
    )  # fmt: skip
    table = DataTable(
        words("The endpoint under other readings"),
        (words("Reading"), words("Concordant"), words("Interval"), words("Criterion")),
        tuple(
            (label, share(p, words), percent_interval(p, words), _verdict(v, words, final=result.final))
            for label, p, v in rows
        ),
    )
    drawn = _figure(found, rows, words) if result.included else None
    return Drawn(
        "readings",
        _finding(result.included, rows, words),
        caption,
        _sentences(result, rows, words),
        table,
        drawn,
    )


def _finding(included: int, rows: list[Row], words: Words) -> str:
    if not included:
        return words("Do other readings say the same of the criterion?")
    same = len({verdict for _, _, verdict in rows}) == 1
    return words("Every reading says the same of the criterion") if same else words("The readings differ")


def _rows(found: Findings, words: Words) -> list[Row]:
    equivocal = [(words(READINGS[r.name]), r.share, r.verdict) for r in found.endpoint.readings]
    defined = [(words(DEFINED[each]), r.observed, r.verdict) for each, r in found.by_definition.items()]
    return [*defined, *equivocal]


def _sentences(result: Concordance, rows: list[Row], words: Words) -> tuple[str, ...]:
    if not result.included:
        return (words("The first signed injection date fills this figure."),)
    return tuple(
        f"{label}: {share(p, words)}, {_verdict(verdict, words, final=result.final)}."
        for label, p, verdict in rows
    )


def _figure(found: Findings, rows: list[Row], words: Words) -> go.Figure:
    figure = go.Figure()
    for place, (label, each, _) in enumerate(rows):
        if each.estimate is not None:
            figure.add_trace(
                row_of_share(f"{label}<br>{share(each, words)}", each, words, leading=place == 0)
            )
    threshold_line(figure, found.endpoint, words)
    axes(figure, [each for _, each, _ in rows if each.estimate is not None], found.endpoint, words)
    return framed(figure, height=ROW_HEIGHT * len(rows) + 92)
