"""What every page has around it: the look, and who is signed in, in a demo within its banner."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from her2dash.ui.authenticator import token_of
from her2dash.ui.demo_roles import role_buttons
from her2dash.ui.demo_studies import study_buttons
from her2dash.ui.navigation import link
from her2dash.ui.office import study_of
from her2dash.ui.plain import TEMPLATES
from her2dash.ui.reader import Reader
from her2dash.ui.tour import tour_of, tour_strip

_TOOK = "her2dash.took"


def draw_frame(reader: Reader) -> None:
    """Draw the look, and above the page who reads it."""
    st.html(TEMPLATES / "screen.css")
    if reader.desk.office.demo:
        _draw_banner(reader)
    else:
        _draw_line(reader)


@contextmanager
def timed(reader: Reader, began: float) -> Iterator[None]:
    """Draw a page; in a demo, say above it how long the server took for it since it began."""
    place = st.empty() if reader.desk.office.demo else None
    if place is not None:
        # what was said before stays until the new time is known: the page below must not jump
        _say(place, st.session_state.get(_TOOK) or reader.words("The server is making this page."))
    yield
    if place is not None:
        st.session_state[_TOOK] = reader.words(
            "{time} ms on the server, without sending and drawing",
            time=round(1000 * (time.perf_counter() - began)),
        )
        _say(place, st.session_state[_TOOK])


def _say(place: DeltaGenerator, said: str) -> None:
    place.html(f'<p class="her2-took">{escape(said)}</p>')


def _who(reader: Reader) -> str:
    roles = ", ".join(reader.role(role) for role in sorted(reader.me.roles))
    return escape(reader.words("You are {name}, {roles}.", name=reader.me.name, roles=roles))


def _draw_banner(reader: Reader) -> None:
    words, held = reader.words, token_of(st.context.cookies)
    banner = escape(words("Synthetic data: nobody in this demo is real."))
    study = urlencode({"study": study_of(held)})
    door = f'<a href="/sign-in?{study}">{escape(words("All people and reset"))}</a>'
    tour = tour_of(st.context.cookies)
    studies = study_buttons(reader, held)
    strip = tour_strip(reader, tour) if tour else ""
    with st.container(key="demo"):
        st.html(
            f"<p><strong>{banner}</strong> {_who(reader)} {door}</p>{role_buttons(reader)}{studies}{strip}"
        )


def _draw_line(reader: Reader) -> None:
    """On a computer of the ward the person before may still be signed in."""
    with st.container(key="who", horizontal=True, vertical_alignment="center"):
        st.html(_who(reader))
        link("account", reader.words("My account"))
