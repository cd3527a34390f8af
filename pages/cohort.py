"""The patients in numbers: what the secondary endpoints stand on, with every denominator."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import dashboard
from her2dash.actions.desk import Desk
from her2dash.figures.cohort import cohort_tables
from her2dash.ui import attention, cache
from her2dash.ui.board import draw_stamp
from her2dash.ui.figure import draw_table
from her2dash.ui.live import watch
from her2dash.ui.reader import reader_at


def show(desk: Desk) -> None:
    """Draw the tables as the newest signed data have them."""
    reader, version = reader_at(desk), dashboard.data_version(desk)
    words, found = reader.words, cache.cohort(reader, version)
    attention.arrive("cohort")
    attention.title(words("The patients in numbers"))
    draw_stamp(reader)
    study = reader.study
    if study.marker is not None:
        st.markdown(words("The marker is positive with {rule}.", rule=reader.text(study.marker.rule)))
    dilemmas = study.codelist(study.dilemmas).labels(reader.language)
    for table in cohort_tables(found, words, dilemmas=dilemmas):
        draw_table(table)
    watch(words, lambda: dashboard.data_version(desk) != version)
