"""What the registered criterion can and cannot show: its p value and its operating characteristics."""

from __future__ import annotations

from collections.abc import Iterable

from her2dash.analysis.trial import Analysis
from her2dash.figures.numbers import decimal, p_value
from her2dash.figures.sentences import DataTable
from her2dash.i18n import Words


def criterion_table(analysis: Analysis, words: Words) -> DataTable:
    """Return what stands beside the verdict: a point estimate can meet the criterion by chance."""
    return DataTable(
        words("The criterion compares a point estimate; it is no significance test"),
        (words("Question"), words("Answer"), words("n")),
        tuple(_lines(analysis, words)),
    )


def _lines(analysis: Analysis, words: Words) -> Iterable[tuple[str, str, str]]:
    result = analysis.endpoint
    threshold = _percent(float(result.threshold), words)
    hidden = result.p_value is not None and result.too_few
    p = words("too few") if hidden else p_value(result.p_value, words)
    yield words("One-sided p against {share} %", share=threshold), p, str(result.included)
    for rate, chance in analysis.characteristics:
        question = words("Chance to meet it if the true share is {share} %", share=_percent(rate, words))
        yield question, f"{decimal(100 * chance, words, digits=1)} %", str(result.planned)


def _percent(share: float, words: Words) -> str:
    """Return a share as a percentage, with a decimal only where it has one."""
    return decimal(100 * share, words, digits=0 if abs(100 * share - round(100 * share)) < 1e-9 else 1)
