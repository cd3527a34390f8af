"""The board of flow: of nobody, of few, of the demo, of many, of another study, and in Dutch."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from her2dash.actions import accounts, dashboard
from her2dash.actions.office import open_office
from her2dash.analysis.cases import Case
from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call, Therapy
from her2dash.analysis.subset import Subset
from her2dash.figures.boards import every
from her2dash.figures.drawn import Drawn
from her2dash.figures.flow_board import flow_board
from her2dash.i18n import Words
from her2dash.settings import Settings
from her2dash.study.load import load_study
from her2dash.study.model import Study
from tests.analysis.patients import NOBODY, patients
from tests.study.folders import SECOND

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
    return Findings(study or ours(), Subset(), known, known, {}, NOW, NOW.date(), 1)


def board(cases: Iterable[Case], words: Words = EN) -> dict[str, Drawn]:
    return {drawn.name: drawn for drawn in every(flow_board(found(cases), words))}


def text(drawn: Drawn) -> str:
    return " ".join((drawn.finding, drawn.caption, *drawn.sentences))


def marks(drawn: Drawn) -> set[str]:
    """Return every category that a mark of the figure names."""
    assert drawn.figure is not None
    told: set[str] = set()
    for trace in drawn.figure.data:
        told |= set(trace.customdata if trace.customdata is not None else ())
    return told - {""}


def size(drawn: Drawn) -> int:
    assert drawn.figure is not None
    return len(json.dumps(drawn.figure.to_dict(), default=str))


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


@pytest.fixture(scope="module")
def of_the_demo(demo_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> Findings:
    file = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    shutil.copy(demo_of_today, file)
    settings = replace(Settings.from_environment({"HER2DASH_DEMO": "1"}), database_url=f"sqlite:///{file}")
    office = open_office(settings)
    try:
        return dashboard.findings(office.desk(accounts.enter_demo(office, login="peters", replaces=None)))
    finally:
        office.database.dispose()


def test_without_a_patient_every_figure_says_what_will_fill_it() -> None:
    drawn = board([])
    assert tuple(drawn) == NAMES
    for each in drawn.values():
        assert each.figure is None
        assert "fills this figure" in text(each) or "begins this figure" in text(each)
        assert each.table is not None


@pytest.mark.parametrize("n", [1, 4, 13])
def test_few_patients_are_counted_and_no_interval_is_shown_below_five(n: int) -> None:
    drawn = board(whole(n))
    assert f"{n} of {n} enrolled patients have a result and a therapy to compare" in text(
        drawn["patient-flow"]
    )
    assert "Nothing that was due is missing" in text(drawn["missingness"])
    (dot,) = [trace for trace in drawn["sites"].figure.data if trace.customdata is not None]  # type: ignore[union-attr]
    assert (dot.error_y.array is None) is (n < 5)
    assert ("Too few closed patients" in text(drawn["sites"])) is (n < 5)


def test_the_flow_names_who_left_and_why_beside_each_step() -> None:
    drawn = board([*patients("3*+y ey x? +?"), replace(NOBODY, patient="01-900", included=False)])
    flow = drawn["patient-flow"]
    assert flow.groups["Enrolled"] == (*(f"01-00{n}" for n in range(1, 7)), "01-900")
    assert flow.groups["Included"] == tuple(f"01-00{n}" for n in range(1, 7))
    assert flow.groups["not injected yet"] == ("01-900",)
    assert flow.groups["test not evaluable"] == ("01-005",)
    assert flow.groups["decision pending"] == ("01-006",)
    assert flow.groups["equivocal result"] == ("01-004",)
    assert flow.groups["Test and therapy compared"] == ("01-001", "01-002", "01-003")
    assert "3 of 7 enrolled patients have a result and a therapy to compare" in flow.finding


def test_the_last_box_counts_the_evaluable_of_the_primary_endpoint() -> None:
    of = found(many(400))
    flow = flow_board(of, EN)[0].figures[0]
    assert len(flow.groups["Test and therapy compared"]) == of.endpoint.evaluable.total
    assert len(flow.groups["Included"]) == of.endpoint.included


def test_not_yet_due_has_its_own_sign_and_is_never_counted_as_missing() -> None:
    recent = NOW.date() - timedelta(30)
    drawn = board(whole(3, supported=None, index_on=recent, released_on=recent))["missingness"]
    assert drawn.groups["Questionnaire at month 3: not yet due"] == ("01-001", "01-002", "01-003")
    assert drawn.groups["Questionnaire at month 3: missing"] == ()
    assert "Nothing that was due is missing" in drawn.finding
    late = board(whole(3, supported=None))["missingness"]
    assert len(late.groups["Questionnaire at month 3: missing"]) == 3
    assert "Most often missing: questionnaire at month 3, in 3 of 3" in late.finding


def test_a_row_of_tiles_is_a_patient_and_no_state_is_told_by_colour_alone() -> None:
    drawn = board([*whole(2), replace(NOBODY, patient="01-009")])["missingness"]
    assert drawn.figure is not None
    tiles, *signs = drawn.figure.data
    assert (len(tiles.z), len(tiles.z[0])) == (3, 7)
    assert sum(len(trace.text) for trace in signs) == 21
    assert {sign for trace in signs for sign in trace.text} <= {"●", "×", "–", "…"}
    assert list(drawn.figure.layout.yaxis.ticktext) == ["01-001", "01-002", "01-009"]


@pytest.mark.parametrize("n", [4, 13, 2000])
def test_the_groups_of_each_figure_add_up_to_its_n(n: int) -> None:
    cases = many(n)
    drawn = board(cases)
    included = sum(case.included for case in cases)
    sums = {name: sum(map(len, drawn[name].groups.values())) for name in ("missingness", "sites", "sealing")}
    assert sums == {"missingness": 7 * n, "sites": included, "sealing": n}
    assert f"n = {n} enrolled" in drawn["missingness"].caption
    assert f"n = {included} included" in drawn["sites"].caption


@pytest.mark.parametrize("n", [13, 2000])
def test_every_mark_of_a_figure_lists_a_group(n: int) -> None:
    for drawn in board(many(n)).values():
        assert marks(drawn) <= set(drawn.groups)
        assert marks(drawn)


def test_the_figures_do_not_grow_with_the_patients() -> None:
    sizes = {n: {name: size(drawn) for name, drawn in board(many(n)).items()} for n in (500, 4000)}
    for name in NAMES:
        assert sizes[4000][name] < sizes[500][name] * 1.6 + 500, name
        assert sizes[4000][name] < 20_000, name


def test_of_many_patients_a_bar_for_each_endpoint_holds_the_states_in_their_order() -> None:
    drawn = board(many(600))["missingness"]
    assert drawn.figure is not None
    assert [trace.name for trace in drawn.figure.data] == [
        "● present", "× missing", "– not applicable", "… not yet due",
    ]  # fmt: skip
    assert [sum(trace.x[row] for trace in drawn.figure.data) for row in range(7)] == [600] * 7


def test_sites_stand_in_the_order_of_their_codes_within_limits_and_are_no_ranking() -> None:
    cases = [
        replace(case, site=site, patient=f"{site}-{case.patient}")
        for site, of in {"02": "40*+y 10*+n", "01": "4*+y 36*+n", "03": "2*+y"}.items()
        for case in patients(of)
    ]
    drawn = board(cases)["sites"]
    assert drawn.table is not None
    assert [row[0] for row in drawn.table.rows] == ["01", "02", "03"]
    assert "2 of 2 sites lie outside the 95 % limits of chance" in drawn.finding
    assert "this is no ranking" in text(drawn)
    assert "Too few closed patients for an interval or a judgement: 03." in text(drawn)
    assert drawn.table.rows[2][5:] == ("too few", "–")
    lines = [trace for trace in drawn.figure.data if trace.mode == "lines"]  # type: ignore[union-attr]
    assert len(lines) == 4


def test_a_single_site_has_nothing_to_be_compared_with() -> None:
    drawn = board(whole(8))["sites"]
    assert drawn.figure is not None
    assert [trace.mode for trace in drawn.figure.data] == ["markers+text"]
    assert not drawn.figure.layout.shapes
    assert drawn.finding == "Do the sites differ by more than chance?"


def test_who_was_not_sealed_is_told_of_the_released() -> None:
    drawn = board([*whole(3), *whole(1, sealed_before=False), *whole(2, sealed_before=None)])["sealing"]
    assert drawn.finding == "Not sealed before the release: 1 of 4 released"
    assert drawn.figure is not None
    assert list(drawn.figure.data[0].x) == [3, 1, 2]
    assert "the patient's page marks them" in text(drawn)


def test_the_demo_is_drawn_and_says_the_same_as_the_primary_endpoint(of_the_demo: Findings) -> None:
    drawn = {each.name: each for each in every(flow_board(of_the_demo, EN))}
    assert all(each.figure is not None for each in drawn.values())
    endpoint = of_the_demo.endpoint
    assert len(drawn["patient-flow"].groups["Test and therapy compared"]) == endpoint.evaluable.total
    closed = endpoint.included - endpoint.open
    assert f"n = {endpoint.included} included, {closed} of them closed" in drawn["sites"].caption
    assert f"{endpoint.concordant}/{closed}" in text(drawn["sites"])


def test_a_study_without_these_forms_has_fewer_boxes_and_columns() -> None:
    drawn = {each.name: each for each in every(flow_board(found(whole(6), load_study(SECOND)), EN))}
    labels = " ".join(drawn["missingness"].groups)
    assert "Questionnaire before the test" in labels
    assert "cells" not in labels
    assert "month 3" not in labels
    assert set(drawn) == set(NAMES)


def test_the_board_speaks_dutch() -> None:
    said = " ".join(text(each) for each in board(many(30), NL).values())
    for english in ("enrolled", "missing", "Outside", "released", "closed", "questionnaire"):
        assert english not in said
