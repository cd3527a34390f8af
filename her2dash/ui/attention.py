"""Where the reader is led: places that links and the focus go to, and words that are spoken.

Streamlit leaves the focus nowhere after a page changed and announces nothing. What stands here is
read by templates/attention.js; without it everything works, only less helpfully.
"""

from __future__ import annotations

from html import escape
from uuid import uuid4

import streamlit as st

TOP = "top"
PROBLEM = "problem"

_WANTED = "her2dash.attention"
_SPOKEN = "her2dash.spoken"
_WHERE = "her2dash.where"


def turn_to(name: str) -> None:
    """Lead the reader to a place of the coming drawing; the last wish counts."""
    st.session_state[_WANTED] = {"to": name, "turn": uuid4().hex}


def arrive(where: str) -> bool:
    """Tell whether this is another page, or page of a form, than before, and lead to its heading."""
    before = st.session_state.get(_WHERE)
    st.session_state[_WHERE] = where
    if before not in (None, where):
        turn_to(TOP)
    return before != where


def speak(text: str, token: str) -> None:
    """Have words announced to who does not see them; a token is spoken once."""
    st.session_state[_SPOKEN] = {"say": text, "token": token}


def lead() -> None:
    """Draw what the script reads, below everything that it may lead to."""
    wanted = st.session_state.get(_WANTED, {"to": "", "turn": ""})
    spoken = st.session_state.get(_SPOKEN, {"say": "", "token": ""})
    st.html(
        f'<span class="her2-lead" data-her2-to="{escape(wanted["to"])}" data-her2-turn="{wanted["turn"]}" '
        f'data-her2-say="{escape(spoken["say"])}" data-her2-token="{escape(spoken["token"])}"></span>'
    )


def title(text: str, *, lead_here: bool = True) -> None:
    """Draw the heading of the page, to which the reader is led on arrival."""
    st.title(text, anchor=TOP if lead_here else False)


def page_title(text: str) -> None:
    """Draw the heading of a later page of a form, to which the reader is led instead."""
    st.header(text, anchor=TOP)


def problem_heading(text: str) -> None:
    """Draw the heading of what has to be mended, a place that takes the focus."""
    st.html(f'<h2 id="{PROBLEM}" tabindex="-1" class="her2-problem">{escape(text)}</h2>')


def question(name: str, label: str, hint: str | None) -> None:
    """Draw a question with its hint; links lead here, and a group of boxes is named after it."""
    explained = f'<div class="her2-hint">{escape(hint)}</div>' if hint else ""
    st.html(
        f'<div id="{escape(name)}" tabindex="-1" class="her2-question">'
        f"<strong>{escape(label)}</strong>{explained}</div>"
    )


def place(name: str) -> None:
    """Draw a place that links and the focus lead to, and nothing else."""
    st.html(f'<div id="{escape(name)}" tabindex="-1" class="her2-place"></div>')


def checked(name: str, label: str, answer: str, *, given: bool) -> None:
    """Draw a question with its answer on the page that lists them all."""
    st.html(
        f'<div id="{escape(name)}" tabindex="-1" class="her2-checked"><strong>{escape(label)}</strong>'
        f'<div class="{"her2-answer" if given else "her2-none"}">{escape(answer)}</div></div>'
    )
