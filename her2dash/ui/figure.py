"""A figure as everybody can read it: its finding, drawn, in sentences, and as a table of its numbers."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from her2dash.figures.sentences import DataTable
from her2dash.ui.messages import escaped


def draw_figure(
    figure: go.Figure, *, finding: str, caption: str, sentences: Sequence[str], table: DataTable, key: str
) -> None:
    """Draw a figure under its finding and caption; one that has nothing to draw is said in words alone."""
    st.subheader(escaped(finding), anchor=False)
    st.markdown(escaped(caption))
    if not figure.data:
        st.markdown(escaped(" ".join(sentences)))
        return
    alt = " ".join((f"{finding}.", *sentences))
    st.plotly_chart(figure, key=key, alt=alt, config={"displayModeBar": False})
    st.markdown("\n".join(f"- {escaped(each)}" for each in sentences))
    draw_table(table)


def draw_table(table: DataTable) -> None:
    """Draw a table under its caption."""
    st.markdown(f"**{escaped(table.caption)}**")
    columns = {name: [row[place] for row in table.rows] for place, name in enumerate(table.columns)}
    st.table(columns, hide_index=True, border="horizontal", alt=table.caption)
