"""The figures of a report in HTML: each drawn, in sentences and as a table, below the heading of its part."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from her2dash.exports.inline import inline_svg
from her2dash.exports.pictures import browser
from her2dash.figures.drawn import Board, Drawn
from her2dash.figures.sentences import DataTable
from her2dash.figures.unbroken import unbroken
from her2dash.i18n import Words

_MANY = 7
"""Columns: from more on a table takes smaller letters, so that an A4 page holds it."""

_SLENDER = 56
"""Letters, a column's gap included: so slender a table stands on paper in two columns where it is long."""

_SHORT, _LONG, _LONGEST = 12, 24, 90
"""Letters: so short a cell is never broken, nor is a percentage; a long one has its room on a phone."""

_HEAD = 8
"""Letters: so short a head is never broken either."""


def board_html(name: str, title: str, board: Board, words: Words, *, anybody: bool = True) -> Iterator[str]:
    """Yield a board as a section under its title; of nobody it says what will fill it, without zeros."""
    waits = "" if anybody else ' class="waits"'
    yield f'<section id="{escape(name)}"{waits}><h2>{escape(title)}</h2>'
    for part in board:
        if part.figures:
            yield f"<h3>{escape(part.heading)}</h3>"
        for drawn in part.figures:
            yield from _figure(name, drawn, words, anybody=anybody)
    yield "</section>"


def table_html(table: DataTable, *, below: str = "") -> str:
    """Return a table under its caption; on a narrow screen it scrolls in itself.

    A caption that says what the heading `below` which it stands has said is only heard.
    """
    many = ' class="many"' if len(table.columns) > _MANY else ""
    head = "".join(f'<th scope="col"{_head_width(name)}>{escape(name)}</th>' for name in table.columns)
    heard = ' class="heard"' if table.caption == below else ""
    rows = "\n".join(f"<tr>{_cells(row)}</tr>" for row in table.rows)
    slender = " slender" if _letters(table) <= _SLENDER else ""
    return (
        f'<div class="scroll{slender}" tabindex="0" role="group" aria-label="{escape(table.caption)}">'
        f"<table{many}><caption{heard}>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead>\n"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _letters(table: DataTable) -> int:
    """Return how wide a table is at least: its heads may break between words."""
    gap = 2
    heads = (max(head.split(), key=len, default="") for head in table.columns)
    return sum(max(map(len, column)) + gap for column in zip(heads, *table.rows, strict=False))


def _cells(row: tuple[str, ...]) -> str:
    first, *others = row
    return f'<th scope="row"{_width(first)}>{escape(first)}</th>' + "".join(
        f"<td{_width(cell)}>{escape(cell)}</td>" for cell in others
    )


def _head_width(name: str) -> str:
    return ' class="short"' if len(name) <= _HEAD else ""


def _width(cell: str) -> str:
    if len(cell) <= _SHORT or ("%" in cell and len(cell) <= _LONG):
        return ' class="short"'
    if len(cell) > _LONGEST:
        return ' class="longest"'
    return ' class="long"' if len(cell) > _LONG else ""


def _said(text: str) -> str:
    return escape(unbroken(text))


def _awaited(place: str, drawn: Drawn, words: Words) -> str:
    """Return in two lines what is asked, and what will answer it."""
    told = " ".join((words("n = 0."), *drawn.sentences))
    return f'<article id="{escape(place)}"><h4>{_said(drawn.finding)}</h4><p>{_said(told)}</p></article>'


def _figure(board: str, drawn: Drawn, words: Words, *, anybody: bool) -> Iterator[str]:
    place = f"{board}-{drawn.name}"
    if not anybody and drawn.figure is None:
        yield _awaited(place, drawn, words)
        return
    yield f'<article id="{escape(place)}"><div class="together">'
    yield f"<h4>{_said(drawn.finding)}</h4><p>{_said(drawn.caption)}</p>"
    if drawn.figure is not None and browser() is not None:
        label = escape(f"{drawn.finding}. {' '.join(drawn.sentences)}".strip())
        # on a phone wider than the screen: who has no finger on it scrolls by keys
        frame = f'<figure tabindex="0" role="group" aria-label="{escape(drawn.finding)}">'
        yield f"{frame}{inline_svg(drawn.figure, place=f'{place}-picture', label=label)}</figure>"
    elif drawn.figure is not None:
        yield f'<p class="without">{escape(words("There is no picture: the server had no browser."))}</p>'
    yield "</div>"
    if drawn.sentences:
        yield "<ul>" + "".join(f"<li>{_said(each)}</li>" for each in drawn.sentences) + "</ul>"
    if drawn.table is not None:
        yield table_html(drawn.table, below=drawn.finding)
    yield "</article>"
