"""How an estimate beside its interval and its p value is written: what so few cannot say is not said."""

from __future__ import annotations

from her2dash.analysis.result import DISPLAY_MINIMUM, Interval, Why
from her2dash.figures.family_table import SIGNIFICANT
from her2dash.figures.numbers import decimal, interval, not_estimable, p_value
from her2dash.i18n import Words


def estimate(value: float | None, why: Why | None, words: Words, *, digits: int = 2) -> str:
    """Return a number, or why it cannot be had."""
    if value is None:
        return not_estimable(why or Why.NO_DATA, words)
    return decimal(value, words, digits=digits)


def measure(value: float | None, why: Why | None, n: int, words: Words, *, digits: int = 2) -> str:
    """Return a measure of how two things go together; of few there is none.

    A share of few is a fraction that names its few, a median one of their values; a correlation, an area or
    a kappa of four looks like one of four hundred.
    """
    if value is not None and n < DISPLAY_MINIMUM:
        return words("too few")
    return estimate(value, why, words, digits=digits)


def limits(low: float | None, high: float | None, n: int, words: Words, *, digits: int = 2) -> str:
    """Return an interval as "0.51 to 0.91"; of few there is none."""
    if n < DISPLAY_MINIMUM:
        return words("too few")
    if low is None or high is None:
        return "–"
    return interval(Interval(low, high, "", 0), words, digits=digits)


def with_limits(
    value: float | None, low: float | None, high: float | None, n: int, why: Why | None, words: Words, *,
    digits: int = 2, confidence: float = 0.95,
) -> str:  # fmt: skip
    """Return "0.62, 95 % interval 0.17 to 0.87"; of few the number alone, and that there are too few."""
    told = estimate(value, why, words, digits=digits)
    if value is None or (n >= DISPLAY_MINIMUM and low is None):
        return told
    if n < DISPLAY_MINIMUM:
        return words("{share}, too few for an interval", share=told)
    return words(
        "{share}, {level} % interval {interval}",
        share=told, level=round(100 * confidence), interval=limits(low, high, n, words, digits=digits),
    )  # fmt: skip


def p_said(p: float | None, n: int, smallest: float | None, method: str, words: Words) -> str:
    """Return "p 0.568 (exact)", or in words why there is none that says anything."""
    told = shown_p(p, n, smallest, words)
    if p is None:
        return words("no p value")
    if n < DISPLAY_MINIMUM:
        return words("p: {why}", why=told)
    if told != p_value(p, words):
        return words("p {why}", why=told)
    return words("p {p} ({method})", p=told, method=method)


def shown_p(p: float | None, n: int, smallest: float | None, words: Words) -> str:
    """Return a p value; or that there are too few for one, or too few to ever reach what is looked for."""
    if p is None:
        return "–"
    if n < DISPLAY_MINIMUM:
        return words("too few")
    if smallest is not None and smallest > SIGNIFICANT:
        return words("cannot reach 0.05 with n = {n}", n=n)
    return p_value(p, words)
