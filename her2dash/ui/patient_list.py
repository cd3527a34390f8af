"""The patients that a person reaches, a card each, with the state of every form; searched, by pages."""

from __future__ import annotations

import streamlit as st

from her2dash.access import Permission
from her2dash.actions import inquiry_lists, patient_list
from her2dash.actions.inquiry_views import Tally
from her2dash.actions.patient_list import PatientPage
from her2dash.actions.patient_views import PatientRow
from her2dash.ui import choice
from her2dash.ui.form_states import draw_form_states
from her2dash.ui.inquiry_lists import draw_tally
from her2dash.ui.navigation import link
from her2dash.ui.paging import PAGE, draw_ways, page_of
from her2dash.ui.patient_head import draw_marks, draw_patient_line
from her2dash.ui.reader import Reader
from her2dash.ui.unlocking import draw_lock

PER_PAGE = 50

# What the address calls the search, the site and the page: the widgets are views of it.
_NUMBER, _SITE = "number", "site"


def draw_patients(reader: Reader) -> None:
    """Draw one page of the list; the address says which, of which site and with which number."""
    words = reader.words
    found = patient_list.patient_page(
        reader.desk, number=st.query_params.get(_NUMBER, ""), site=_site(reader),
        page=page_of(st.query_params), at_once=PER_PAGE,
    )  # fmt: skip
    st.header(words.count("{n} patient", "{n} patients", found.reached), anchor=False)
    if not found.reached:
        st.markdown(words("Nobody is enrolled yet. The first patient that is enrolled appears here."))
        return
    if found.reached > 1:
        _draw_search(reader, found)
    if found.found < found.reached:
        st.markdown(words("{n} of {target} patients match.", n=found.found, target=found.reached))
    _draw_ways(reader, found, "-above")
    asked = inquiry_lists.tallies(reader.desk) if reader.may(Permission.ASK) else {}
    for row in found.rows:
        with st.container(border=True, key=f"patient-{row.handle}"):
            _draw_patient(reader, row, asked.get(row.handle))
    _draw_ways(reader, found)


def _site(reader: Reader) -> str | None:
    named = st.query_params.get(_SITE)
    return named if named in {site.code for site in reader.study.sites} else None


def _draw_search(reader: Reader, found: PatientPage) -> None:
    words, site = reader.words, _site(reader)
    number_key, site_key = "list.number", "list.site"
    choice.mirror(number_key, st.query_params.get(_NUMBER, ""))
    with st.container(horizontal=True, vertical_alignment="bottom", key="list-search"):
        st.text_input(
            words("Study number or a part of it"), key=number_key, max_chars=20, width=260,
            on_change=_choose, args=(_NUMBER, number_key),
        )  # fmt: skip
        known = {each.code: f"{each.code} {each.name}" for each in reader.study.sites}
        sites = {
            code: known.get(code, code) for code in dict.fromkeys([*found.sites, *([site] if site else [])])
        }
        if len(sites) > 1:
            choice.mirror(site_key, site or "")
            names = {"": words("All"), **sites}
            st.selectbox(
                words("Site"), list(names), key=site_key, format_func=names.__getitem__, width=260,
                on_change=_choose, args=(_SITE, site_key),
            )  # fmt: skip
        if site or st.query_params.get(_NUMBER):
            st.button(words("Show all patients"), key="list-all", on_click=_show_all)


def _choose(name: str, key: str) -> None:
    value = str(st.session_state[key]).strip()
    st.query_params.pop(PAGE, None)
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _show_all() -> None:
    for name in (_NUMBER, _SITE, PAGE):
        st.query_params.pop(name, None)


def _draw_ways(reader: Reader, found: PatientPage, where: str = "") -> None:
    words = reader.words
    draw_ways(reader, found.page, found.pages, back=words("Previous"), on=words("Next"), where=where)


def _draw_patient(reader: Reader, row: PatientRow, asked: Tally | None) -> None:
    number = reader.words("Patient {number}", number=row.number)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(number, anchor=False)
        link("patient", reader.words("Open this patient"), patient=row.handle)
    draw_patient_line(reader, row)
    if row.lock is not None:
        draw_lock(reader, row.lock)
    draw_marks(reader, row)
    draw_tally(reader, asked)
    draw_form_states(reader, row)
