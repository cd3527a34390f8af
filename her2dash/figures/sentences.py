"""The same results in words and as rows of a table, for who cannot or will not read a figure."""

from __future__ import annotations

from dataclasses import dataclass

from her2dash.analysis.concordance import Concordance
from her2dash.analysis.interim import Verdict
from her2dash.analysis.proportion import Proportion
from her2dash.analysis.states import Call, Therapy
from her2dash.figures.labels import CALLS, METHODS, THERAPIES
from her2dash.figures.numbers import percent_interval, share
from her2dash.i18n import Words


@dataclass(frozen=True, slots=True)
class DataTable:
    """A figure's numbers as a table: caption, column heads and rows of text."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def kind_of_numbers(words: Words, *, complete: bool) -> str:
    """Return what kind of numbers these are, for whoever sees one of them alone."""
    return words("Complete, unadjusted.") if complete else words("Interim, unadjusted.")


def concordance_finding(result: Concordance, words: Words) -> str:
    """Return in one line where the registered rule stands."""
    x, needed = result.concordant, result.needed
    if result.included == 0:
        return words("No patient is included yet")
    if result.verdict is Verdict.OPEN:
        return words.count(
            "Not decided yet: {x} concordant, {needed} needed; {n} patient can still become concordant",
            "Not decided yet: {x} concordant, {needed} needed; {n} patients can still become concordant",
            result.remaining,
            x=x,
            needed=needed,
        )
    if result.verdict is Verdict.SUCCESS_CERTAIN:
        return words("Criterion met: {x} concordant, {needed} needed", x=x, needed=needed)
    if result.final:
        return words("Criterion missed: {x} concordant, {needed} needed", x=x, needed=needed)
    return words("Criterion out of reach: {x} concordant, {needed} needed", x=x, needed=needed)


def concordance_states(result: Concordance, words: Words) -> str:
    """Return of how many included patients the share is made, each in one state: they add up to n."""
    return words(
        "n = {n} included: {concordant} concordant, {discordant} discordant, {equivocal} equivocal, "
        "{lost} not evaluable or without a decision, {pending} pending.",
        n=result.included,
        concordant=result.concordant,
        discordant=result.discordant,
        equivocal=result.equivocal,
        lost=result.not_evaluable,
        pending=result.open,
    )


def concordance_caption(result: Concordance, words: Words) -> str:
    """Return what stands below the finding: n and its states, and the method."""
    parts = [concordance_states(result, words)] if result.included else []
    if result.included and result.too_few:
        parts.append(words("Too few patients for an interval."))
    elif result.included:
        method = words(METHODS[result.interval.method])
        level = round(100 * result.confidence)
        parts.append(words("{level} % interval ({method}).", level=level, method=method))
    return " ".join(parts)


def concordance_sentences(result: Concordance, words: Words) -> tuple[str, ...]:
    """Return what each row of the figure is and assumes, and what hangs on the equivocal results."""
    if result.included == 0:
        return (words("The first signed injection date fills this figure."),)
    best = words(
        "Best case {share}: the pending, the equivocal and the not evaluable count as concordant, those "
        "without a decision do not.",
        share=share(result.best, words),
    )
    evaluable = words(
        "Evaluable only {share}: the concordant among the concordant and the discordant.",
        share=share(result.evaluable, words),
    )
    return (_observed(result, words), best, evaluable, *_equivocal(result, words))


def _equivocal(result: Concordance, words: Words) -> tuple[str, ...]:
    if result.flips:
        return (words("Another reading of the equivocal results would change the verdict."),)
    return (words("No reading of the equivocal results changes the verdict."),) if result.equivocal else ()


def _observed(result: Concordance, words: Words) -> str:
    values = {"share": share(result.observed, words), "interval": percent_interval(result.observed, words)}
    if result.final:
        return words("{share} of the included patients are concordant ({interval}).", **values)
    return words(
        "So far {share} of the included patients are concordant ({interval}); if it stays so, that is "
        "the worst case.",
        **values,
    )


def forest_rows(result: Concordance, words: Words) -> tuple[tuple[str, Proportion], ...]:
    """Return the rows of the forest, each with its short label; the worst case is the first row."""
    first = words("Included") if result.final else words("Included, so far")
    return (
        (first, result.observed),
        (words("Best case"), result.best),
        (words("Evaluable only"), result.evaluable),
    )


def concordance_rows(result: Concordance, words: Words) -> DataTable:
    """Return the forest's numbers: each row's share and interval."""
    return DataTable(
        words("Share of concordant patients"),
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
        words(
            "Included patients by test result, and by whether the therapy that the test is about was "
            "decided on after it"
        ),
        (words("Test result"), *(words(THERAPIES[therapy]) for therapy in Therapy), words("Total")),
        (*rows, (words("Total"), *totals, str(result.included))),
    )
