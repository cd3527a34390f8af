"""Correcting a signed form: with a reason, in the open, and without losing the signature before it."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from her2dash.actions import corrections
from her2dash.actions.desk import Desk
from her2dash.actions.views import Correcting, Sheet
from her2dash.errors import Problem
from her2dash.ui import attention, messages
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader
from her2dash.ui.steps import CHECK, turn
from her2dash.ui.take_away import draw_take_away

_LONGEST_REASON = 300


def draw_way_to_correct(reader: Reader, sheet: Sheet) -> None:
    """Offer to open a signed form again, to whoever fills it."""
    words = reader.words
    with st.expander(words("Correct this form"), key="correct"):
        st.markdown(
            words(
                "The form is opened again and wants a new signature. Until then the signature above counts; "
                "both versions stay in the history."
            )
        )
        st.text_input(words("Reason for the correction"), key=_reason(sheet), max_chars=_LONGEST_REASON)
        st.button(
            words("Open for correction"), key="open-correction", on_click=_open, args=(reader.desk, sheet)
        )


def draw_under_way(reader: Reader, sheet: Sheet, correcting: Correcting) -> None:
    """Say that a signed form is being corrected, why, and what counts meanwhile."""
    words = reader.words
    said = words(
        "This form was signed and is being corrected since {moment} by {name}: “{reason}”. What was signed "
        "counts until it is signed again.",
        moment=words.moment(correcting.at),
        name=escaped(correcting.person_name),
        reason=escaped(correcting.reason or words("(blanked)")),
    )
    st.warning(said)
    draw_take_away(reader, sheet)
    if sheet.lock is not None:
        return
    st.button(
        words("Drop the correction"), key="drop-correction", type="tertiary", on_click=_drop,
        args=(reader.desk, sheet),
    )  # fmt: skip


def _open(desk: Desk, sheet: Sheet) -> None:
    reason = str(st.session_state.get(_reason(sheet), ""))
    try:
        corrections.correct(desk, handle=sheet.handle, form=sheet.form.id, reason=reason, key=uuid4().hex)
    except Problem as problem:
        messages.keep(problem)
        return
    # A new signature wants a new key: the old one would find the old signature.
    st.session_state.pop(f"sign.{sheet.handle}.{sheet.form.id}", None)
    turn(CHECK)


def _drop(desk: Desk, sheet: Sheet) -> None:
    try:
        corrections.drop_correction(desk, handle=sheet.handle, form=sheet.form.id, key=uuid4().hex)
    except Problem as problem:
        messages.keep(problem)
    else:
        attention.turn_to(attention.TOP)


def _reason(sheet: Sheet) -> str:
    return f"correction.{sheet.handle}.{sheet.form.id}"
