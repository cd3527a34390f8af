"""The receipt of a signature: what was signed, when, by whom, under which reference, and what comes next."""

from __future__ import annotations

import streamlit as st

from her2dash.access import Permission
from her2dash.actions import worklist
from her2dash.actions.signing import RESPONDENT
from her2dash.actions.views import Receipt, Sheet, Task
from her2dash.study.windows import State
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.reader import SOURCES, Reader
from her2dash.ui.standings import timing
from her2dash.ui.take_away import draw_take_away
from her2dash.ui.tour import onward_from_receipt


def draw_receipt(reader: Reader, sheet: Sheet, receipt: Receipt) -> None:
    """Draw the proof of a signature, and the way to keep it with what was signed."""
    words = reader.words
    st.set_page_config(page_title=f"{words('Signed and sealed')} – {reader.text(sheet.form.title)}")
    with st.container(border=True, key="receipt"):
        st.header(words("Signed and sealed"), anchor=False)
        st.markdown(words("Reference **{reference}**", reference=receipt.reference))
        st.markdown(
            words(
                "Signed {moment} by {name} ({role})",
                moment=words.moment(receipt.signed_at),
                name=escaped(receipt.printed_name),
                role=reader.role(receipt.role),
            )
        )
        st.markdown(escaped(receipt.meaning))
        st.markdown(words("Form version {version}", version=receipt.form_version))
        if receipt.source != RESPONDENT:
            st.markdown(words("Source: {source}", source=words(SOURCES[receipt.source])))
        if receipt.unblinded:
            st.markdown(words("The signer could see endpoints or markers: marked as unblinded."))
        st.markdown(words("Seal of the answers: `{hash}`", hash=receipt.content_hash[:16]))
    if onward := onward_from_receipt(reader):
        st.html(onward)
    for before in reversed(sheet.earlier):
        st.markdown(
            words(
                "Signed before on {moment} by {name}, reference {reference}; corrected since.",
                moment=words.moment(before.signed_at),
                name=escaped(before.printed_name),
                reference=before.reference,
            )
        )
    draw_take_away(reader, sheet)
    if reader.may(Permission.SEE_WORKLIST):
        _draw_next(reader, sheet)


def _draw_next(reader: Reader, sheet: Sheet) -> None:
    words, tasks = reader.words, worklist.worklist(reader.desk)
    of_patient = [task for task in tasks if task.number == sheet.number]
    st.header(words("What is next"), anchor=False)
    for task in of_patient:
        st.markdown(f"{escaped(reader.form_title(task.form))}: {_told(reader, task)}.")
    if not of_patient:
        st.markdown(words("Nothing more is asked of you for this patient."))
    waiting = sum(task.standing.state != State.NOT_YET_OPEN for task in tasks)
    if waiting:
        st.markdown(words("Forms waiting for you in all: {count}.", count=waiting))
    link("worklist", words("Go to the work-list"), key="next-worklist")


def _told(reader: Reader, task: Task) -> str:
    told = timing(reader, task.form, task.standing)
    return told[:1].lower() + told[1:]
