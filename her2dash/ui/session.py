"""The person of this run: asked anew at every run, callback and fragment, never remembered."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import accounts
from her2dash.actions.desk import Desk, Office
from her2dash.actions.views import Me
from her2dash.errors import SignedOut
from her2dash.i18n import Words
from her2dash.ui.authenticator import authenticate, token_of
from her2dash.ui.office import bare, the_office

# Set before a tick's st.rerun(): a board that redraws itself is no sign of life of its reader.
_TICK = "her2dash.tick"
_COUNTED = "her2dash.counted"
_LANGUAGE = "her2dash.language"

# Seconds; a writing transaction for every click would make all writers wait in a row.
COUNTED_AGAIN_AFTER = 30.0


def this_office() -> Office:
    """Return the office of the cookie with which this page was opened."""
    return the_office(token_of(st.context.cookies))


def current_desk(office: Office) -> Desk:
    """Return the desk of the cookie with which this page was opened; it may lead to a dead session."""
    token = token_of(st.context.cookies)
    if not token:
        raise SignedOut
    return office.desk(bare(token))


def person(office: Office) -> Me:
    """Return who is asking and count the run as a sign of life; raises SignedOut."""
    desk = current_desk(office)
    _, me = authenticate(desk)
    st.session_state[_LANGUAGE] = me.language
    _count_as_activity(desk)
    return me


def _count_as_activity(desk: Desk) -> None:
    caused_by_tick = st.session_state.pop(_TICK, False)
    now, counted = desk.office.clock.now().timestamp(), st.session_state.get(_COUNTED)
    if not caused_by_tick and (counted is None or now - counted > COUNTED_AGAIN_AFTER):
        accounts.stay(desk)
        st.session_state[_COUNTED] = now


def sign_out_button(desk: Desk, words: Words) -> None:
    """Draw the button that ends this session; other tabs get nothing more from then on."""
    package, _ = authenticate(desk)
    package.logout(words("Sign out"), "main", key="sign-out")


def words_of(me: Me, office: Office) -> Words:
    """Return the interface in the person's language and the study's zone."""
    return Words(me.language, office.study.zone)


def language() -> str:
    """Return the language of this Streamlit session, also when nobody is signed in any more."""
    return str(st.session_state.get(_LANGUAGE, "en"))


def rerun_for_tick() -> None:
    """Draw the page again because something changed elsewhere, not because the reader did something."""
    st.session_state[_TICK] = True
    st.rerun()
