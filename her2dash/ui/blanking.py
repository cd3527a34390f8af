"""Blanking a text that was typed by mistake, beside the event that wrote it."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from her2dash.actions import redaction
from her2dash.actions.trail_views import Entry
from her2dash.errors import Problem
from her2dash.ui import attention, messages
from her2dash.ui.reader import Reader

_BLANKING, _REASON = "trail.blanking", "blank.reason"


def draw_blanking(reader: Reader, entry: Entry) -> None:
    """Offer to blank the text of an event, and ask why."""
    words, number = reader.words, entry.number
    if st.session_state.get(_BLANKING) != number:
        st.button(
            words("Blank this text: event {number}", number=number), key=f"blank-{number}",
            type="tertiary", on_click=_begin_blanking, args=(number,),
        )  # fmt: skip
        return
    st.text_input(words("Why the text is blanked, without repeating it"), key=_REASON, max_chars=200)
    st.markdown(words("The text is gone for good then. Who wrote it and when stays, and the chain holds."))
    with st.container(horizontal=True):
        st.button(words("Blank it for good"), key="blank-now", on_click=_blank, args=(reader, number))
        st.button(words("Leave it"), key="blank-not", on_click=_begin_blanking, args=(None,))


def _begin_blanking(number: int | None) -> None:
    st.session_state[_BLANKING] = number


def _blank(reader: Reader, number: int) -> None:
    try:
        redaction.redact(reader.desk, event=number, reason=st.session_state[_REASON], key=uuid4().hex)
    except Problem as problem:
        messages.keep(problem)
        return
    _begin_blanking(None)
    attention.speak(reader.words("The text of event {number} is blanked.", number=number), uuid4().hex)
