"""What this study asks: its target, its rule, its forms and when each is wanted."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from her2dash.access import Permission, Role
from her2dash.actions import dashboard
from her2dash.actions.desk import Desk
from her2dash.figures.sentences import DataTable
from her2dash.study.model import Schedule, Window
from her2dash.ui import attention, messages
from her2dash.ui.figure import draw_table
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader, reader_at
from her2dash.ui.study_lock import draw_study_lock


def show(desk: Desk) -> None:
    """Draw the study's definition as its readers need it."""
    reader = reader_at(desk)
    words, study = reader.words, reader.study
    attention.arrive("study")
    attention.title(words("The study"))
    messages.show_kept(words)
    st.markdown(f"**{escaped(reader.text(study.title))}**")
    st.markdown(
        words("Registered as {registry}, version {version}", registry=study.registry, version=study.version)
    )
    st.header(words("Target and rule"), anchor=False)
    st.markdown(words.count("{n} patient.", "{n} patients.", study.target))
    st.markdown(
        words(
            "The primary endpoint is met when therapy follows the test in at least {threshold} of the "
            "included patients.",
            threshold=study.threshold,
        )
    )
    st.header(words("Forms"), anchor=False)
    signed = dashboard.form_versions(desk) if reader.may(Permission.SEE_ENDPOINTS) else {}
    for row in study.schedule:
        _draw_form(reader, row, signed.get(row.form, {}))
    draw_study_lock(reader)
    st.header(words("Sites"), anchor=False)
    sites = tuple((site.code, site.name) for site in study.sites)
    draw_table(DataTable(words("Hospitals that take part"), (words("Code"), words("Name")), sites))


def _draw_form(reader: Reader, row: Schedule, signed: Mapping[int, int]) -> None:
    words, form = reader.words, reader.study.form(row.form)
    with st.container(border=True, key=f"form-{row.form}"):
        st.subheader(escaped(reader.text(form.title)), anchor=False)
        st.markdown(escaped(reader.text(form.intro)))
        st.markdown(
            words("Filled in by: {roles}", roles=", ".join(reader.role(Role(name)) for name in row.filled_by))
        )
        st.markdown(_window(reader, row.window))
        st.markdown(
            words.count(
                "Version {version}, about {n} minute",
                "Version {version}, about {n} minutes",
                form.minutes,
                version=form.version,
            )
        )
        if signed:
            counts = ", ".join(words("version {version}: {n}", version=v, n=n) for v, n in signed.items())
            st.markdown(words("Signed so far: {counts}", counts=counts))
        if form.proposed:
            st.badge(words("Proposed wording: not the trial's own"), color="orange")


def _window(reader: Reader, window: Window | None) -> str:
    if window is None:
        return reader.words("Only when it happens; never due")
    words, anchor = reader.words, _anchor(reader, window.anchor)
    due = words.count("Due {n} day after {anchor}", "Due {n} days after {anchor}", window.due, anchor=anchor)
    if window.due == 0:
        due = words("Due on {anchor}", anchor=anchor)
    late = words("late from the day after that on")
    if window.late_after != window.due:
        late = words.count(
            "late more than {n} day after it", "late more than {n} days after it", window.late_after
        )
    return f"{due}; {late} {words('(proposed)')}" if window.proposed else f"{due}; {late}"


def _anchor(reader: Reader, anchor: str) -> str:
    words = reader.words
    if anchor == "enrolment":
        return words("the day of enrolment")
    if anchor == "planned":
        return words("the planned day of the test")
    if anchor == "release":
        return words("the day of the release")
    form, item = anchor.split(".")
    definition = reader.study.form(form)
    return words(
        "the day that “{form}” gives for “{question}”",
        question=escaped(reader.text(definition.item(item).label)),
        form=escaped(reader.text(definition.title)),
    )
