"""Adding a person: name, site, roles and language; it ends with the code of the invitation."""

from __future__ import annotations

import streamlit as st

from her2dash.access import Role
from her2dash.actions import people
from her2dash.errors import Problem, Refused
from her2dash.i18n import LANGUAGES, N_
from her2dash.ui import attention, messages
from her2dash.ui.handed_code import make_code, place_of_code
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader
from her2dash.ui.sign_in_page import PARTS

_LOGIN, _NAME, _SITE, _LANGUAGE = "adding.login", "adding.name", "adding.site", "adding.language"


def draw_adding(reader: Reader) -> None:
    """Draw the fields; what was typed stays there until the person is added."""
    words = reader.words
    with (
        st.expander(words("Add a person"), key="adding"),
        st.form("adding-person", border=False, enter_to_submit=False),
    ):
        st.text_input(words("User name"), key=_LOGIN, max_chars=80, width=320, autocomplete="off")
        st.text_input(
            words("Printed name, as it stands under a signature"),
            key=_NAME,
            max_chars=200,
            autocomplete="off",
        )
        _draw_site(reader)
        _draw_roles(reader)
        st.session_state.setdefault(_LANGUAGE, reader.me.language)
        st.radio(
            words("Language of the pages"), list(LANGUAGES), key=_LANGUAGE, horizontal=True,
            format_func=LANGUAGES.__getitem__,
        )  # fmt: skip
        st.form_submit_button(words("Add this person"), key="add-person", on_click=_add, args=(reader,))


def _draw_site(reader: Reader) -> None:
    words = reader.words
    names = {
        "": words("none in particular"),
        **{site.code: f"{site.code} {site.name}" for site in reader.study.sites},
    }
    st.selectbox(
        words("Site (coordinator, imaging and laboratory without a site see the patients of every site)"),
        list(names), index=None, key=_SITE, format_func=names.__getitem__,
        placeholder=words("Choose the site, or none in particular"),
    )  # fmt: skip


def _draw_roles(reader: Reader) -> None:
    words = reader.words
    st.markdown(words("Roles, one or more"))
    for role, (part, sees) in PARTS.items():
        st.checkbox(f"{escaped(words(part))}: {escaped(words(sees))}", key=_of(role))


def _of(role: Role) -> str:
    return f"adding.role.{role.value}"


def _add(reader: Reader) -> None:
    """Add the person and make the code; pressed twice, what the first press did stays."""
    login, name = (str(st.session_state.get(key, "")).strip() for key in (_LOGIN, _NAME))
    site: str | None = st.session_state.get(_SITE)
    kept = place_of_code()
    if kept and (login, name) in ((kept["login"], name), ("", "")):
        _clear()
        attention.turn_to(attention.TOP)  # to the code: the first press was broken off before it led there
        return
    try:
        if site is None:
            raise Refused(
                N_("Choose the person's site, or “none in particular” for somebody who serves every site.")
            )
        people.add_person(
            reader.desk, login=login, name=name, site=site or None,
            roles=[role for role in Role if st.session_state.get(_of(role))],
            language=str(st.session_state.get(_LANGUAGE, reader.me.language)),
        )  # fmt: skip
    except Problem as problem:
        messages.keep(problem)
        return
    make_code(reader.desk, login, name, kept)
    _clear()


def _clear() -> None:
    """Make the fields those of the next person; a widget forgets only what is set anew."""
    st.session_state.update({_LOGIN: "", _NAME: "", _SITE: None, **{_of(role): False for role in Role}})
