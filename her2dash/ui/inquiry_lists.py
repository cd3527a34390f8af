"""Questions about answers in lists: those that wait for the reader, and those about one patient."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from her2dash.actions import inquiry_lists
from her2dash.actions.inquiry_views import Inquiry, Tally
from her2dash.ui.inquiries import about, draw_badge
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader


def draw_waiting(reader: Reader) -> None:
    """Draw the questions that wait for an answer by the reader; nothing where there is none."""
    found = inquiry_lists.waiting(reader.desk)
    if not found:
        return
    st.header(reader.words("Questions to answer"), anchor=False)
    with st.container(border=True, key="inquiries"):
        for one in found:
            _draw_row(reader, one, f"{reader.words('Patient {number}', number=one.patient)} · ")


def draw_of_patient(reader: Reader, handle: str) -> None:
    """Draw the questions about a patient's forms with the way to each."""
    st.header(reader.words("Questions about answers"), anchor=False)
    found = inquiry_lists.of_patient(reader.desk, handle=handle)
    if not found:
        st.markdown(reader.words("Nothing was asked."))
    for one in found:
        with _draw_row(reader, one):
            draw_badge(reader, one)


def draw_tally(reader: Reader, tally: Tally | None) -> None:
    """Draw how many questions about a patient are not closed; nothing where there is none."""
    if tally is not None:
        said = reader.words(
            "Questions about answers: {waiting} open, {answered} answered",
            waiting=tally.waiting,
            answered=tally.answered,
        )
        st.markdown(said)


def _draw_row(reader: Reader, one: Inquiry, whose: str = "") -> DeltaGenerator:
    """Draw the way to the form, what is asked about and since when; return the row."""
    row = st.container(horizontal=True, vertical_alignment="center", key=f"row-inquiry-{one.number}")
    with row:
        link("form", f"{whose}{reader.form_title(one.form)}", patient=one.handle, form=one.form)
        st.markdown(f"{escaped(about(reader, one))}  \n{_since(reader, one)}", width=320)
    return row


def _since(reader: Reader, one: Inquiry) -> str:
    days = (reader.today - reader.day(one.asked_at)).days
    if not days:
        return reader.words("asked today")
    return reader.words.count("asked {n} day ago", "asked {n} days ago", days)
