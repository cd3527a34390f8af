"""Enrolling a patient: ordinary inputs and one button; a repeated press enrols once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import streamlit as st

from her2dash.actions import patients
from her2dash.actions.desk import Desk
from her2dash.errors import Problem
from her2dash.i18n import N_, Words
from her2dash.ui import attention, messages
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader

_DONE = "her2dash.enrolled"
_KEY = "enrol.key"
_NAMED = "her2dash.enrolment.named"
_EMPTY: dict[str, Any] = {
    "physician": None,
    "age": "",
    "dilemma": None,
    "consent_on": None,
    "planned_on": None,
    "eligible": False,
}


def _is_whole(age: str) -> bool:
    return age.strip().isascii() and age.strip().isdigit()


# What each input must be before the study is asked, and what is said of one that is not.
_WANTED: dict[str, tuple[Callable[[Any], bool], str]] = {
    "number": (lambda number: bool(number.strip()), N_("Enter the study number.")),
    "physician": (bool, N_("Choose the referring physician.")),
    "age": (_is_whole, N_("Enter the age in whole years.")),
    "dilemma": (bool, N_("Choose the dilemma from the list.")),
    "consent_on": (bool, N_("Enter the day of consent.")),
    "planned_on": (bool, N_("Enter the planned day of the test.")),
    "eligible": (bool, N_("Only an eligible patient is enrolled. Confirm that every criterion is met.")),
}


def draw_enrolment(reader: Reader) -> None:
    """Draw the inputs, and what came of the last press."""
    words, gaps = reader.words, _named_gaps(reader.words)
    if gaps:
        messages.summary(words, [(_place(name), text) for name, text in gaps.items()])
    if done := st.session_state.get(_DONE):
        st.success(words("Patient {number} is enrolled.", number=done["number"]))
    with st.expander(words("Enrol a patient"), key="enrolment"):
        st.markdown(words("No name, birth date or hospital number: your site keeps its own key list."))
        site = _draw_site(reader)
        if site is None:
            return
        _draw_inputs(reader, site, gaps)
        st.button(
            words("Enrol this patient"),
            key="enrol",
            type="primary",
            on_click=_enrol,
            args=(reader.desk, site),
        )
    if done:
        link("worklist", words("Go to the work-list"))


def _draw_site(reader: Reader) -> str | None:
    """Return the site of the patient; none until it is chosen: a proposed one would be taken unseen."""
    sites = {site.code: site.name for site in reader.study.sites}
    if reader.me.site is not None:
        st.markdown(
            reader.words("Site {code}: {name}", code=reader.me.site, name=escaped(sites[reader.me.site]))
        )
        return reader.me.site
    return st.selectbox(
        reader.words("Site"), list(sites), index=None, key="enrol.site", format_func=sites.__getitem__,
        on_change=_other_site, placeholder=reader.words("Choose a site"),
    )  # fmt: skip


def _draw_inputs(reader: Reader, site: str, gaps: Mapping[str, str]) -> None:
    inputs: dict[str, Callable[[], object]] = {
        "number": lambda: _draw_number(reader, site),
        "physician": lambda: _draw_physician(reader, site),
        "age": lambda: st.text_input(
            reader.words("Age at consent, in years"), key="enrol.age", autocomplete="off", width=240
        ),
        "dilemma": lambda: _draw_dilemma(reader),
        "consent_on": lambda: _draw_day(reader.words("Day of consent"), "consent_on"),
        "planned_on": lambda: _draw_day(reader.words("Planned day of the test"), "planned_on"),
        "eligible": lambda: st.checkbox(
            reader.words("The patient meets every criterion and gave written consent"), key="enrol.eligible"
        ),
    }
    for name, draw in inputs.items():
        if name in gaps:
            attention.place(_place(name))
        draw()
        if name in gaps:
            st.error(escaped(gaps[name]))


def _draw_number(reader: Reader, site: str) -> None:
    if "enrol.number" not in st.session_state:
        st.session_state["enrol.number"] = patients.next_number(reader.desk, site=site)
    st.text_input(reader.words("Study number"), key="enrol.number", autocomplete="off", width=240)


def _draw_physician(reader: Reader, site: str) -> None:
    known = dict(patients.physicians(reader.desk, site=site))
    st.selectbox(
        reader.words("Referring physician"), list(known), index=None, key="enrol.physician",
        format_func=known.__getitem__, placeholder=reader.words("Choose a physician"),
    )  # fmt: skip


def _draw_dilemma(reader: Reader) -> None:
    codes = reader.study.codelist(reader.study.dilemmas).labels(reader.language)
    labels = {code: escaped(label) for code, label in codes.items()}
    st.radio(
        reader.words("Dilemma"), list(labels), index=None, key="enrol.dilemma", format_func=labels.__getitem__
    )


def _draw_day(label: str, name: str) -> None:
    st.date_input(label, value=None, key=f"enrol.{name}", format="DD.MM.YYYY", width=240)


def _enrol(desk: Desk, site: str) -> None:
    given = _given()
    key = st.session_state.setdefault(_KEY, uuid4().hex)
    st.session_state.pop(_DONE, None)
    st.session_state[_NAMED] = bool(_lacking(given))
    if st.session_state[_NAMED]:
        attention.turn_to(attention.PROBLEM)
        return
    given = {**given, "number": given["number"].strip(), "age": int(given["age"])}
    try:
        handle = patients.enrol(desk, site=site, key=key, **given)
    except Problem as problem:
        messages.keep(problem)
        return
    st.session_state[_DONE] = {"number": given["number"], "handle": handle}
    attention.turn_to(attention.TOP)
    _clear()


def _given() -> dict[str, Any]:
    """Return what was entered; an input that was never drawn is as empty as one that was left so."""
    empty = {"number": "", **_EMPTY}
    return {name: st.session_state.get(f"enrol.{name}", nothing) for name, nothing in empty.items()}


def _lacking(given: Mapping[str, Any]) -> dict[str, str]:
    """Return what to say of every input that is not yet what is wanted."""
    return {name: sentence for name, (is_good, sentence) in _WANTED.items() if not is_good(given[name])}


def _named_gaps(words: Words) -> dict[str, str]:
    """Return what still lacks once the button was pressed; each is gone as soon as it is mended."""
    if not st.session_state.get(_NAMED):
        return {}
    return {name: words(sentence) for name, sentence in _lacking(_given()).items()}


def _place(name: str) -> str:
    return f"enrol-{name}"


def _other_site() -> None:
    """Propose that site's number, and let one of its physicians be chosen."""
    st.session_state.pop("enrol.number", None)
    st.session_state["enrol.physician"] = None


def _clear() -> None:
    """Make the inputs those of the next patient; a widget forgets only what is set anew."""
    st.session_state.pop("enrol.number", None)
    st.session_state.pop(_KEY, None)
    st.session_state.update({f"enrol.{name}": value for name, value in _EMPTY.items()})
