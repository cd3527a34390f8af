"""A form that is locked: since when, and what was typed here meanwhile and is not in the record."""

from __future__ import annotations

import streamlit as st

from her2dash.actions.lock_views import Lock
from her2dash.actions.views import Sheet
from her2dash.study.rows import question
from her2dash.ui import attention
from her2dash.ui.answers import met_a_lock
from her2dash.ui.asked import asked
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader
from her2dash.ui.unlocking import draw_lock


def draw_locked_form(reader: Reader, sheet: Sheet, lock: Lock) -> None:
    """Draw the lock, and each answer that came after it, so that nobody takes it for saved."""
    draw_lock(reader, lock)
    late = met_a_lock(sheet.handle, sheet.form.id)
    if not late:
        return
    lines = [reader.words("This was answered after the form was locked, and is not saved:")]
    for name, value in late.items():
        item = question(sheet.form, name)
        lines.append(f"- {escaped(asked(reader, sheet.form, item))} {escaped(reader.answer(item, value))}")
    attention.problem_heading(reader.words("There is a problem"))
    st.error("\n".join(lines))
