"""How numbers are written: the display rules of the statistics plan, never "nan", "inf" or "p = 0.000"."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, localcontext

from babel.numbers import format_decimal

from her2dash.analysis.proportion import Proportion
from her2dash.analysis.result import PERCENT_MINIMUM, Interval, Why
from her2dash.i18n import N_, Words

WHY = {
    Why.NO_DATA: N_("no data yet"),
    Why.ONE_PATIENT: N_("only one patient"),
    Why.TOO_FEW: N_("too few patients"),
    Why.CONSTANT: N_("all values are the same"),
    Why.EMPTY_MARGIN: N_("a whole row or column is empty"),
    Why.EMPTY_GROUP: N_("a group is empty"),
    Why.NO_DIFFERENCE: N_("no value changed"),
    Why.NO_PAIRS: N_("no complete pair"),
    Why.UNUSED_CATEGORY: N_("a category was never used"),
    Why.PERFECT: N_("the agreement is perfect"),
    Why.EMPTY_CELL: N_("a cell is empty"),
    Why.NOT_POSITIVE: N_("a value is not positive"),
    Why.TIED: N_("values are tied"),
    Why.TOO_LARGE: N_("too large for this exact method"),
}


def decimal(value: float, words: Words, *, digits: int = 2) -> str:
    """Return a number as the language writes it, with a fixed number of decimals; zero has no sign.

    Half is rounded to even, as R writes the numbers that ours are compared with; a share is not (`percent`).
    """
    locale = {"en": "en_GB"}.get(words.language, words.language)
    written = str(format_decimal(value, format="0." + "0" * digits if digits else "0", locale=locale))
    return written if written.strip("-0.,") else written.removeprefix("-")


def percent(value: float, words: Words, *, digits: int = 0) -> str:
    """Return percents without their sign; half is rounded up, as a reader would: 62.5 is 63."""
    with localcontext(rounding=ROUND_HALF_UP):
        return decimal(value, words, digits=digits)


def share(proportion: Proportion, words: Words) -> str:
    """Return a share as "7/12 (58 %)"; from twenty patients on the percentage has a decimal."""
    fraction = f"{proportion.successes}/{proportion.total}"
    if proportion.estimate is None or proportion.too_few:
        return fraction
    digits = 0 if proportion.total < PERCENT_MINIMUM else 1
    # divided last: 100 * (29 / 200) is 14.499999999999998, of which no half is left to round
    told = percent(100 * proportion.successes / proportion.total, words, digits=digits)
    return f"{fraction} ({told} %)"


def percent_interval(proportion: Proportion, words: Words) -> str:
    """Return the interval of a share as "28 to 85 %", or that there are too few patients for one."""
    if proportion.total == 0:
        return not_estimable(Why.NO_DATA, words)
    if proportion.too_few:
        return words("too few")
    digits = 0 if proportion.total < PERCENT_MINIMUM else 1
    low, high = (
        percent(100 * end, words, digits=digits)
        for end in (proportion.interval.low, proportion.interval.high)
    )
    return words("{low} to {high} %", low=low, high=high)


def interval(limits: Interval, words: Words, *, digits: int = 2) -> str:
    """Return an interval as "0.51 to 0.91"."""
    low, high = decimal(limits.low, words, digits=digits), decimal(limits.high, words, digits=digits)
    return words("{low} to {high}", low=low, high=high)


def p_value(p: float | None, words: Words) -> str:
    """Return a p value with three decimals, "< 0.001" below them, a dash where there is none."""
    if p is None:
        return "–"
    if p < 0.001:
        return "< " + decimal(0.001, words, digits=3)
    # 0.9996 is not certainty: three decimals would round it to 1.000
    return decimal(p, words, digits=3) if p < 0.9995 or p == 1 else "> " + decimal(0.999, words, digits=3)


def probability(p: float, words: Words, *, certain: bool = True) -> str:
    """Return a probability with two decimals; what is not certain is never rounded to 0 or 1.

    `certain` says whether it may be 0 or 1 at all: of many patients a computer's number is, before it is so.
    """
    if not certain:
        p = min(max(p, 0.005), 0.995)
    if 0.995 <= p < 1:
        return "> " + decimal(0.99, words)
    return "< " + decimal(0.01, words) if 0 < p <= 0.005 else decimal(p, words)


def not_estimable(why: Why, words: Words) -> str:
    """Return that a number cannot be had, and why."""
    return words("not estimable ({why})", why=words(WHY[why]))
