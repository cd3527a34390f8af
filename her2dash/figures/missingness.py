"""What is there of each patient for each endpoint; what is not yet due is never called missing."""

from __future__ import annotations

import plotly.graph_objects as go

from her2dash.analysis.endpoints import Endpoint, Looks, State
from her2dash.analysis.findings import Findings
from her2dash.figures.drawn import Drawn
from her2dash.figures.flow_labels import ENDPOINTS, REASONS, SHORT, STATES
from her2dash.figures.impact_labels import narrow
from her2dash.figures.sentences import DataTable
from her2dash.figures.state_bars import state_bars
from her2dash.figures.state_tiles import LOOKS, Categories, state_tiles
from her2dash.figures.theme import MANY
from her2dash.i18n import Words


def missingness(found: Findings, of: Looks, words: Words) -> Drawn:
    """Return patients by endpoints as tiles; of many patients a bar for each endpoint."""
    behind = {end: of.behind(end) for end in of.of}
    names = {
        (end, state): words("{time}: {place}", time=words(ENDPOINTS[end]), place=words(STATES[state]))
        for end in of.of
        for state in State
    }
    caption = words(
        "n = {n} enrolled, all endpoints as of {day}. Missing: the last day on which it was in time has "
        "passed. Not yet due: it has not, or the day it counts from is not known. Not applicable: it can "
        "never be there.",
        n=len(of.patients), day=words.date(found.today),
    )  # fmt: skip
    groups = {names[end, state]: who for end, states in behind.items() for state, who in states.items()}
    return Drawn(
        "missingness", _finding(of, words), caption, _sentences(of, words), _table(of, words),
        _figure(of, names, words) if of.patients and of.of else None, groups,
    )  # fmt: skip


def _figure(of: Looks, names: Categories, words: Words) -> go.Figure:
    if len(of.patients) < MANY:
        return state_tiles(of, [words(SHORT[end]) for end in of.of], names)
    counts = {end: {state: len(who) for state, who in of.behind(end).items()} for end in of.of}
    heads = [narrow(words(ENDPOINTS[end]), 15) for end in of.of]
    return state_bars(counts, heads, {state: words(STATES[state]) for state in State}, names, words)


def _finding(of: Looks, words: Words) -> str:
    if not of.patients:
        return words("What is there, and what is missing?")
    missing = {end: len(of.behind(end)[State.MISSING]) for end in of.of}
    worst = max(missing, key=lambda end: missing[end], default=None)
    if worst is None or not missing[worst]:
        return words("Nothing that was due is missing")
    return words("Most often missing: {endpoint}, in {x} of {n}", endpoint=_low(words(ENDPOINTS[worst])),
                 x=missing[worst], n=len(of.patients))  # fmt: skip


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def _sentences(of: Looks, words: Words) -> tuple[str, ...]:
    if not of.patients:
        return (words("The first enrolled patient begins this figure."),)
    signs = ", ".join(f"{LOOKS[state][0]} {words(name)}" for state, name in STATES.items())
    said = (_said(of, end, words) for end in of.of)
    return (words("Signs: {signs}.", signs=signs), *said)


def _said(of: Looks, end: Endpoint, words: Words) -> str:
    others = ", ".join(f"{len(who)} {words(REASONS[why])}" for why, who in of.without(end).items())
    return words(
        "{endpoint}: {x} of {n} present; {others}.", endpoint=words(ENDPOINTS[end]),
        x=len(of.present(end)), n=len(of.patients), others=others or words("nobody without"),
    )  # fmt: skip


def _table(of: Looks, words: Words) -> DataTable:
    heads = (words("Endpoint"), *(words(name) for name in STATES.values()), words("Why not"))
    rows = tuple(
        (
            words(ENDPOINTS[end]), *(str(len(who)) for who in of.behind(end).values()),
            "; ".join(f"{len(who)} {words(REASONS[why])}" for why, who in of.without(end).items()) or "–",
        )
        for end in of.of
    )  # fmt: skip
    return DataTable(words("Endpoints by state, {n} enrolled", n=len(of.patients)), heads, rows)
