"""Tables as CSV, for spreadsheets and statistics: what they are of stands above, no cell is a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

# What begins so is a formula to a spreadsheet. Where the mark between cells is a semicolon, as in Dutch, or
# is guessed, a cell begins within ours too.
_FORMULA = re.compile(r"(^|[;\t\r\n])(\s*)(?=[=+@＝＋－＠-].)", re.DOTALL)
_NUMBER = re.compile(r"[+-]?[0-9.,]+( %)?")


def table_csv(facts: Iterable[str], columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table below what it is of; UTF-8 with the mark that spreadsheets look for."""
    out = StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerows([_plain(f"# {said}")] for said in facts)
    if columns:
        lines.writerow(columns)
    lines.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else _FORMULA.sub(r"\1\2'", cell)
