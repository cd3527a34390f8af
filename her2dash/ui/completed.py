"""The signed forms of patients of whom nothing more is wanted: last on the work-list, where many are shut."""

from __future__ import annotations

from itertools import islice

import streamlit as st

from her2dash.actions.views import Receipt
from her2dash.ui.reader import Reader
from her2dash.ui.task_rows import draw_signed_form

SEEN = 10
"""Up to so many forms are seen at once; more would push what waits out of sight, and open at a press."""

MOST = 40
"""Of more patients nobody reads the list; those signed last stand first."""


def draw_completed(reader: Reader, finished: dict[str, list[Receipt]]) -> None:
    """Draw the forms, newest patient first, each patient's in the order in which they were signed."""
    if not finished:
        return
    words, n = reader.words, sum(map(len, finished.values()))
    st.header(words("Completed"), anchor=False)
    if n <= SEEN:
        with st.container(border=True, key="completed"):
            _draw_forms(reader, finished)
        return
    with st.expander(words.count("{n} form", "{n} forms", n)), st.container(key="completed"):
        _draw_forms(reader, finished)
        if len(finished) > MOST:
            st.markdown(words.count("And {n} more patient.", "And {n} more patients.", len(finished) - MOST))


def _draw_forms(reader: Reader, finished: dict[str, list[Receipt]]) -> None:
    for handle, signed in islice(finished.items(), MOST):
        number = reader.words("Patient {number}", number=signed[0].number)
        for receipt in reversed(signed):
            draw_signed_form(reader, handle, receipt, patient=number)
