"""What a report says of its own making: of what it is, by which versions, and by which methods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from html import escape
from importlib.metadata import version
from inspect import getdoc

from her2dash.actions.report_views import Basis, Versions
from her2dash.analysis import ANALYSIS_DATE, ANALYSIS_VERSION
from her2dash.analysis.findings import Findings
from her2dash.analysis.methods import CHAPTERS, Statistic
from her2dash.analysis.result import DISPLAY_MINIMUM
from her2dash.exports.pictures import drawn_by
from her2dash.exports.report_figures import table_html
from her2dash.figures.sentences import DataTable, kind_of_numbers
from her2dash.i18n import Words
from her2dash.study.model import Study


@dataclass(frozen=True)
class Stated:
    """What the boards cannot know: the patients in words, what the report stands on, whether it is a demo."""

    patients: str
    basis: Basis
    demo: bool


def versions(study: Study) -> Versions:
    """Return by what a report is made now."""
    return Versions(version("her2dash"), ANALYSIS_VERSION, study.digest, drawn_by())


def facts(found: Findings, words: Words, stated: Stated) -> DataTable:
    """Return of what the report is, as a table: enough to make it again, and to tell whether it was."""
    study, basis, by = found.study, stated.basis, versions(found.study)
    exact = basis.cut.astimezone(UTC).isoformat(timespec="microseconds")
    registered = words(
        "Registered as {registry}, version {version}", registry=study.registry, version=study.version
    )
    rows = (
        (words("Study"), f"{study.title[_language(found, words)]}. {registered}."),
        (words("Study definition"), by.study),
        (words("Patients"), stated.patients),
        (words("Data cut"), f"{words.moment(basis.cut)} ({exact})"),
        (words("Data version"), str(basis.data_version)),
        (
            words("Head of the record"),
            words("event {id}, hash {hash}", id=basis.head_id, hash=basis.head_hash),
        ),
        (words("Analysis version"), f"{by.analysis} ({words.date(ANALYSIS_DATE)})"),
        (words("Code version"), f"her2dash {by.code}"),
        (words("Figures drawn by"), by.drawn_by or words("nothing: the server had no browser")),
    )
    return DataTable(words("What this report is of"), (words("Fact"), words("Value")), rows)


def warnings(found: Findings, words: Words, stated: Stated) -> tuple[str, ...]:
    """Return what a reader must know before the first number."""
    withheld = len(stated.basis.withheld)
    kind = kind_of_numbers(words, complete=found.complete)
    said = [f"{kind} {words('Only what was signed by the data cut is in it.')}"]
    if withheld:
        said.append(
            words.count(
                "{n} patient waits for the release of the test to the physician who made this report: that "
                "result counts as pending here.",
                "{n} patients wait for the release of the test to the physician who made this report: their "
                "results count as pending here.",
                withheld,
            )
        )
    return tuple(said)


def methods_html(found: Findings, words: Words) -> Iterator[str]:
    """Yield the section on methods: in sentences, then every statistic with what it was checked against."""
    yield f'<section id="methods"><h2>{escape(words("Methods"))}</h2><ul>'
    yield from (f"<li>{escape(each)}</li>" for each in _sentences(found, words))
    yield f'</ul><h3>{escape(words("Statistics and what they were checked against"))}</h3><div lang="en">'
    for chapter, statistics in CHAPTERS.items():
        rows = tuple(
            (statistic.__name__, _first_sentence(statistic), checked)
            for statistic, checked in statistics.items()
        )
        yield table_html(DataTable(chapter, ("Statistic", "What it is", "Checked against"), rows))
    yield "</div></section>"


def _first_sentence(statistic: Statistic) -> str:
    told = str(getdoc(statistic)).split("\n\n")[0]
    return " ".join(told.removeprefix("Return ").replace("`", "").split())


def _sentences(found: Findings, words: Words) -> tuple[str, ...]:
    level = round(100 * found.plan.confidence)
    return (
        words(
            "The primary endpoint is met when therapy follows the test in at least {threshold} of the "
            "included patients.",
            threshold=found.study.threshold,
        ),
        words(
            "A patient is concordant when a positive test is followed by a decision for the therapy that the "
            "test is about, or a negative one by a decision without it. Equivocal, pending and not evaluable "
            "results are never counted as negative."
        ),
        words(
            "Intervals hold {level} % and are exact where the figure names no other method; below {n} "
            "patients there is none. P values are not adjusted unless a table says so.",
            level=level, n=DISPLAY_MINIMUM,
        ),
        words("Nothing is imputed: each figure names its n and what is missing, by reason."),
        words(
            "The same functions answer on the screen, here and in her2dash analyse; her2dash export "
            "analysis-data writes the data that they take, and her2dash audit verify shows whether the head "
            "of the record lies on its chain."
        ),
    )  # fmt: skip


def _language(found: Findings, words: Words) -> str:
    known = found.study.languages
    return words.language if words.language in known else known[0]
