"""Asking about an answer of a signed form, for whoever may."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

import streamlit as st

from her2dash.access import Permission
from her2dash.actions import inquiries
from her2dash.actions.desk import Desk
from her2dash.actions.views import Sheet
from her2dash.study.forms import Group
from her2dash.ui.asked import asked
from her2dash.ui.inquiries import LONGEST, take_step
from her2dash.ui.reader import Reader
from her2dash.ui.review import shown


def draw_way_to_ask(reader: Reader, sheet: Sheet, steps: Iterable[Group]) -> None:
    """Offer to ask about a signed answer, to whoever may; under a lock, which stands above, nobody may."""
    if not reader.may(Permission.ASK) or sheet.lock is not None:
        return
    words, key = reader.words, f"inquiry.{sheet.handle}.{sheet.form.id}"
    names = {item.id: asked(reader, sheet.form, item) for group in steps for item in shown(sheet, group)}
    with st.expander(words("Ask about an answer"), key="ask"):
        st.markdown(
            words(
                "Whoever fills in this form reads your question and answers it. Name nobody in it, and no "
                "result that they must not know."
            )
        )
        st.selectbox(
            words("About which answer?"), ["", *names], key=f"{key}.item",
            format_func={"": words("The form as a whole"), **names}.__getitem__,
        )  # fmt: skip
        st.text_input(words("Your question"), key=key, max_chars=LONGEST)
        st.button(words("Ask"), key="ask-now", on_click=_ask, args=(reader.desk, sheet, key))


def _ask(desk: Desk, sheet: Sheet, key: str) -> None:
    item, text = st.session_state.get(f"{key}.item") or None, str(st.session_state.get(key, ""))
    take_step(
        lambda: inquiries.ask(
            desk, handle=sheet.handle, form=sheet.form.id, item=item, text=text, key=uuid4().hex
        ),
        key,
    )
