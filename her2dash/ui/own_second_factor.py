"""The own second factor: whether there is one, setting it up with the app on the phone, removing it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from her2dash.actions import second_factor
from her2dash.actions.desk import Desk
from her2dash.actions.second_factor import Shown, State
from her2dash.errors import Problem
from her2dash.i18n import N_
from her2dash.ui import attention, messages
from her2dash.ui.qr import qr_code
from her2dash.ui.reader import Reader

_PASSWORD, _CODE = "factor.password", "factor.code"
_SETTING_UP, _DONE = "factor.setting_up", "factor.done"

_SET_UP = N_("Your second factor is set up. Your other sign-ins have ended.")
_REMOVED = N_("Your second factor is removed. Your other sign-ins have ended.")


def draw_own_second_factor(reader: Reader) -> None:
    """Draw how it stands and what can be done; a demo has no passwords, and no second factor."""
    if reader.desk.office.demo:
        return
    words, state = reader.words, second_factor.own(reader.desk)
    with st.expander(words("Second factor: a code from your phone"), key="own-factor"):
        if done := st.session_state.pop(_DONE, None):
            st.success(words(done))
        st.markdown(_told(reader, state))
        shown = second_factor.shown(reader.desk) if st.session_state.get(_SETTING_UP) else None
        if shown is not None:
            _draw_secret(reader, shown)
        else:
            _draw_beginning(reader, state)


def _told(reader: Reader, state: State) -> str:
    words = reader.words
    if not state.is_set_up:
        return words(
            "You sign in with your password alone. With a second factor you type a code from an app on your "
            "phone too: a password that somebody saw is then not enough."
        )
    told = words("You sign in with your password and a code from the app on your phone.")
    required = words("An administrator requires it of you: you can set up another, and not remove it.")
    return f"{told} {required}" if state.required else told


def _draw_beginning(reader: Reader, state: State) -> None:
    words, desk = reader.words, reader.desk
    st.text_input(
        words("Current password"),
        key=_PASSWORD,
        type="password",
        autocomplete="current-password",
        max_chars=200,
    )
    label = words("Set up another") if state.is_set_up else words("Set it up")
    st.button(label, key="set-up-factor", on_click=_begin, args=(desk,))
    if state.is_set_up and not state.required:
        st.button(words("Remove it"), key="remove-factor", on_click=_remove, args=(desk,))


def _draw_secret(reader: Reader, shown: Shown) -> None:
    words = reader.words
    st.markdown(
        words("Open an authenticator app on your phone, or install one: any that makes codes of six figures.")
        + " "
        + words("Let the app read this picture.")
    )
    st.html(qr_code(shown.link, words("QR code for your authenticator app")))
    st.link_button(words("Are you on that phone now? Open it in the app."), shown.link)
    st.markdown(words("Or type these letters into the app:"))
    st.code(shown.letters, language=None, wrap_lines=True)
    st.text_input(words("Code of six figures"), key=_CODE, autocomplete="one-time-code", max_chars=20)
    st.button(words("Confirm the code"), key="confirm-factor", on_click=_confirm, args=(reader.desk,))
    st.button(words("Leave it as it was"), key="leave-factor", on_click=_close)


def _begin(desk: Desk) -> None:
    if _try(lambda: second_factor.set_up(desk, password=_typed(_PASSWORD))):
        st.session_state[_PASSWORD] = ""
        st.session_state[_SETTING_UP] = True


def _confirm(desk: Desk) -> None:
    if _try(lambda: second_factor.confirm(desk, code=_typed(_CODE))):
        st.session_state[_DONE] = _SET_UP
        _close()


def _remove(desk: Desk) -> None:
    if _try(lambda: second_factor.remove(desk, password=_typed(_PASSWORD))):
        st.session_state[_PASSWORD] = ""
        st.session_state[_DONE] = _REMOVED


def _close() -> None:
    st.session_state[_SETTING_UP] = False
    attention.turn_to(attention.TOP)


def _typed(key: str) -> str:
    return str(st.session_state.get(key, ""))


def _try(deed: Callable[[], None]) -> bool:
    """Do it; tell whether it was done, and keep what was wrong for the drawing that follows."""
    try:
        deed()
    except Problem as problem:
        messages.keep(problem)
        return False
    return True
