"""The numbers of the overview, each with its denominator and its context, and the rule in words."""

from __future__ import annotations

import streamlit as st

from her2dash.actions.views import Owed
from her2dash.analysis.accrual import accrual
from her2dash.analysis.concordance import Concordance
from her2dash.analysis.findings import Findings
from her2dash.analysis.interim import Verdict
from her2dash.analysis.overview import Overview
from her2dash.figures.numbers import percent_interval, share
from her2dash.figures.unbroken import together, unbroken
from her2dash.study.windows import State
from her2dash.ui.reader import Reader


def draw_numbers(reader: Reader, found: Findings, owed: tuple[Owed, ...]) -> None:
    """Draw the numbers that the investigator looks for first."""
    words, counts, result = reader.words, found.overview, found.endpoint
    with st.container(horizontal=True, key="numbers"):
        _draw_number(words("Enrolled"), *_enrolled(reader, found))
        _draw_number(words("Included"), *_included(reader, counts, result))
        share_name = words("Concordant") if found.complete else words("Concordant so far")
        _draw_number(share_name, *_concordant(reader, result))
        _draw_number(*_criterion(reader, result))
        _draw_number(words("Forms overdue"), *_overdue(reader, owed))


def _draw_number(label: str, value: str, context: str) -> None:
    st.metric(label, unbroken(value), together(context), delta_color="off", delta_arrow="off", border=True)


def _enrolled(reader: Reader, found: Findings) -> tuple[str, str]:
    words, counts, milestone = reader.words, found.overview, found.overview.milestone
    if not found.subset.everybody:
        return str(counts.enrolled), words("of the patients chosen")
    value = words("{n} of {target}", n=counts.enrolled, target=counts.target)
    if milestone is None:
        return value, words("The target is reached")
    told = words("Next milestone {n}: {still} more", n=milestone.enrolled, still=milestone.still)
    forecast = accrual(found.cases, target=milestone.enrolled, today=found.today).forecast
    if forecast is None or forecast.latest is None:
        return value, told
    days = words("{early} to {late}", early=words.date(forecast.earliest), late=words.date(forecast.latest))
    return value, f"{told}, {days}"


def _included(reader: Reader, counts: Overview, result: Concordance) -> tuple[str, str]:
    words = reader.words
    return words("{n} of {target}", n=counts.included, target=counts.enrolled), words(
        "enrolled patients; {n} evaluable", n=result.evaluable.total
    )


def _concordant(reader: Reader, result: Concordance) -> tuple[str, str]:
    if not result.included:
        return "–", reader.words("no patient is included yet")
    told = percent_interval(result.observed, reader.words)
    level = round(100 * result.confidence)
    return share(result.observed, reader.words), reader.words(
        "{level} % CI {interval}", level=level, interval=told
    )


def _criterion(reader: Reader, result: Concordance) -> tuple[str, str, str]:
    """Return what is still needed; at the end whether it was enough."""
    words = reader.words
    if not result.final or not result.included:
        return words("Still needed"), *_still_needed(reader, result)
    met = result.verdict is Verdict.SUCCESS_CERTAIN
    told = words("{x} concordant, {needed} needed", x=result.concordant, needed=result.needed)
    return words("Criterion"), words("Met") if met else words("Missed"), told


def _still_needed(reader: Reader, result: Concordance) -> tuple[str, str]:
    words, later = reader.words, result.planned - result.included
    if result.verdict is Verdict.SUCCESS_CERTAIN:
        return words("None"), words("the criterion is met, whatever is still to come")
    value = words("{n} of {target}", n=result.still_needed, target=result.remaining)
    return value, words(
        "patients who can still become concordant ({pending} pending, {later} still to be included)",
        pending=result.remaining - later,
        later=later,
    )


def _overdue(reader: Reader, owed: tuple[Owed, ...]) -> tuple[str, str]:
    words, every = reader.words, len(owed)
    late = sum(one.standing.state == State.LATE for one in owed)
    value = words("{n} of {target}", n=late, target=every) if every else str(late)
    if every == late:
        return value, words("nothing else is due") if every else words("nothing is due")
    return value, words.count("{n} more is due", "{n} more are due", every - late)


def draw_rule(reader: Reader, result: Concordance) -> None:
    """Draw the registered rule in words."""
    st.markdown(
        reader.words(
            "A patient is concordant when a positive result is followed by the therapy that the test is "
            "about, or a negative result by none of it. The criterion: at least {threshold} of the included "
            "patients, that is {needed} of {planned}.",
            threshold=result.threshold,
            needed=result.needed,
            planned=result.planned,
        )
    )
