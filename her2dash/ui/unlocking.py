"""Locks in words, and what is asked of who lifts one: why, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from her2dash.actions.lock_views import LOCKED_SINCE, Lock
from her2dash.i18n import N_
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader

_LONGEST_REASON = 300

_LASTS = {
    "hour": (timedelta(hours=1), N_("One hour")),
    "day": (timedelta(days=1), N_("One day")),
    "three": (timedelta(days=3), N_("Three days")),
    "seven": (timedelta(days=7), N_("Seven days")),
    "fourteen": (timedelta(days=14), N_("Fourteen days")),
}


def told(reader: Reader, lock: Lock) -> str:
    """Return since when something is locked, or how long it is unlocked, by whom and why."""
    words = reader.words
    if lock.ended:
        return _told_for_good(reader, lock)
    if lock.lifted_until is None:
        return words(LOCKED_SINCE[lock.extent], since=words.moment(lock.since))
    until, name = words.moment(lock.lifted_until), lock.person_name
    if lock.reason is None:
        return words(
            "Unlocked by {name} until {until}; then it locks again by itself.", name=name, until=until
        )
    return words(
        "Unlocked by {name} until {until}: “{reason}”. Then it locks again by itself.",
        name=name, until=until, reason=lock.reason,
    )  # fmt: skip


def _told_for_good(reader: Reader, lock: Lock) -> str:
    moment = reader.words.moment(lock.since)
    if lock.reason is None:
        return reader.words("Unlocked for good by {name} on {moment}.", name=lock.person_name, moment=moment)
    return reader.words(
        "Unlocked for good by {name} on {moment}: “{reason}”.",
        name=lock.person_name, moment=moment, reason=lock.reason,
    )  # fmt: skip


def draw_lock(reader: Reader, lock: Lock, *, named: str = "") -> None:
    """Draw a lock that holds or is lifted; `named` is what it covers, where unclear."""
    said = f"{named}: {told(reader, lock)}" if named else told(reader, lock)
    icon = ":material/lock:" if lock.holds else ":material/lock_open:"
    (st.info if lock.holds else st.warning)(escaped(said), icon=icon)


def draw_why_and_how_long(reader: Reader, of: str) -> None:
    """Draw the fields for the reason and the time of an unlocking."""
    words = reader.words
    draw_why(reader, of)
    lasts = {name: words(label) for name, (_, label) in _LASTS.items()}
    st.selectbox(
        words("For how long? Then it locks again by itself."), list(lasts), index=1, key=f"{of}.lasts",
        format_func=lasts.__getitem__,
    )  # fmt: skip


def draw_why(reader: Reader, of: str) -> None:
    """Draw the field for the reason of an unlocking."""
    st.text_input(reader.words("Reason for unlocking"), key=f"{of}.reason", max_chars=_LONGEST_REASON)


def why_and_until(now: datetime, of: str) -> tuple[str, datetime]:
    """Return the reason that was typed, and the moment that was chosen."""
    lasts, _ = _LASTS[st.session_state.get(f"{of}.lasts", "day")]
    return why(of), now + lasts


def why(of: str) -> str:
    """Return the reason that was typed."""
    return str(st.session_state.get(f"{of}.reason", ""))
