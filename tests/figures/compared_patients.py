"""Patients for the boards that compare the test: by hand, of an oracle's trial, of the demo, and many."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from her2dash.actions import accounts, dashboard
from her2dash.actions.office import open_office
from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.findings import Findings
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call, Therapy
from her2dash.analysis.subset import Subset
from her2dash.figures.drawn import Drawn
from her2dash.settings import Settings
from her2dash.study.load import load_study
from her2dash.study.model import Roles, Study
from tests.analysis.patients import NOBODY

SCENARIOS = Path(__file__).parents[1] / "analysis" / "oracle" / "scenarios"
SITES = ("bone", "liver", "lymph_node", "lung")
Lesions = Mapping[str, Sequence[CaseLesion]]


@cache
def ours() -> Study:
    return load_study()


def without_roles(*names: str) -> Study:
    """Return our study as if it did not ask for some things."""
    roles = Roles(
        **{name: None if name in names else getattr(ours().roles, name) for name in Roles.model_fields}
    )
    return ours().model_copy(update={"roles": roles})


def found(cases: Iterable[Case], lesions: Lesions | None = None, study: Study | None = None) -> Findings:
    known, moment = tuple(cases), datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    told = {who: tuple(of) for who, of in (lesions or {}).items()}
    return Findings(study or ours(), Subset(), Cases(known), Cases(known), told, moment, moment.date(), 1)


def patient(number: int, **known: Any) -> Case:
    return replace(NOBODY, patient=f"01-{number:05}", **known)


def cells(total: int | None, positive: int | None = None) -> dict[str, Any]:
    """Return the fields of a patient in whose blood so many cells were found, so many with HER2."""
    if total is None:
        return {}
    state = "detected" if total else "not_detected"
    return {"marker": state, "marker_total": total, "marker_positive": positive or 0}


def lesion(value: float | None, site: str | None = "bone", number: int = 1) -> CaseLesion:
    return CaseLesion(number, site, Call.POSITIVE, value)


def with_uptake(
    values: Sequence[float], counts: Sequence[tuple[int | None, int]]
) -> tuple[list[Case], dict[str, Sequence[CaseLesion]]]:
    """Return patients with one lesion each, and so many cells, of which so many with HER2."""
    cases = [patient(n, index_call=Call.POSITIVE, **cells(*count)) for n, count in enumerate(counts, start=1)]
    of = {case.patient: [lesion(value)] for case, value in zip(cases, values, strict=True)}
    return cases, of


def of_scenario(name: str) -> Findings:
    """Return the findings of an oracle's trial."""
    with (SCENARIOS / name / "patients.csv").open() as file:
        rows = list(csv.DictReader(file))
    with (SCENARIOS / name / "lesions.csv").open() as file:
        measured = list(csv.DictReader(file))
    cases = [
        replace(
            NOBODY, patient=row["patient_id"], included=row["included"] == "1",
            index_call=Call(row["pet_result"] or "pending"),
            therapy=Therapy(row["anti_her2_therapy"] or "pending"),
            workup=row["conventional_her2"] or None, biopsy=row["biopsy_her2"] or None,
            **cells(*(int(row[name]) if row[name] else None for name in ("ctc_count", "ctc_her2_pos"))),
        )
        for row in rows
    ]  # fmt: skip
    lesions: dict[str, list[CaseLesion]] = {}
    for n, each in enumerate(measured, start=1):
        value = float(each["suvmax"]) if each["suvmax"] else None
        lesions.setdefault(each["patient_id"], []).append(lesion(value, each["site"], n))
    return found(cases, lesions)


def expected(name: str, section: str) -> Any:
    """Return what R says of an oracle's trial."""
    return json.loads((SCENARIOS / name / "expected.json").read_text())["expected"][section]


def many(n: int) -> Findings:
    """Return so many patients, each with every state that there is, by chance."""
    dice = Random(7)  # noqa: S311 - invented patients, not secrets
    told = [{}, {"marker": "not_done"}, {"marker": "failed"}, cells(0)]
    cases = []
    for number in range(n):
        total = dice.randint(1, 120)
        known = dice.choice([*told, *[cells(total, dice.choice([0, 0, dice.randint(1, total)]))] * 4])
        cases.append(
            patient(
                number, index_call=dice.choice(list(Call)), therapy=dice.choice(list(Therapy)),
                workup=dice.choice(["positive", "negative", "equivocal", "unknown", None]),
                biopsy=dice.choice(["positive", "negative", "equivocal", None, None]), **known,
            )
        )  # fmt: skip
    lesions = {
        case.patient: [
            lesion(round(dice.uniform(0, 60), 1), dice.choice(SITES), row)
            for row in range(dice.randint(0, 5))
        ]
        for case in cases
    }
    return found(cases, lesions)


@contextmanager
def demo(file: Path, folder: Path) -> Iterator[Findings]:
    """Give the findings of a copy of the demo, as the principal investigator may see them."""
    copy = shutil.copy(file, folder / "demo.sqlite")
    settings = replace(Settings.from_environment({"HER2DASH_DEMO": "1"}), database_url=f"sqlite:///{copy}")
    office = open_office(settings)
    yield dashboard.findings(office.desk(accounts.enter_demo(office, login="peters", replaces=None)))
    office.database.dispose()


def said(drawn: Drawn) -> str:
    return " ".join((drawn.finding, drawn.caption, *drawn.sentences))


def rows(drawn: Drawn) -> dict[str, tuple[str, ...]]:
    assert drawn.table is not None
    return {row[0]: row[1:] for row in drawn.table.rows}


def traces(drawn: Drawn) -> tuple[Any, ...]:
    assert drawn.figure is not None, drawn.name
    return tuple(drawn.figure.data)


def marked(drawn: Drawn) -> set[str]:
    """Return the categories that the marks of a figure stand for."""
    return {
        str(each)
        for trace in traces(drawn)
        if trace.type == "scatter" and trace.customdata is not None
        for each in trace.customdata
    }


def size(drawn: Drawn) -> int:
    return len(drawn.figure.to_json()) if drawn.figure is not None else 0
