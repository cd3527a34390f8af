"""A report of a data cut as one HTML file: every board with its numbers, of what it is, and how it was made.

The same cut gives the same bytes, also in another process: nothing in it says when or by whom it was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from her2dash.analysis.findings import Findings
from her2dash.exports.paper import head
from her2dash.exports.report_figures import board_html, table_html
from her2dash.exports.report_notes import Stated, facts, methods_html, warnings
from her2dash.figures.boards import BOARDS, every
from her2dash.figures.drawn import Board
from her2dash.i18n import N_, Words

TITLES = {
    "overview": N_("Overview"),
    "concordance": N_("Concordance"),
    "impact": N_("What changed"),
    "workup": N_("Work-up"),
    "ctc": N_("Tumour cells"),
    "flow": N_("Flow"),
    "cohort": N_("The patients in numbers"),
}

_BODY = "<body>"


def report_boards(found: Findings, words: Words, names: Sequence[str] = tuple(BOARDS)) -> dict[str, Board]:
    """Return the boards of a report in its language, those that show something."""
    made = {name: BOARDS[name](found, words) for name in names}
    return {name: board for name, board in made.items() if every(board)}


def report_html(found: Findings, boards: Mapping[str, Board], words: Words, stated: Stated) -> str:
    """Return a report as one self-contained file."""
    return "\n".join(_lines(found, boards, words, stated)) + "\n"


def with_note(html: str, note: str) -> str:
    """Return a report with a note above it: then it is no longer the one whose hash is kept."""
    return html.replace(_BODY, f'{_BODY}\n<aside class="differs">{escape(note)}</aside>', 1)


def _lines(found: Findings, boards: Mapping[str, Board], words: Words, stated: Stated) -> Iterator[str]:
    study = found.study
    short = study.short[words.language if words.language in study.languages else study.languages[0]]
    title = words("{study}: report as of {moment}", study=short, moment=words.moment(stated.basis.cut))
    yield head(words.language, title, sheet="report", running=_running(title, words, stated))
    yield _BODY
    yield "<header>"
    if stated.demo:
        yield f'<p class="banner">{escape(words("Synthetic data: nobody in this demo is real."))}</p>'
    yield f"<h1>{escape(title)}</h1>"
    yield from (f"<p><strong>{escape(each)}</strong></p>" for each in warnings(found, words, stated))
    yield f"{table_html(facts(found, words, stated))}</header>\n<nav>"
    yield from _contents(boards, words)
    yield "</nav>\n<main>"
    for name, board in boards.items():
        yield from board_html(name, words(TITLES[name]), board, words, anybody=bool(found.cases))
    yield from methods_html(found, words)
    yield "</main>\n</body>\n</html>"


def _contents(boards: Mapping[str, Board], words: Words) -> Iterator[str]:
    yield f"<h2>{escape(words('Contents'))}</h2><ol>"
    named = {**{name: words(TITLES[name]) for name in boards}, "methods": words("Methods")}
    yield from (f'<li><a href="#{name}">{escape(title)}</a></li>' for name, title in named.items())
    yield "</ol>"


def _running(title: str, words: Words, stated: Stated) -> str:
    """Return what stands at the foot of each page, in a demo that it is one."""
    demo = f"{words('Synthetic data')} · " if stated.demo else ""
    return f"{demo}{title} · {words('data version {version}', version=stated.basis.data_version)}"
