"""A figure on the screen: its finding, drawn, in sentences, as a table and files, and who is behind it."""

from __future__ import annotations

from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from her2dash.figures.drawn import Drawn
from her2dash.figures.sentences import DataTable
from her2dash.figures.unbroken import compact, unbroken
from her2dash.ui import choice
from her2dash.ui.behind import draw_behind, picked
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader

KINDS = ("png", "svg", "csv")

WIDE = 6
"""From so many columns on a table has smaller letters on a phone."""

PHRASE = 40
"""A cell of so many letters keeps some width of its own, where the table is wider than a phone."""

_LONG = ' class="her2-long"'


def draw_figure(
    reader: Reader, version: int, board: str, drawn: Drawn, stamp: str, *, anybody: bool = True
) -> None:
    """Draw one figure of a board; `stamp` says of which patients and as of when it is.

    Without anybody, what will fill it is what there is to say: its table of zeros is one press away, and its
    caption would tell of methods and of nobody missing.
    """
    caption = drawn.caption if anybody or drawn.figure is not None else reader.words("n = 0.")
    with st.container(key=f"figure-{drawn.name}"):
        st.subheader(escaped(unbroken(drawn.finding)), anchor=drawn.name)
        st.markdown(escaped(unbroken(f"{caption} {stamp}")))
        if drawn.figure is not None:
            _draw_chart(drawn)
        st.markdown("\n".join(f"- {escaped(unbroken(each))}" for each in drawn.sentences))
        if drawn.table is not None and drawn.figure is None and anybody:
            draw_table(drawn.table)
            st.html(_files(reader, board, drawn))
        elif drawn.table is not None:
            _draw_numbers(reader, board, drawn, drawn.table)
        if anybody and any(drawn.groups.values()):
            draw_behind(reader, version, drawn)


def _draw_chart(drawn: Drawn) -> None:
    alt = " ".join((f"{drawn.finding}.", *drawn.sentences))
    key, config = f"chart.{drawn.name}", {"displayModeBar": False}
    if not drawn.groups:
        st.plotly_chart(drawn.figure, key=key, alt=alt, config=config)
        return
    st.plotly_chart(
        drawn.figure, key=key, alt=alt, config=config, selection_mode="points",
        on_select=partial(picked, key, drawn.name, tuple(drawn.groups)),
    )  # fmt: skip


def _draw_numbers(reader: Reader, board: str, drawn: Drawn, table: DataTable) -> None:
    with st.expander(reader.words("Numbers and files"), key=f"numbers-{drawn.name}"):
        draw_table(table)
        st.html(_files(reader, board, drawn))


def _files(reader: Reader, board: str, drawn: Drawn) -> str:
    """Return links to the figure's files, for the patients and the moment on the screen."""
    query = urlencode({**choice.kept(reader, st.query_params.to_dict()), "lang": reader.words.language})
    kinds = KINDS if drawn.figure is not None else ("csv",)
    links = " · ".join(
        f'<a href="/file/{board}/{drawn.name}.{kind}?{escape(query)}" '
        f'aria-label="{kind.upper()}: {escape(drawn.finding)}">{kind.upper()}</a>'
        for kind in kinds
    )
    return f"<p>{escape(reader.words('Take away:'))} {links}</p>"


def draw_table(table: DataTable) -> None:
    """Draw a table under its caption, in plain markup: it costs less than a data frame."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in table.rows)
    looks = "her2-table her2-wide" if len(table.columns) >= WIDE else "her2-table"
    st.html(
        f'<div class="her2-scroll" tabindex="0" role="region" aria-label="{escape(table.caption)}">'
        f'<table class="{looks}"><caption>{escape(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(row: tuple[str, ...]) -> str:
    first, *others = row
    return f'<th scope="row">{escape(compact(first))}</th>' + "".join(
        f"<td{_LONG if len(cell) >= PHRASE else ''}>{escape(compact(cell))}</td>" for cell in others
    )
