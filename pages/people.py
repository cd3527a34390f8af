"""The people of the study: who they are, what they may do since when, and the codes for their passwords."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import people_list
from her2dash.actions.desk import Desk
from her2dash.ui import attention, messages
from her2dash.ui.handed_code import draw_code, forget_code
from her2dash.ui.people_list import draw_people
from her2dash.ui.person import PERSON, draw_person
from her2dash.ui.reader import reader_at


def show(desk: Desk) -> None:
    """Draw everybody, or the one person whom the address names; whoever is out of reach is not there."""
    reader = reader_at(desk)
    words, named = reader.words, str(st.query_params.get(PERSON, ""))
    if attention.arrive(f"people {named}".strip()):
        forget_code()
    attention.title(words("People"))
    messages.show_kept(words)
    if desk.office.demo:
        st.info(words("Nobody has a password in a demo; its people and their roles stay as they are."))
    draw_code(reader)
    everybody = people_list.everybody(desk)
    found = next((one for one in everybody if str(one.id) == named), None)
    if found is not None:
        draw_person(reader, found)
        return
    if named:
        st.warning(words("There is no such person whose account you look after."))
    draw_people(reader, everybody)
