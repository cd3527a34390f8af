"""What the rules notice: deviations to read, queries to explain or to correct."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

import streamlit as st

from her2dash.access import Permission
from her2dash.actions import questions
from her2dash.actions.desk import Desk
from her2dash.actions.patient_views import Noticed
from her2dash.errors import NotFound, Problem
from her2dash.i18n import N_
from her2dash.study.forms import Item
from her2dash.study.roles import ItemRef
from her2dash.ui import attention, messages
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader

_LONGEST = 500

_DAYS = {"enrolment": N_("Enrolled:"), "planned": N_("Test planned for:"), "release": N_("Released:")}


def draw_deviations(reader: Reader, found: Iterable[Noticed]) -> None:
    """List the deviations of a patient; nothing is asked of anybody."""
    lines = [f"- {escaped(_said(reader, one))}" for one in found if not one.is_query]
    if lines:
        st.markdown("\n".join(lines))
    else:
        st.markdown(reader.words("No deviation is known."))


def draw_queries(
    reader: Reader, found: Iterable[Noticed], *, with_patient: bool = False, locked: bool = False
) -> None:
    """Draw the queries, the open ones with the way to explain them unless the patient is locked."""
    queries = sorted((one for one in found if one.is_query), key=lambda one: one.explained is not None)
    if not queries:
        st.markdown(reader.words("Nothing waits for an explanation."))
    for one in queries:
        with st.container(border=True, key=f"query-{one.handle}-{one.rule.id}"):
            _draw_query(reader, one, with_patient=with_patient, locked=locked)


def _draw_query(reader: Reader, one: Noticed, *, with_patient: bool, locked: bool) -> None:
    words = reader.words
    if with_patient:
        link("patient", words("Patient {number}", number=one.number), patient=one.handle)
    st.markdown(f"**{escaped(_said(reader, one))}**")
    for name, value in one.answers:
        st.markdown(escaped(f"{_question(reader, name)} {_answer(reader, name, value)}"))
    if one.explained is not None:
        st.markdown(
            words(
                "Explained by {name} on {day}: “{reason}”",
                name=escaped(one.explained.person_name),
                day=words.date(reader.day(one.explained.at)),
                reason=escaped(one.explained.text or words("(blanked)")),
            )
        )
    elif reader.may(Permission.EXPLAIN) and not locked:
        _draw_explaining(reader, one)


def _draw_explaining(reader: Reader, one: Noticed) -> None:
    words = reader.words
    st.markdown(words("Correct one of the forms, or explain why the answers are right."))
    st.text_input(words("Explanation"), key=_key(one), max_chars=_LONGEST)
    st.button(
        words("Keep this explanation"), key=f"explain.{one.handle}.{one.rule.id}", on_click=_explain,
        args=(reader.desk, one),
    )  # fmt: skip


def _explain(desk: Desk, one: Noticed) -> None:
    text = str(st.session_state.get(_key(one), ""))
    try:
        questions.explain(
            desk, handle=one.handle, rule=one.rule.id, evidence=one.evidence, text=text, key=uuid4().hex
        )
    except Problem as problem:
        messages.keep(problem)
    else:
        attention.turn_to(attention.TOP)


def _said(reader: Reader, one: Noticed) -> str:
    title = reader.text(one.rule.title)
    if one.days is None:
        return title
    return reader.words.count("{title} ({n} day)", "{title} ({n} days)", one.days, title=title)


def _question(reader: Reader, name: str) -> str:
    item = _item(reader, name)
    if item is not None:
        return reader.text(item.label)
    form, _, part = name.partition(".")
    if part == "signed":
        return reader.words("“{form}” signed:", form=reader.form_title(form))
    return reader.words(_DAYS[name])


def _answer(reader: Reader, name: str, value: str) -> str:
    """Return evidence as the reader reads it: codes in words, days as the language writes them."""
    item = _item(reader, name)
    if item is not None and item.kind.coded:
        return reader.answer(item, tuple(value.split(",")))
    return reader.day_written(value)


def _item(reader: Reader, name: str) -> Item | None:
    form, _, item = name.partition(".")
    try:
        return reader.study.item(ItemRef(form, item)) if item else None
    except NotFound:
        return None


def _key(one: Noticed) -> str:
    return f"explanation.{one.handle}.{one.rule.id}"
