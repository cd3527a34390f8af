"""Who a patient is, in one line, and what has to be known at once."""

from __future__ import annotations

import streamlit as st

from her2dash.actions.patient_views import PatientRow
from her2dash.figures.unbroken import unbroken
from her2dash.i18n import N_
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader

_ENDED = {
    "died": N_("The patient died."),
    "withdrew": N_("The patient withdrew."),
    "lost": N_("The patient was lost to follow-up."),
    "not_included": N_("The tracer was never injected: the patient is not included."),
}


def draw_patient_line(reader: Reader, row: PatientRow) -> None:
    """Draw age, dilemma, physician and days."""
    words = reader.words
    told = words(
        "{age} years · {dilemma} · {physician} · enrolled {enrolled} · test planned for {planned}",
        age=row.age,
        dilemma=escaped(reader.dilemma(row.dilemma)),
        physician=escaped(row.physician_name),
        enrolled=words.date(row.enrolled_on),
        planned=words.date(row.planned_on),
    )
    st.markdown(unbroken(told))


def draw_marks(reader: Reader, row: PatientRow) -> None:
    """Draw that the order was broken, or that the participation ended."""
    words = reader.words
    if row.sealed_before is False:
        st.warning(
            words("Released before the form that comes first was sealed: not sealed before the result.")
        )
    if row.closed:
        why = words(_ENDED[row.ended]) if row.ended else words("No decision could be made.")
        st.info(f"{why} {words('Nothing is due any more.')}")
