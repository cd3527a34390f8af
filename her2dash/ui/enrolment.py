"""Enrolling a patient: ordinary inputs and one button; a repeated press enrols once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import streamlit as st

from her2dash.actions import patients
from her2dash.actions.desk import Desk
from her2dash.errors import Problem, Refused
from her2dash.i18n import N_
from her2dash.ui import attention, messages
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader

_DONE = "her2dash.enrolled"
_KEY = "enrol.key"
_EMPTY: dict[str, Any] = {
    "physician": None,
    "age": "",
    "dilemma": None,
    "consent_on": None,
    "planned_on": None,
    "eligible": False,
}


def draw_enrolment(reader: Reader) -> None:
    """Draw the inputs, and what came of the last press."""
    words = reader.words
    if done := st.session_state.get(_DONE):
        st.success(words("Patient {number} is enrolled.", number=done["number"]))
    with st.expander(words("Enrol a patient"), key="enrolment"):
        st.markdown(words("No name, birth date or hospital number: your site keeps its own key list."))
        site = _draw_site(reader)
        _draw_inputs(reader, site)
        st.button(
            words("Enrol this patient"),
            key="enrol",
            type="primary",
            on_click=_enrol,
            args=(reader.desk, site),
        )
    if done:
        link("worklist", words("Go to the work-list"))


def _draw_site(reader: Reader) -> str:
    sites = {site.code: site.name for site in reader.study.sites}
    if reader.me.site is not None:
        st.markdown(
            reader.words("Site {code}: {name}", code=reader.me.site, name=escaped(sites[reader.me.site]))
        )
        return reader.me.site
    return str(
        st.selectbox(
            reader.words("Site"),
            list(sites),
            key="enrol.site",
            format_func=sites.__getitem__,
            on_change=_other_site,
        )
    )


def _draw_inputs(reader: Reader, site: str) -> None:
    words = reader.words
    if "enrol.number" not in st.session_state:
        st.session_state["enrol.number"] = patients.next_number(reader.desk, site=site)
    st.text_input(words("Study number"), key="enrol.number", autocomplete="off", width=240)
    known = dict(patients.physicians(reader.desk, site=site))
    st.selectbox(
        words("Referring physician"), list(known), index=None, key="enrol.physician",
        format_func=known.__getitem__, placeholder=words("Choose a physician"),
    )  # fmt: skip
    st.text_input(words("Age at consent, in years"), key="enrol.age", autocomplete="off", width=240)
    dilemmas = {
        code: escaped(label)
        for code, label in reader.study.codelist(reader.study.dilemmas).labels(reader.language).items()
    }
    st.radio(
        words("Dilemma"), list(dilemmas), index=None, key="enrol.dilemma", format_func=dilemmas.__getitem__
    )
    st.date_input(words("Day of consent"), value=None, key="enrol.consent_on", format="DD.MM.YYYY", width=240)
    st.date_input(
        words("Planned day of the test"), value=None, key="enrol.planned_on", format="DD.MM.YYYY", width=240
    )
    st.checkbox(words("The patient meets every criterion and gave written consent"), key="enrol.eligible")


def _enrol(desk: Desk, site: str) -> None:
    given = {name: st.session_state.get(f"enrol.{name}") for name in ("number", *_EMPTY)}
    key = st.session_state.setdefault(_KEY, uuid4().hex)
    st.session_state.pop(_DONE, None)
    try:
        handle = patients.enrol(desk, site=site, key=key, **_read(given))
    except Problem as problem:
        messages.keep(problem)
        return
    st.session_state[_DONE] = {"number": str(given["number"]), "handle": handle}
    attention.turn_to(attention.TOP)
    _clear()


def _read(given: dict[str, Any]) -> dict[str, Any]:
    """Return what was entered as the action wants it; Refused names the first thing that is lacking."""
    _wanted(given, "physician", N_("Choose the referring physician."))
    age = str(given["age"]).strip()
    if not age.isascii() or not age.isdigit():
        raise Refused(N_("Enter the age in whole years."))
    _wanted(given, "dilemma", N_("Choose the dilemma from the list."))
    _wanted(given, "consent_on", N_("Enter the day of consent."))
    _wanted(given, "planned_on", N_("Enter the planned day of the test."))
    return {**given, "number": str(given["number"]).strip(), "age": int(age)}


def _wanted(given: dict[str, Any], name: str, sentence: str) -> None:
    if given[name] is None:
        raise Refused(sentence)


def _other_site() -> None:
    """Propose that site's number, and let one of its physicians be chosen."""
    st.session_state.pop("enrol.number", None)
    st.session_state["enrol.physician"] = None


def _clear() -> None:
    """Make the inputs those of the next patient; a widget forgets only what is set anew."""
    st.session_state.pop("enrol.number", None)
    st.session_state.pop(_KEY, None)
    st.session_state.update({f"enrol.{name}": value for name, value in _EMPTY.items()})
