"""Releasing the index test to the referring physician: with one press, or out of order with a reason."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from her2dash.actions import releases
from her2dash.actions.desk import Desk
from her2dash.actions.views import Releasable
from her2dash.errors import Problem
from her2dash.ui import attention, messages
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader

_DONE = "her2dash.released"


def draw_releases(reader: Reader) -> None:
    """Draw the patients whose index test is recorded and waits for its release."""
    words = reader.words
    st.header(words("Ready to release"), anchor=False)
    if done := st.session_state.pop(_DONE, None):
        st.success(words("Patient {number} is released to the referring physician.", number=done))
    waiting = releases.releasable(reader.desk)
    if not waiting:
        st.markdown(words("No report waits for its release."))
    for one in waiting:
        with st.container(border=True, key=f"release-{one.handle}"):
            _draw_release(reader, one)


def _draw_release(reader: Reader, one: Releasable) -> None:
    words, rule = reader.words, reader.study.release
    st.subheader(words("Patient {number}", number=one.number), anchor=False)
    title, before = escaped(reader.form_title(rule.form)), escaped(reader.form_title(rule.sealed_first))
    st.markdown(words("“{form}” signed {moment}", form=title, moment=words.moment(one.recorded_at)))
    if one.sealed:
        st.markdown(words("“{form}” is sealed.", form=before))
    else:
        st.warning(
            words(
                "“{form}” is not sealed yet. A release now needs a reason, is written down, and marks this "
                "patient as not sealed before the result.",
                form=before,
            )
        )
        st.text_input(words("Reason for releasing now"), key=_reason(one), max_chars=200)
    st.button(
        words("Release to the referring physician"), key=f"release.{one.handle}", type="primary",
        on_click=_release, args=(reader.desk, one),
    )  # fmt: skip


def _release(desk: Desk, one: Releasable) -> None:
    key = st.session_state.setdefault(f"release-key.{one.handle}", uuid4().hex)
    reason = None if one.sealed else st.session_state.get(_reason(one))
    try:
        releases.release(desk, handle=one.handle, reason=reason, key=key)
    except Problem as problem:
        messages.keep(problem)
    else:
        st.session_state[_DONE] = one.number
        attention.turn_to(attention.TOP)


def _reason(one: Releasable) -> str:
    return f"reason.{one.handle}"
