"""One question on the screen: its wording, its widget, what became of the answer, and taking it back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from her2dash.actions.views import Answered, Sheet
from her2dash.study.forms import Item, Kind
from her2dash.ui import attention
from her2dash.ui.answers import (
    Slot,
    changed,
    cleared,
    is_unsaved,
    overtaken,
    problem_of,
    seed,
    view_again,
)
from her2dash.ui.messages import carried, escaped
from her2dash.ui.reader import Reader
from her2dash.ui.rivals import draw_rivals

# From this length on a text wants more than one line.
_ONE_LINE = 120


def place_of(item: str) -> str:
    """Return the name of a question on the page, to which links lead."""
    return f"question-{item}"


def _slot(reader: Reader, sheet: Sheet, item: Item) -> Slot:
    codes = reader.study.codelist(item.codes).codes if item.kind.coded else ()
    return Slot(reader.desk, sheet.handle, sheet.form.id, item, codes, reader.language)


def draw_item(reader: Reader, sheet: Sheet, item: Item, *, gap: str | None = None) -> None:
    """Draw one question; `gap` is what to say beside it when it was passed over."""
    slot, given = _slot(reader, sheet, item), sheet.answered.get(item.id)
    seed(slot, given)
    # The script in templates/attention.js names a group of boxes after its question.
    name = f"several-{item.id}" if item.kind == Kind.SEVERAL else f"item-{item.id}"
    with st.container(key=name, gap="xsmall"):
        attention.question(slot.place, label_of(reader, item), reader.text(item.hint) if item.hint else None)
        _draw_message(reader, slot, given, gap)
        _WIDGETS[item.kind](reader, slot)
        _draw_state(reader, slot, given)
        if given is not None and given.rivals:
            draw_rivals(reader, slot, given)


def label_of(reader: Reader, item: Item) -> str:
    """Return the question as it is asked; the optional ones are marked, never the others."""
    asked = reader.text(item.label)
    return asked if item.required else reader.words("{question} (optional)", question=asked)


def _draw_message(reader: Reader, slot: Slot, given: Answered | None, gap: str | None) -> None:
    words, problem = reader.words, problem_of(slot)
    if is_unsaved(slot):
        st.warning(words("Not saved yet: the record cannot be reached. Your answer is kept and tried again."))
    elif problem is not None:
        st.error(escaped(carried(words, problem)))
    elif gap is not None:
        st.error(escaped(gap))
    if given is not None and overtaken(slot, given):
        _draw_newer(reader, slot, given)


def _draw_newer(reader: Reader, slot: Slot, given: Answered) -> None:
    said = reader.words(
        "{name} answered this at {time}: {answer}. What you type here is kept beside it.",
        name=given.person_name,
        time=reader.when(given.at),
        answer=reader.answer(slot.item, given.value),
    )
    st.info(escaped(said))
    st.button(
        reader.words("Show the other answer"), key=f"newer.{slot.key}", on_click=view_again, args=(slot,)
    )


def _draw_state(reader: Reader, slot: Slot, given: Answered | None) -> None:
    if given is None:
        st.space("medium")  # the line below would push the next question from under the finger
        return
    words, row = reader.words, st.container(horizontal=True, vertical_alignment="center", gap="medium")
    if not is_unsaved(slot):
        time = reader.when(given.at)
        saved = words("Saved {time}", time=time)
        mine = given.person_name == reader.me.name
        row.markdown(
            saved if mine else words("Saved {time} by {name}", time=time, name=escaped(given.person_name)),
            width="content",
        )
    if given.value is not None and slot.item.kind not in (Kind.TEXT, Kind.NUMBER):
        row.button(
            words("Clear my answer"), key=f"clear.{slot.key}", type="tertiary", on_click=cleared, args=(slot,)
        )


def _options(reader: Reader, slot: Slot) -> dict[str, str]:
    return {code.code: escaped(reader.text(code.label)) for code in slot.codes}


def _draw_single(reader: Reader, slot: Slot) -> None:
    options = _options(reader, slot)
    st.radio(
        label_of(reader, slot.item), list(options), index=None, key=slot.key, format_func=options.__getitem__,
        on_change=changed, args=(slot,), label_visibility="collapsed", width="stretch",
    )  # fmt: skip


def _draw_several(reader: Reader, slot: Slot) -> None:
    with st.container(gap=None):
        for code, label in _options(reader, slot).items():
            st.checkbox(label, key=slot.box(code), on_change=changed, args=(slot, code), width="stretch")


def _draw_date(reader: Reader, slot: Slot) -> None:
    st.date_input(
        label_of(reader, slot.item), value=None, key=slot.key, format="DD.MM.YYYY",
        on_change=changed, args=(slot,), label_visibility="collapsed", width=240,
    )  # fmt: skip


def _draw_number(reader: Reader, slot: Slot) -> None:
    st.text_input(
        label_of(reader, slot.item), key=slot.key, on_change=changed, args=(slot,), autocomplete="off",
        label_visibility="collapsed", width=240,
    )  # fmt: skip


def _draw_text(reader: Reader, slot: Slot) -> None:
    longest = slot.item.max_length
    widget = st.text_input if longest is not None and longest <= _ONE_LINE else st.text_area
    widget(
        label_of(reader, slot.item), key=slot.key, on_change=changed, args=(slot,),
        label_visibility="collapsed",
    )  # fmt: skip


_WIDGETS: dict[Kind, Callable[[Reader, Slot], None]] = {
    Kind.SINGLE: _draw_single,
    Kind.SCALE: _draw_single,
    Kind.SEVERAL: _draw_several,
    Kind.NUMBER: _draw_number,
    Kind.DATE: _draw_date,
    Kind.TEXT: _draw_text,
}
