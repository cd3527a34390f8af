"""How every figure looks: blue and orange that all eyes tell apart, at home on light and dark pages."""

from __future__ import annotations

import plotly.graph_objects as go

from her2dash.analysis.outcome import Outcome
from her2dash.analysis.states import Call

# Each has at least 3:1 on white and on the dark page; blue and orange differ in lightness as well.
BLUE = "#2f7ebc"
ORANGE = "#d9730d"
GREY = "#7d858f"
GREEN = "#2a9d74"
PURPLE = "#8c3ce6"
FAINT = "rgba(128, 128, 128, 0.25)"
CLEAR = "rgba(0, 0, 0, 0)"

MANY = 200
"""From so many marks on, a figure shows densities or the largest groups instead of each patient."""

LETTERS = 13
"""Pixels of the letters beside a forest: its rows are read by them, on a phone too."""

# The same colour and the same mark for a category on every page; never the colour alone.
CALL_MARKS = {
    Call.POSITIVE: (BLUE, "circle"),
    Call.NEGATIVE: (ORANGE, "diamond"),
    Call.EQUIVOCAL: (GREY, "square"),
    Call.NOT_EVALUABLE: (GREY, "x"),
    Call.PENDING: (GREY, "circle-open"),
}
OUTCOME_MARKS = {
    Outcome.CONCORDANT: (BLUE, "circle"),
    Outcome.DISCORDANT: (ORANGE, "diamond"),
    Outcome.EQUIVOCAL: (GREY, "square"),
    Outcome.NOT_EVALUABLE: (GREY, "x"),
    Outcome.OPEN: (GREY, "circle-open"),
}
PLAN_COLOURS = {"anti_her2": BLUE, "chemo": ORANGE, "endocrine": GREEN, "other": PURPLE}

TOP = 28
"""Pixels above a figure, for the words on a line."""

# The colour of letters is left to the page, which knows whether it is light or dark.
TEMPLATE = go.layout.Template(
    layout={
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": [BLUE, ORANGE, GREY],
        "hoverlabel": {"align": "left"},
        "showlegend": False,
        "legend": {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0},
        "xaxis": {"automargin": True, "gridcolor": FAINT, "linecolor": GREY, "zeroline": False}
        | {"fixedrange": True, "ticks": "outside", "tickcolor": GREY},
        "yaxis": {"automargin": True, "gridcolor": FAINT, "linecolor": GREY, "zeroline": False}
        | {"fixedrange": True},
        "dragmode": False,
    }
)


def framed(figure: go.Figure, *, height: int) -> go.Figure:
    """Return the figure in the house's look; its title is text of the page, which wraps as the page does."""
    return figure.update_layout(
        template=TEMPLATE,
        # Streamlit's own template lies over ours and leaves no room for the last tick
        margin={"l": 8, "r": 24, "t": TOP, "b": 8},
        height=height + TOP,
    )
