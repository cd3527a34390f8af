"""The board of impact: what the test changed for the physician, from the plan to what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from her2dash.analysis.findings import Findings
from her2dash.figures.confidence_change import confidence_change
from her2dash.figures.confidence_levels import confidence_levels
from her2dash.figures.drawn import Board, Drawn, Part
from her2dash.figures.effects import effects
from her2dash.figures.impact_answers import as_intended, drivers, tests, worth
from her2dash.figures.paired_plans import follows, given
from her2dash.figures.plan_flow import plan_flow, ways
from her2dash.figures.plan_shift import plan_shift
from her2dash.figures.plan_tiles import plan_tiles
from her2dash.i18n import Words


def impact_board(found: Findings, words: Words) -> Board:
    """Return the figures of what the test changed; those of questions that the study lacks are left out."""
    parts = (
        Part(words("Treatment intended and given"), tuple(_plans(found, words))),
        Part(words("Confidence in the plan"), tuple(_confidence(found, words))),
        Part(words("What the test did"), tuple(_effects(found, words))),
        Part(words("Plan, test and therapy"), tuple(_paired(found, words))),
        Part(words("Why, and what it was worth"), tuple(_answers(found, words))),
    )
    return tuple(part for part in parts if part.figures)


def _has(found: Findings, *roles: str) -> bool:
    return all(getattr(found.study.roles, role) is not None for role in roles)


def _plans(found: Findings, words: Words) -> Iterator[Drawn]:
    if _has(found, "plan_pre", "plan_post"):
        of = ways(found, words)
        yield plan_flow(found, of, words)
        yield plan_tiles(found, of, words)
        yield plan_shift(found, of, "post", words)
        if _has(found, "plan_later"):
            yield plan_shift(found, of, "m3", words)


def _confidence(found: Findings, words: Words) -> Iterator[Drawn]:
    if _has(found, "confidence_pre", "confidence_post"):
        yield confidence_levels(found, words)
        yield confidence_change(found, words)


def _effects(found: Findings, words: Words) -> Iterator[Drawn]:
    if _has(found, "plan_pre", "plan_post"):
        yield effects(found, words)


def _paired(found: Findings, words: Words) -> Iterator[Drawn]:
    if _has(found, "plan_pre", "plan_post", "index_call"):
        yield follows(found, words)
    if _has(found, "plan_post", "therapy_outcome"):
        yield given(found, words)


def _answers(found: Findings, words: Words) -> Iterator[Drawn]:
    if _has(found, "changed", "drivers"):
        yield drivers(found, words)
    if _has(found, "tests_avoided", "tests_added"):
        yield tests(found, words)
    if _has(found, "as_intended", "why_not"):
        yield as_intended(found, words)
    if _has(found, "supported", "solved"):
        yield worth(found, words)
