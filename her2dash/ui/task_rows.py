"""A form in a card of the work-list: its name, when it is due or was signed, its status and the way in."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from her2dash.actions.views import Receipt, Task
from her2dash.study.windows import State
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader
from her2dash.ui.standings import draw_status, timing


def draw_waiting_form(reader: Reader, task: Task) -> None:
    """Draw a form that waits, with the way to fill it in."""
    with _row(f"task-{task.handle}-{task.form}"):
        _draw_form(reader, task.form, timing(reader, task.form, task.standing))
        if task.correcting:
            st.badge(reader.words("Being corrected"), color="orange", icon=":material/edit:")
        else:
            draw_status(reader, task.standing, started=task.started)
        if task.standing.state != State.NOT_YET_OPEN:
            label = reader.words("Continue") if task.started else reader.words("Start")
            link("form", label, key=f"{task.handle}-{task.form}", patient=task.handle, form=task.form)


def draw_signed_form(reader: Reader, handle: str, receipt: Receipt, *, patient: str = "") -> None:
    """Draw a signed form, with the way to read it; where no card names the patient, this does."""
    words = reader.words
    with _row(f"signed-{handle}-{receipt.form}"):
        signed = words("Signed {day}", day=words.date(reader.day(receipt.signed_at)))
        _draw_form(reader, receipt.form, f"{patient} · {signed}" if patient else signed)
        st.badge(words("Completed"), color="green", icon=":material/check:")
        link("form", words("Read"), patient=handle, form=receipt.form)


def _draw_form(reader: Reader, form: str, told: str) -> None:
    title = f"**{escaped(reader.form_title(form))}**"
    st.markdown(f"{title}  \n{escaped(told)}" if told else title, width=320)


def _row(key: str) -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", key=f"row-{key}")
