"""Where the person is signed in: each sign-in with a way to end it, and all others at once."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import own_sessions
from her2dash.actions.desk import Desk
from her2dash.actions.own_sessions import OwnSession
from her2dash.errors import Problem
from her2dash.i18n import N_
from her2dash.ui import attention, messages
from her2dash.ui.reader import Reader

_WAYS = {
    "page": N_("with name and password"),
    "demo": N_("by a button of the demo"),
    "command": N_("at the command line"),
}

_ENDED = "account.ended"


def draw_own_sessions(reader: Reader) -> None:
    """Draw where the person is signed in, this one first, and what ends the others."""
    words, found = reader.words, own_sessions.sessions(reader.desk)
    st.header(words("Where you are signed in"), anchor=False)
    _tell_what_ended(reader)
    for one in found:
        _draw(reader, one)
    if len(found) > 1:
        st.button(
            words("Sign out everywhere else"), key="end-others", on_click=_end_others, args=(reader.desk,)
        )
    else:
        st.markdown(words("You are signed in nowhere else."))


def _draw(reader: Reader, one: OwnSession) -> None:
    words = reader.words
    with st.container(border=True, horizontal=True, key=f"session-{one.number}"):
        st.markdown(_told(reader, one))
        if not one.is_this:
            label = words("Sign out there (since {moment})", moment=reader.when(one.since))
            st.button(label, key=f"end-{one.number}", on_click=_end, args=(reader.desk, one.number))


def _told(reader: Reader, one: OwnSession) -> str:
    words, way = reader.words, _WAYS.get(one.channel)
    this = words("**This one.**") if one.is_this else ""
    said = words(
        "Signed in since {since}, last active {seen}", since=words.moment(one.since),
        seen=reader.when(one.last_seen),
    )  # fmt: skip
    return f"{this} {said}{f', {words(way)}' if way else ''}.".strip()


def _tell_what_ended(reader: Reader) -> None:
    ended = st.session_state.pop(_ENDED, None)
    if ended is not None:
        count, token = ended
        said = reader.words.count("{n} sign-in was ended.", "{n} sign-ins were ended.", count)
        st.success(said)
        attention.speak(said, token)


def _end(desk: Desk, number: int) -> None:
    try:
        own_sessions.end_session(desk, number=number)
    except Problem as problem:
        messages.keep(problem)
    else:
        st.session_state[_ENDED] = (1, f"ended {number}")


def _end_others(desk: Desk) -> None:
    count = own_sessions.end_all_others(desk)
    st.session_state[_ENDED] = (count, f"ended {desk.office.clock.now().isoformat()}")
