"""The script that the server runs: settings, office, person, then the pages that this person may open."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from types import MappingProxyType

import streamlit as st

from her2dash.actions.desk import Desk
from her2dash.errors import OutOfReach
from her2dash.ui import attention, frame, live
from her2dash.ui.idle import note_sign_of_life, warn_before_the_end
from her2dash.ui.navigation import ROOMS, Room, barred, first_room, link, room_at
from her2dash.ui.outage import draw_outage
from her2dash.ui.reader import Reader
from her2dash.ui.session import current_desk, person, this_office, words_of
from pages import (
    account,
    cohort,
    concordance,
    ctc,
    flow,
    form,
    impact,
    overview,
    patient,
    patients,
    people,
    reports,
    study,
    trail,
    worklist,
    workup,
)

SHOWS: MappingProxyType[str, Callable[[Desk], None]] = MappingProxyType(
    {
        "worklist": worklist.show,
        "overview": overview.show,
        "concordance": concordance.show,
        "impact": impact.show,
        "workup": workup.show,
        "ctc": ctc.show,
        "flow": flow.show,
        "reports": reports.show,
        "cohort": cohort.show,
        "patients": patients.show,
        "people": people.show,
        "trail": trail.show,
        "study": study.show,
        "account": account.show,
        "form": form.show,
        "patient": patient.show,
    }
)


def run() -> None:
    """Draw the page that was asked for, or that the record cannot be reached now."""
    try:
        _draw()
    except OutOfReach as outage:
        draw_outage(outage)


def _draw() -> None:
    """Draw the page in the frame that every page has."""
    began, by_itself = time.perf_counter(), live.moved_by_itself()
    office = this_office()
    me, desk = person(office), current_desk(office)
    reader = Reader(desk, me, words_of(me, office))
    note_sign_of_life(reader.now, by_itself=by_itself)
    chosen = st.navigation([_home(reader), *(_page(room, reader) for room in ROOMS)], position="top")
    # Once a run: a page that widens itself afterwards is seen to jump.
    st.set_page_config(
        page_title=f"{chosen.title} – {reader.text(reader.study.short)}",
        layout="wide" if room_at(chosen.url_path, reader).wide else "centered",
    )
    frame.draw_frame(reader)
    warn_before_the_end(reader)
    with frame.timed(reader, began):
        chosen.run()
        attention.lead()


def _home(reader: Reader) -> st.Page:
    """Return the page without a name: the first room of this person, under its own title."""
    room = first_room(reader)
    return st.Page(
        partial(SHOWS[room.name], reader.desk),
        title=reader.words(room.title),
        default=True,
        visibility="hidden",
    )


def _page(room: Room, reader: Reader) -> st.Page:
    """Return a room; one that is shut is known by its address too, hidden, and says why it is shut."""
    why = barred(room, reader)
    draw = partial(SHOWS[room.name], reader.desk) if why is None else partial(_draw_shut, reader, room, why)
    return st.Page(
        draw,
        title=reader.words(room.title),
        url_path=room.name,
        visibility="visible" if why is None and room.listed else "hidden",
    )


def _draw_shut(reader: Reader, room: Room, why: str) -> None:
    attention.arrive(room.name)
    attention.title(reader.words(room.title))
    st.info(why)
    first = first_room(reader)
    link(first.name, reader.words("Go to: {room}", room=reader.words(first.title)))


if __name__ == "__main__":
    run()
