"""The endpoint patient by patient, between the lines of certain success and certain failure."""

from __future__ import annotations

import plotly.graph_objects as go

from her2dash.analysis.concordance import Concordance
from her2dash.analysis.course import Course, Step
from her2dash.analysis.findings import Findings
from her2dash.analysis.outcome import Outcome
from her2dash.figures.drawn import Drawn
from her2dash.figures.labels import OUTCOMES
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import GREY, MANY, ORANGE, OUTCOME_MARKS, framed
from her2dash.i18n import Words

HEIGHT = 400
ROOM = 0.03
"""Beyond the axes' ends, as a share of the planned patients: marks and words there are whole."""


def sequence(found: Findings, words: Words) -> Drawn:
    """Return the count of concordant patients after each closed one, against the lines that decide."""
    way, result = found.course, found.endpoint
    told = words(
        "{closed} of {n} included are closed, in the order of the day on which each could no longer change; "
        "{open} open.",
        closed=len(way.steps), n=result.included, open=len(way.open),
    )  # fmt: skip
    groups = {
        words(name): tuple(step.patient for step in way.steps if step.outcome is kind)
        for kind, name in OUTCOMES.items()
        if kind is not Outcome.OPEN
    } | {words(OUTCOMES[Outcome.OPEN]): way.open}
    return Drawn(
        "sequence", _finding(way, result, words), told,
        _sequence_sentences(way, result, words), _sequence_table(way, words),
        _sequence_figure(way, result, words) if result.included else None, groups,
    )  # fmt: skip


def _finding(way: Course, result: Concordance, words: Words) -> str:
    decided = next((step for step in way.steps if _decides(step, result)), None)
    if decided is None:
        return words("How did the count come to be, and where would it be decided?")
    if decided.concordant >= result.needed:
        return words("Met with closed patient {n} of {target}", n=decided.closed, target=result.planned)
    return words("Out of reach with closed patient {n} of {target}", n=decided.closed, target=result.planned)


def _decides(step: Step, result: Concordance) -> bool:
    failed = step.closed - step.concordant
    return step.concordant >= result.needed or failed > result.planned - result.needed


def _sequence_sentences(way: Course, result: Concordance, words: Words) -> tuple[str, ...]:
    if not result.included:
        return (words("The first signed injection date fills this figure."),)
    return (
        words(
            "At or above the upper line ({needed} concordant) the criterion is certain to be met; at or "
            "below the lower one (more than {allowed} closed without being concordant) it is certain to be "
            "missed.",
            needed=result.needed, allowed=result.planned - result.needed,
        ),
        words("{x} concordant of {n} closed.", x=result.concordant, n=len(way.steps)),
    )  # fmt: skip


def _sequence_table(way: Course, words: Words) -> DataTable:
    heads = (words("Closed"), words("Patient"), words("Day"), words("Outcome"), words("Concordant by then"))
    rows = tuple(
        (str(s.closed), s.patient, words.date(s.on), words(OUTCOMES[s.outcome]), str(s.concordant))
        for s in way.few
    )
    return DataTable(words("Closed patients in the order of their days"), heads, rows)


def _sequence_figure(way: Course, result: Concordance, words: Words) -> go.Figure:
    figure = go.Figure()
    _deciding_lines(figure, result, words)
    steps = way.few
    figure.add_scatter(
        x=[0, *(s.closed for s in steps)], y=[0, *(s.concordant for s in steps)], mode="lines",
        # steps of one patient each; of many, few points are told, between which nothing stood still
        line={"color": GREY, "shape": "hv" if len(way.steps) <= MANY else "linear", "width": 1.5},
        hoverinfo="skip", name="",
        showlegend=False,
    )  # fmt: skip
    for kind, (colour, mark) in OUTCOME_MARKS.items():
        if len(way.steps) <= MANY and kind is not Outcome.OPEN:
            _marks(
                figure, [s for s in steps if s.outcome is kind], words(OUTCOMES[kind]), colour, mark, words
            )
    if len(way.steps) + len(way.open) <= MANY:
        _waiting(figure, way, words)
    room = result.planned * ROOM
    figure.update_xaxes(title=words("closed patients"), range=[-room, result.planned + room], showgrid=False)
    figure.update_yaxes(title=words("concordant"), range=[-room, result.planned + room], showgrid=True)
    return framed(figure.update_layout(showlegend=True), height=HEIGHT)


def _deciding_lines(figure: go.Figure, result: Concordance, words: Words) -> None:
    planned, needed = result.planned, result.needed
    lost = planned - needed + 1  # so many closed without being concordant, and the rule is missed
    # left of the upper line no patient can stand: nobody has more concordant ones than closed ones
    met = ([needed, planned], [needed, needed], words("met from {n} on", n=needed))
    missed = ([lost, planned], [0, planned - lost], words("missed"))
    for x, y, label in (met, missed):
        figure.add_scatter(
            x=x, y=y, mode="lines+text", text=[label, ""], textposition="middle left", name=label,
            line={"color": ORANGE, "dash": "dash", "width": 2}, hoverinfo="skip", showlegend=False,
            textfont={"size": 14},
        )  # fmt: skip


def _marks(figure: go.Figure, steps: list[Step], name: str, colour: str, mark: str, words: Words) -> None:
    figure.add_scatter(
        x=[s.closed for s in steps], y=[s.concordant for s in steps], mode="markers", name=name,
        marker={"color": colour, "symbol": mark, "size": 11},
        customdata=[name for _ in steps],  # type: ignore[misc]  # plotly takes words
        text=[f"{s.patient}, {words.date(s.on)}" for s in steps],
        hovertemplate="%{text}<br>%{customdata}<extra></extra>",
    )  # fmt: skip


def _waiting(figure: go.Figure, way: Course, words: Words) -> None:
    """Draw the open patients beyond the closed ones, hollow: nothing is known of them."""
    colour, mark = OUTCOME_MARKS[Outcome.OPEN]
    name, level = words(OUTCOMES[Outcome.OPEN]), way.steps[-1].concordant if way.steps else 0
    figure.add_scatter(
        x=[len(way.steps) + n for n in range(1, len(way.open) + 1)], y=[level] * len(way.open),
        mode="markers", name=name, marker={"color": colour, "symbol": mark, "size": 11},
        customdata=[name for _ in way.open],  # type: ignore[misc]  # plotly takes words
        text=way.open,
        hovertemplate="%{text}<br>%{customdata}<extra></extra>",
    )  # fmt: skip
