"""A second factor as an administrator sees to it: required or not, and taken away when it is lost."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import second_factor
from her2dash.actions.desk import Desk
from her2dash.actions.people import LONGEST_REASON
from her2dash.actions.people_list import Listed
from her2dash.errors import Problem
from her2dash.ui import messages
from her2dash.ui.person_state import factor_of
from her2dash.ui.reader import Reader

_REASON = "people.factor-reason"


def draw_second_factor(reader: Reader, one: Listed) -> None:
    """Draw how it stands, and the ways to change it; in a demo nobody has one."""
    if reader.desk.office.demo or one.guard is None:
        return
    words = reader.words
    st.subheader(words("Second factor"), anchor=False)
    st.markdown(factor_of(reader, one.guard))
    if one.guard.second_factor_required:
        label = words("Require it no longer")
    else:
        label = words("Require a second factor")
        st.markdown(
            words(
                "When it is required, every sign-in of the person ends, and the next one asks for a code of "
                "six figures, or leads to setting it up first."
            )
        )
    wanted = not one.guard.second_factor_required
    st.button(label, key="require-factor", on_click=_require, args=(reader.desk, one.login, wanted))
    if one.guard.has_second_factor and one.id != reader.me.id:
        _draw_taking_away(reader, one)


def _draw_taking_away(reader: Reader, one: Listed) -> None:
    words = reader.words
    with (
        st.expander(words("Take the second factor away"), key="taking-factor"),
        st.form("take-factor", border=False, enter_to_submit=False),
    ):
        st.markdown(
            words(
                "For a telephone that is lost or new. Make sure that it is the person who asks. Every "
                "sign-in ends; where a second factor is required, the next one leads to setting up another, "
                "else the password is enough."
            )
        )
        st.text_input(
            words("Why; it stands in the audit trail, so name no patient"), key=_REASON,
            max_chars=LONGEST_REASON, autocomplete="off",
        )  # fmt: skip
        st.form_submit_button(
            words("Take it away"), key="take-factor-now", on_click=_take_away, args=(reader.desk, one.login)
        )


def _require(desk: Desk, login: str, required: bool) -> None:
    try:
        second_factor.require_of(desk, login=login, required=required)
    except Problem as problem:
        messages.keep(problem)


def _take_away(desk: Desk, login: str) -> None:
    try:
        second_factor.take_away(desk, login=login, reason=str(st.session_state.get(_REASON, "")))
    except Problem as problem:
        messages.keep(problem)
    else:
        st.session_state[_REASON] = ""
