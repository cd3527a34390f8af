"""The board of the primary endpoint: the share, its bounds, patient by patient, and what may still come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from her2dash.analysis.ac1 import AC1
from her2dash.analysis.findings import Findings
from her2dash.analysis.gof_kappa import IntraclassKappa
from her2dash.analysis.outcome import Outcome, outcome
from her2dash.analysis.result import DISPLAY_MINIMUM, Why
from her2dash.figures.characteristics import rule
from her2dash.figures.concordance import concordance_figure
from her2dash.figures.drawn import Board, Drawn, Groups, Part
from her2dash.figures.labels import CALLS, OUTCOMES, THERAPIES
from her2dash.figures.numbers import decimal, not_estimable, percent_interval, share
from her2dash.figures.prediction import prediction
from her2dash.figures.readings import other_readings
from her2dash.figures.sentences import (
    DataTable,
    call_by_therapy_rows,
    concordance_caption,
    concordance_finding,
    concordance_rows,
    concordance_sentences,
)
from her2dash.figures.sequence import sequence
from her2dash.i18n import Words


def concordance_board(found: Findings, words: Words) -> Board:
    """Return the figures of the primary endpoint."""
    return (
        Part(words("The share and its interval"), (forest(found, words), other_readings(found, words))),
        Part(words("Patient by patient"), (sequence(found, words), prediction(found, words))),
        Part(words("The rule"), (rule(found, words),)),
        Part(words("Test result and therapy"), (call_by_therapy(found, words), agree(found, words))),
    )


def forest(found: Findings, words: Words) -> Drawn:
    """Return the share of concordant patients and its bounds against the criterion."""
    result = found.endpoint
    return Drawn(
        "concordance", concordance_finding(result, words), concordance_caption(result, words),
        concordance_sentences(result, words), concordance_rows(result, words),
        concordance_figure(result, words) if result.included else None, by_outcome(found, words),
    )  # fmt: skip


def by_outcome(found: Findings, words: Words) -> Groups:
    """Return who is what for the primary endpoint."""
    who: dict[Outcome, list[str]] = {kind: [] for kind in OUTCOMES}
    for case in found.included:
        who[outcome(case.index_call, case.therapy)].append(case.patient)
    return {words(name): tuple(who[kind]) for kind, name in OUTCOMES.items()}


def call_by_therapy(found: Findings, words: Words) -> Drawn:
    """Return the counts of test result by therapy."""
    table, n = call_by_therapy_rows(found.endpoint, words), found.endpoint.included
    who: dict[tuple[str, str], list[str]] = {}
    for case in found.included:
        who.setdefault((case.index_call, case.therapy), []).append(case.patient)
    groups = {
        f"{words(call_name)}, {words(therapy_name)}": tuple(who[call, therapy])
        for call, call_name in CALLS.items()
        for therapy, therapy_name in THERAPIES.items()
        if (call, therapy) in who
    }
    return Drawn(
        "call-by-therapy", words("Which therapy followed which test result?"),
        words("n = {n} included, everybody in one cell.", n=n),
        () if n else (words("The first signed injection date fills this figure."),), table, groups=groups,
    )  # fmt: skip


def agree(found: Findings, words: Words) -> Drawn:
    """Return how far test and therapy agree, raw and beyond chance, where both are known."""
    section, kappa = cast(Mapping[str, Any], found.section("pet_by_therapy")), found.therapy_kappa
    raw, ac1 = section["pabak"].raw, section["ac1"]
    rows = (
        (words("Raw agreement"), share(raw, words), percent_interval(raw, words)),
        _beyond_chance(words("Intraclass kappa"), kappa.kappa_intraclass, kappa, raw.total, words),
        _beyond_chance(words("Gwet's AC1"), ac1.ac1, ac1, raw.total, words),
    )
    caption = words(
        "n = {n} of {included} included, with a positive or negative result and a decision. The therapy "
        "followed the test knowingly: agreement is no accuracy.",
        n=raw.total,
        included=found.endpoint.included,
    )
    heads = (words("Measure"), words("Estimate"), words("Interval"))
    return Drawn(
        "agreement-with-therapy", words("How far do test and therapy agree?"), caption,
        () if raw.total else (words("The first patient with a result and a decision fills this figure."),),
        DataTable(words("Agreement of test and therapy"), heads, rows),
    )  # fmt: skip


def _beyond_chance(
    label: str, value: float | None, of: IntraclassKappa | AC1, n: int, words: Words
) -> tuple[str, str, str]:
    if value is None:
        return label, not_estimable(of.why or Why.NO_DATA, words), "–"
    if n < DISPLAY_MINIMUM or of.low is None or of.high is None:
        return label, decimal(value, words), words("too few")
    limits = words("{low} to {high}", low=decimal(of.low, words), high=decimal(of.high, words))
    return label, decimal(value, words), limits
