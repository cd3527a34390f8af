"""Reports of data cuts: made, found again, and compared."""

from __future__ import annotations

from her2dash.actions import dashboard, reports
from her2dash.actions.desk import Desk
from her2dash.ui import attention, choice
from her2dash.ui.comparison import draw_comparison
from her2dash.ui.filters import draw_filters
from her2dash.ui.reader import reader_at
from her2dash.ui.refresh import draw_asked
from her2dash.ui.report_list import draw_making, draw_reports


def show(desk: Desk) -> None:
    """Draw what makes a report, the earlier ones, and what changed between two."""
    reader, version = reader_at(desk), dashboard.data_version(desk)
    attention.arrive("reports")
    attention.title(reader.words("Reports"))
    draw_asked(reader)
    chosen = choice.current(reader, "reports")
    draw_filters(reader, version, chosen)
    draw_making(reader, chosen)
    kept = reports.reports(desk)
    draw_reports(reader, kept)
    if len(kept) > 1:
        draw_comparison(reader, kept)
