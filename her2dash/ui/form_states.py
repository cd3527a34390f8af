"""The state of each form of a patient: where it stands, when it is due, and what the reader may do."""

from __future__ import annotations

import streamlit as st

from her2dash.actions.lock_views import Extent
from her2dash.actions.patient_views import FormState, PatientRow
from her2dash.figures.unbroken import compact
from her2dash.study.windows import State
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader
from her2dash.ui.standings import draw_status, timing


def draw_form_states(reader: Reader, row: PatientRow) -> None:
    """Draw a patient's forms, one beside the other where there is room."""
    with st.container(key=f"forms-{row.handle}"):
        for form in row.forms:
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"row-{row.handle}-{form.form}"
            ):
                _draw_state(reader, row, form)


def _draw_state(reader: Reader, row: PatientRow, form: FormState) -> None:
    title, told = f"**{escaped(reader.form_title(form.form))}**", _told(reader, row, form)
    st.markdown(f"{title}  \n{escaped(compact(told))}" if told else title)
    if _is_over(row, form):
        st.badge(reader.words("Not needed any more"), color="gray")
    elif form.correcting:
        st.badge(reader.words("Being corrected"), color="orange", icon=":material/edit:")
    else:
        draw_status(reader, form.standing, started=form.started)
    _draw_way(reader, row, form)


def _told(reader: Reader, row: PatientRow, form: FormState) -> str:
    """Return when a form was signed or is due, or why it is not obtained."""
    if form.signed_at:
        day = reader.words.date(reader.day(form.signed_at))
        if form.lock is not None and form.lock.extent is Extent.FORM:
            return reader.words("Signed {day}, locked", day=day)
        return reader.words("Signed {day}", day=day)
    if form.not_obtained:
        codes = reader.study.codelist(reader.study.not_obtained)
        return reader.text(codes.code(form.not_obtained).label)
    return "" if row.closed else timing(reader, form.form, form.standing)


def _draw_way(reader: Reader, row: PatientRow, form: FormState) -> None:
    words = reader.words
    address = {"patient": row.handle, "form": form.form}
    fills = form.may_fill and form.lock is None
    if form.correcting and fills:
        link("form", words("Continue"), **address)
    elif form.may_read or (form.may_fill and form.signed_at):
        link("form", words("Read"), **address)
    elif fills and form.standing.state != State.NOT_YET_OPEN:
        link("form", _begin(reader, row, form), **address)


def _begin(reader: Reader, row: PatientRow, form: FormState) -> str:
    """Return what filling in is called; what nobody waits for may still come late."""
    words = reader.words
    if form.started:
        return words("Continue")
    if form.not_obtained or _is_over(row, form):
        return words("Record anyway")
    return words("Record") if reader.study.scheduled(form.form).window is None else words("Start")


def _is_over(row: PatientRow, form: FormState) -> bool:
    """Tell whether a form is wanted no more because the participation ended."""
    return row.closed and not form.signed_at and not form.not_obtained
