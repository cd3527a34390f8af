"""What a coordinator changes about a patient: the physician, the planned day, a form that will not come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import streamlit as st

from her2dash.actions import keeping, patients
from her2dash.actions.desk import Desk
from her2dash.actions.patient_views import PatientRow
from her2dash.errors import Problem, Refused
from her2dash.i18n import N_
from her2dash.study.windows import State
from her2dash.ui import attention, messages
from her2dash.ui.reader import Reader

_OBTAINABLE = (State.OPEN, State.DUE, State.LATE, State.NOT_YET_OPEN)


def draw_keeping(reader: Reader, row: PatientRow) -> None:
    """Draw the changes that a coordinator makes."""
    with st.expander(reader.words("Change something about this patient"), key="keeping"):
        _draw_physician(reader, row)
        _draw_plan(reader, row)
        _draw_not_obtained(reader, row)
        _draw_wanted_again(reader, row)


def _draw_physician(reader: Reader, row: PatientRow) -> None:
    words = reader.words
    known = dict(patients.physicians(reader.desk, site=row.site))
    others = [login for login, name in known.items() if name != row.physician_name]
    if not others:
        return
    st.selectbox(
        words("Another referring physician"), others, index=None, key="keeping.physician",
        format_func=known.__getitem__, placeholder=words("Choose a physician"),
    )  # fmt: skip
    st.button(words("Reassign"), key="reassign", on_click=_reassign, args=(reader.desk, row))


def _draw_plan(reader: Reader, row: PatientRow) -> None:
    words = reader.words
    if row.released_at is not None:
        return
    st.date_input(
        words("Another planned day of the test"), value=None, key="keeping.planned", format="DD.MM.YYYY",
        width=240,
    )  # fmt: skip
    st.button(words("Move the planned day"), key="replan", on_click=_replan, args=(reader.desk, row))


def _draw_not_obtained(reader: Reader, row: PatientRow) -> None:
    words, study = reader.words, reader.study
    forms = {
        form.form: reader.form_title(form.form)
        for form in row.forms
        if form.standing.state in _OBTAINABLE and study.scheduled(form.form).window is not None
    }
    if study.not_obtained is None or not forms:
        return
    reasons = study.codelist(study.not_obtained).labels(reader.language)
    st.selectbox(
        words("A form that will not be obtained"), list(forms), index=None, key="keeping.form",
        format_func=forms.__getitem__, placeholder=words("Choose a form"),
    )  # fmt: skip
    st.selectbox(
        words("The reason"), list(reasons), index=None, key="keeping.reason",
        format_func=reasons.__getitem__, placeholder=words("Choose a reason"),
    )  # fmt: skip
    st.button(words("Close as not obtained"), key="give-up", on_click=_give_up, args=(reader.desk, row))


def _draw_wanted_again(reader: Reader, row: PatientRow) -> None:
    for form in row.forms:
        if form.standing.state == State.NOT_OBTAINED:
            label = reader.words("Want “{form}” again", form=reader.form_title(form.form))
            st.button(
                label, key=f"again.{form.form}", type="tertiary", on_click=_want_again,
                args=(reader.desk, row, form.form),
            )  # fmt: skip


def _reassign(desk: Desk, row: PatientRow) -> None:
    physician = _chosen("physician")
    _do(lambda: keeping.reassign(desk, handle=row.handle, physician=_wanted(physician)), "physician")


def _replan(desk: Desk, row: PatientRow) -> None:
    day = _chosen("planned")
    _do(lambda: keeping.replan(desk, handle=row.handle, planned_on=_wanted(day), key=uuid4().hex), "planned")


def _give_up(desk: Desk, row: PatientRow) -> None:
    form, reason = _chosen("form"), _chosen("reason")
    _do(
        lambda: keeping.give_up(
            desk, handle=row.handle, form=_wanted(form), reason=_wanted(reason), key=uuid4().hex
        ),
        "form",
        "reason",
    )


def _want_again(desk: Desk, row: PatientRow, form: str) -> None:
    _do(lambda: keeping.want_again(desk, handle=row.handle, form=form, key=uuid4().hex))


def _do(deed: Callable[[], None], *inputs: str) -> None:
    """Do it, and empty its inputs; a refusal is shown and keeps them."""
    try:
        deed()
    except Problem as problem:
        messages.keep(problem)
        return
    st.session_state.update({f"keeping.{name}": None for name in inputs})
    attention.turn_to(attention.TOP)


def _chosen(name: str) -> Any:
    return st.session_state.get(f"keeping.{name}")


def _wanted(value: Any) -> Any:
    if value is None:
        raise Refused(N_("Choose first what is to be changed."))
    return value
