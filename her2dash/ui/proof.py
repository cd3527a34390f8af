"""Verifying both chains from the screen: what was checked, and the first things that do not hold."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from her2dash.actions import record
from her2dash.actions.record import Verdict
from her2dash.errors import Problem
from her2dash.ui import messages
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader

_VERDICT = "trail.verdict"
_MOST = 20


def draw_proof(reader: Reader) -> None:
    """Draw the button that verifies, and what came of it."""
    words = reader.words
    st.button(words("Verify both chains now"), key="verify-chains", on_click=_verify, args=(reader,))
    found: tuple[Verdict, datetime] | None = st.session_state.get(_VERDICT)
    if found is not None:
        _draw_verdict(reader, *found)


def _draw_verdict(reader: Reader, verdict: Verdict, at: datetime) -> None:
    words = reader.words
    counted = words(
        "{events} events of the record, {accesses} of the access log, {rows} rows and {signatures} "
        "signatures were checked, {when}.",
        events=verdict.events, accesses=verdict.accesses, rows=verdict.rows, signatures=verdict.signatures,
        when=words.moment(at),
    )  # fmt: skip
    if verdict.breaks:
        broken = "  \n".join(escaped(str(each)) for each in verdict.breaks[:_MOST])
        st.error(words("The record does not hold.") + f" {counted}  \n{broken}")
    else:
        heads = "  \n".join(f"{name}: `{head}`" for name, head in verdict.heads.items())
        noted = words("Note both heads elsewhere: they prove later that nothing was cut off.")
        st.success(words("Both chains hold.") + f" {counted} {noted}  \n{heads}")


def _verify(reader: Reader) -> None:
    try:
        st.session_state[_VERDICT] = record.verify_record(reader.desk), reader.now
    except Problem as problem:
        messages.keep(problem)
