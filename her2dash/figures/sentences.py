"""The same results in words and as rows of a table, for who cannot or will not read a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from her2dash.analysis import ANALYSIS_VERSION
from her2dash.analysis.cases import Call, Therapy
from her2dash.analysis.concordance import Concordance
from her2dash.analysis.interim import Verdict
from her2dash.analysis.proportion import Proportion
from her2dash.figures.labels import CALLS, METHODS, THERAPIES
from her2dash.figures.numbers import percent_interval, share
from her2dash.i18n import Words


@dataclass(frozen=True, slots=True)
class DataTable:
    """A figure's numbers as a table: caption, column heads and rows of text."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def concordance_finding(result: Concordance, words: Words) -> str:
    """Return in one line where the registered rule stands."""
    x, needed = result.concordant, result.needed
    if result.included == 0:
        return words("Does therapy follow the test? Nobody is included yet")
    if result.verdict is Verdict.OPEN:
        still, left = result.still_needed, result.remaining
        return words("Open: {still} of {left} remaining must still be concordant", still=still, left=left)
    if result.verdict is Verdict.SUCCESS_CERTAIN:
        return words("Criterion met: {x} concordant, {needed} needed", x=x, needed=needed)
    if result.final:
        return words("Criterion missed: {x} concordant, {needed} needed", x=x, needed=needed)
    return words("Criterion out of reach: {x} concordant, {needed} needed", x=x, needed=needed)


def concordance_caption(result: Concordance, words: Words, *, cut: datetime | None) -> str:
    """Return what stands below the title: n, what is open, the method, the data cut and the version."""
    parts = [words("Concordant of n = {n} included; {open} open.", n=result.included, open=result.open)]
    if result.included > 0 and result.too_few:
        parts.append(words("Too few patients for an interval."))
    elif result.included:
        method = words(METHODS[result.interval.method])
        level = round(100 * result.confidence)
        parts.append(words("{level} % interval ({method}).", level=level, method=method))
    if cut:
        parts.append(words("Data as of {moment}.", moment=words.moment(cut)))
    parts.append(words("Analysis {version}.", version=ANALYSIS_VERSION))
    return " ".join(parts)


def concordance_sentence(result: Concordance, words: Words) -> str:
    """Return the primary endpoint as a paragraph that says all that the figure shows."""
    if result.included == 0:
        return words("No patient is included yet. The first signed injection date fills this figure.")
    told = [
        words("So far {share} of the included patients are concordant", share=share(result.observed, words))
        if not result.final
        else words("{share} of the included patients are concordant", share=share(result.observed, words))
    ]
    told[0] += f" ({percent_interval(result.observed, words)})."
    told.append(concordance_finding(result, words) + ".")
    told.append(words("Worst case {share}.", share=share(result.worst, words)))
    told.append(words("Best case {share}.", share=share(result.best, words)))
    told.append(words("Among the evaluable {share}.", share=share(result.evaluable, words)))
    if result.flips:
        told.append(words("Another reading of the equivocal results would change the verdict."))
    elif result.equivocal:
        told.append(words("No reading of the equivocal results changes the verdict."))
    return " ".join(told)


def forest_rows(result: Concordance, words: Words) -> tuple[tuple[str, Proportion], ...]:
    """Return the rows of the forest, each with its short label."""
    first = words("Included") if result.final else words("Included, so far")
    return (
        (first, result.observed),
        (words("Worst case"), result.worst),
        (words("Best case"), result.best),
        (words("Evaluable only"), result.evaluable),
    )


def concordance_rows(result: Concordance, words: Words) -> DataTable:
    """Return the forest's numbers: each row's share and interval."""
    return DataTable(
        concordance_finding(result, words),
        (words("Patients"), words("Concordant"), words("Interval")),
        tuple(
            (label, share(each, words), percent_interval(each, words))
            for label, each in forest_rows(result, words)
        ),
    )


def call_by_therapy_rows(result: Concordance, words: Words) -> DataTable:
    """Return the counts of test result by therapy, every state in its fixed order, with totals."""
    rows = []
    for call in Call:
        counts = [result.table[call, therapy] for therapy in Therapy]
        rows.append((words(CALLS[call]), *map(str, counts), str(sum(counts))))
    totals = [str(sum(result.table[call, therapy] for call in Call)) for therapy in Therapy]
    return DataTable(
        words("Test result by therapy decided after it, included patients"),
        (words("Test result"), *(words(THERAPIES[therapy]) for therapy in Therapy), words("Total")),
        (*rows, (words("Total"), *totals, str(result.included))),
    )
