"""A report made for its reader: kept the first time, made anew from the record ever after, and compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from her2dash.actions import dashboard, reports
from her2dash.actions.differences import differences
from her2dash.actions.report_views import Basis, Opened, Printed, Versions
from her2dash.analysis.subset import Subset
from her2dash.exports.report import report_boards, report_html, with_note
from her2dash.exports.report_notes import Stated, versions
from her2dash.exports.report_numbers import numbers_of
from her2dash.figures.boards import BOARDS
from her2dash.i18n import Words
from her2dash.ui import choice
from her2dash.ui.choice import Choice
from her2dash.ui.navigation import ROOMS, barred
from her2dash.ui.reader import Reader


@dataclass(frozen=True)
class Anew:
    """A report as it is made now, beside what was kept of it."""

    opened: Opened
    printed: Printed
    html: str

    @property
    def as_made(self) -> bool:
        """Whether it is the very report whose hash was kept."""
        return self.printed.html_hash == self.opened.kept.html_hash


def make(reader: Reader, *, cut: datetime, subset: Subset, language: str, key: str) -> int:
    """Make a report and keep what it states; return its number."""
    basis = reports.basis(reader.desk, cut=cut)
    printed, _ = _printed(reader, basis, subset, language)
    return reports.make_report(reader.desk, basis=basis, subset=subset, printed=printed, key=key)


def made_anew(reader: Reader, number: int) -> Anew:
    """Return a report as the record and the code of now make it, for the eyes of this reader."""
    opened = reports.report(reader.desk, number=number)
    printed, html = _printed(reader, opened.basis, opened.kept.subset, opened.kept.language)
    return Anew(opened, printed, html)


def served(anew: Anew, words: Words) -> str:
    """Return the HTML to be taken away: byte for byte the kept one, or with a note of why it is not."""
    return anew.html if anew.as_made else with_note(anew.html, verdict(anew, words))


def verdict(anew: Anew, words: Words) -> str:
    """Return in words whether a report is still the one that was made."""
    if anew.as_made:
        return words("This report is as it was made: the same bytes, made anew from the record.")
    if not anew.opened.same_eyes:
        return words(
            "This is the report as you may see it: its maker treats other patients, whose results are shown "
            "or kept back differently. So its hash is another one."
        )
    was, by = anew.opened.kept.versions, anew.printed.versions
    return " ".join((words("This report differs from the one that was made."), *_reasons(was, by, words),
                     _numbers(anew, words)))  # fmt: skip


def _reasons(was: Versions, by: Versions, words: Words) -> tuple[str, ...]:
    none = words("none")
    said = (
        (was.code != by.code, words("Code version {then} then, {now} now.", then=was.code, now=by.code)),
        (
            was.analysis != by.analysis,
            words("Analysis version {then} then, {now} now.", then=was.analysis, now=by.analysis),
        ),
        (was.study != by.study, words("The study's definition is another one.")),
        (
            was.drawn_by != by.drawn_by,
            words(
                "Browser that draws: {then} then, {now} now.",
                then=was.drawn_by or none, now=by.drawn_by or none,
            ),
        ),
    )  # fmt: skip
    return tuple(sentence for holds, sentence in said if holds)


def _numbers(anew: Anew, words: Words) -> str:
    differing = len(differences(anew.opened.numbers or (), anew.printed.numbers))
    if not differing:
        return words("Every number is the same.")
    return words.count("{n} number differs.", "{n} numbers differ.", differing)


def _printed(reader: Reader, basis: Basis, subset: Subset, language: str) -> tuple[Printed, str]:
    words = Words(language, reader.study.zone)
    found = dashboard.findings(reader.desk, subset=subset, as_of=basis.cut)
    boards = report_boards(found, words, open_boards(reader))
    told = choice.in_words(Reader(reader.desk, reader.me, words), Choice(subset, basis.cut))
    html = report_html(found, boards, words, Stated(told, basis, reader.desk.office.demo))
    own_hash = sha256(html.encode()).hexdigest()
    return Printed(language, versions(reader.study), numbers_of(boards), own_hash), html


def open_boards(reader: Reader) -> tuple[str, ...]:
    """Return the boards of which the study has something to show, in the order of a report."""
    shut = {room.name for room in ROOMS if barred(room, reader) is not None}
    return tuple(name for name in BOARDS if name not in shut)
