"""A press that asks the record now, and when it was last asked: nobody has to trust that a page is live."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from her2dash.ui import attention
from her2dash.ui.live import watch
from her2dash.ui.reader import Reader


def draw_live(reader: Reader, moved: Callable[[], bool]) -> None:
    """Draw the press and, beside it, when the record was last asked: by the press, or by the tick."""
    words = reader.words

    def told() -> None:
        st.markdown(words("Asked at {time}: nothing newer.", time=words.clock(reader.now)))

    with _line():
        _draw_press(reader)
        watch(words, moved, told)


def draw_asked(reader: Reader) -> None:
    """Draw the press and when this page asked the record, for a page that does not move by itself."""
    with _line():
        _draw_press(reader)
        st.markdown(reader.words("Asked at {time}.", time=reader.words.clock(reader.now)))


def _line() -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", key="asked")


def _draw_press(reader: Reader) -> None:
    """Draw the press: the run that it causes asks everything anew, and moves nothing on the screen."""
    words = reader.words
    if st.button(words("Refresh"), key="refresh", icon=":material/refresh:"):
        attention.speak(words("Asked at {time}.", time=words.clock(reader.now)), uuid4().hex)
