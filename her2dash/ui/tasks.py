"""The forms that wait for a person, a card for each patient, soonest due first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from her2dash.access import Permission
from her2dash.actions import worklist
from her2dash.actions.views import Receipt, Task
from her2dash.study.windows import State
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader
from her2dash.ui.standings import draw_status, timing

# More cards than this nobody reads; the soonest due stand first.
MOST = 40


def draw_tasks(reader: Reader) -> None:
    """Draw what can be done now, what opens later, and what is signed."""
    words, done = reader.words, _by_patient(worklist.signed(reader.desk))
    waiting: dict[str, list[Task]] = {}
    for task in worklist.worklist(reader.desk):
        waiting.setdefault(task.handle, []).append(task)
    now = {handle: tasks for handle, tasks in waiting.items() if _is_open(tasks)}
    later = {handle: tasks for handle, tasks in waiting.items() if handle not in now}
    st.header(words("To do now"), anchor=False)
    if not now:
        st.markdown(words("Nothing waits for you now."))
    _draw_patients(reader, now, done)
    if later:
        st.header(words("Later"), anchor=False)
        _draw_patients(reader, later, done)
    if finished := {handle: signed for handle, signed in done.items() if handle not in waiting}:
        st.header(words("Completed"), anchor=False)
        _draw_finished(reader, finished)


def _by_patient(signed: Iterable[tuple[str, Receipt]]) -> dict[str, list[Receipt]]:
    found: dict[str, list[Receipt]] = {}
    for handle, receipt in signed:
        found.setdefault(handle, []).append(receipt)
    return found


def _is_open(tasks: list[Task]) -> bool:
    return any(task.standing.state != State.NOT_YET_OPEN for task in tasks)


def _draw_patients(reader: Reader, waiting: dict[str, list[Task]], done: dict[str, list[Receipt]]) -> None:
    for handle, tasks in islice(waiting.items(), MOST):
        with st.container(border=True, key=f"patient-{handle}"):
            _draw_patient(reader, tasks[0])
            for receipt in reversed(done.get(handle, [])):
                _draw_signed(reader, handle, receipt)
            for task in tasks:
                _draw_task(reader, task)
    if len(waiting) > MOST:
        st.markdown(
            reader.words.count(
                "And {n} more patient, due later.", "And {n} more patients, due later.", len(waiting) - MOST
            )
        )


def _draw_patient(reader: Reader, task: Task) -> None:
    words = reader.words
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(words("Patient {number}", number=task.number), anchor=False)
        if reader.may(Permission.SEE_PATIENT):
            link("patient", words("The whole way"), patient=task.handle)
    told = words(
        "{age} years · {dilemma} · test planned for {day}",
        age=task.age,
        dilemma=escaped(reader.dilemma(task.dilemma)),
        day=words.date(task.planned_on),
    )
    mine = task.physician_name == reader.me.name
    st.markdown(told if mine else f"{told} · {escaped(task.physician_name)}")


def _draw_task(reader: Reader, task: Task) -> None:
    with _row(f"task-{task.handle}-{task.form}"):
        _draw_form(reader, task.form, timing(reader, task.form, task.standing))
        if task.correcting:
            st.badge(reader.words("Being corrected"), color="orange", icon=":material/edit:")
        else:
            draw_status(reader, task.standing, started=task.started)
        if task.standing.state != State.NOT_YET_OPEN:
            label = reader.words("Continue") if task.started else reader.words("Start")
            link("form", label, key=f"{task.handle}-{task.form}", patient=task.handle, form=task.form)


def _draw_signed(reader: Reader, handle: str, receipt: Receipt, *, patient: str = "") -> None:
    words = reader.words
    with _row(f"signed-{handle}-{receipt.form}"):
        signed = words("Signed {day}", day=words.date(reader.day(receipt.signed_at)))
        _draw_form(reader, receipt.form, f"{patient} · {signed}" if patient else signed)
        st.badge(words("Completed"), color="green", icon=":material/check:")
        link("form", words("Read"), patient=handle, form=receipt.form)


def _draw_finished(reader: Reader, finished: dict[str, list[Receipt]]) -> None:
    with st.container(border=True, key="completed"):
        for handle, signed in islice(finished.items(), MOST):
            for receipt in signed:
                number = reader.words("Patient {number}", number=receipt.number)
                _draw_signed(reader, handle, receipt, patient=number)


def _draw_form(reader: Reader, form: str, told: str) -> None:
    title = f"**{escaped(reader.form_title(form))}**"
    st.markdown(f"{title}  \n{escaped(told)}" if told else title, width=320)


def _row(key: str) -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", key=f"row-{key}")
