"""The patients with the state of their forms, and for a coordinator the enrolment of the next."""

from __future__ import annotations

from her2dash.access import Permission
from her2dash.actions.desk import Desk
from her2dash.ui import attention, messages
from her2dash.ui.enrolment import draw_enrolment
from her2dash.ui.patient_list import draw_patients
from her2dash.ui.reader import reader_at
from her2dash.ui.refresh import draw_asked
from her2dash.ui.study_lock import draw_if_locked


def show(desk: Desk) -> None:
    """Draw the enrolment, where the person enrols, and the list."""
    reader = reader_at(desk)
    attention.arrive("patients")
    attention.title(reader.words("Patients"))
    draw_asked(reader)
    messages.show_kept(reader.words)
    if not draw_if_locked(reader) and reader.may(Permission.ENROL):
        draw_enrolment(reader)
    draw_patients(reader)
