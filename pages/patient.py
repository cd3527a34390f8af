"""One patient's whole way: every form, what it says and what does not fit, and all that happened."""

from __future__ import annotations

import streamlit as st

from her2dash.access import Permission
from her2dash.actions import patient_file
from her2dash.actions.desk import Desk
from her2dash.actions.patient_views import PatientFile
from her2dash.errors import Forbidden, NotFound
from her2dash.ui import attention, messages
from her2dash.ui.form_states import draw_form_states
from her2dash.ui.inquiry_lists import draw_of_patient
from her2dash.ui.keeping import draw_keeping
from her2dash.ui.locks import draw_locking, draw_locks, is_locked
from her2dash.ui.navigation import first_room, link
from her2dash.ui.noticed import draw_deviations, draw_queries
from her2dash.ui.patient_answers import draw_answers, draw_lesions
from her2dash.ui.patient_head import draw_marks, draw_patient_line
from her2dash.ui.reader import Reader, reader_at
from her2dash.ui.refresh import draw_asked
from her2dash.ui.timeline import draw_timeline


def show(desk: Desk) -> None:
    """Draw the patient that the address names."""
    reader, handle = reader_at(desk), st.query_params.get("patient")
    attention.arrive(f"patient {handle}")
    if not handle:
        _draw_nothing(reader, reader.words("Open a patient from a list; this address names none."))
        return
    try:
        file = patient_file.patient_file(desk, handle=handle)
    except (NotFound, Forbidden) as problem:
        _draw_nothing(reader, messages.sentence(reader.words, problem))
        return
    _draw_file(reader, file)


def _draw_file(reader: Reader, file: PatientFile) -> None:
    words, row = reader.words, file.row
    attention.title(words("Patient {number}", number=row.number))
    draw_asked(reader)
    messages.show_kept(words)
    draw_patient_line(reader, row)
    draw_marks(reader, row)
    draw_locks(reader, file)
    st.header(words("Forms"), anchor=False)
    draw_form_states(reader, row)
    if reader.may(Permission.LOCK):
        draw_locking(reader, file)
    if reader.may(Permission.CHANGE_PATIENT) and not is_locked(file):
        draw_keeping(reader, row)
    if reader.may(Permission.SEE_PATIENTS):
        st.header(words("Answers that do not fit together"), anchor=False)
        draw_queries(reader, file.noticed, locked=is_locked(file))
        st.header(words("Deviations"), anchor=False)
        draw_deviations(reader, file.noticed)
    if reader.may(Permission.ASK):
        draw_of_patient(reader, row.handle)
    draw_answers(reader, file.answers)
    draw_lesions(reader, file)
    st.header(words("What happened"), anchor=False)
    draw_timeline(reader, file.entries)


def _draw_nothing(reader: Reader, sentence: str) -> None:
    attention.title(reader.words("Patient"))
    st.info(messages.escaped(sentence))
    room = first_room(reader)
    link(room.name, reader.words("Go to: {room}", room=reader.words(room.title)))
