"""A repeating group on the screen: a card for each row, saved as it is filled, and a button for another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from uuid import uuid4

import streamlit as st

from her2dash.actions import capture
from her2dash.actions import rows as actions
from her2dash.actions.desk import Desk
from her2dash.actions.settling import undecided
from her2dash.actions.views import Sheet
from her2dash.errors import Problem
from her2dash.study.forms import Group, Item, Kind
from her2dash.study.rows import IS_THERE, name_of, question, row_of
from her2dash.ui import attention, messages
from her2dash.ui.answers import Slot
from her2dash.ui.asked import asked, place_of, row_name
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader
from her2dash.ui.rivals import draw_rivals

_REMOVED = "her2dash.removed_row"


def draw_rows(
    reader: Reader, sheet: Sheet, group: Group, gaps: Mapping[str, str], draw: Callable[[Item], None]
) -> None:
    """Draw every row with its questions, then the way to add one; `draw` draws a question."""
    questions = [item for item in group.items if item.kind is not Kind.ROW]
    for row, items in groupby(questions, key=lambda item: row_of(item.id)):
        with st.container(border=True, key=f"group-{group.id}-{row}"):
            _draw_row(reader, sheet, group, row or 0, list(items), draw)
    if not questions:
        st.markdown(reader.words("None yet."))
    _draw_removed(reader, sheet, group)
    for disputed in undecided(sheet.form, sheet.answered):
        if name_of(disputed) == group.id:
            _draw_rivals(reader, sheet, disputed)
    for item in group.items:
        if item.kind is Kind.ROW:
            _draw_wanted(item, gaps)
    name = reader.text(group.repeats or group.title)
    st.button(
        reader.words("Add: {row}", row=name), key=f"add.{group.id}", icon=":material/add:",
        on_click=_add, args=(reader.desk, sheet, group, reader.language),
    )  # fmt: skip


def _draw_row(
    reader: Reader, sheet: Sheet, group: Group, row: int, items: list[Item], draw: Callable[[Item], None]
) -> None:
    name = row_name(reader, group, row)
    st.subheader(escaped(name), anchor=place_of(f"{group.id}:{row}"))
    for item in items:
        draw(item)
    st.button(
        reader.words("Remove {row}", row=name), key=f"remove.{group.id}.{row}", type="tertiary",
        on_click=_set, args=(reader.desk, sheet, group, row, None, reader.language),
    )  # fmt: skip


def _draw_removed(reader: Reader, sheet: Sheet, group: Group) -> None:
    """Offer to put back what was removed last: nothing of it is lost."""
    row = st.session_state.get(_REMOVED, {}).get(f"{sheet.handle} {sheet.form.id} {group.id}")
    if row is None:
        return
    words, name = reader.words, row_name(reader, group, row)
    with st.container(horizontal=True, vertical_alignment="center", key=f"removed-{group.id}"):
        st.markdown(
            words("{row} was removed; its answers stay in the history.", row=escaped(name)), width="content"
        )
        st.button(
            words("Put {row} back", row=name), key=f"restore.{group.id}", type="tertiary",
            on_click=_set, args=(reader.desk, sheet, group, row, IS_THERE, reader.language),
        )  # fmt: skip


def _draw_rivals(reader: Reader, sheet: Sheet, row: str) -> None:
    """Let a person choose where one put a row back or left it and another removed it."""
    item = question(sheet.form, row)
    name = asked(reader, sheet.form, item)
    if row not in sheet.answers:  # a row that is there has its heading above
        st.subheader(escaped(name), anchor=place_of(row))
    slot = Slot(reader.desk, sheet.handle, sheet.form.id, item, (), reader.language, name)
    draw_rivals(reader, slot, sheet.answered[row])


def _draw_wanted(item: Item, gaps: Mapping[str, str]) -> None:
    if item.id in gaps:
        attention.place(place_of(item.id))
        st.error(escaped(gaps[item.id]))


def _add(desk: Desk, sheet: Sheet, group: Group, language: str) -> None:
    try:
        row = actions.add_row(
            desk, handle=sheet.handle, form=sheet.form.id, group=group.id, key=uuid4().hex, language=language
        )
    except Problem as problem:
        messages.keep(problem)
    else:
        attention.turn_to(place_of(f"{group.id}:{row}"))


def _set(desk: Desk, sheet: Sheet, group: Group, row: int, value: str | None, language: str) -> None:
    """Remove a row, or put it back: the row itself is an answer like any other."""
    item = f"{group.id}:{row}"
    seen = sheet.answered[item].newest if item in sheet.answered else 0
    try:
        capture.answer(
            desk, handle=sheet.handle, form=sheet.form.id, item=item, value=value, seen=seen,
            key=uuid4().hex, language=language,
        )  # fmt: skip
    except Problem as problem:
        messages.keep(problem)
        return
    removed = st.session_state.setdefault(_REMOVED, {})
    removed[f"{sheet.handle} {sheet.form.id} {group.id}"] = row if value is None else None
    attention.turn_to(place_of(item) if value else attention.TOP)
