"""The lock of the study's database: how it stands, and for the principal investigator its signature."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import streamlit as st

from her2dash.access import Permission
from her2dash.actions import locks
from her2dash.actions.lock_views import Lock, Signed
from her2dash.actions.locks import LOCKING, UNLOCKING, UNLOCKING_FOR_GOOD
from her2dash.errors import Problem
from her2dash.ui import attention, messages
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader
from her2dash.ui.unlocking import draw_lock, draw_why, draw_why_and_how_long, told, why, why_and_until

_OF = "study-lock"
_OF_GOOD = "study-lock-for-good"


def draw_study_lock(reader: Reader) -> None:
    """Draw whether the database is locked and by whose signature, and the way to lock or unlock it."""
    words, lock = reader.words, locks.study_lock(reader.desk)
    st.header(words("Database lock"), anchor=False)
    if lock is None or lock.ended:
        st.markdown(words("The database is not locked."))
    if lock is not None and lock.ended:
        st.markdown(escaped(told(reader, lock)))
    elif lock is not None:
        draw_lock(reader, lock)
        if lock.signed is not None:
            _draw_signature(reader, lock.signed)
    if reader.may(Permission.LOCK):
        _draw_ways(reader, lock)


def draw_if_locked(reader: Reader) -> bool:
    """Tell whether the database is locked, and if so draw it: where something would be begun."""
    lock = locks.study_lock(reader.desk)
    if lock is None or not lock.holds:
        return False
    draw_lock(reader, lock)
    return True


def _draw_signature(reader: Reader, signed: Signed) -> None:
    words = reader.words
    st.markdown(
        words(
            "Signed {moment} by {name}: “{meaning}”",
            moment=words.moment(signed.at), name=escaped(signed.printed_name),
            meaning=escaped(signed.meaning),
        )
    )  # fmt: skip
    st.markdown(
        words(
            "Signed were data version {version} and the record up to the event with hash `{hash}`.",
            version=signed.data_version, hash=signed.head_hash[:16],
        )
    )  # fmt: skip


def _draw_ways(reader: Reader, lock: Lock | None) -> None:
    words = reader.words
    if lock is None or not lock.holds:
        with st.expander(words("Lock the database"), key="locking-study"):
            _draw_signing(reader, "lock-study", LOCKING, words("Lock the database"), _lock)
    if lock is None or lock.ended:
        return
    with st.expander(words("Unlock the database for a time"), key="unlocking-study"):
        _draw_signing(reader, "unlock-study", UNLOCKING, words("Unlock the database"), _unlock)
    with st.expander(words("Unlock the database for good"), key="unlocking-study-for-good"):
        st.markdown(words("For good is for a lock that was set by mistake."))
        button = words("Unlock the database for good")
        _draw_signing(reader, "end-study-lock", UNLOCKING_FOR_GOOD, button, _unlock_for_good)


def _draw_signing(
    reader: Reader, name: str, meaning: str, button: str, sign: Callable[[Reader, str], None]
) -> None:
    words = reader.words
    with st.form(name, border=False):
        st.markdown(escaped(words(meaning)))
        if meaning == UNLOCKING:
            draw_why_and_how_long(reader, _OF)
        elif meaning == UNLOCKING_FOR_GOOD:
            draw_why(reader, _OF_GOOD)
        st.markdown(words("You sign as **{name}**.", name=escaped(reader.me.name)))
        if reader.desk.office.demo:
            st.markdown(words("In a demo no password is asked."))
        else:
            st.text_input(
                words("Your password"), type="password", key=f"{name}.password",
                autocomplete="current-password",
            )  # fmt: skip
        st.form_submit_button(button, key=name, on_click=sign, args=(reader, name))


def _lock(reader: Reader, name: str) -> None:
    password = str(st.session_state.get(f"{name}.password", ""))
    _sign(name, lambda: locks.lock_study(reader.desk, password=password, key=uuid4().hex))


def _unlock(reader: Reader, name: str) -> None:
    password = str(st.session_state.get(f"{name}.password", ""))
    reason, until = why_and_until(reader.desk.office.clock.now(), _OF)
    _sign(
        name,
        lambda: locks.unlock_study(
            reader.desk, reason=reason, until=until, password=password, key=uuid4().hex
        ),
    )


def _unlock_for_good(reader: Reader, name: str) -> None:
    password = str(st.session_state.get(f"{name}.password", ""))
    reason = why(_OF_GOOD)
    _sign(
        name,
        lambda: locks.unlock_study(
            reader.desk, reason=reason, until=None, password=password, key=uuid4().hex
        ),
    )


def _sign(name: str, deed: Callable[[], None]) -> None:
    """Do it; the password is gone from the page whatever came of it."""
    try:
        deed()
    except Problem as problem:
        messages.keep(problem)
    else:
        st.session_state.update({f"{_OF}.reason": "", f"{_OF_GOOD}.reason": ""})
        attention.turn_to(attention.TOP)
    st.session_state[f"{name}.password"] = ""
