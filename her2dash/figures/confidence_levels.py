"""Confidence in the plan at each time: stacked bars around the middle answer, and all times together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from her2dash.analysis.confidence_course import Levels, levels
from her2dash.analysis.findings import Findings
from her2dash.analysis.result import DISPLAY_MINIMUM, Why
from her2dash.figures.confidence_bars import bars_around_the_middle, category, point_labels
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_labels import TIMES, missing_at_each
from her2dash.figures.numbers import WHY, decimal, p_value
from her2dash.figures.sentences import DataTable
from her2dash.i18n import Words

ROLES = {"pre": "confidence_pre", "post": "confidence_post", "m3": "confidence_later"}


def times_of(found: Findings) -> tuple[str, ...]:
    """Return the times at which the study asks for the confidence."""
    return tuple(time for time, role in ROLES.items() if getattr(found.study.roles, role) is not None)


def scale_of(found: Findings, words: Words) -> tuple[str, ...]:
    """Return the worded points of the scale, from low to high."""
    study, roles = found.study, found.study.roles
    (ref, *_) = (getattr(roles, ROLES[time]) for time in times_of(found))
    return tuple(study.codelist(study.item(ref).codes).labels(words.language).values())


def confidence_levels(found: Findings, words: Words) -> Drawn:
    """Return how confident the physicians were at each time."""
    scale, times = scale_of(found, words), times_of(found)
    at = {time: levels(found.included, time, points=len(scale)) for time in times}
    n = len(found.included)
    missing = missing_at_each(found.included, "confidence", words, times)
    caption = f"{words('n = {n} included.', n=n)} {missing}"
    answered = any(who for known in at.values() for level, who in known.items() if level is not None)
    return Drawn(
        "confidence-levels", words("How confident were the physicians in their plan?"), caption,
        _sentences(found, times, words, answered=answered), _table(at, scale, words),
        bars_around_the_middle(at, scale, words) if answered else None, _groups(at, scale, words),
    )  # fmt: skip


def _groups(at: Mapping[str, Levels], scale: Sequence[str], words: Words) -> dict[str, tuple[str, ...]]:
    labels = point_labels(scale, words)
    return {
        category(time, labels[level], words): who
        for time, known in at.items()
        for level, who in known.items()
    }


def _sentences(found: Findings, times: Sequence[str], words: Words, *, answered: bool) -> tuple[str, ...]:
    if not answered:
        return (words("The first signed answer on the confidence in the plan fills this figure."),)
    if len(times) < len(ROLES):
        return ()
    section = cast(Mapping[str, Any], found.section("confidence_three_times"))
    together, exact, trend = section["friedman"], section["friedman_exact"], section["page"]
    said = [words("{n} patients have all three answers.", n=together.n_complete)]
    if together.n_complete < DISPLAY_MINIMUM:
        return (*said, words("That is too few for a test over the three times."))
    if together.q is None:
        return (*said, words("Over the three times: {why}.", why=words(WHY[together.why or Why.CONSTANT])))
    known = exact is not None and exact.p_exact is not None
    p, method = (exact.p_exact, words("exact")) if known else (together.p, words("large-sample"))
    said.append(
        words("Over the three times: Kendall's W {w}, p {p} (Friedman, {method}); exploratory.",
              w=decimal(together.kendalls_w, words), p=p_value(p, words), method=method)
    )  # fmt: skip
    if trend is not None and trend.p_exact_one_sided_increasing is not None:
        said.append(
            words("Rising from time to time: p {p} (Page, exact, one-sided); exploratory.",
                  p=p_value(trend.p_exact_one_sided_increasing, words))
        )  # fmt: skip
    return tuple(said)


def _table(at: Mapping[str, Levels], scale: Sequence[str], words: Words) -> DataTable:
    labels = point_labels(scale, words)
    rows = tuple(
        (words(TIMES[time]), *(str(len(who)) for who in known.values()), str(sum(map(len, known.values()))))
        for time, known in at.items()
    )
    heads = (words("Time"), *labels.values(), words("Total"))
    return DataTable(words("Patients by the confidence in the plan, at each time"), heads, rows)
