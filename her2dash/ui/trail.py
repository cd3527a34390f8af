"""The audit trail on the screen: found by patient, person, kind and day; verified; taken away as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import streamlit as st

from her2dash.access import Permission
from her2dash.actions import trail
from her2dash.actions.trail_views import Entry, Look, Page
from her2dash.ui import trail_choice, trail_sentences
from her2dash.ui.blanking import draw_blanking
from her2dash.ui.messages import escaped
from her2dash.ui.paging import draw_ways, page_of
from her2dash.ui.proof import draw_proof
from her2dash.ui.reader import Reader


def draw_trail(reader: Reader) -> None:
    """Draw the filters, what proves the chains, and a page of the record or of the access log."""
    query = {name: st.query_params[name] for name in st.query_params}
    log = query.get(trail_choice.LOG) == "access" and reader.may(Permission.SEE_ACCESS_LOG)
    if reader.may(Permission.VERIFY_RECORD):
        draw_proof(reader)
    if reader.may(Permission.SEE_ACCESS_LOG):
        trail_choice.draw_log_choice(reader, log)
    trail_choice.draw_filters(reader, query, log)
    if log:
        _draw_accesses(reader, query)
    else:
        _draw_events(reader, query)


def _draw_events(reader: Reader, query: Mapping[str, str]) -> None:
    wanted = trail_choice.wanted(reader, query)
    found = trail.trail_page(reader.desk, wanted=wanted, page=page_of(query))
    with _listed(reader, query, found, "trail.csv"):
        for entry in found.rows:
            with st.container(border=True, key=f"event-{entry.number}"):
                _draw_entry(reader, entry)


def _draw_accesses(reader: Reader, query: Mapping[str, str]) -> None:
    wanted = trail_choice.wanted(reader, query)
    found = trail.access_page(reader.desk, wanted=wanted, page=page_of(query))
    st.markdown(
        reader.words(
            "Every sign-in is listed here, and every sign-out with how it came about. Signing somebody out "
            "from another place is listed under what was done to the record too. A session that nobody ends "
            "runs out by itself, and is not listed as signed out."
        )
    )
    with _listed(reader, query, found, "access.csv"):
        for look in found.rows:
            _draw_look(reader, look)


@contextmanager
def _listed(reader: Reader, query: Mapping[str, str], found: Page[Any], file: str) -> Iterator[None]:
    """Draw what stands around a page of a log: how many there are, the file of all, the ways on."""
    words = reader.words
    turn = partial(draw_ways, reader, found.page, found.pages, back=words("Newer"), on=words("Older"))
    st.header(words.count("{n} event", "{n} events", found.found), anchor=False)
    if found.found:
        _draw_file(reader, query, file)
    else:
        st.markdown(words("No event is like that."))
    turn(where="-above")
    yield
    turn()


def _draw_entry(reader: Reader, entry: Entry) -> None:
    words = reader.words
    who = entry.person or words("nobody by name")
    of = words("patient {number}", number=entry.patient) if entry.patient else ""
    head = " · ".join(escaped(part) for part in (reader.when(entry.at), who, of) if part)
    lines = [f"**{head}**", escaped(f"{trail_sentences.sentence(reader, entry)}.")]
    if entry.reason is not None:
        lines.append(escaped(words("Reason: “{reason}”", reason=entry.reason)))
    if entry.reason_blanked:
        lines.append(words("The reason was blanked."))
    if entry.hidden:
        lines.append(words(trail_sentences.HIDDEN))
    if then := trail_sentences.done_then(reader, entry):
        lines.append(escaped(then))
    st.markdown("  \n".join(lines))
    st.caption(escaped(trail_sentences.beside(reader, entry)))
    if entry.text_hash is not None and reader.may(Permission.REDACT):
        draw_blanking(reader, entry)


def _draw_look(reader: Reader, look: Look) -> None:
    words = reader.words
    who = look.person or words("nobody by name")
    said = escaped(f"{reader.when(look.at)} · {who}: {trail_sentences.seen(reader, look)}")
    beside = f"{words('event {number}', number=look.number)} · {look.at:%Y-%m-%d %H:%M:%S} UTC"
    st.markdown(f"{said}  \n:small[{beside} · {trail_sentences.channel(reader, look.channel)}]")


def _draw_file(reader: Reader, query: Mapping[str, str], file: str) -> None:
    words = reader.words
    asked = trail_choice.as_address(query, lang=words.language)
    st.markdown(f"[{words('CSV: all of these events')}](/trail/{file}?{asked})")
