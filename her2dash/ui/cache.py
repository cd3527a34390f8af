"""The only caches: boards and figures, kept for one reader, one state of the data, one day, one language.

They never go stale: what could change them is part of their name, and the data version is asked
for, through the door, before any of them is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

import plotly.graph_objects as go
import streamlit as st

from her2dash.actions import dashboard
from her2dash.actions.desk import Office
from her2dash.actions.views import Board
from her2dash.analysis.cohort import Cohort
from her2dash.analysis.concordance import Concordance
from her2dash.figures.concordance import concordance_figure
from her2dash.ui.reader import Reader

T = TypeVar("T")

_MOST = 64


def board(reader: Reader, version: int) -> Board:
    """Return the overview as this data version has it."""
    return _for_reader(reader, version, "board", lambda: dashboard.board(reader.desk))


def cohort(reader: Reader, version: int) -> Cohort:
    """Return the patients in numbers as this data version has them."""
    return _for_reader(reader, version, "cohort", lambda: dashboard.cohort(reader.desk))


def concordance(reader: Reader, version: int) -> Concordance:
    """Return the primary endpoint as this data version has it."""
    return _for_reader(reader, version, "concordance", lambda: dashboard.concordance(reader.desk))


def figure_of_concordance(reader: Reader, version: int) -> go.Figure:
    """Return the figure of the primary endpoint, in the reader's language."""
    return _for_reader(
        reader,
        version,
        f"figure {reader.words.language}",
        lambda: concordance_figure(concordance(reader, version), reader.words),
    )


def forget() -> None:
    """Drop everything kept: a demo put back to its start counts its data versions anew."""
    _keep.clear()


def _for_reader(reader: Reader, version: int, what: str, make: Callable[[], T]) -> T:
    office = reader.desk.office
    # Lateness moves with the day alone, and a right with the person's roles.
    name = (what, id(office), reader.me.id, tuple(sorted(reader.me.roles)), version, reader.today)
    kept: tuple[Office, T] = _keep(name, office, make)
    return kept[1]


@st.cache_resource(max_entries=_MOST, show_spinner=False)  # noqa: TID251 - the one place for caches
def _keep(name: tuple[Hashable, ...], _office: Office, _make: Callable[[], T]) -> tuple[Office, T]:
    del name  # it is what Streamlit looks for
    # The office is held too, so that another one can never have its id.
    return _office, _make()
