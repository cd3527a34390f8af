"""A page asks by itself whether its session lives; before it ends, the reader is told and can stay."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import streamlit as st

from her2dash.actions import accounts
from her2dash.actions.desk import Desk
from her2dash.actions.door import IDLE
from her2dash.errors import Forbidden, SignedOut
from her2dash.ui.reader import Reader

EVERY = 15  # seconds
WARNED = timedelta(minutes=5)

_log = logging.getLogger(__name__)

_SEEN = "her2dash.sign_of_life"


def note_sign_of_life(now: datetime, *, by_itself: bool) -> None:
    """Remember when the reader last did something; a page that moved by itself is no sign of life."""
    if not by_itself or _SEEN not in st.session_state:
        st.session_state[_SEEN] = now


def warn_before_the_end(reader: Reader) -> None:
    """Draw nothing until the last minutes, then the warning and the way to stay.

    Every tick asks the session first: where it ended, by whatever cause, the browser is sent away.
    """

    @st.fragment(run_every=EVERY)
    def tick() -> None:
        left = _left(reader.desk)
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


def _left(desk: Desk) -> timedelta:
    """Return how long the session still lasts; raises SignedOut once it has ended."""
    try:
        return accounts.time_left(desk)
    except (SignedOut, Forbidden):
        raise
    except Exception as error:  # a record out of reach must not take the page, and what is typed, away
        _log.warning("A page could not ask for its session: %s", type(error).__name__)
    # Nor may it keep a page open that everybody left: then the page goes by what it remembers itself.
    left: timedelta = IDLE - (desk.office.clock.now() - st.session_state[_SEEN])
    if left <= timedelta(0):
        raise SignedOut
    return left


def _stay(desk: Desk) -> None:
    accounts.stay(desk)
    st.session_state[_SEEN] = desk.office.clock.now()
