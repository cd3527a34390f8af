"""The patients that a person reaches, a card each, with the state of every form."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import patients
from her2dash.actions.views import PatientRow
from her2dash.ui import attention
from her2dash.ui.form_states import draw_form_states
from her2dash.ui.navigation import link
from her2dash.ui.patient_head import draw_marks, draw_patient_line
from her2dash.ui.reader import Reader

PER_PAGE = 25


def draw_patients(reader: Reader) -> None:
    """Draw one page of the list; the address says which."""
    words, everyone = reader.words, patients.patients(reader.desk)
    st.header(words.count("{n} patient", "{n} patients", len(everyone)), anchor=False)
    if not everyone:
        st.markdown(words("Nobody is enrolled yet. The first patient that is enrolled appears here."))
        return
    pages = -(-len(everyone) // PER_PAGE)
    page = _page(pages)
    for row in everyone[(page - 1) * PER_PAGE : page * PER_PAGE]:
        with st.container(border=True, key=f"patient-{row.handle}"):
            _draw_patient(reader, row)
    if pages > 1:
        _draw_ways(reader, page, pages)


def _page(pages: int) -> int:
    named = st.query_params.get("page", "1")
    number = int(named) if named.isascii() and named.isdigit() else 1
    return min(max(number, 1), pages)


def _draw_ways(reader: Reader, page: int, pages: int) -> None:
    words = reader.words
    with st.container(horizontal=True, vertical_alignment="center", key="list-ways"):
        if page > 1:
            st.button(words("Previous"), key="previous", on_click=_turn, args=(page - 1,))
        st.markdown(words("Page {page} of {pages}", page=page, pages=pages), width="content")
        if page < pages:
            st.button(words("Next"), key="next", on_click=_turn, args=(page + 1,))


def _turn(page: int) -> None:
    st.query_params["page"] = str(page)
    attention.turn_to(attention.TOP)


def _draw_patient(reader: Reader, row: PatientRow) -> None:
    number = reader.words("Patient {number}", number=row.number)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(number, anchor=False)
        link("patient", reader.words("The whole way"), patient=row.handle)
    draw_patient_line(reader, row)
    draw_marks(reader, row)
    draw_form_states(reader, row)
