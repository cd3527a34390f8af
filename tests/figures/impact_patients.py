"""Patients whose plans and confidence are known, and the board of impact made of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call, Therapy
from her2dash.analysis.subset import Subset
from her2dash.figures.boards import every
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_board import impact_board
from her2dash.i18n import Words
from her2dash.study.load import load_study
from her2dash.study.model import Study
from tests.analysis.patients import NOBODY

EN, NL = Words("en"), Words("nl")


SCENARIOS = Path(__file__).parents[1] / "analysis" / "oracle" / "scenarios"


CODES = {"anti_her2": "anti_her2_chemo", "chemo": "chemo", "endocrine": "endocrine", "other": "local"}


RELEASED = date(2026, 2, 1)


@cache
def ours() -> Study:
    return load_study()


def found(cases: Iterable[Case], study: Study | None = None) -> Findings:
    known, moment = tuple(cases), datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    return Findings(study or ours(), Subset(), Cases(known), Cases(known), {}, moment, moment.date(), 1)


def board(cases: Iterable[Case], words: Words = EN) -> dict[str, Drawn]:
    return {drawn.name: drawn for drawn in every(impact_board(found(cases), words))}


def traces(drawn: Drawn) -> tuple[Any, ...]:
    assert drawn.figure is not None, drawn.name
    return tuple(drawn.figure.data)


def text(drawn: Drawn) -> str:
    return " ".join((drawn.finding, drawn.caption, *drawn.sentences))


# chemo before a positive test, anti-HER2 after it and given; more confident
TURNED: dict[str, Any] = {
    "index_call": Call.POSITIVE, "therapy": Therapy.YES, "released_on": RELEASED, "sealed_before": True,
    "plan_pre": "chemo", "plan_post": "anti_her2_chemo", "plan_later": "anti_her2_chemo",
    "confidence_pre": 2, "confidence_post": 4, "confidence_later": 5, "changed": "started", "drivers": "pet",
    "tests_avoided": "biopsy,ct", "tests_added": "none", "as_intended": "yes", "supported": "yes",
    "solved": "partly",
}  # fmt: skip


KEPT = TURNED | {
    "index_call": Call.NEGATIVE, "therapy": Therapy.NO, "plan_post": "chemo", "plan_later": "chemo",
    "confidence_post": 2, "changed": "no", "drivers": None, "tests_avoided": "none", "as_intended": "no",
    "why_not": "toxicity", "supported": "no", "solved": "no",
}  # fmt: skip


def patients(*known: dict[str, Any]) -> list[Case]:
    return [replace(NOBODY, patient=f"01-{n:03}", **each) for n, each in enumerate(known, start=1)]


def of_scenario(name: str) -> list[Case]:
    """Return the included patients of an oracle's scenario, their plans by a code of the same group."""
    with (SCENARIOS / name / "patients.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["included"] == "1"]
    with (SCENARIOS / name / "questionnaires.csv").open() as file:
        answers = {(row["patient_id"], row["timepoint"]): row for row in csv.DictReader(file)}
    return [_case(row["patient_id"], row, answers) for row in rows]


def _case(who: str, row: dict[str, str], answers: dict[tuple[str, str], dict[str, str]]) -> Case:
    known: dict[str, Any] = {}
    for time, field in (("pre", "pre"), ("post", "post"), ("m3", "later")):
        told = answers.get((who, time), {"confidence": "", "plan": ""})
        known[f"confidence_{field}"] = int(told["confidence"]) if told["confidence"] else None
        known[f"plan_{field}"] = CODES[told["plan"]] if told["plan"] else None
    call = Call(row["pet_result"] or "pending")
    return replace(
        NOBODY, patient=who, index_call=call, therapy=Therapy(row["anti_her2_therapy"] or "pending"), **known
    )
