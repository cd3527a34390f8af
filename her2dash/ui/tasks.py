"""The forms that wait for a person, a card for each patient, soonest due first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import streamlit as st

from her2dash.access import Permission
from her2dash.actions import worklist
from her2dash.actions.views import Receipt, Task
from her2dash.study.windows import State
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader
from her2dash.ui.task_rows import draw_signed_form, draw_waiting_form

# More cards than this nobody reads; the soonest due stand first.
MOST = 40


Waiting = dict[str, list[Task]]
"""The forms that wait, by patient; soonest due first."""


def draw_tasks(reader: Reader) -> dict[str, list[Receipt]]:
    """Draw what can be done now and what opens later; return the signed forms of the other patients."""
    words, done = reader.words, _by_patient(worklist.signed(reader.desk))
    waiting = _waiting(reader)
    now = {handle: tasks for handle, tasks in waiting.items() if _is_open(tasks)}
    later = {handle: tasks for handle, tasks in waiting.items() if handle not in now}
    st.header(words("To do now"), anchor=False)
    if not now:
        st.markdown(words("Nothing waits for you now."))
    _draw_patients(reader, now, done)
    if later:
        st.header(words("Later"), anchor=False)
        _draw_patients(reader, later, done)
    return {handle: signed for handle, signed in done.items() if handle not in waiting}


def _waiting(reader: Reader) -> Waiting:
    """Return the patients soonest due first."""
    waiting: Waiting = {}
    for task in worklist.worklist(reader.desk):
        waiting.setdefault(task.handle, []).append(task)
    return waiting


def _by_patient(signed: Iterable[tuple[str, Receipt]]) -> dict[str, list[Receipt]]:
    found: dict[str, list[Receipt]] = {}
    for handle, receipt in signed:
        found.setdefault(handle, []).append(receipt)
    return found


def _is_open(tasks: list[Task]) -> bool:
    return any(task.standing.state != State.NOT_YET_OPEN for task in tasks)


def _draw_patients(reader: Reader, waiting: Waiting, done: dict[str, list[Receipt]]) -> None:
    for handle, tasks in islice(waiting.items(), MOST):
        with st.container(border=True, key=f"patient-{handle}"):
            _draw_patient(reader, tasks[0])
            _draw_forms(reader, tasks, done.get(handle, []))
    if len(waiting) > MOST:
        st.markdown(
            reader.words.count(
                "And {n} more patient, due later.", "And {n} more patients, due later.", len(waiting) - MOST
            )
        )


def _draw_forms(reader: Reader, tasks: list[Task], signed: list[Receipt]) -> None:
    """Draw a patient's forms in the order of the protocol, whichever of them was signed first."""
    for row in reader.study.schedule:
        for receipt in (each for each in signed if each.form == row.form):
            draw_signed_form(reader, tasks[0].handle, receipt)
        for task in (each for each in tasks if each.form == row.form):
            draw_waiting_form(reader, task)


def _draw_patient(reader: Reader, task: Task) -> None:
    words = reader.words
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(words("Patient {number}", number=task.number), anchor=False)
        if reader.may(Permission.SEE_PATIENT):
            link("patient", words("Open this patient"), patient=task.handle)
    told = words(
        "{age} years · {dilemma} · test planned for {day}",
        age=task.age,
        dilemma=escaped(reader.dilemma(task.dilemma)),
        day=words.date(task.planned_on),
    )
    mine = task.physician_name == reader.me.name
    st.markdown(told if mine else f"{told} · {escaped(task.physician_name)}")
