"""A figure inside a document: SVG without the words around it, the same bytes however often it is drawn."""

from __future__ import annotations

import re

import plotly.graph_objects as go

from her2dash.exports.pictures import picture

WIDTH = 680
"""Pixels: what an A4 page holds between its margins."""

_HEIGHT = 320
_TALL, _LETTER = 1000, 13
"""Pixels: a figure taller than this is made small to fit its page; its letters grow with it before."""

_TAG = re.compile(r"<[a-zA-Z][^>]*>")
# Classes and data of the page that plotly draws on: some hold a random name of the trace, none is used here.
_UNUSED = re.compile(r' (?:class|data-[a-z-]+)="[^"]*"')
_ID = re.compile(r'(?<= id=")[^"]+(?=")')


def inline_svg(figure: go.Figure, *, place: str, label: str) -> str:
    """Return a figure as SVG to stand in an HTML page under the id `place`; Refused without a browser.

    `label` is what it shows, for who does not see it.
    """
    return settled(picture(_plain(figure), "svg").decode(), place=place, label=label)


def settled(svg: str, *, place: str, label: str) -> str:
    """Return SVG whose ids are counted instead of drawn by lot, so that the same figure is the same text."""
    bare = _TAG.sub(lambda tag: _UNUSED.sub("", tag[0]), svg)
    names = dict.fromkeys(_ID.findall(bare))
    # Longest first: one id may begin like another.
    for known in sorted(names, key=len, reverse=True):
        names[known] = f"{place}-{list(names).index(known) + 1}"
    if names:
        anyone = "|".join(re.escape(known) for known in sorted(names, key=len, reverse=True))
        used = re.compile(rf'(?<= id=")(?:{anyone})(?=")|(?<=#)(?:{anyone})(?=[\'")&])')
        bare = _TAG.sub(lambda tag: used.sub(lambda name: str(names[name[0]]), tag[0]), bare)
    return bare.replace("<svg ", f'<svg id="{place}" role="img" aria-label="{label}" ', 1)


def _plain(figure: go.Figure) -> go.Figure:
    """Return the figure on white in the letters of a document."""
    height = figure.layout.height or _HEIGHT
    plain = go.Figure(figure).update_layout(
        width=WIDTH, height=height, paper_bgcolor="white", plot_bgcolor="white",
        font={"color": "#1f2328", "family": "Helvetica, Arial, sans-serif"},
    )  # fmt: skip
    if height > _TALL:
        plain.update_traces(
            textfont={"size": round(_LETTER * height / _TALL)}, selector={"mode": "markers+text"}
        )
    return plain
