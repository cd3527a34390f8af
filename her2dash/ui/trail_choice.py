"""Which events of the trail are shown: the address is the memory, the widgets are views of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import streamlit as st

from her2dash.actions.trail import Wanted
from her2dash.ui import choice
from her2dash.ui.paging import PAGE
from her2dash.ui.reader import Reader
from her2dash.ui.trail_sentences import THINGS

_TEXTS = ("number", "person")
_THING, _SINCE, _UNTIL = "thing", "since", "until"
_FILTERS = (*_TEXTS, _THING, _SINCE, _UNTIL)

_FIRST = date(2000, 1, 1)

LOG = "log"
"""What the address calls which of the two logs is shown."""


def wanted(reader: Reader, query: Mapping[str, str]) -> Wanted:
    """Return which events an address asks for; what it cannot mean is passed over."""
    zone = ZoneInfo(reader.study.zone)
    since, until = (_day(reader, query.get(name)) for name in (_SINCE, _UNTIL))
    thing = query.get(_THING, "")
    return Wanted(
        number=_text(query.get("number", ""))[:20],
        person=_text(query.get("person", ""))[:60],
        thing=thing if thing in THINGS else "",
        since=datetime.combine(since, time.min, zone) if since else None,
        until=datetime.combine(until + timedelta(days=1), time.min, zone) if until else None,
    )


def as_address(query: Mapping[str, str], **more: str) -> str:
    """Return the filters as the query of another address."""
    return urlencode({**{name: query[name] for name in _FILTERS if query.get(name)}, **more})


def draw_log_choice(reader: Reader, log: bool) -> None:
    """Ask which of the two logs is shown."""
    names = {
        "": reader.words("What was done to the record"),
        "access": reader.words("Who looked and signed in"),
    }
    choice.mirror("trail.log", "access" if log else "")
    st.radio(
        reader.words("Which log"), list(names), key="trail.log", format_func=names.__getitem__,
        horizontal=True, on_change=_choose, args=(LOG, "trail.log"),
    )  # fmt: skip


def draw_filters(reader: Reader, query: Mapping[str, str], log: bool) -> None:
    """Ask for patient, person, kind and days; the access log has no kinds."""
    words = reader.words
    labels = {"number": words("Study number or a part of it"), "person": words("Name of the person")}
    with st.container(horizontal=True, vertical_alignment="bottom", key="trail-filters"):
        for name in _TEXTS:
            choice.mirror(f"trail.{name}", _text(query.get(name, "")))
            st.text_input(
                labels[name], key=f"trail.{name}", max_chars=60, width=220, on_change=_choose,
                args=(name, f"trail.{name}"),
            )  # fmt: skip
        if not log:
            kinds = {"": words("Everything"), **{name: words(told) for name, told in THINGS.items()}}
            choice.mirror("trail.thing", query.get(_THING, "") if query.get(_THING) in THINGS else "")
            st.selectbox(
                words("What"), list(kinds), key="trail.thing", format_func=kinds.__getitem__, width=220,
                on_change=_choose, args=(_THING, "trail.thing"),
            )  # fmt: skip
        for name, label in ((_SINCE, words("From")), (_UNTIL, words("Up to and including"))):
            choice.mirror(f"trail.{name}", _day(reader, query.get(name)))
            st.date_input(
                label, value=None, key=f"trail.{name}", format="DD.MM.YYYY", min_value=_FIRST,
                max_value=reader.today, width=160, on_change=_choose, args=(name, f"trail.{name}"),
            )  # fmt: skip


def _choose(name: str, key: str) -> None:
    value = st.session_state[key]
    st.query_params.pop(PAGE, None)
    choice.put(name, value.isoformat() if isinstance(value, date) else str(value or "").strip())


def _text(told: str) -> str:
    """Return what an address asks for; PostgreSQL cannot even be asked for a text with a NUL in it."""
    return told.strip() if told.isprintable() else ""


def _day(reader: Reader, told: str | None) -> date | None:
    """Return a day between the first that a record can have and today."""
    try:
        day = date.fromisoformat(told) if told else None
    except ValueError:
        return None
    return day if day and _FIRST <= day <= reader.today else None
