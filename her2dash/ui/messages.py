"""What went wrong, in the reader's language: plain, short, and never the only trace of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import streamlit as st

from her2dash.errors import Problem
from her2dash.i18n import Words
from her2dash.ui import attention

_KEPT = "her2dash.message"

# What markdown would read as a sign: anywhere, before a word, or at the beginning.
_SIGNS = re.compile(r"[\\`*_\[\]$~<]|:(?=\w)|^\s*[-+#>](?=\s)")


def sentence(words: Words, problem: Problem) -> str:
    """Return the problem as a sentence in the reader's language."""
    return words(problem.text, **problem.values)


def portable(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain values, which the session state can hold."""
    values = {name: str(value) for name, value in problem.values.items()}
    return {"kind": type(problem).__name__, "text": problem.text, "values": values}


def carried(words: Words, kept: dict[str, Any]) -> str:
    """Return a problem that was kept as plain values as a sentence in the reader's language."""
    return words(kept["text"], **kept["values"])


def keep(problem: Problem) -> None:
    """Keep what a callback met for the run that follows it, and lead the reader there."""
    st.session_state[_KEPT] = portable(problem)
    attention.turn_to(attention.PROBLEM)


def show_kept(words: Words) -> None:
    """Draw what the last callback met, once."""
    kept = st.session_state.pop(_KEPT, None)
    if kept is not None:
        show(words, carried(words, kept))


def show(words: Words, text: str) -> None:
    """Draw a problem under its heading."""
    attention.problem_heading(words("There is a problem"))
    st.error(escaped(text))


def summary(words: Words, entries: Iterable[tuple[str, str]]) -> None:
    """Draw what is to be mended as links, each to the place of its question."""
    attention.problem_heading(words("There is a problem"))
    st.error("\n".join(f"- [{escaped(text)}](#{place})" for place, text in entries))


def escaped(text: str) -> str:
    """Return a text in which markdown finds nothing to read as a sign."""
    return _SIGNS.sub(lambda sign: f"\\{sign[0].strip()}", text)
