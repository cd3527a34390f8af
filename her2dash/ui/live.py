"""The tick: a page that moves by itself when the record does, and counts for nothing when it does not."""

from __future__ import annotations

import logging
from collections.abc import Callable

import streamlit as st

from her2dash.errors import Forbidden, NotFound, SignedOut
from her2dash.i18n import Words
from her2dash.ui.session import rerun_for_tick

EVERY = 2  # seconds
_BY_ITSELF = "her2dash.by_itself"

_log = logging.getLogger(__name__)


def watch(words: Words, moved: Callable[[], bool], told: Callable[[], None] | None = None) -> None:
    """Ask every two seconds whether anything moved, and only then draw the page again.

    `told` draws, in the place of this call, that the record was asked and nothing moved.
    """

    @st.fragment(run_every=EVERY)
    def tick() -> None:
        answer = _asked(words, moved)
        if answer:
            st.session_state[_BY_ITSELF] = True
            rerun_for_tick()
        elif answer is not None and told is not None:
            told()

    tick()


def moved_by_itself() -> bool:
    """Tell, once, whether this drawing was caused by a tick and not by the reader."""
    return bool(st.session_state.pop(_BY_ITSELF, False))


def _asked(words: Words, moved: Callable[[], bool]) -> bool | None:
    """Return whether anything moved, or none where the record does not answer."""
    try:
        return moved()
    except SignedOut:
        raise
    except (Forbidden, NotFound):
        return True  # a right was withdrawn meanwhile: the page itself says so
    except Exception as error:  # a record out of reach must not take the page, and what is typed, away
        _log.warning("A tick could not ask: %s", type(error).__name__)
        st.warning(words("The record cannot be reached at the moment. This page goes on by itself."))
        return None
