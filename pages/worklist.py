"""The work-list: which forms of which patients wait for this person, and what is ready to be released."""

from __future__ import annotations

from her2dash.access import Permission
from her2dash.actions.desk import Desk
from her2dash.ui import attention, messages
from her2dash.ui.completed import draw_completed
from her2dash.ui.inquiry_lists import draw_waiting
from her2dash.ui.reader import reader_at
from her2dash.ui.releases import draw_releases
from her2dash.ui.reminders import draw_calendar, draw_site
from her2dash.ui.tasks import draw_tasks


def show(desk: Desk) -> None:
    """Draw the work-list."""
    reader = reader_at(desk)
    attention.arrive("worklist")
    attention.title(reader.words("Work-list"))
    messages.show_kept(reader.words)
    draw_waiting(reader)
    if reader.may(Permission.RELEASE):
        draw_releases(reader)
    finished = draw_tasks(reader)
    if reader.may(Permission.EXPLAIN):
        draw_site(reader)
    elif reader.may(Permission.SEE_WORKLIST):
        draw_calendar(reader)
    draw_completed(reader, finished)
