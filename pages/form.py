"""One form of one patient; which one stands in the address."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import capture
from her2dash.actions.desk import Desk
from her2dash.errors import Forbidden, NotFound
from her2dash.ui import attention, messages
from her2dash.ui.form import draw_form
from her2dash.ui.navigation import first_room, link
from her2dash.ui.reader import Reader, reader_at


def show(desk: Desk) -> None:
    """Draw the form that the address names."""
    reader = reader_at(desk)
    handle, form = st.query_params.get("patient"), st.query_params.get("form")
    if not handle or not form:
        _draw_nothing(reader, reader.words("Open a form from the work-list; this address names none."))
        return
    try:
        sheet = capture.open_form(desk, handle=handle, form=form)
    except (NotFound, Forbidden) as problem:
        _draw_nothing(reader, messages.sentence(reader.words, problem))
        return
    draw_form(reader, sheet)


def _draw_nothing(reader: Reader, sentence: str) -> None:
    attention.arrive("form")
    attention.title(reader.words("Form"))
    st.info(messages.escaped(sentence))
    room = first_room(reader)
    link(room.name, reader.words("Go to: {room}", room=reader.words(room.title)))
