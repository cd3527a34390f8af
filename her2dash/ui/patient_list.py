"""The patients that a person reaches, a card each, with the state of every form."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import patients
from her2dash.actions.views import FormState, PatientRow
from her2dash.study.windows import State
from her2dash.ui import attention
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader
from her2dash.ui.standings import draw_status, timing

PER_PAGE = 25


def draw_patients(reader: Reader) -> None:
    """Draw one page of the list; the address says which."""
    words, everyone = reader.words, patients.patients(reader.desk)
    st.header(words.count("{n} patient", "{n} patients", len(everyone)), anchor=False)
    if not everyone:
        st.markdown(words("Nobody is enrolled yet. The first patient that is enrolled appears here."))
        return
    pages = -(-len(everyone) // PER_PAGE)
    page = _page(pages)
    for row in everyone[(page - 1) * PER_PAGE : page * PER_PAGE]:
        with st.container(border=True, key=f"patient-{row.handle}"):
            _draw_patient(reader, row)
    if pages > 1:
        _draw_ways(reader, page, pages)


def _page(pages: int) -> int:
    named = st.query_params.get("page", "1")
    number = int(named) if named.isascii() and named.isdigit() else 1
    return min(max(number, 1), pages)


def _draw_ways(reader: Reader, page: int, pages: int) -> None:
    words = reader.words
    with st.container(horizontal=True, vertical_alignment="center", key="list-ways"):
        if page > 1:
            st.button(words("Previous"), key="previous", on_click=_turn, args=(page - 1,))
        st.markdown(words("Page {page} of {pages}", page=page, pages=pages), width="content")
        if page < pages:
            st.button(words("Next"), key="next", on_click=_turn, args=(page + 1,))


def _turn(page: int) -> None:
    st.query_params["page"] = str(page)
    attention.turn_to(attention.TOP)


def _draw_patient(reader: Reader, row: PatientRow) -> None:
    words = reader.words
    st.subheader(words("Patient {number}", number=row.number), anchor=False)
    st.markdown(
        words(
            "{age} years · {dilemma} · {physician} · enrolled {enrolled} · test planned for {planned}",
            age=row.age,
            dilemma=escaped(reader.dilemma(row.dilemma)),
            physician=escaped(row.physician_name),
            enrolled=words.date(row.enrolled_on),
            planned=words.date(row.planned_on),
        )
    )
    if row.sealed_before is False:
        st.warning(
            words("Released before the form that comes first was sealed: not sealed before the result.")
        )
    if row.closed:
        st.info(words("Closed: no decision could be made. Nothing is due any more."))
    with st.container(key=f"forms-{row.handle}"):
        for form in row.forms:
            _draw_state(reader, row, form)


def _draw_state(reader: Reader, row: PatientRow, form: FormState) -> None:
    words, open_now = reader.words, form.standing.state not in (State.NOT_YET_OPEN, State.DONE)
    told = (
        words("Signed {day}", day=words.date(reader.day(form.signed_at)))
        if form.signed_at
        else ""
        if row.closed
        else timing(reader, form.form, form.standing)
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"row-{row.handle}-{form.form}"):
        title = f"**{escaped(reader.form_title(form.form))}**"
        st.markdown(f"{title}  \n{escaped(told)}" if told else title)
        if row.closed and not form.signed_at:
            st.badge(words("Not needed any more"), color="gray")
        else:
            draw_status(reader, form.standing, started=form.started)
        if form.may_read or (form.may_fill and form.signed_at):
            link("form", words("Read"), patient=row.handle, form=form.form)
        elif form.may_fill and open_now:
            label = words("Continue") if form.started else words("Start")
            link("form", label, patient=row.handle, form=form.form)
