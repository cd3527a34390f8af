"""What is locked of a patient, and for the principal investigator locking and unlocking it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import streamlit as st

from her2dash.actions import locks
from her2dash.actions.lock_views import Extent, Lock
from her2dash.actions.patient_views import PatientFile
from her2dash.errors import Problem, Refused
from her2dash.i18n import N_
from her2dash.ui import attention, messages
from her2dash.ui.reader import Reader
from her2dash.ui.unlocking import draw_lock, draw_why_and_how_long, why, why_and_until

# Stands for the whole patient where forms are chosen by name.
_WHOLE = ""
_OF = "locking"


def is_locked(file: PatientFile) -> bool:
    """Tell whether nothing at all can be written about a patient now."""
    return any(lock.holds for lock in file.locks if lock.form is None)


def draw_locks(reader: Reader, file: PatientFile) -> None:
    """Draw the locks of the study, of the patient and of single forms, the widest first."""
    for lock in sorted(file.locks, key=lambda one: list(Extent).index(one.extent), reverse=True):
        draw_lock(reader, lock, named=_named(reader, lock))


def _named(reader: Reader, lock: Lock) -> str:
    return f"“{reader.form_title(lock.form)}”" if lock.form else ""


def draw_locking(reader: Reader, file: PatientFile) -> None:
    """Draw what can be locked now, and what can be unlocked for a time."""
    words, ready, locked = reader.words, _ready(file), _locked(file)
    with st.expander(words("Lock and unlock"), key="locking"):
        if ready:
            st.markdown(
                words(
                    "What is locked takes no answer, correction or signature. Only a signed form can be "
                    "locked."
                )
            )
            _draw_choice(reader, ready, "lock", words("What is to be locked"))
            st.button(words("Lock"), key="lock", on_click=_lock, args=(reader, file))
        if locked:
            _draw_choice(reader, locked, "unlock", words("What is to be unlocked"))
            draw_why_and_how_long(reader, _OF)
            st.markdown(words("For good is for a lock that was set by mistake."))
            with st.container(horizontal=True, key="ways-to-unlock"):
                st.button(words("Unlock for a time"), key="unlock", on_click=_unlock, args=(reader, file))
                st.button(
                    words("Unlock for good"), key="unlock-for-good", on_click=_unlock_for_good,
                    args=(reader, file),
                )  # fmt: skip


def _draw_choice(reader: Reader, options: list[str], name: str, label: str) -> None:
    whole = reader.words("All of this patient's record")
    titles = {form: reader.form_title(form) if form else whole for form in options}
    st.selectbox(
        label, options, index=None, key=f"{_OF}.{name}", format_func=titles.__getitem__,
        placeholder=reader.words("Choose from the list"),
    )  # fmt: skip


def _ready(file: PatientFile) -> list[str]:
    """Return what can be locked: the patient, and forms that are signed and not being corrected."""
    held = {lock.form or _WHOLE for lock in file.locks if lock.holds and lock.extent is not Extent.STUDY}
    signed = [form.form for form in file.row.forms if form.signed_at and not form.correcting]
    return [each for each in (_WHOLE, *signed) if each not in held]


def _locked(file: PatientFile) -> list[str]:
    """Return what can be unlocked, or longer than it is."""
    return [lock.form or _WHOLE for lock in file.locks if lock.extent is not Extent.STUDY]


def _lock(reader: Reader, file: PatientFile) -> None:
    form = st.session_state.get(f"{_OF}.lock")
    _do(lambda: locks.lock(reader.desk, handle=file.row.handle, form=_chosen(form), key=uuid4().hex))


def _unlock(reader: Reader, file: PatientFile) -> None:
    _lift(reader, file, *why_and_until(reader.desk.office.clock.now(), _OF))


def _unlock_for_good(reader: Reader, file: PatientFile) -> None:
    _lift(reader, file, why(_OF), None)


def _lift(reader: Reader, file: PatientFile, reason: str, until: datetime | None) -> None:
    form = st.session_state.get(f"{_OF}.unlock")
    _do(
        lambda: locks.unlock(
            reader.desk, handle=file.row.handle, form=_chosen(form), reason=reason, until=until,
            key=uuid4().hex,
        )
    )  # fmt: skip


def _chosen(form: str | None) -> str | None:
    """Return the form that was chosen, none for the whole patient."""
    if form is None:
        raise Refused(N_("Choose first what is to be locked or unlocked."))
    return form or None


def _do(deed: Callable[[], None]) -> None:
    """Do it, and empty what was chosen; a refusal is shown and keeps it."""
    try:
        deed()
    except Problem as problem:
        messages.keep(problem)
        return
    st.session_state.update({f"{_OF}.lock": None, f"{_OF}.unlock": None, f"{_OF}.reason": ""})
    attention.turn_to(attention.TOP)
