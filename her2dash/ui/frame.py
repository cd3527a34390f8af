"""What every page has around it: the look, in a demo the banner, and who is signed in."""

from __future__ import annotations

from html import escape

import streamlit as st

from her2dash.ui.authenticator import leave
from her2dash.ui.plain import TEMPLATES
from her2dash.ui.reader import Reader


def draw_frame(reader: Reader) -> None:
    """Draw the banner and the reader's name above the page."""
    words = reader.words
    st.html(TEMPLATES / "screen.css")
    if not reader.desk.office.demo:
        return
    roles = ", ".join(reader.role(role) for role in sorted(reader.me.roles))
    with st.container(key="demo", horizontal=True, vertical_alignment="center"):
        banner = words("Synthetic data: nobody in this demo is real.")
        who = words("You are {name}, {roles}.", name=reader.me.name, roles=roles)
        st.html(f"<strong>{escape(banner)}</strong> {escape(who)}", width="content")
        if st.button(words("Take another role"), key="another-role"):
            leave()
