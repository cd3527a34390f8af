"""The board of the flow: steps, states and sites of nobody, of few and of the demo."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from her2dash.actions import accounts, dashboard
from her2dash.actions.office import open_office
from her2dash.analysis.findings import Findings
from her2dash.figures.boards import every
from her2dash.figures.flow_board import flow_board
from her2dash.settings import Settings
from her2dash.study.load import load_study
from tests.analysis.patients import NOBODY, patients
from tests.figures.flow_patients import (
    EN,
    NAMES,
    NL,
    NOW,
    board,
    found,
    many,
    text,
    whole,
)
from tests.study.folders import SECOND


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


def test_a_count_in_a_sentence_is_not_read_as_part_of_its_name() -> None:
    """Found on a picture: "questionnaire at month 3 3"."""
    said = " ".join(board(whole(3))["patient-flow"].sentences)
    assert "questionnaire at month 3 (3)" in said
    assert "Patients: enrolled (3), included (3), " in said


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


def test_heads_beside_each_other_stand_on_two_levels() -> None:
    """Found on a phone: "na behandeling 3", in which three heads lay over each other."""
    figure = board(whole(2))["missingness"].figure
    assert figure is not None
    assert figure.layout.xaxis.ticktext[-3:] == ("after", "therapy<br>\u00a0", "month 3")


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
