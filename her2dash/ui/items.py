"""One question on the screen: its wording, its widget, what became of the answer, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from her2dash.actions.views import Answered, Sheet
from her2dash.study.forms import BLANKED, Item, Kind
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
from her2dash.ui.asked import asked, asked_in_row, is_reason_for_none
from her2dash.ui.messages import carried, escaped
from her2dash.ui.reader import Reader
from her2dash.ui.rivals import draw_rivals

# From this length on a text wants more than one line.
_ONE_LINE = 120


def _slot(reader: Reader, sheet: Sheet, item: Item) -> Slot:
    codes = reader.study.codelist(item.codes).codes if item.kind.coded else ()
    name = asked(reader, sheet.form, item)
    if not item.required and not is_reason_for_none(item):
        name = reader.words("{question} (optional)", question=name)
    return Slot(reader.desk, sheet.handle, sheet.form.id, item, codes, reader.language, name)


def draw_item(
    reader: Reader, sheet: Sheet, item: Item, *, gap: str | None = None, hides: Sequence[Item] = ()
) -> None:
    """Draw one question; `gap` is what to say beside it when it was passed over.

    `hides` are the answered questions that are asked no more because of the answer here.
    """
    slot, given = _slot(reader, sheet, item), sheet.answered.get(item.id)
    seed(slot, given)
    # The script in templates/attention.js names a group of boxes after its question.
    name = f"several-{item.id}" if item.kind == Kind.SEVERAL else f"item-{item.id}"
    with st.container(key=name, gap="xsmall"):
        if not is_reason_for_none(item):
            hint = reader.text(item.hint) if item.hint else None
            attention.question(slot.place, label_of(reader, item), hint)
        _draw_message(reader, slot, given, gap)
        (_draw_reason if is_reason_for_none(item) else _WIDGETS[item.kind])(reader, slot)
        _draw_hidden(reader, sheet, hides)
        _draw_state(reader, slot, given)
        if given is not None and given.rivals:
            draw_rivals(reader, slot, given)


def label_of(reader: Reader, item: Item) -> str:
    """Return the question as it is asked; the optional ones are marked, never the others."""
    said = asked_in_row(reader, item)
    if item.required or is_reason_for_none(item):
        return said
    return reader.words("{question} (optional)", question=said)


def _draw_message(reader: Reader, slot: Slot, given: Answered | None, gap: str | None) -> None:
    words, problem = reader.words, problem_of(slot)
    if is_unsaved(slot):
        st.warning(words("Not saved yet: the record cannot be reached. Your answer is kept and tried again."))
    elif problem is not None:
        impossible = problem["kind"] == "Impossible" and slot.item.impossible
        why = f" {reader.text(slot.item.impossible)}" if impossible and slot.item.impossible else ""
        st.error(escaped(carried(words, problem) + why))
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


def _draw_hidden(reader: Reader, sheet: Sheet, hides: Sequence[Item]) -> None:
    if hides:
        names = ", ".join(f"“{asked(reader, sheet.form, item)}”" for item in hides)
        said = reader.words(
            "Because of this answer these are asked no more: {questions}. What was answered there stays in "
            "the history and does not count.",
            questions=names,
        )
        st.info(escaped(said))


def _draw_state(reader: Reader, slot: Slot, given: Answered | None) -> None:
    if given is None or (given.value is None and is_reason_for_none(slot.item)):
        st.space("medium")  # the line below would push the next question from under the finger
        return
    words, row = reader.words, st.container(horizontal=True, vertical_alignment="center", gap="medium")
    if given.value == BLANKED:
        row.markdown(words("(blanked)"), width="content")
    if not is_unsaved(slot):
        time = reader.when(given.at)
        saved = words("Saved {time}", time=time)
        mine = given.person_name == reader.me.name
        row.markdown(
            saved if mine else words("Saved {time} by {name}", time=time, name=escaped(given.person_name)),
            width="content",
        )
    cleared_by_itself = slot.item.kind in (Kind.TEXT, Kind.NUMBER) or is_reason_for_none(slot.item)
    if given.value is not None and not cleared_by_itself:
        row.button(
            words("Clear my answer"), key=f"clear.{slot.key}", type="tertiary", on_click=cleared, args=(slot,)
        )


def _options(reader: Reader, slot: Slot) -> dict[str, str]:
    return {code.code: escaped(reader.text(code.label)) for code in slot.codes}


def _draw_single(reader: Reader, slot: Slot) -> None:
    options = _options(reader, slot)
    st.radio(
        slot.name, list(options), index=None, key=slot.key, format_func=options.__getitem__,
        on_change=changed, args=(slot,), label_visibility="collapsed", width="stretch",
    )  # fmt: skip


def _draw_reason(reader: Reader, slot: Slot) -> None:
    """Offer the reasons for which there can be no answer, in one line that asks for nothing."""
    options = _options(reader, slot)
    st.selectbox(
        slot.name, list(options), index=None, key=slot.key,
        format_func=options.__getitem__, placeholder=reader.words("Choose a reason"),
        on_change=changed, args=(slot,),
    )  # fmt: skip


def _draw_several(reader: Reader, slot: Slot) -> None:
    with st.container(gap=None):
        for code, label in _options(reader, slot).items():
            st.checkbox(label, key=slot.box(code), on_change=changed, args=(slot, code), width="stretch")


def _draw_date(_: Reader, slot: Slot) -> None:
    st.date_input(
        slot.name, value=None, key=slot.key, format="DD.MM.YYYY",
        on_change=changed, args=(slot,), label_visibility="collapsed", width=240,
    )  # fmt: skip


def _draw_number(_: Reader, slot: Slot) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text_input(
            slot.name, key=slot.key, on_change=changed, args=(slot,), autocomplete="off",
            label_visibility="collapsed", width=240,
        )  # fmt: skip
        if slot.item.unit:
            st.markdown(escaped(slot.item.unit), width="content")


def _draw_text(_: Reader, slot: Slot) -> None:
    longest = slot.item.max_length
    widget = st.text_input if longest is not None and longest <= _ONE_LINE else st.text_area
    widget(
        slot.name, key=slot.key, on_change=changed, args=(slot,),
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
