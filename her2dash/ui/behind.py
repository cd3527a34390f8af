"""The patients behind a figure: a category is picked with the keyboard or by a click, the list opens each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from her2dash.figures.drawn import Drawn
from her2dash.ui import cache, choice
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader

MOST = 40
"""More than this nobody reads: then one is searched by number instead."""


def draw_behind(reader: Reader, version: int, drawn: Drawn) -> None:
    """Draw the selector of a category and, once one is picked, its patients."""
    words, names = reader.words, list(drawn.groups)
    key, picked_now = f"behind.{drawn.name}", _picked_of(drawn.name, names)
    choice.mirror(key, picked_now)
    st.selectbox(
        words("Patients by group"), names, index=None, key=key,
        format_func={name: f"{name} ({len(drawn.groups[name])})" for name in names}.__getitem__,
        placeholder=words("Choose a group"), on_change=_chosen, args=(key, drawn.name, names),
    )  # fmt: skip
    if picked_now is not None:
        _draw_patients(reader, version, drawn.name, drawn.groups[picked_now])


def picked(key: str, figure: str, names: Sequence[str]) -> None:
    """Open the list of the mark that was clicked; a mark carries its category's name."""
    points = st.session_state[key].selection.points
    told = points[0].get("customdata") if points else None
    name = told[0] if isinstance(told, list | tuple) else told
    choice.put(choice.SHOW, f"{figure}:{names.index(name)}" if name in names else None)


def _chosen(key: str, figure: str, names: Sequence[str]) -> None:
    name = st.session_state[key]
    choice.put(choice.SHOW, f"{figure}:{names.index(name)}" if name in names else None)


def _picked_of(figure: str, names: Sequence[str]) -> str | None:
    """Return the category that the address names, so that Back finds the list open."""
    of, _, place = st.query_params.get(choice.SHOW, "").rpartition(":")
    known = of == figure and place.isascii() and place.isdigit() and int(place) < len(names)
    return names[int(place)] if known else None


def _draw_patients(reader: Reader, version: int, figure: str, numbers: Sequence[str]) -> None:
    words, handles = reader.words, cache.handles(reader, version)
    if not numbers:
        st.markdown(words("Nobody is in this group."))
    shown = numbers if len(numbers) <= MOST else one_of(reader, numbers, figure)
    with st.container(horizontal=True, key=f"patients-{figure}"):
        for number in shown:
            if number in handles:
                link("patient", words("Patient {number}", number=number), patient=handles[number])


def one_of(reader: Reader, numbers: Sequence[str], what: str) -> list[str]:
    """Ask for one of so many patients that nobody reads their list; the one that was found, or nobody."""
    words = reader.words
    st.markdown(words("{n} patients; choose one by its number.", n=len(numbers)))
    found = st.selectbox(
        words("Study number"), numbers, index=None, key=f"search.{what}", placeholder=words("Type a number")
    )
    return [found] if found else []
