"""What every page has around it: the look, and who is signed in, in a demo within its banner."""

from __future__ import annotations

from html import escape

import streamlit as st

from her2dash.ui.demo_roles import role_buttons
from her2dash.ui.navigation import link
from her2dash.ui.plain import TEMPLATES
from her2dash.ui.reader import Reader
from her2dash.ui.tour import tour_of, tour_strip


def draw_frame(reader: Reader) -> None:
    """Draw the look, and above the page who reads it."""
    st.html(TEMPLATES / "screen.css")
    if reader.desk.office.demo:
        _draw_banner(reader)
    else:
        _draw_line(reader)


def _who(reader: Reader) -> str:
    roles = ", ".join(reader.role(role) for role in sorted(reader.me.roles))
    return escape(reader.words("You are {name}, {roles}.", name=reader.me.name, roles=roles))


def _draw_banner(reader: Reader) -> None:
    words = reader.words
    banner = escape(words("Synthetic data: nobody in this demo is real."))
    door = f'<a href="/sign-in">{escape(words("All people and reset"))}</a>'
    tour = tour_of(st.context.cookies)
    strip = tour_strip(reader, tour) if tour else ""
    with st.container(key="demo"):
        st.html(f"<p><strong>{banner}</strong> {_who(reader)} {door}</p>{role_buttons(reader)}{strip}")


def _draw_line(reader: Reader) -> None:
    """On a computer of the ward the person before may still be signed in."""
    with st.container(key="who", horizontal=True, vertical_alignment="center"):
        st.html(_who(reader))
        link("account", reader.words("My account"))
