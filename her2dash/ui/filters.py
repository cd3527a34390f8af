"""The filters above a board: at most five, cleared with one press, the same on every board."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import streamlit as st

from her2dash.analysis.subset import SEALED, Definition
from her2dash.ui import cache, choice
from her2dash.ui.choice import DEFINITIONS, Choice
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader

WIDTH = 175
WIDTHS = {"dilemma": 280, "test": 280}
"""Pixels of a filter; of these two an answer is a phrase, which was cut off."""


def draw_filters(reader: Reader, version: int, now: Choice) -> None:
    """Draw the filters as the address has them."""
    words, subset, study = reader.words, now.subset, reader.study
    everyone = cache.findings(reader, version, Choice())
    told = words("Choose patients and moment: {choice}", choice=choice.in_words(reader, now))
    with (
        st.expander(escaped(told), key="choosing", icon=":material/filter_alt:"),
        st.container(horizontal=True, vertical_alignment="bottom", key="filters"),
    ):
        sites = {site.code: f"{site.code} {site.name}" for site in study.sites}
        _draw(reader, "site", words("Site"), sites, subset.site)
        dilemmas = study.codelist(study.dilemmas).labels(reader.language)
        _draw(reader, "dilemma", words("Dilemma"), dilemmas, subset.dilemma)
        periods = {each: choice.period_name(each) for each in everyone.periods}
        _draw(reader, "period", words("Enrolled in"), periods, subset.period)
        sealed = {"yes": words("sealed"), "no": words("not sealed")}
        is_sealed = None if subset.sealed is None else SEALED[subset.sealed]
        _draw(reader, "sealed", words("Before the test"), sealed, is_sealed)
        definition = {"any_lesion": words(DEFINITIONS[Definition.ANY_LESION])}
        other = None if subset.definition is Definition.READER else "any_lesion"
        _draw(
            reader,
            "test",
            words("Test positive by"),
            definition,
            other,
            words(DEFINITIONS[Definition.READER]),
        )
        _draw_moment(reader, now)
    if not subset.is_plain or not now.live:
        st.button(words("Show all patients, now"), key="clear-filters", on_click=choice.clear)


def _draw(
    reader: Reader, name: str, label: str, options: Mapping[str, str], value: str | None, none: str = ""
) -> None:
    key = f"q.{name}"
    choice.mirror(key, value or "")
    shown = {"": none or reader.words("All"), **options}
    if value and value not in shown:
        shown[value] = value
    st.selectbox(
        label, list(shown), key=key, format_func=shown.__getitem__, on_change=_changed, args=(name, key),
        width=WIDTHS.get(name, WIDTH),
    )  # fmt: skip


def _changed(name: str, key: str) -> None:
    choice.put(name, st.session_state[key])
    choice.put(choice.SHOW, None)


def _draw_moment(reader: Reader, now: Choice) -> None:
    """Ask for a day: the board then shows what was known at its end."""
    key = "q.as-of"
    choice.mirror(key, reader.day(now.as_of) if now.as_of else None)
    st.date_input(
        reader.words("As of the end of"), value=None, key=key, format="DD.MM.YYYY", max_value=reader.today,
        on_change=_moved, args=(key, reader.study.zone, reader.today), width=WIDTH,
    )  # fmt: skip


def _moved(key: str, zone: str, today: date) -> None:
    day = st.session_state[key]
    past = isinstance(day, date) and day < today
    end = datetime.combine(day, time(23, 59, 59), ZoneInfo(zone)) if past else None
    choice.put("as-of", end.isoformat() if end else None)
    choice.put(choice.SHOW, None)
