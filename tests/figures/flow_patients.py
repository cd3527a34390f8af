"""Patients at every step of the flow, and the board made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call, Therapy
from her2dash.analysis.subset import Subset
from her2dash.figures.boards import every
from her2dash.figures.drawn import Drawn
from her2dash.figures.flow_board import flow_board
from her2dash.i18n import Words
from her2dash.study.load import load_study
from her2dash.study.model import Study
from tests.analysis.patients import NOBODY

EN, NL = Words("en"), Words("nl")


NAMES = ("patient-flow", "missingness", "sites", "sealing")


NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


RELEASED = date(2026, 2, 1)


WHOLE: dict[str, Any] = {
    "index_call": Call.POSITIVE, "therapy": Therapy.YES, "released_on": RELEASED, "sealed_before": True,
    "index_on": RELEASED, "plan_pre": "chemo", "plan_post": "anti_her2_chemo", "supported": "yes",
    "marker": "detected", "workup": "positive", "biopsy": "positive",
}  # fmt: skip


@cache
def ours() -> Study:
    return load_study()


def found(cases: Iterable[Case], study: Study | None = None) -> Findings:
    known = tuple(cases)
    return Findings(study or ours(), Subset(), Cases(known), Cases(known), {}, NOW, NOW.date(), 1)


def board(cases: Iterable[Case], words: Words = EN) -> dict[str, Drawn]:
    return {drawn.name: drawn for drawn in every(flow_board(found(cases), words))}


def text(drawn: Drawn) -> str:
    return " ".join((drawn.finding, drawn.caption, *drawn.sentences))


def whole(n: int, **known: Any) -> list[Case]:
    return [replace(NOBODY, patient=f"01-{i:03}", **WHOLE | known) for i in range(1, n + 1)]


def many(n: int) -> list[Case]:
    dice = Random(5)  # noqa: S311 - invented patients, not secrets
    return [
        replace(
            NOBODY, patient=f"01-{i:05}", site=dice.choice(["01", "02", "03", "04"]),
            included=dice.random() < 0.95, enrolled_on=NOW.date() - timedelta(dice.randrange(300)),
            **WHOLE | {
                "index_call": dice.choice(list(Call)), "therapy": dice.choice(list(Therapy)),
                "plan_post": dice.choice([None, "chemo"]), "supported": dice.choice([None, "yes"]),
                "biopsy": dice.choice([None, "negative"]),
                "marker": dice.choice([None, "detected", "failed"]),
                "ended": dice.choice([None, None, None, "died", "lost"]),
                "index_on": NOW.date() - timedelta(dice.randrange(200)),
                "sealed_before": dice.choice([True, False, None]),
            },
        )
        for i in range(n)
    ]  # fmt: skip
