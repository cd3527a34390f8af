"""The audit trail: what was done to the record, who looked at it, and the proof that nothing was altered."""

from __future__ import annotations

from her2dash.actions.desk import Desk
from her2dash.ui import attention, messages
from her2dash.ui.reader import reader_at
from her2dash.ui.trail import draw_trail


def show(desk: Desk) -> None:
    """Draw the trail."""
    reader = reader_at(desk)
    attention.arrive("trail")
    attention.title(reader.words("Audit trail"))
    messages.show_kept(reader.words)
    draw_trail(reader)
