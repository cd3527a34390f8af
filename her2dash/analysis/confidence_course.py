"""Confidence of the physicians over the times: how many at which level, and which way each one went."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from operator import attrgetter

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.lacking import FIELDS, reading

BEFORE_AND_AFTER = ("confidence_pre", "confidence_post")

Levels = dict[int | None, tuple[str, ...]]
"""The patients at each level of the scale; those of None have no answer."""


class Turn(StrEnum):
    """Which way the confidence of one physician went; with one answer missing nobody knows."""

    MORE = "more"
    SAME = "same"
    LESS = "less"
    INCOMPLETE = "incomplete"


def levels(cases: Iterable[Case], time: str, *, points: int) -> Levels:
    """Return who is at which level at a time, empty levels among them; the missing come last."""
    found = Cases.of(cases).behind((FIELDS["confidence"][time],), reading("confidence", time))
    return {level: found.get(level, ()) for level in (*range(1, points + 1), None)}


def turn(case: Case) -> Turn:
    """Return which way the confidence went from before to after."""
    before, after = case.confidence_pre, case.confidence_post
    if before is None or after is None:
        return Turn.INCOMPLETE
    if before == after:
        return Turn.SAME
    return Turn.MORE if after > before else Turn.LESS


def turns(cases: Iterable[Case]) -> dict[Turn, tuple[str, ...]]:
    """Return whose confidence went which way."""
    found = Cases.of(cases).behind(BEFORE_AND_AFTER, turn)
    return {each: found.get(each, ()) for each in Turn}


def shifts(cases: Iterable[Case], *, points: int) -> tuple[tuple[int, ...], ...]:
    """Return the counts of level before (rows) by level after, over complete pairs."""
    pairs = Cases.of(cases).counted(BEFORE_AND_AFTER, attrgetter(*BEFORE_AND_AFTER))
    scale = range(1, points + 1)
    return tuple(tuple(pairs[before, after] for after in scale) for before in scale)
