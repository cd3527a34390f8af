"""A figure as everybody can have it: drawn, in sentences, as a table, and with the patients behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import plotly.graph_objects as go

from her2dash.figures.sentences import DataTable

Groups = Mapping[str, tuple[str, ...]]
"""A category as the figure names it, and the study numbers of the patients behind it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One figure of a board.

    `name` is that of its file and of its place on the page; `finding` says the finding or the question;
    `caption` n, what is missing and the method. `figure` is None where there is nothing to draw: then
    `sentences` say why, and what will fill it. `groups` are the patients behind each category; a mark of
    the figure that stands for one carries its name as `customdata`.
    """

    name: str
    finding: str
    caption: str
    sentences: tuple[str, ...]
    table: DataTable | None = None
    figure: go.Figure | None = None
    groups: Groups = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a board and the figures below it."""

    heading: str
    figures: tuple[Drawn, ...]


Board = tuple[Part, ...]
