"""A figure as everybody can read it: drawn, said in a sentence, and as a table of its numbers."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from her2dash.figures.sentences import DataTable
from her2dash.ui.messages import escaped


def draw_figure(figure: go.Figure, *, sentence: str, table: DataTable, key: str) -> None:
    """Draw a figure with its sentence and its table."""
    st.plotly_chart(figure, key=key, alt=sentence, config={"displayModeBar": False})
    st.markdown(escaped(sentence))
    draw_table(table)


def draw_table(table: DataTable) -> None:
    """Draw a table under its caption."""
    st.markdown(f"**{escaped(table.caption)}**")
    columns = {name: [row[place] for row in table.rows] for place, name in enumerate(table.columns)}
    st.table(columns, hide_index=True, border="horizontal", alt=table.caption)
