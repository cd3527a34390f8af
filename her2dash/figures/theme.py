"""How every figure looks: blue and orange that all eyes tell apart, at home on light and dark pages."""

from __future__ import annotations

import textwrap

import plotly.graph_objects as go

# Each has at least 3:1 on white and on the dark page; blue and orange differ in lightness as well.
BLUE = "#2f7ebc"
ORANGE = "#d9730d"
GREY = "#7d858f"
FAINT = "rgba(128, 128, 128, 0.25)"
CLEAR = "rgba(0, 0, 0, 0)"

TITLE_LETTERS = 44
"""Letters of the title's size that fit on one line of a 390 px page."""
SUBTITLE_LETTERS = 60

# The colour of letters is left to the page, which knows whether it is light or dark.
TEMPLATE = go.layout.Template(
    layout={
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": [BLUE, ORANGE, GREY],
        "hoverlabel": {"align": "left"},
        "showlegend": False,
        "legend": {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0},
        "title": {"x": 0, "xref": "container", "xanchor": "left", "yref": "container"}
        | {"yanchor": "top", "font": {"size": 16}, "pad": {"l": 8}, "subtitle": {"font": {"size": 12}}},
        "xaxis": {"automargin": True, "gridcolor": FAINT, "linecolor": GREY, "zeroline": False}
        | {"fixedrange": True, "ticks": "outside", "tickcolor": GREY},
        "yaxis": {"automargin": True, "gridcolor": FAINT, "linecolor": GREY, "zeroline": False}
        | {"fixedrange": True},
        "dragmode": False,
    }
)


def framed(figure: go.Figure, *, title: str, subtitle: str, height: int) -> go.Figure:
    """Return the figure in the house's look, its title and subtitle broken to a phone's width."""
    above, below = _lines(title, TITLE_LETTERS), _lines(subtitle, SUBTITLE_LETTERS)
    top = 44 + 20 * len(above) + 16 * len(below)
    # plotly hangs a title by its last line: the others would stand above the figure
    drop = (8 + 20 * (len(above) - 1)) / (height + top)
    return figure.update_layout(
        template=TEMPLATE,
        title={"text": "<br>".join(above), "y": 1 - drop, "subtitle": {"text": "<br>".join(below)}},
        # Streamlit's own template lies over ours and leaves no room for the last tick
        margin={"l": 8, "r": 24, "t": top, "b": 8},
        height=height + top,
    )


def said(sentence: str, *, title: str, subtitle: str) -> go.Figure:
    """Return a figure that draws nothing and says why in words."""
    figure = go.Figure()
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text="<br>".join(_lines(sentence, TITLE_LETTERS)),
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        xanchor="left",
        yanchor="top",
        align="left",
        showarrow=False,
        font={"size": 14},
    )
    return framed(figure, title=title, subtitle=subtitle, height=96)


def _lines(text: str, letters: int) -> list[str]:
    return textwrap.wrap(text, letters) or [""]
