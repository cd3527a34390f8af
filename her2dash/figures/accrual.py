"""Enrolment over time, against the target, with a forecast and its interval."""

from __future__ import annotations

from datetime import date, timedelta

import plotly.graph_objects as go

from her2dash.analysis.accrual import AT_LEAST, Accrual, accrual
from her2dash.analysis.findings import Findings
from her2dash.figures.days_axis import days_axis
from her2dash.figures.drawn import Drawn
from her2dash.figures.numbers import decimal
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import BLUE, FAINT, GREY, ORANGE, framed
from her2dash.i18n import Words

MOST_ROWS = 60


def enrolment(found: Findings, words: Words) -> Drawn:
    """Return the curve of enrolment; of a subset without a target, which only the study has."""
    target = found.study.target if found.subset.everybody else 0
    course = accrual(found.cases, target=target, today=_until(found, target))
    # nobody is enrolled without a day: who is missing is who is still to come
    caption = (
        words("n = {n} enrolled of {target}, {still} still to come; nobody's day of enrolment is missing.",
              n=course.enrolled, target=target, still=max(0, target - course.enrolled))
        if target
        else words("n = {n} enrolled; nobody's day of enrolment is missing.", n=course.enrolled)
    )  # fmt: skip
    told = _sentences(course, words, over=_is_over(found, target))
    sites = sorted({case.site for case in found.cases})
    groups = {
        words("site {site}", site=site): tuple(c.patient for c in found.cases if c.site == site)
        for site in sites
    }
    return Drawn(
        "accrual", _finding(course, words), caption, told, _table(course, words),
        _figure(course, _drawn_until(found, target), words) if course.days else None, groups,
    )  # fmt: skip


def _is_over(found: Findings, target: int) -> bool:
    return found.complete or 0 < target <= len(found.cases)


def _until(found: Findings, target: int) -> date:
    """Return until when patients were awaited: once the target is reached, until its last one came."""
    days = [case.enrolled_on for case in found.cases]
    return max(days) if days and _is_over(found, target) else found.today


def _drawn_until(found: Findings, target: int) -> date:
    """Return how far the curve goes: a little beyond the last who came, so that the last step is seen."""
    last = _until(found, target)
    first = min((case.enrolled_on for case in found.cases), default=last)
    return min(found.today, last + timedelta(1 + (last - first).days // 25))


def _finding(course: Accrual, words: Words) -> str:
    if course.forecast is not None:
        return words(
            "At this rate the target is reached about {day}", day=words.date(course.forecast.expected)
        )
    if course.target and course.enrolled >= course.target:
        return words("The target is reached")
    return words("How does enrolment go?")


def _sentences(course: Accrual, words: Words, *, over: bool) -> tuple[str, ...]:
    if not course.days:
        return (words("The first enrolled patient begins this figure."),)
    said = []
    if course.rate is not None:
        rate = decimal(course.rate, words, digits=1)
        said.append(
            words("{rate} patients in 30 days, from the first to the last.", rate=rate)
            if over
            else words("{rate} patients in 30 days so far.", rate=rate)
        )
    if course.forecast is None:
        if course.target > course.enrolled:
            said.append(words("Too few patients or days for a forecast (at least {n} patients, two weeks).",
                              n=AT_LEAST))  # fmt: skip
        return tuple(said)
    level, last = round(100 * course.forecast.confidence), course.forecast.latest
    said.append(
        words(
            "{level} % interval of the day on which {target} are enrolled: {early} to {late}, if patients go "
            "on to come at a constant rate.",
            level=level, target=course.target, early=words.date(course.forecast.earliest),
            late=words.date(last) if last else words("without end"),
        )
    )  # fmt: skip
    return tuple(said)


def _table(course: Accrual, words: Words) -> DataTable:
    every = max(1, len(course.days) // MOST_ROWS)
    told = list(zip(course.days, course.counts, strict=True))[::-1][::every][::-1]
    rows = tuple((words.date(day), str(count)) for day, count in told)
    return DataTable(words("Enrolled patients by day"), (words("Day"), words("Enrolled")), rows)


def _figure(course: Accrual, today: date, words: Words) -> go.Figure:
    figure = go.Figure()
    every = max(1, len(course.days) // 400)
    days, counts = course.days[::-1][::every][::-1], course.counts[::-1][::every][::-1]
    figure.add_scatter(
        x=[*days, today], y=[*counts, course.enrolled], mode="lines", line={"color": BLUE, "shape": "hv"},
        name=words("enrolled"), hovertemplate="%{x|%d.%m.%Y}: %{y}<extra></extra>",
    )  # fmt: skip
    if course.target:
        figure.add_hline(
            y=course.target, line={"color": ORANGE, "dash": "dash", "width": 2},
            annotation={"text": words("target {n}", n=course.target), "font": {"size": 14}},
            annotation_position="top left",
        )  # fmt: skip
    if course.forecast is not None:
        _forecast(figure, course, today, words)
    figure.update_xaxes(days_axis(days[0], _last_day(course, today), words))
    figure.update_yaxes(title=words("patients"), rangemode="tozero", showgrid=True, gridcolor=FAINT)
    return framed(figure, height=300)


def _last_day(course: Accrual, today: date) -> date:
    told = course.forecast
    return max(today, told.expected, told.latest or told.earliest) if told is not None else today


def _forecast(figure: go.Figure, course: Accrual, today: date, words: Words) -> None:
    told = course.forecast
    assert told is not None  # noqa: S101 - asked just before
    ends = (told.earliest, told.latest) if told.latest else (told.earliest,)
    figure.add_scatter(
        x=[today, told.expected], y=[course.enrolled, course.target], mode="lines",
        line={"color": GREY, "dash": "dot"}, name=words("forecast"), hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=list(ends), y=[course.target] * len(ends), mode="lines+markers",
        line={"color": GREY, "width": 5}, marker={"symbol": "line-ns-open", "size": 12, "color": GREY},
        hovertemplate="%{x|%d.%m.%Y}<extra></extra>",
    )  # fmt: skip
