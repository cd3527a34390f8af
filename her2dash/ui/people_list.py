"""The people, a card each: name, site, roles and how far the account is; found by name, by pages."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from her2dash.access import Permission
from her2dash.actions.people_list import Listed
from her2dash.ui import choice
from her2dash.ui.adding_person import draw_adding
from her2dash.ui.messages import escaped
from her2dash.ui.paging import PAGE, draw_ways, page_of
from her2dash.ui.person import PERSON
from her2dash.ui.person_state import factor_of, place_of, state_of
from her2dash.ui.reader import Reader

_PER_PAGE = 50
_SEARCH = "people.search"


def draw_people(reader: Reader, everybody: Sequence[Listed]) -> None:
    """Draw the form for another person, for who adds people, and the people whose name is searched for."""
    words = reader.words
    if reader.may(Permission.MANAGE_PEOPLE) and not reader.desk.office.demo:
        draw_adding(reader)
    if not reader.may(Permission.MANAGE_PEOPLE):
        st.markdown(
            words(
                "The referring physicians of the sites that you serve. Who has forgotten the password, or "
                "has none yet, gets a code from you; everything else is done by the administrator."
            )
        )
    found = _searched(reader, everybody)
    st.header(words.count("{n} person", "{n} people", len(found)), anchor=False)
    pages = max(1, -(-len(found) // _PER_PAGE))
    page = min(max(page_of(st.query_params), 1), pages)
    for one in found[(page - 1) * _PER_PAGE : page * _PER_PAGE]:
        with st.container(border=True, key=f"person-{one.id}"):
            _draw(reader, one)
    draw_ways(reader, page, pages, back=words("Previous"), on=words("Next"))


def _searched(reader: Reader, everybody: Sequence[Listed]) -> list[Listed]:
    """Draw the search and return who is found: any part of the printed name or of the sign-in name.

    What was searched for is somebody's name: it does not go into the address.
    """
    if len(everybody) < 2:
        return list(everybody)
    typed = st.text_input(
        reader.words("Name or a part of it"), key=_SEARCH, max_chars=60, width=320, autocomplete="off",
        on_change=_from_the_first_page,
    )  # fmt: skip
    part = typed.strip().casefold()
    return [one for one in everybody if part in one.name.casefold() or part in one.login.casefold()]


def _from_the_first_page() -> None:
    choice.put(PAGE, None)


def _draw(reader: Reader, one: Listed) -> None:
    words = reader.words
    roles = ", ".join(reader.role(held.role) for held in one.roles) or words("no role")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(escaped(one.name), anchor=False)
        # A link to the page that one is on loses what it asks for at the next run.
        label = words("Open {name}", name=escaped(one.name))
        st.button(label, key=f"open-{one.id}", on_click=choice.put, args=(PERSON, str(one.id)))
    lines = [f"{escaped(one.login)} · {roles}", place_of(reader, one.site), state_of(reader, one)]
    if one.guard is not None and (one.guard.has_second_factor or one.guard.second_factor_required):
        lines.append(factor_of(reader, one.guard))
    st.markdown("  \n".join(lines))
