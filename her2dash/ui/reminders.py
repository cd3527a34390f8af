"""What reminds people: the text that a coordinator copies, the calendar file that a physician keeps.

Neither names more of a patient than the study number.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from her2dash.actions import questions, reminders, worklist
from her2dash.actions.views import Owed, Task
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.noticed import draw_queries
from her2dash.ui.reader import Reader
from her2dash.ui.standings import timing

if TYPE_CHECKING:
    from icalendar import Event


def draw_site(reader: Reader) -> None:
    """Draw for a coordinator what others owe, each physician with a text to copy, and the open queries."""
    words = reader.words
    st.header(words("Forms that others owe"), anchor=False)
    owed = reminders.owed(reader.desk)
    if not owed:
        st.markdown(words("Nobody owes a form."))
    for physician in sorted({one.physician_name for one in owed}):
        mine = [one for one in owed if one.physician_name == physician]
        with st.container(border=True, key=f"owed-{mine[0].handle}-{mine[0].form}"):
            _draw_physician(reader, physician, mine)
    st.header(words("Answers that do not fit together"), anchor=False)
    draw_queries(reader, questions.queries(reader.desk), with_patient=True)


def _draw_physician(reader: Reader, physician: str, owed: list[Owed]) -> None:
    st.subheader(escaped(physician), anchor=False)
    for one in owed:
        title, due = reader.form_title(one.form), timing(reader, one.form, one.standing)
        key = f"row-owed-{one.handle}-{one.form}"
        with st.container(horizontal=True, vertical_alignment="center", key=key):
            link("patient", reader.words("Patient {number}", number=one.number), patient=one.handle)
            st.markdown(f"{escaped(title)}  \n{escaped(due)}", width="content")
    with st.expander(reader.words("Reminder to copy"), key=f"reminder-{owed[0].handle}-{owed[0].form}"):
        st.code(reminder(reader, physician, owed), language=None, wrap_lines=True)


def reminder(reader: Reader, physician: str, owed: list[Owed]) -> str:
    """Return a reminder in plain words, without any answer and without a name of a patient."""
    words = reader.words
    lines = [
        f"- {words('Patient {number}', number=one.number)}: {reader.form_title(one.form)}. "
        f"{timing(reader, one.form, one.standing)}."
        for one in owed
    ]
    return "\n".join(
        (
            words("Dear {name},", name=physician),
            "",
            words("In the study {study} these forms wait for you:", study=reader.text(reader.study.short)),
            *lines,
            "",
            words("You find them in your work-list after signing in. Each takes a few minutes."),
        )
    )


def draw_calendar(reader: Reader) -> None:
    """Offer the due days of the own forms as a file for a calendar."""
    tasks = [task for task in worklist.worklist(reader.desk) if task.standing.due is not None]
    if tasks:
        st.download_button(
            reader.words("Due days for your calendar (.ics)"), calendar(reader, tasks), key="calendar",
            file_name=f"{reader.study.id}-due.ics", mime="text/calendar", on_click="ignore",
        )  # fmt: skip


def calendar(reader: Reader, tasks: list[Task]) -> bytes:
    """Return the due days as iCalendar (RFC 5545): whole days, a reminder's summary and nothing more."""
    from icalendar import Calendar

    book = Calendar()
    book.add("prodid", "-//her2dash//due days//EN")
    book.add("version", "2.0")
    for task in tasks:
        if task.standing.due is not None:
            book.add_component(_event(reader, task, task.standing.due))
    return bytes(book.to_ical())


def _event(reader: Reader, task: Task, due: date) -> Event:
    from icalendar import Event

    event = Event()
    demo = reader.words("Synthetic data") + ": " if reader.desk.office.demo else ""
    number = reader.words("Patient {number}", number=task.number)
    event.add("uid", f"{task.handle}-{task.form}@{reader.study.id}.her2dash")
    event.add("dtstamp", reader.now)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", f"{demo}{reader.text(reader.study.short)}: {number}, {reader.form_title(task.form)}")
    return event
