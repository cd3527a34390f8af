"""A long list page by page: the address says which page, buttons turn it, the reader is led to its top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from her2dash.ui import attention
from her2dash.ui.reader import Reader

PAGE = "page"
"""What the address calls the page."""


def page_of(query: Mapping[str, Any]) -> int:
    """Return the page that an address names; what it cannot mean is the first."""
    named = query.get(PAGE, "1")
    # an address can hold more figures than a number is read from
    return int(named) if named.isascii() and named.isdigit() and len(named) < 10 else 1


def draw_ways(
    reader: Reader, page: int, pages: int, *, back: str, on: str, where: str = "", to: str = attention.TOP
) -> None:
    """Draw the ways to the page before (`back`) and the page after (`on`); nothing for a single page.

    `to` is the place to which the reader is led.
    """
    if pages == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"list-ways{where}"):
        if page > 1:
            st.button(back, key=f"previous{where}", on_click=_turn, args=(page - 1, to))
        said = reader.words("Page {page} of {pages}", page=page, pages=pages)
        st.markdown(said, width="content")
        if page < pages:
            st.button(on, key=f"next{where}", on_click=_turn, args=(page + 1, to))


def _turn(page: int, to: str) -> None:
    st.query_params[PAGE] = str(page)
    attention.turn_to(to)
