"""A flow as boxes below each other, who leaves it beside them, and what branches off at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import plotly.graph_objects as go

from her2dash.figures.impact_labels import narrow
from her2dash.figures.theme import CLEAR, GREY, framed
from her2dash.figures.tints import CALM, INK, PALE

LINE = 17
"""Pixels of a line of letters; the vertical axis counts pixels."""

WIDTH, SIDE = 19, 23
"""How many letters have room in a box and beside it on a phone."""

EDGE, MIDDLE, BESIDE = 0.46, 0.23, 0.53
LEAST_GAP, APART, BETWEEN = 28, 4, 18


@dataclass(frozen=True, slots=True)
class Beside:
    """Who is not in a box, in words, and the group that a click lists."""

    text: str
    category: str

    @property
    def lines(self) -> str:
        """The words, broken."""
        return narrow(self.text, SIDE)

    @property
    def height(self) -> int:
        """Pixels that its box takes."""
        return LINE * (self.lines.count("<br>") + 1) + 6


@dataclass(frozen=True, slots=True)
class Box:
    """Who is counted here: label, number, the group that a click lists, and who is not here, beside it."""

    label: str
    number: str
    category: str
    beside: tuple[Beside, ...]

    @property
    def text(self) -> str:
        """What stands in the box."""
        return f"{narrow(self.label, WIDTH)}<br><b>{self.number}</b>"

    @property
    def height(self) -> int:
        """Pixels that the box takes."""
        return LINE * (self.text.count("<br>") + 1) + 12

    @property
    def side_height(self) -> int:
        """Pixels that the boxes beside it take."""
        return sum(each.height for each in self.beside) + APART * max(0, len(self.beside) - 1)


class _Text(NamedTuple):
    """Words on the sheet: where, which, the group that a click lists, and to which side they go."""

    x: float
    y: float
    text: str
    category: str
    place: str


class _Sheet:
    """Puts one thing below the other and remembers how far down it is."""

    def __init__(self) -> None:
        self.figure, self.y = go.Figure(), 0.0
        self._texts: list[_Text] = []

    def box(self, box: Box, *, height: float) -> None:
        """Draw a box in the middle of the height that it and what is beside it take."""
        top = self.y + max(0, height - box.height) / 2
        self._rect((0, EDGE), (top, top + box.height), CALM)
        self._texts.append(_Text(MIDDLE, top + box.height / 2, box.text, box.category, "middle center"))
        self.y += max(height, box.height)

    def beside(self, box: Box, *, middle: float, start: float) -> None:
        """Draw who is not in a box, beside a line that leads there."""
        if not box.beside:
            return
        line = {"color": GREY, "width": 1}
        self.figure.add_shape(
            type="line", x0=start, x1=BESIDE, y0=middle, y1=middle, line=line, layer="below"
        )
        top = middle - box.side_height / 2
        for each in box.beside:
            self._rect((BESIDE, 1), (top, top + each.height), PALE)
            at = top + each.height / 2
            self._texts.append(_Text(BESIDE + 0.01, at, each.lines, each.category, "middle right"))
            top += each.height + APART

    def _rect(self, x: tuple[float, float], y: tuple[float, float], colour: str) -> None:
        self.figure.add_shape(
            type="rect", x0=x[0], x1=x[1], y0=y[0], y1=y[1], fillcolor=colour, layer="below",
            line={"color": GREY, "width": 1},
        )  # fmt: skip

    def arrow(self, start: float, end: float) -> None:
        """Draw the way from one box to the next."""
        self.figure.add_annotation(
            x=MIDDLE, y=end, ax=MIDDLE, ay=start, xref="x", yref="y", axref="x", ayref="y", text="",
            showarrow=True, arrowhead=2, arrowwidth=1.5, arrowcolor=GREY,
        )  # fmt: skip

    def heading(self, text: str) -> None:
        """Write a line of its own, from side to side."""
        lines = narrow(text, WIDTH + SIDE)
        height = LINE * (lines.count("<br>") + 1) + 8
        self._rect((0, 1), (self.y, self.y + height), PALE)
        self._texts.append(_Text(0.01, self.y + height / 2, f"<b>{lines}</b>", "", "middle right"))
        self.y += height + 10

    def finished(self) -> go.Figure:
        """Return the figure: each text stands on a mark that nobody sees, since a shape cannot be clicked."""
        for at in ("middle center", "middle right"):
            own = [text for text in self._texts if text.place == at]
            if own:
                self.figure.add_trace(_written(own, at))
        self.figure.update_xaxes(range=[-0.01, 1], visible=False)
        self.figure.update_yaxes(range=[self.y + 4, -4], visible=False)
        return framed(self.figure, height=round(self.y))


def _written(texts: Sequence[_Text], place: str) -> go.Scatter:
    return go.Scatter(
        {
            "x": [text.x for text in texts],
            "y": [text.y for text in texts],
            "mode": "markers+text",
            "text": [text.text for text in texts],
            "textposition": place,
            "textfont": {"size": 13, "color": INK},
            "marker": {"symbol": "square", "size": 40 if place == "middle center" else 16, "color": CLEAR},
            "customdata": [text.category for text in texts],
            "hovertemplate": "%{customdata}<extra></extra>",
            "cliponaxis": False,
        }
    )


def flow_boxes(way: Sequence[Box], branches: Sequence[Box], heading: str) -> go.Figure:
    """Return the way as boxes with arrows, who leaves it beside each arrow, and below it the branches."""
    sheet, before = _Sheet(), 0.0
    for n, box in enumerate(way):
        if n:
            gap = max(LEAST_GAP, box.side_height + 14)
            sheet.y = before + gap
            sheet.arrow(before, sheet.y)
            sheet.beside(box, middle=before + gap / 2, start=MIDDLE)
        sheet.box(box, height=0)
        before = sheet.y
    if branches:
        sheet.y += 14
        sheet.heading(heading)
    for box in branches:
        height = max(box.height, box.side_height)
        sheet.beside(box, middle=sheet.y + height / 2, start=EDGE)
        sheet.box(box, height=height)
        sheet.y += BETWEEN
    return sheet.finished()
