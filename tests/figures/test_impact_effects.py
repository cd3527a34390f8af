"""The effects of the test against R and the published counts: shifts, confidence, therapy, reasons."""

from __future__ import annotations

import json
from typing import Any

import pytest

from her2dash.analysis.states import Call, Therapy
from tests.figures.impact_patients import (
    KEPT,
    SCENARIOS,
    TURNED,
    board,
    of_scenario,
    patients,
    text,
    traces,
)


def expected(name: str, section: str) -> Any:
    return json.loads((SCENARIOS / name / "expected.json").read_text())["expected"][section]


def test_the_middle_answer_is_centred_and_the_missing_stand_apart() -> None:
    answers = [
        {"confidence_pre": level, "confidence_post": after}
        for level, after in ((1, 4), (3, 4), (3, 5), (4, None), (None, None))
    ]
    drawn = board(patients(*answers))["confidence-levels"]
    bars = {trace.name: trace for trace in traces(drawn)}
    middle = bars["Moderately confident"]
    assert (middle.base[0], middle.x[0]) == (-1.0, 2)
    assert bars["Not at all confident"].base[0] == -2.0
    ends = [b + (x or 0) for trace in bars.values() for b, x in zip(trace.base, trace.x, strict=True)
            if trace.name != "missing"]  # fmt: skip
    assert min(bars["missing"].base) > max(ends)
    assert bars["missing"].text == ("1", "2", "5")
    assert drawn.groups["after: missing"] == ("01-004", "01-005")


def test_a_number_too_broad_for_its_bar_is_left_out_rather_than_shrunk() -> None:
    few, many = (board(patients(*[TURNED] * n))["confidence-levels"] for n in (5, 200))
    assert few.figure is not None
    assert many.figure is not None
    assert few.figure.layout.uniformtext.mode is None
    assert (many.figure.layout.uniformtext.mode, many.figure.layout.uniformtext.minsize) == ("hide", 11)


def test_lines_join_the_two_answers_of_a_patient_and_of_many_a_table_counts_them() -> None:
    drawn = board(patients(TURNED, KEPT))["confidence-change"]
    assert [round(y) for trace in traces(drawn) for y in trace.y if y is not None] == [2, 4, 2, 2]
    table = board(patients(*[TURNED] * 199, KEPT))["confidence-change"]
    assert list(traces(table)[0].z[1]) == [0, 1, 0, 199, 0]


def test_the_confidence_is_that_of_r() -> None:
    drawn, wanted = (
        board(of_scenario("complete20"))["confidence-change"],
        expected("complete20", "confidence_pre_post"),
    )
    rows = {row[0]: row[1:] for row in drawn.table.rows} if drawn.table else {}
    assert rows["Change in points (Hodges-Lehmann)"] == ("0.50", "0.00 to 1.00")
    assert rows["p, Wilcoxon, the unchanged left out"][0] == f"{wanted['wilcoxon']['p_exact']:.3f}" == "0.186"
    assert rows["p, Wilcoxon, the unchanged ranked (Pratt)"][0] == "0.217"
    assert rows["Matched rank-biserial correlation"][0] == "0.51"
    assert f"{wanted['n_pairs']} with both answers" in drawn.caption
    assert "95.2 % interval 0.0 to 1.0" in text(drawn)


def test_the_three_times_are_those_of_r() -> None:
    said = text(board(of_scenario("interim09"))["confidence-levels"])
    assert "5 patients have all three answers." in said
    assert "Kendall's W 0.76, p 0.025 (Friedman, exact)" in said
    assert "p 0.004 (Page, exact, one-sided)" in said


def test_the_shifts_of_plans_are_those_of_r() -> None:
    drawn = board(of_scenario("complete20"))["plan-shift-after"]
    assert drawn.table is not None
    assert [list(map(int, row[1:5])) for row in drawn.table.rows[:4]] == expected(
        "complete20", "plan_pre_post"
    )["table"]
    assert "8/17 (47 %), 95 % interval 23 to 72 %" in text(drawn)
    assert (
        "(Bowker, exact): p 0.062; shares of the groups before against later (Stuart-Maxwell): p 0.059"
        in text(drawn)
    )
    assert "7 changed): p 0.016" in text(drawn)
    later = text(board(of_scenario("complete20"))["plan-shift-month-3"])
    assert "9/17 (53 %)" in later
    assert "p 0.031; shares of the groups before against later (Stuart-Maxwell): p 0.038" in later


def test_so_few_changes_that_nothing_can_be_shown_are_not_called_not_significant() -> None:
    said = text(board(of_scenario("interim09"))["plan-shift-after"])
    assert "p cannot reach 0.05 with 5 changed" in said


def test_the_published_effects_have_their_shares_and_are_told_by_test_result() -> None:
    # Bensch 2018: altered 8, confidence only 10, neither 2 of 20
    surer = KEPT | {"confidence_post": 3}
    drawn = board(patients(*[TURNED] * 8, *[surer] * 10, *[KEPT] * 2, {}))["effects"]
    assert drawn.table is not None
    assert drawn.table.rows[0] == (
        "plan or agents altered", "8/20 (40.0 %)", "19.1 to 63.9 %", "8", "0", "0", "0", "0",
    )  # fmt: skip
    assert drawn.table.rows[3][:4] == ("answers incomplete", "1", "–", "0")
    assert drawn.finding == "The plan or its agents changed after the test in 8/20 (40.0 %)"
    (bars,) = traces(drawn)
    assert (bars.x[0], bars.error_x.array[0]) == pytest.approx((0.4, 0.639 - 0.4), abs=1e-3)
    assert set(bars.customdata) < set(drawn.groups)


def test_the_plan_that_comes_to_follow_the_test_is_paired() -> None:
    drawn = board(patients(*[TURNED] * 7, *[KEPT] * 10, {"index_call": Call.EQUIVOCAL}))["plan-follows-test"]
    assert drawn.finding == "Before the test 10 of 17 plans agreed with its result, after it 17"
    # exact McNemar of 7 against 0: 2 / 2^7
    assert "p 0.016; exploratory" in text(drawn)
    assert "After less before: 41 percentage points" in text(drawn)
    assert {name: len(who) for name, who in drawn.groups.items()} == {
        "agrees before and after": 10, "agrees before only": 0, "agrees after only": 7,
        "agrees at neither time": 0, "not compared": 1,
    }  # fmt: skip
    assert [list(row) for row in traces(drawn)[0].z] == [[10, 0], [7, 0]]


def test_therapy_is_compared_with_what_was_intended_and_the_undecided_are_named() -> None:
    dropped = TURNED | {"therapy": Therapy.NO}
    waiting = TURNED | {"therapy": Therapy.PENDING}
    drawn = board(patients(*[TURNED] * 4, dropped, KEPT, waiting))["intended-and-given"]
    assert drawn.finding.startswith("For 5 of 6 patients anti-HER2 therapy was given or left out as intended")
    assert drawn.caption == "n = 6 of 7 included; not compared: therapy of the others 1 pending."
    assert drawn.groups["intended, not given"] == ("01-005",)
    assert drawn.groups["not compared"] == ("01-007",)


def test_of_whom_nobody_lacks_no_reason_is_named() -> None:
    whole = board(patients(TURNED, KEPT))
    assert whole["plan-flow"].caption == "n = 2 included. Everybody has a plan at each time."
    assert whole["confidence-levels"].caption == "n = 2 included. Everybody has an answer at each time."
    assert whole["intended-and-given"].caption == "n = 2: all who are included."
    assert whole["plan-follows-test"].caption.startswith("n = 2: all who are included. Agreement is")
    one = board(
        patients(TURNED, {"index_call": Call.EQUIVOCAL} | {"plan_pre": "chemo", "plan_post": "chemo"})
    )
    assert "not compared: 1 without a positive or negative result. " in one["plan-follows-test"].caption


def test_an_axis_of_very_few_patients_has_no_half_ones() -> None:
    few, more = board(patients(TURNED, KEPT)), board(patients(*[TURNED] * 5))
    assert [of["as-intended"].figure.layout.xaxis.dtick for of in (few, more)] == [1, None]  # type: ignore[union-attr]  # drawn


def test_reasons_and_tests_are_counted_by_the_words_of_the_study() -> None:
    of = board(patients(TURNED, TURNED, KEPT, {}))
    assert of["drivers"].groups["Main reason: The result of the HER2-PET"] == ("01-001", "01-002")
    assert of["drivers"].caption.startswith("n = 2 who said why, of 3 who said after the test")
    assert of["tests"].groups["Made unnecessary: CT"] == ("01-001", "01-002")
    assert "Led to, 3 answered: None\u00a03." in of["tests"].sentences
    assert "Chosen by nobody: New HER2 test on stored tissue" in text(of["tests"])
    assert of["as-intended"].groups["Main reason why not: Toxicity"] == ("01-003",)
    assert "Solved the dilemma, 3 answered: Partly\u00a02; No\u00a01." in of["worth"].sentences
