"""The code of an invitation: made by a press, shown once, and how to hand it over."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from her2dash.actions import invitations
from her2dash.actions.desk import Desk
from her2dash.actions.people_list import Listed
from her2dash.errors import Problem
from her2dash.ui import attention, messages
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader

# Until the reader hides it or goes elsewhere; it stands in no address or log.
_CODE = "people.code"


def draw_code(reader: Reader) -> None:
    """Draw the code that was just made, if it was not hidden."""
    kept = st.session_state.get(_CODE)
    if not kept:
        return
    words, until = reader.words, reader.words.moment(datetime.fromisoformat(kept["until"]))
    with st.container(border=True, key="code"):
        st.markdown(
            words(
                "**{name}** sets a password with this code, once, until {until}:",
                name=escaped(kept["name"]), until=until,
            )
        )  # fmt: skip
        st.code(kept["code"], language=None)
        st.markdown(
            words(
                "On the sign-in page, “{link}” leads to where it is typed in. It is shown this once. Hand "
                "it over in person or by telephone, to nobody else, and not by the way by which the user "
                "name {login} is told.",
                login=escaped(kept["login"]),
                link=words("Do you have an invitation code? Set your password here."),
            )
        )
        st.button(words("It is handed over: hide it"), key="hide-code", on_click=forget_code)


def draw_inviting(reader: Reader, one: Listed) -> None:
    """Offer to make a code."""
    words = reader.words
    st.subheader(words("Code for a password"), anchor=False)
    st.markdown(
        words(
            "For a new person, or one who has forgotten the password. It works once, for three days, and an "
            "earlier code no longer. A password that is there works until a new one is set; then every "
            "sign-in of the person ends."
        )
    )
    st.button(words("Make a code"), key="invite", on_click=_invite, args=(reader.desk, one))


def _invite(desk: Desk, one: Listed) -> None:
    make_code(desk, one.login, one.name, place_of_code())


def place_of_code() -> dict[str, str]:
    """Return the object in which the code is kept.

    Fetch it before anything is written: a second press breaks a callback off where it asks for its state
    (decision 8), and a person would be added, or a code made, that nobody sees.
    """
    kept: dict[str, str] = st.session_state.setdefault(_CODE, {})
    return kept


def make_code(desk: Desk, login: str, name: str, kept: dict[str, str]) -> None:
    """Make a code and keep it for the run that follows."""
    try:
        code, ends = invitations.invite(desk, login=login)
    except Problem as problem:
        messages.keep(problem)
        return
    kept.update(login=login, name=name, code=code, until=ends.isoformat())
    attention.turn_to(attention.TOP)


def forget_code() -> None:
    """Show the code no more."""
    st.session_state.pop(_CODE, None)
