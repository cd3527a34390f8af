"""Replacing the own password: the old one, the new one twice; every other session ends."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import invitations
from her2dash.actions.desk import Desk
from her2dash.actions.password_rules import SHORTEST
from her2dash.errors import Problem, Refused
from her2dash.i18n import N_
from her2dash.ui import attention, messages
from her2dash.ui.reader import Reader

_OLD, _NEW, _AGAIN = "password.old", "password.new", "password.again"
_DONE = "password.done"


def draw_own_password(reader: Reader) -> None:
    """Draw the fields, and what came of them; a demo has no passwords."""
    if reader.desk.office.demo:
        return
    words = reader.words
    with st.expander(words("Change my password"), key="own-password"):
        if st.session_state.pop(_DONE, False):
            st.success(words("Your password is changed. Other devices are signed out."))
        st.markdown(
            words(
                "{shortest} characters or more: a few words that do not belong together. No other rules.",
                shortest=SHORTEST,
            )
        )
        labels = {
            _OLD: words("Current password"), _NEW: words("New password"),
            _AGAIN: words("New password, once more"),
        }  # fmt: skip
        for key, label in labels.items():
            kind = "current-password" if key == _OLD else "new-password"
            st.text_input(label, key=key, type="password", autocomplete=kind, max_chars=200)
        st.button(words("Change it"), key="change-password", on_click=_change, args=(reader.desk,))


def _change(desk: Desk) -> None:
    old, new, again = (str(st.session_state.get(key, "")) for key in (_OLD, _NEW, _AGAIN))
    try:
        if new != again:
            raise Refused(N_("The two passwords are not the same. Type both again."))
        invitations.change_password(desk, password=old, new=new)
    except Problem as problem:
        messages.keep(problem)
        return
    for key in (_OLD, _NEW, _AGAIN):
        st.session_state[key] = ""
    st.session_state[_DONE] = True
    attention.turn_to(attention.TOP)
