"""Of whom the answers before the test were sealed before its release: given without knowing it."""

from __future__ import annotations

import plotly.graph_objects as go

from her2dash.analysis.findings import Findings
from her2dash.analysis.flow import Sealed, sealing
from her2dash.figures.drawn import Drawn
from her2dash.figures.flow_labels import SEALINGS
from her2dash.figures.impact_labels import narrow
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import BLUE, FAINT, GREY, ORANGE, framed
from her2dash.i18n import Words

COLOURS = {Sealed.SEALED: BLUE, Sealed.NOT_SEALED: ORANGE, Sealed.NOT_RELEASED: GREY}
ROW = 46


def sealed_before(found: Findings, words: Words) -> Drawn:
    """Return how many were sealed before the release, how many not, and how many wait."""
    who = sealing(found.cases)
    counts = {words(SEALINGS[each]): len(known) for each, known in who.items()}
    n = len(found.cases)
    caption = words(
        "n = {n} enrolled. Answers that were not sealed before the release are kept, and not used where "
        "before and after are compared.",
        n=n,
    )  # fmt: skip
    return Drawn(
        "sealing", _finding(who, words), caption, _sentences(who, words),
        DataTable(
            words("Form before the test, {n} enrolled", n=n), (words("What is counted"), words("Patients")),
            tuple((name, f"{count}/{n}") for name, count in counts.items()),
        ),
        _figure(who, words) if n else None,
        {words(SEALINGS[each]): known for each, known in who.items()},
    )  # fmt: skip


def _finding(who: dict[Sealed, tuple[str, ...]], words: Words) -> str:
    not_sealed, released = len(who[Sealed.NOT_SEALED]), len(who[Sealed.NOT_SEALED]) + len(who[Sealed.SEALED])
    if not released:
        return words("Were the answers before the test sealed before its release?")
    if not not_sealed:
        return words("Sealed before the release: all {n} released", n=released)
    return words("Not sealed before the release: {x} of {n} released", x=not_sealed, n=released)


def _sentences(who: dict[Sealed, tuple[str, ...]], words: Words) -> tuple[str, ...]:
    if not any(who.values()):
        return (words("The first enrolled patient begins this figure."),)
    told = ", ".join(f"{len(known)} {words(SEALINGS[each])}" for each, known in who.items())
    unblinded = words(
        "Signatures of people who could see results are not counted here: the patient's page marks them."
    )
    return f"{told}.", unblinded


def _figure(who: dict[Sealed, tuple[str, ...]], words: Words) -> go.Figure:
    names = [words(SEALINGS[each]) for each in who]
    figure = go.Figure(
        go.Bar(
            {
                "orientation": "h",
                "y": list(range(len(who))),
                "x": [len(known) for known in who.values()],
                "width": 0.5,
                "marker": {"color": [COLOURS[each] for each in who]},
                "text": [str(len(known)) for known in who.values()],
                "textposition": "outside",
                "cliponaxis": False,
                "customdata": names,
                "hovertemplate": "%{customdata}: %{x}<extra></extra>",
            }
        )
    )
    figure.update_yaxes(tickvals=list(range(len(who))), ticktext=[narrow(name, 18) for name in names],
                        range=[len(who) - 0.5, -0.5], showgrid=False)  # fmt: skip
    figure.update_xaxes(title=words("patients"), rangemode="tozero", gridcolor=FAINT, showgrid=True,
                        tickformat="d", nticks=6)  # fmt: skip
    return framed(figure, height=ROW * len(who) + 60)
