"""A patient's whole way in the order of time, a line for each thing that happened."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from her2dash.actions.patient_views import Entry, Happened
from her2dash.i18n import N_
from her2dash.ui.messages import escaped
from her2dash.ui.reader import SOURCES, Reader

_SENTENCES = {
    Happened.ENROLLED: N_("Enrolled"),
    Happened.ASSIGNED: N_("Referred by {note}"),
    Happened.REASSIGNED: N_("Reassigned to {note}"),
    Happened.REPLANNED: N_("Test planned for {note}, said {person}"),
    Happened.RELEASED: N_("“{form}” released to the referring physician"),
    Happened.SIGNED: N_("“{form}” signed by {person}"),
    Happened.SIGNED_AGAIN: N_("“{form}” signed again by {person}, corrected"),
    Happened.CORRECTED: N_("“{form}” opened for correction by {person}: “{note}”"),
    Happened.CORRECTION_DROPPED: N_("The correction of “{form}” was dropped by {person}"),
    Happened.GIVEN_UP: N_("“{form}” closed as not obtained by {person}: {note}"),
    Happened.WANTED_AGAIN: N_("“{form}” wanted again, said {person}"),
    Happened.LOCKED: N_("Locked by {person}: {locked}"),
    Happened.UNLOCKED: N_("Unlocked for a time by {person}: {locked}"),
    Happened.UNLOCKED_FOR_GOOD: N_("Unlocked for good by {person}: {locked}"),
    Happened.DAY: N_("Day given in “{form}” for “{question}”"),
}


def draw_timeline(reader: Reader, entries: tuple[Entry, ...]) -> None:
    """Draw the days with what happened on each."""
    with st.container(key="timeline", gap="xsmall"):
        for day, of_day in groupby(entries, key=lambda entry: entry.day):
            with st.container(horizontal=True, key=f"day-{day}"):
                st.markdown(f"**{reader.words.date(day)}**", width=120)
                lines = "  \n".join(escaped(_said(reader, entry)) for entry in of_day)
                st.markdown(lines, width="stretch")


def _said(reader: Reader, entry: Entry) -> str:
    words = reader.words
    said = words(
        _SENTENCES[entry.what],
        form=reader.form_title(entry.form) if entry.form else "",
        person=entry.person or "",
        note=_note(reader, entry),
        locked=f"“{reader.form_title(entry.form)}”" if entry.form else words("the patient's record"),
        question=reader.text(entry.item.label) if entry.item else "",
    )
    time = f"{words.time(entry.at)}  " if entry.at else ""
    return f"{time}{said}{_marks(reader, entry)}"


def _note(reader: Reader, entry: Entry) -> str:
    if entry.what is Happened.GIVEN_UP and entry.note:
        return reader.text(reader.study.codelist(reader.study.not_obtained).code(entry.note).label)
    if entry.what is Happened.REPLANNED and entry.note:
        return reader.day_written(entry.note)
    if entry.what is Happened.CORRECTED:
        return entry.note or reader.words("(blanked)")
    return entry.note or ""


def _marks(reader: Reader, entry: Entry) -> str:
    """Return what is to be known of a signature: given for somebody else, or by who could see endpoints."""
    marks = []
    if entry.what in (Happened.SIGNED, Happened.SIGNED_AGAIN) and entry.note != "form" and entry.note:
        marks.append(reader.words(SOURCES[entry.note]))
    if entry.unblinded:
        marks.append(reader.words("unblinded signer"))
    return f" ({'; '.join(marks)})" if marks else ""
