"""Giving a person a role and withdrawing one, each with what it does in words."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from her2dash.access import UNBLINDED, Role
from her2dash.actions import people, people_list
from her2dash.actions.people import LONGEST_REASON
from her2dash.actions.people_list import Listed
from her2dash.errors import Problem, Refused
from her2dash.i18n import N_
from her2dash.ui import attention, messages
from her2dash.ui.messages import escaped
from her2dash.ui.person_state import held_in_words
from her2dash.ui.reader import Reader

_DONE = "people.role-done"


def draw_roles(reader: Reader, one: Listed) -> None:
    """Draw the roles that a person holds, since when and by whom, and the ways to change them."""
    words = reader.words
    st.subheader(words("Roles"), anchor=False)
    if done := st.session_state.pop(_DONE, ""):
        st.success(escaped(done))
        attention.speak(done, uuid4().hex)
    held = "\n".join(f"- {held_in_words(reader, held)}" for held in one.roles)
    st.markdown(held or words("Holds no role, and cannot sign in."))
    if reader.desk.office.demo:
        return
    roles = [held.role for held in one.roles]
    _draw_form(reader, one, [role for role in Role if role not in roles], give=True)
    _draw_form(reader, one, roles, give=False)


def _draw_form(reader: Reader, one: Listed, roles: list[Role], *, give: bool) -> None:
    if not roles:
        return
    words, name = reader.words, "give" if give else "withdraw"
    title, act = (
        (words("Give a role"), words("Give this role"))
        if give
        else (words("Withdraw a role"), words("Withdraw this role"))
    )
    with (
        st.expander(title, key=f"{name}-role"),
        st.form(f"{name}-{one.id}", border=False, enter_to_submit=False),
    ):
        st.markdown(_what_it_does(reader, give=give))
        labels = {role.value: reader.role(role) for role in roles}
        st.selectbox(
            words("Role"), list(labels), index=None, key=_key(name, one, "role"),
            format_func=labels.__getitem__, placeholder=words("Choose a role"),
        )  # fmt: skip
        st.text_input(
            words("Reason (optional); it stands in the audit trail, so name no patient"),
            key=_key(name, one, "reason"), max_chars=LONGEST_REASON, autocomplete="off",
        )  # fmt: skip
        st.form_submit_button(act, key=f"{name}-now", on_click=_change, args=(reader, one, give))


def _what_it_does(reader: Reader, *, give: bool) -> str:
    words = reader.words
    if not give:
        return words(
            "It acts at the person's next click. Who holds no role any more is signed out; whatever the "
            "person answered and signed stays."
        )
    marking = ", ".join(reader.role(role) for role in Role if role in UNBLINDED)
    return words(
        "It acts at the person's next click. Who holds one of these roles, or held it once, signs forms "
        "marked as “unblinded”: {roles}.",
        roles=marking,
    )


def _key(name: str, one: Listed, field: str) -> str:
    return f"people.{name}.{one.id}.{field}"


def _change(reader: Reader, one: Listed, give: bool) -> None:
    name = "give" if give else "withdraw"
    chosen = st.session_state.get(_key(name, one, "role"))
    reason = str(st.session_state.get(_key(name, one, "reason"), ""))
    try:
        if chosen is None:
            raise Refused(N_("Choose a role first."))
        said = _do(reader, one, Role(chosen), reason, give=give)
    except Problem as problem:
        messages.keep(problem)
        return
    st.session_state[_DONE] = f"{said}."
    st.session_state[_key(name, one, "role")] = None
    st.session_state[_key(name, one, "reason")] = ""


def _do(reader: Reader, one: Listed, role: Role, reason: str, *, give: bool) -> str:
    """Give or withdraw the role and return what is so now; pressed twice, it is so already."""
    if give:
        people.give_role(reader.desk, login=one.login, role=role, reason=reason)
    elif _holds(reader, one, role):
        people.withdraw_role(reader.desk, login=one.login, role=role, reason=reason)
    said = N_("{about} is {role} from now on") if give else N_("{about} is no longer {role}")
    return reader.words(said, about=one.name, role=reader.role(role))


def _holds(reader: Reader, one: Listed, role: Role) -> bool:
    """Tell whether the person holds a role now, whatever the page showed."""
    known = (each for each in people_list.everybody(reader.desk) if each.id == one.id)
    return any(held.role is role for each in known for held in each.roles)
