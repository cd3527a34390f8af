"""What a patient's forms say: the answers at each time side by side, and the lesions of the test."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from her2dash.actions.patient_views import Differs, PatientFile, SideBySide, Told, When
from her2dash.figures.patient_lesions import patient_lesions
from her2dash.figures.sentences import DataTable
from her2dash.i18n import N_
from her2dash.study.roles import ItemRef
from her2dash.ui.figure import draw_table
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader

TIMES = {"pre": N_("Before"), "post": N_("After"), "m3": N_("Month 3")}

NAMES = {
    "status": N_("Status suspected"),
    "plan": N_("Treatment intended, at month 3 given"),
    "agents": N_("Agents of this treatment"),
    "confidence": N_("Confidence in the plan"),
}

DIFFERENCES = {
    Differs.SAME: N_("{answer} (the same)"),
    Differs.OTHER: N_("{answer} (another answer)"),
    Differs.HIGHER: N_("{answer} (higher)"),
    Differs.LOWER: N_("{answer} (lower)"),
}


def draw_answers(reader: Reader, told: SideBySide) -> None:
    """Draw the times that the reader may read beside each other, the differences in words."""
    words = reader.words
    if not told.times:
        return
    st.header(words("Answers at each time"), anchor=False)
    if not told.rows:
        st.markdown(words("None of these forms is signed yet."))
        return
    several = [row for row in told.rows if len(row.asked) > 1]
    if several:
        with st.container(key="side-by-side"):
            draw_table(_side_by_side(reader, told, several))
    once = [row for row in told.rows if len(row.asked) == 1]
    if once and several:
        with st.expander(words("Answers to what was asked at one time only"), key="asked-once"):
            draw_table(_once(reader, once, words("Asked at one time only")))
    elif once:
        draw_table(_once(reader, once, words("Answers of the one form that you may read")))


def _side_by_side(reader: Reader, told: SideBySide, rows: Sequence[Told]) -> DataTable:
    heads = (reader.words("Question"), *(_head(reader, when) for when in told.times))
    lines = tuple(
        (_question(reader, row), *(_answer(reader, when, row) for when in told.times)) for row in rows
    )
    caption = reader.words("In brackets how an answer differs from the one before it")
    return DataTable(caption, heads, lines)


def _once(reader: Reader, rows: Sequence[Told], caption: str) -> DataTable:
    words = reader.words
    lines = tuple(
        (_question(reader, row), _unbroken(words(TIMES[time])), reader.answer(asked.item, asked.value))
        for row in rows
        for time, asked in row.asked.items()
    )
    heads = (words("Question"), words("When"), words("Answer"))
    return DataTable(caption, heads, lines)


def _unbroken(name: str) -> str:
    """Return a short name that stays on one line, as narrow as its column may be."""
    return name.replace(" ", "\u00a0")


def _head(reader: Reader, when: When) -> str:
    name = reader.words(TIMES[when.time])
    return reader.words("{time} (signed after the release)", time=name) if when.late else name


def _question(reader: Reader, row: Told) -> str:
    if row.name is not None:
        return reader.words(NAMES[row.name])
    return reader.text(next(iter(row.asked.values())).item.label)


def _answer(reader: Reader, when: When, row: Told) -> str:
    """Return an answer with how it differs from the one before, or why there is none."""
    words, asked = reader.words, row.asked.get(when.time)
    if not when.signed:
        return words("not signed")
    if asked is None:
        return words("not asked")
    said, differs = reader.answer(asked.item, asked.value), row.differs.get(when.time)
    return words(DIFFERENCES[differs], answer=said) if differs else said


def draw_lesions(reader: Reader, file: PatientFile) -> None:
    """Draw the lesions, where the reader may read them."""
    if file.lesions is None:
        return
    roles = reader.study.roles
    drawn = patient_lesions(
        file.lesions, _labels(reader, roles.lesion_site), _labels(reader, roles.lesion_visual), reader.words
    )
    st.header(reader.words("Lesions of the test"), anchor=False)
    st.markdown(f"**{escaped(drawn.finding)}**  \n{escaped(drawn.caption)}")
    if drawn.figure is not None:
        alt = " ".join((f"{drawn.finding}.", *drawn.sentences))
        st.plotly_chart(drawn.figure, key="chart.patient-lesions", alt=alt, config={"displayModeBar": False})
    for said in drawn.sentences:
        st.markdown(escaped(said))
    if drawn.table is not None and file.lesions:
        with st.expander(reader.words("Lesions in numbers"), key="numbers-patient-lesions"):
            draw_table(drawn.table)


def _labels(reader: Reader, ref: ItemRef | None) -> dict[str, str]:
    if ref is None:
        return {}
    return reader.study.codelist(reader.study.item(ref).codes).labels(reader.language)
