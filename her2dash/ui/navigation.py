"""The rooms of the app: their addresses, who may enter, what they need of a study, and links to them."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from her2dash.access import Permission
from her2dash.i18n import N_
from her2dash.ui.reader import Reader


@dataclass(frozen=True)
class Room:
    """One page: its address, its name in the list, the right it takes and the study's roles it shows."""

    name: str
    title: str
    right: Permission
    needs: tuple[str, ...] = ()
    listed: bool = True
    wide: bool = False  # a board takes the width of the window, a text a readable one


ROOMS = (
    Room("worklist", N_("Work-list"), Permission.SEE_WORKLIST),
    Room("overview", N_("Overview"), Permission.SEE_ENDPOINTS, wide=True),
    Room(
        "concordance",
        N_("Concordance"),
        Permission.SEE_ENDPOINTS,
        ("index_call", "therapy_outcome"),
        wide=True,
    ),
    Room("impact", N_("What changed"), Permission.SEE_ENDPOINTS, ("plan_pre", "plan_post"), wide=True),
    Room("workup", N_("Work-up"), Permission.SEE_ENDPOINTS, ("index_call", "workup_conclusion"), wide=True),
    Room("ctc", N_("Tumour cells"), Permission.SEE_ENDPOINTS, ("index_call", "marker_state"), wide=True),
    Room("flow", N_("Flow"), Permission.SEE_ENDPOINTS, wide=True),
    Room("reports", N_("Reports"), Permission.SEE_ENDPOINTS),
    Room("cohort", N_("In numbers"), Permission.SEE_ENDPOINTS, wide=True),
    Room("patients", N_("Patients"), Permission.SEE_PATIENTS, wide=True),
    Room("people", N_("People"), Permission.INVITE),
    Room("trail", N_("Audit trail"), Permission.SEE_TRAIL, wide=True),
    Room("study", N_("The study"), Permission.OWN_ACCOUNT),
    Room("account", N_("My account"), Permission.OWN_ACCOUNT),
    Room("form", N_("Form"), Permission.READ_FORMS, listed=False),
    Room("patient", N_("Patient"), Permission.SEE_PATIENT, listed=False),
)


def barred(room: Room, reader: Reader) -> str | None:
    """Return the sentence that says why a room is shut to this reader, or None where it is open."""
    if not reader.may(room.right):
        return reader.words("This page is not part of your role.")
    if any(getattr(reader.study.roles, role) is None for role in room.needs):
        return reader.words("This study has nothing that this page could show.")
    return None


def first_room(reader: Reader) -> Room:
    """Return where this reader begins: the first listed room that is open."""
    return next(room for room in ROOMS if room.listed and barred(room, reader) is None)


def room_at(url_path: str, reader: Reader) -> Room:
    """Return the room of an address; the one without a name is where this reader begins."""
    return next((room for room in ROOMS if room.name == url_path), first_room(reader))


def address(name: str) -> st.Page:
    """Return a room's page as a link or a switch wants it; the entry registers the one that draws."""
    return st.Page(_nothing, url_path=name, title=name)


def link(name: str, label: str, *, key: str | None = None, **query: str) -> None:
    """Draw a link to a room; with a key it looks like a button and says what it opens."""
    if key is None:
        st.page_link(address(name), label=label, query_params=query or None)
        return
    with st.container(key=f"button-{key}", width="content"):
        st.page_link(address(name), label=label, query_params=query or None)


def _nothing() -> None:
    """Stand in for the function that draws: only the address of this page is used."""
