"""The own account: who is signed in, in which roles, language, password, second factor, and signing out."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import accounts
from her2dash.actions.desk import Desk
from her2dash.errors import Problem
from her2dash.i18n import LANGUAGES
from her2dash.ui import attention, messages
from her2dash.ui.own_password import draw_own_password
from her2dash.ui.own_second_factor import draw_own_second_factor
from her2dash.ui.own_sessions import draw_own_sessions
from her2dash.ui.reader import Reader, reader_at
from her2dash.ui.session import sign_out_button

_LANGUAGE = "account.language"


def show(desk: Desk) -> None:
    """Draw the account."""
    reader = reader_at(desk)
    words, me = reader.words, reader.me
    attention.arrive("account")
    attention.title(words("My account"))
    messages.show_kept(words)
    st.markdown(
        f"**{messages.escaped(me.name)}**  \n" + words("User name: {login}", login=messages.escaped(me.login))
    )
    roles = ", ".join(reader.role(role) for role in sorted(me.roles))
    st.markdown(words("Roles: {roles}", roles=roles))
    st.markdown(_site(reader))
    _draw_language(reader)
    draw_own_password(reader)
    draw_own_second_factor(reader)
    sign_out_button(desk, words)
    draw_own_sessions(reader)


def _site(reader: Reader) -> str:
    site = reader.me.site
    if site is None:
        return reader.words("Site: none in particular")
    return reader.words(
        "Site: {code}, {name}", code=site, name=messages.escaped(reader.study.site(site).name)
    )


def _draw_language(reader: Reader) -> None:
    st.session_state.setdefault(_LANGUAGE, reader.me.language)
    st.radio(
        reader.words("Language of the pages"), list(LANGUAGES), key=_LANGUAGE,
        format_func=LANGUAGES.__getitem__, on_change=_set_language, args=(reader.desk,),
    )  # fmt: skip


def _set_language(desk: Desk) -> None:
    try:
        accounts.set_language(desk, language=st.session_state[_LANGUAGE])
    except Problem as problem:
        messages.keep(problem)
