"""One person opened: the account, the roles, and what an administrator or a coordinator does about them."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from her2dash.access import Permission
from her2dash.actions import people, people_list
from her2dash.actions.desk import Desk
from her2dash.actions.people_list import Listed
from her2dash.errors import Problem
from her2dash.ui import attention, choice, messages
from her2dash.ui.handed_code import draw_inviting
from her2dash.ui.messages import escaped
from her2dash.ui.person_factor import draw_second_factor
from her2dash.ui.person_roles import draw_roles
from her2dash.ui.person_state import change_in_words, place_of, state_of
from her2dash.ui.reader import Reader

PERSON = "person"
"""What the address calls the person who is opened: a number, since a name says who it is."""

_ENDED = "people.ended"


def draw_person(reader: Reader, one: Listed) -> None:
    """Draw a person; of what may not be done nothing is offered."""
    words, manages = reader.words, reader.may(Permission.MANAGE_PEOPLE)
    st.button(words("All people"), key="all-people", on_click=choice.put, args=(PERSON, None))
    st.header(escaped(one.name), anchor=False)
    st.markdown(
        f"{words('User name: {login}', login=escaped(one.login))}  \n{place_of(reader, one.site)}  \n"
        + state_of(reader, one)
    )
    if not reader.desk.office.demo:
        draw_inviting(reader, one)
    if manages:
        _draw_sessions(reader, one)
        draw_second_factor(reader, one)
        draw_roles(reader, one)
        _draw_history(reader, one)


def _draw_sessions(reader: Reader, one: Listed) -> None:
    words = reader.words
    st.subheader(words("Where this person is signed in"), anchor=False)
    if ended := (st.session_state.pop(_ENDED, None) or {}).get("count"):
        said = words.count("{n} sign-in was ended.", "{n} sign-ins were ended.", ended)
        st.success(said)
        attention.speak(said, uuid4().hex)
    open_now = one.guard.sessions if one.guard else 0
    if not open_now:
        st.markdown(words("Nowhere at this moment."))
        return
    st.markdown(words.count("At {n} place at this moment.", "At {n} places at this moment.", open_now))
    if not reader.desk.office.demo:
        st.markdown(
            words(
                "A telephone that was lost, a computer left behind: each sign-in ends at once, and nothing "
                "that was saved is lost. Your own, in which you work, goes on."
            )
        )
        st.button(
            words("Sign out everywhere"), key="end-all", on_click=_end_all, args=(reader.desk, one.login)
        )


def _end_all(desk: Desk, login: str) -> None:
    kept = st.session_state.setdefault(_ENDED, {})  # one object: a second press ends none
    try:
        kept["count"] = kept.get("count", 0) + people.sign_out_everywhere(desk, login=login)
    except Problem as problem:
        messages.keep(problem)


def _draw_history(reader: Reader, one: Listed) -> None:
    st.subheader(reader.words("History of the roles"), anchor=False)
    changes = people_list.role_history(reader.desk, login=one.login)
    st.markdown("\n".join(f"- {change_in_words(reader, change)}" for change in changes))
