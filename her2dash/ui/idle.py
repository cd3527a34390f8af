"""Before a session ends for want of a sign of life, the reader is told and can stay."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from her2dash.actions import accounts
from her2dash.actions.desk import Desk
from her2dash.actions.door import IDLE
from her2dash.ui.reader import Reader

EVERY = 15  # seconds
WARNED = timedelta(minutes=5)

_SEEN = "her2dash.sign_of_life"


def note_sign_of_life(now: datetime, *, by_itself: bool) -> None:
    """Remember when the reader last did something; a page that moved by itself is no sign of life."""
    if not by_itself or _SEEN not in st.session_state:
        st.session_state[_SEEN] = now


def warn_before_the_end(reader: Reader) -> None:
    """Draw nothing until the last minutes, then the warning and the way to stay."""

    @st.fragment(run_every=EVERY)
    def tick() -> None:
        left = IDLE - (reader.now - st.session_state[_SEEN])
        if left < WARNED:
            minutes = max(1, round(left.total_seconds() / 60))
            st.warning(
                reader.words.count(
                    "You will be signed out in about {n} minute. What is saved stays saved.",
                    "You will be signed out in about {n} minutes. What is saved stays saved.",
                    minutes,
                )
            )
            st.button(reader.words("Stay signed in"), key="stay", on_click=_stay, args=(reader.desk,))

    tick()


def _stay(desk: Desk) -> None:
    accounts.stay(desk)
    st.session_state[_SEEN] = desk.office.clock.now()
