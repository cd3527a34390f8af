"""Between the widgets and the record: what a widget shows, and saving an answer when it is given.

The database is the memory and a widget only a view of it. The one thing kept here is an answer
that could not be saved yet: it stays, is marked, and is tried again until the record has it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

import streamlit as st

from her2dash.actions import capture
from her2dash.actions.desk import Desk
from her2dash.actions.lock_views import LOCKED_SINCE
from her2dash.actions.views import Answered
from her2dash.errors import OutOfReach, Problem, SignedOut
from her2dash.study.forms import BLANKED, Code, Item, Kind, Value
from her2dash.ui import attention
from her2dash.ui.asked import place_of
from her2dash.ui.messages import portable

_log = logging.getLogger(__name__)

_NOTES = "her2dash.answers"
_TYPED = (Kind.NUMBER, Kind.TEXT)


@dataclass(frozen=True)
class Slot:
    """Where one answer is given: the question of a form of a patient, and who is asked in which language."""

    desk: Desk
    handle: str
    form: str
    item: Item
    codes: tuple[Code, ...]
    language: str
    name: str  # the question in full, as it is announced

    @property
    def key(self) -> str:
        """The name of the widget in the session."""
        return f"{_begin(self.handle, self.form)}{self.item.id}"

    @property
    def place(self) -> str:
        """The name of the question on the page."""
        return place_of(self.item.id)

    def box(self, code: str) -> str:
        """Return the name of one of several boxes."""
        return f"{self.key}.{code}"


def _begin(handle: str, form: str) -> str:
    return f"answer.{handle}.{form}."


def seed(slot: Slot, given: Answered | None) -> None:
    """Let the widget show what the record holds, when it is drawn anew or the record is newer."""
    notes = _notes()
    newest, waiting = (given.newest if given else 0), notes.unsaved.get(slot.key)
    shown = _shown(slot, waiting["value"] if waiting else given.value if given else None)
    drawn = all(key in st.session_state for key in shown)
    newer = notes.seen.get(slot.key, -1) < newest
    if drawn and (waiting or not newer or overtaken(slot, given)):
        return
    if not drawn:
        notes.problems.pop(slot.key, None)
    st.session_state.update(shown)
    notes.seen[slot.key] = waiting["seen"] if waiting else newest


def overtaken(slot: Slot, given: Answered | None) -> bool:
    """Tell whether a newer answer must not replace what somebody may be typing here."""
    seen = _notes().seen.get(slot.key)
    on_screen = slot.item.kind in _TYPED and slot.key in st.session_state
    return on_screen and given is not None and seen is not None and seen < given.newest


def changed(slot: Slot, code: str | None = None) -> None:
    """Save what the widget holds now; `code` is the box that was touched, where there are several."""
    _save(slot, _given(slot, code), seen=_notes().seen.get(slot.key, 0))


def cleared(slot: Slot) -> None:
    """Take the answer back, and lead the reader back to its question."""
    attention.turn_to(slot.place)
    _save(slot, None, seen=_notes().seen.get(slot.key, 0))
    view_again(slot)


def chosen(slot: Slot, value: Value | None, seen: int) -> None:
    """Keep one of two answers that differ, having seen them both."""
    attention.turn_to(slot.place)
    _save(slot, value, seen=seen)
    view_again(slot)


def view_again(slot: Slot) -> None:
    """Let the widget be filled from the record at the coming drawing."""
    _notes().seen.pop(slot.key, None)


def problem_of(slot: Slot) -> dict[str, Any] | None:
    """Return why the last answer here could not be taken, if so."""
    return problem_at(slot.key)


def problem_at(widget: str) -> dict[str, Any] | None:
    """Return why the last answer of a widget could not be taken, if so."""
    return _notes().problems.get(widget)


def is_unsaved(slot: Slot) -> bool:
    """Tell whether an answer waits here for the record to be reached."""
    return slot.key in _notes().unsaved


def anything_waits() -> bool:
    """Tell whether any answer of this session waits for the record to be reached."""
    return bool(_notes().unsaved)


def met_a_lock(handle: str, form: str) -> dict[str, Value | None]:
    """Return what was answered here and not saved, since the form was locked meanwhile, by question."""
    notes, begin = _notes(), _begin(handle, form)
    refused = {name: kept for name, kept in notes.problems.items() if kept["text"] in LOCKED_SINCE.values()}
    held = {**refused, **notes.unsaved}
    return {name.removeprefix(begin): kept["value"] for name, kept in held.items() if name.startswith(begin)}


def retry(desk: Desk) -> bool:
    """Try again to save what could not be saved; tell whether something was."""
    unsaved = _notes().unsaved
    waiting = dict(unsaved)
    for name, fields in waiting.items():
        _give(desk, name, fields)
    return len(unsaved) < len(waiting)


def last_saved() -> str:
    """Return a token that is new after each answer saved from this screen."""
    return next(iter(_notes().last), "")


def _save(slot: Slot, value: Value | None, *, seen: int) -> None:
    fields = {"handle": slot.handle, "form": slot.form, "item": slot.item.id, "value": value, "seen": seen}
    _give(slot.desk, slot.key, {**fields, "key": uuid4().hex, "language": slot.language})


def _give(desk: Desk, name: str, fields: dict[str, Any]) -> None:
    """Hand an answer to the record; whatever happens, the widget keeps it and this does not raise."""
    # Taken before: Streamlit may break a callback off wherever it is asked for its state, and a saved answer
    # that is not noted as seen would make the reader's next one a rival of it.
    notes = _notes()
    notes.problems.pop(name, None)
    try:
        saved = capture.answer(desk, **fields)
    except SignedOut:
        raise
    except OutOfReach as outage:
        _log.warning("An answer could not be saved yet: %s", outage)
        notes.unsaved[name] = fields
    except Problem as problem:
        notes.unsaved.pop(name, None)
        notes.problems[name] = {**portable(problem), "value": fields["value"]}
    except Exception as error:  # a callback that raises would take the page away
        _log.warning("An answer could not be saved yet: %s", type(error).__name__)
        notes.unsaved[name] = fields
    else:
        notes.unsaved.pop(name, None)
        notes.last[:] = [fields["key"]]
        notes.seen[name] = saved.answered.newest
        if saved.answered.rivals:
            # Beside a rival the widget shows what counts, not what was touched last.
            notes.seen.pop(name)


class _Notes(NamedTuple):
    """What is known here of each widget: the version it shows, what is not saved yet, what went wrong."""

    seen: dict[str, int]
    unsaved: dict[str, dict[str, Any]]
    problems: dict[str, dict[str, Any]]
    last: list[str]


def _notes() -> _Notes:
    notes: dict[str, Any] = st.session_state.setdefault(
        _NOTES, {"seen": {}, "unsaved": {}, "problems": {}, "last": []}
    )
    return _Notes(**notes)


def _shown(slot: Slot, value: Value | None) -> dict[str, Any]:
    if slot.item.kind == Kind.SEVERAL:
        return {slot.box(code.code): code.code in (value or ()) for code in slot.codes}
    if slot.item.kind == Kind.DATE:
        return {slot.key: date.fromisoformat(value) if isinstance(value, str) else None}
    if slot.item.kind == Kind.NUMBER and slot.language == "nl" and isinstance(value, str):
        return {slot.key: value.replace(".", ",")}
    if slot.item.kind in _TYPED:
        return {slot.key: "" if value in (None, BLANKED) else value}
    return {slot.key: value}


def _given(slot: Slot, code: str | None) -> Value | None:
    if slot.item.kind == Kind.SEVERAL:
        return _boxes(slot, code) or None
    held = st.session_state.get(slot.key)
    return held.isoformat() if isinstance(held, date) else held or None


def _boxes(slot: Slot, touched: str | None) -> tuple[str, ...]:
    """Return the ticked codes; an option that stands alone and the others push each other out."""
    ticked = [code for code in slot.codes if st.session_state.get(slot.box(code.code))]
    alone = {code.code for code in ticked if code.alone}
    if alone and len(ticked) > 1:
        ticked = [code for code in ticked if (code.code == touched if touched in alone else not code.alone)]
        for code in slot.codes:
            st.session_state[slot.box(code.code)] = code in ticked
    return tuple(code.code for code in ticked)
