"""The board of the tumour cells: against hand counts and R, of nobody, one, few, the demo, many, in Dutch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call
from her2dash.figures.boards import every
from her2dash.figures.ctc_board import ctc_board
from her2dash.figures.drawn import Drawn
from her2dash.figures.theme import CALL_MARKS
from her2dash.i18n import Words
from her2dash.study.load import load_study
from tests.figures import compared_patients as made
from tests.figures.compared_patients import (
    cells,
    expected,
    found,
    lesion,
    marked,
    of_scenario,
    ours,
    patient,
    rows,
    said,
    size,
    traces,
    with_uptake,
)
from tests.study.folders import SECOND

EN, NL = Words("en"), Words("nl")
NAMES = (
    "test-by-cells", "uptake-by-her2-on-cells", "uptake-roc", "uptake-by-cells", "uptake-by-positive-cells",
    "uptake-by-positive-share", "lesions",
)  # fmt: skip
# who is compared stands in the figure before it
WITHOUT_GROUPS = {"uptake-roc"}

# mann_whitney-002, hodges_lehmann_shift-002 and auc-002 of the oracle
POSITIVE = [12.1, 9.5, 14.2, 8.9, 10.1, 7.2]
NEGATIVE = [3.3, 5.8, 4.4, 7.7, 2.9, 7.2, 6.1]


def board(of: Findings, words: Words = EN) -> dict[str, Drawn]:
    return {drawn.name: drawn for drawn in every(ctc_board(of, words))}


def states() -> Findings:
    """Return a patient of each state of the cells, two with positive ones; the tests are told apart."""
    known: list[dict[str, Any]] = [
        cells(8, 2), cells(5, 1), cells(5, 0), cells(0), {"marker": "not_done"}, {"marker": "failed"}, {},
    ]  # fmt: skip
    calls = [Call.POSITIVE, Call.NEGATIVE, Call.POSITIVE, Call.NEGATIVE, Call.EQUIVOCAL, *[Call.PENDING] * 2]
    cases = [
        patient(n, index_call=call, **told) for n, (call, told) in enumerate(zip(calls, known, strict=True))
    ]
    lesions = {case.patient: [lesion(4.0 + n)] for n, case in enumerate(cases) if n != 2}
    return found(cases, lesions)


def compared() -> Findings:
    return found(*with_uptake([*POSITIVE, *NEGATIVE], [(9, 1)] * len(POSITIVE) + [(9, 0)] * len(NEGATIVE)))


def test_no_cell_not_done_failed_and_not_signed_are_no_negative_cells() -> None:
    drawn = board(states())["test-by-cells"]
    assert drawn.table is not None
    assert drawn.table.columns[1:] == (
        "HER2-positive", "HER2-negative", "not assessable (no cell found)", "not done", "technical failure",
        "not signed yet", "Total",
    )  # fmt: skip
    assert drawn.table.rows == (
        ("positive", "1", "1", "0", "0", "0", "0", "2"),
        ("negative", "1", "0", "1", "0", "0", "0", "2"),
        ("equivocal", "0", "0", "0", "1", "0", "0", "1"),
        ("not evaluable", "0", "0", "0", "0", "0", "0", "0"),
        ("result pending", "0", "0", "0", "0", "1", "1", "2"),
        ("Total", "2", "1", "1", "1", "1", "1", "7"),
    )
    assert drawn.finding == "2 of 7 patients have HER2 on a tumour cell, of 3 in whom cells were found"
    assert "Nothing can be said of HER2 in 4: no cell found in 1, not done in 1" in said(drawn)
    assert "HER2-positive: at least one CTC with strong HER2 staining (3+)." in drawn.caption
    assert set(drawn.groups) <= marked(drawn)


def test_only_positive_with_positive_and_negative_with_negative_is_framed() -> None:
    shapes = board(states())["test-by-cells"].figure.layout.shapes  # type: ignore[union-attr]  # it is drawn
    assert [(round(s.x0 + 0.48), round(s.y0 + 0.47)) for s in shapes] == [(0, 0), (1, 1)]


def test_test_and_cells_go_together_as_r_says() -> None:
    # 8 and 2, none with negative cells: Fisher p 1, no odds ratio, from 0 up; kappa 0
    drawn = board(of_scenario("complete20"))["test-by-cells"]
    assert "10 with a positive or negative test and a cell found: odds ratio not estimable" in said(drawn)
    assert "(95 % interval 0.00 and more), p: cannot reach 0.05 with n = 10; exploratory" in said(drawn)
    assert "Phi not estimable (a whole row or column is empty), Cohen's kappa 0.00." in said(drawn)


def test_an_odds_ratio_has_the_interval_of_r() -> None:
    # fisher_2x2-007 of the oracle: 8, 4 and 3, 5; 3.126 (0.374 to 32.247), p 0.362
    told = [(Call.POSITIVE, 1)] * 8 + [(Call.POSITIVE, 0)] * 4 + [(Call.NEGATIVE, 1)] * 3
    told += [(Call.NEGATIVE, 0)] * 5
    cases = [patient(n, index_call=call, **cells(3, positive)) for n, (call, positive) in enumerate(told)]
    wanted = "odds ratio 3.13 (95 % interval 0.37 to 32.25), p 0.362 (Fisher, exact); exploratory"
    assert f"20 with a positive or negative test and a cell found: {wanted}" in said(
        board(found(cases))["test-by-cells"]
    )


def test_two_groups_are_compared_as_r_compares_them() -> None:
    drawn = board(compared())["uptake-by-her2-on-cells"]
    # shift 4.7 (1.8 to 8.1, covering 0.965), p 0.0035, AUC 0.964 (Newcombe 0.657 to 0.997)
    assert "4.7 (Hodges-Lehmann), 96.5 % interval 1.8 to 8.1; Mann-Whitney: p 0.003 (exact)" in said(drawn)
    told = rows(drawn)
    assert told["Difference (Hodges-Lehmann)"] == ("4.7", "1.8 to 8.1", "13")
    assert told["Area under the ROC curve"] == ("0.96", "0.66 to 1.00", "13")
    # by hand: the middle two of 7.2 8.9 9.5 10.1 12.1 14.2, the middle of 2.9 3.3 4.4 5.8 6.1 7.2 7.7
    assert told["Median SUVmax, HER2-positive"] == ("9.8", "–", "6")
    assert told["Median SUVmax, HER2-negative"] == ("5.8", "–", "7")


def test_every_patient_is_a_mark_and_a_line_stands_at_each_median() -> None:
    drawn = board(states())["uptake-by-her2-on-cells"]
    points = [trace for trace in traces(drawn) if trace.mode == "markers"]
    assert sum(len(trace.x) for trace in points) == 3
    assert {trace.name: trace.marker.symbol for trace in points} == {
        "positive": "circle",
        "negative": "diamond",
    }
    assert {name: who for name, who in drawn.groups.items() if who} == {
        "HER2-positive": ("01-00000", "01-00001"),
        "not assessable (no cell found)": ("01-00003",),
        "not drawn: not done": ("01-00004",),
        "not drawn: technical failure": ("01-00005",),
        "not drawn: not signed yet": ("01-00006",),
        "not drawn: no measured lesion": ("01-00002",),
    }
    (line,) = [trace for trace in traces(drawn) if trace.mode == "lines"]
    assert list(line.y) == [4.5, 4.5]  # of 4.0 and 5.0; one patient is no median


def test_a_sensitivity_analysis_leaves_the_liver_out() -> None:
    of = compared()
    lesions = {who: [*told, lesion(20.0, "liver", 2)] for who, told in of.lesions.items()}
    drawn = board(found(of.cases, lesions))["uptake-by-her2-on-cells"]
    # with the liver all are the same; without it R's p
    assert (
        "Without lesions in the liver, which takes up the tracer by itself: n = 13, p 0.003 (exact)."
        in said(drawn)
    )
    assert rows(drawn)["p, Mann-Whitney"][0] == "1.000"


def test_the_curve_has_the_area_and_interval_of_r_and_no_cut() -> None:
    drawn = board(compared())["uptake-roc"]
    assert "n+ = 6 HER2-positive, n− = 7 HER2-negative" in drawn.caption
    assert "Area under the curve 0.96, 95 % interval 0.66 to 1.00" in said(drawn)
    assert drawn.table is not None
    assert drawn.table.rows == (
        ("Newcombe, method 5", "0.96", "0.66 to 1.00", "6", "7"),
        ("DeLong", "0.96", "0.88 to 1.00", "6", "7"),
    )
    _, curve = traces(drawn)
    assert (curve.x[0], curve.y[0], curve.x[-1], curve.y[-1]) == (0, 0, 1, 1)


def test_one_group_alone_has_no_curve_and_no_difference() -> None:
    told = board(of_scenario("complete20"))
    assert told["uptake-roc"].figure is None
    assert "HER2-positive and with HER2-negative cells fill this figure" in said(told["uptake-roc"])
    assert "there is nothing to compare" in said(told["uptake-by-her2-on-cells"])


def test_the_rank_correlation_is_that_of_r() -> None:
    told = expected("complete20", "suvmax_vs_ctc_her2_count")
    assert (told["n"], round(told["rho"], 3), round(told["p_t"], 3)) == (19, 0.151, 0.538)
    drawn = board(of_scenario("complete20"))["uptake-by-positive-cells"]
    assert "rho) 0.15, 95 % interval -0.33 to 0.57; n = 19, p 0.538 (t); exploratory" in said(drawn)
    assert "n = 20 included, 19 with both; 1 missing (1 cell analysis not signed yet)" in drawn.caption


def test_few_pairs_have_the_exact_p_of_r() -> None:
    # spearman_exact-004 of the oracle: p 0.005357
    uptake, counts = [8.2, 12.5, 3.1, 6.6, 15.2, 9.8, 2.4, 7.7], [3, 8, 0, 1, 12, 2, 0, 0]
    drawn = board(found(*with_uptake(uptake, [(each, 0) for each in counts])))["uptake-by-cells"]
    assert "n = 8, p 0.005 (exact)" in said(drawn)
    assert "3 of 8 patients have none; they stand at 0, left of the logarithmic scale." in said(drawn)


def test_every_pair_is_a_mark_and_zero_stands_left_of_the_line() -> None:
    drawn = board(states())["uptake-by-cells"]
    assert drawn.figure is not None
    (line,) = drawn.figure.layout.shapes
    at = {
        hover.split("<br>")[0]: x
        for trace in traces(drawn)
        for x, hover in zip(trace.x, trace.hovertext, strict=True)
    }
    assert {who: x < line.x0 for who, x in at.items()} == {
        "01-00000": False, "01-00001": False, "01-00003": True,
    }  # fmt: skip
    axis = drawn.figure.layout.xaxis
    assert (axis.type, axis.ticktext[0]) == ("log", "0")
    assert axis.tickvals[0] < line.x0 < axis.tickvals[1] == 1


def test_equal_counts_stand_side_by_side_and_the_same_on_every_call() -> None:
    of = found(*with_uptake([1.0, 2.0, 3.0, 4.0], [(2, 0)] * 4))
    first, again = (board(of)["uptake-by-cells"] for _ in range(2))
    (trace,) = traces(first)
    assert len(set(trace.x)) == 4
    assert all(1.7 < x < 2.3 for x in trace.x)
    assert traces(again)[0].x == trace.x


def test_marks_are_those_of_the_call_on_every_page() -> None:
    for name in ("uptake-by-cells", "uptake-by-positive-share"):
        for trace in traces(board(states())[name]):
            call = Call(trace.name)
            assert (trace.marker.color, trace.marker.symbol) == CALL_MARKS[call]


def test_a_share_needs_a_cell() -> None:
    drawn = board(states())["uptake-by-positive-share"]
    assert rows(drawn) == {
        "01-00001": ("negative", "5.0", "20 %"),
        "01-00000": ("positive", "4.0", "25 %"),
    }
    assert drawn.groups["not drawn: no cell found"] == ("01-00003",)
    assert drawn.groups["not drawn: no measured lesion"] == ("01-00002",)


LESIONS = {
    "01-00000": [lesion(2.0), lesion(7.5, "liver", 2)],
    "01-00001": [lesion(9.0, "lung"), lesion(9.0, "lung", 2), lesion(None, "bone", 3)],
    "01-00002": [lesion(None)],
}


def test_each_patient_has_a_row_and_each_lesion_a_dot() -> None:
    cases = [patient(n, index_call=Call.NEGATIVE) for n in range(3)]
    drawn = board(found(cases, LESIONS))["lesions"]
    assert drawn.figure is not None
    assert list(drawn.figure.layout.yaxis.ticktext) == ["01-00001", "01-00000"]
    named = {trace.name: trace for trace in traces(drawn) if trace.name}
    dots, rings = named["lesion positive"], named["in the liver"]
    assert sorted(zip(dots.y, dots.x, strict=True))[-1] == (1, 7.5)
    assert len(set(zip(dots.x, dots.y, strict=True))) == 4  # the two of 9.0 stand apart
    assert (list(rings.x), list(rings.y)) == ([7.5], [1])
    assert drawn.groups == {
        "highest uptake: Liver": ("01-00000",),
        "highest uptake: Lung": ("01-00001",),
        "no measured lesion": ("01-00002",),
    }
    assert "n = 4 measured lesions in 2 of 3 included patients. Lesions without a value: 2;" in drawn.caption
    assert "1 of them lie in the liver" in said(drawn)


def test_the_mean_over_lesions_is_that_of_r_with_patients_as_clusters() -> None:
    # 61 lesions in 20 patients: 8.254 (6.036 to 10.471)
    told = expected("complete20", "lesion_suvmax_mean")
    assert (told["n_obs"], told["n_clusters"]) == (61, 20)
    caption = board(of_scenario("complete20"))["lesions"].caption
    assert caption.startswith("n = 61 measured lesions in 20 of 20 included patients.")
    assert "Mean SUVmax of all lesions 8.3, 95 % interval 6.0 to 10.5, patients as clusters." in caption


def adds_up(drawn: Drawn, included: int) -> bool:
    return drawn.name in WITHOUT_GROUPS or sum(map(len, drawn.groups.values())) == included


@pytest.mark.parametrize("words", [EN, NL])
def test_nobody_included_is_said_in_words_and_nothing_is_drawn(words: Words) -> None:
    told = board(found([]), words)
    assert tuple(told) == NAMES
    assert all(drawn.figure is None and drawn.sentences and drawn.table for drawn in told.values())
    assert not any(who for drawn in told.values() for who in drawn.groups.values())


@pytest.mark.parametrize("n", [1, 4])
def test_too_few_patients_have_no_interval_and_no_p(n: int) -> None:
    told = board(found(*with_uptake([3.0, 4.0, 5.5, 6.0][:n], [(2, 1), (3, 0), (4, 0), (7, 2)][:n])))
    assert "% interval" not in " ".join(each for drawn in told.values() for each in drawn.sentences)
    assert "% interval" not in told["lesions"].caption
    assert all(adds_up(drawn, n) for drawn in told.values())
    assert told["uptake-roc"].figure is None
    assert sum(len(trace.x) for trace in traces(told["uptake-by-cells"])) == n


def test_values_that_are_all_the_same_have_no_correlation() -> None:
    drawn = board(found(*with_uptake([3.0] * 6, [(2, 1)] * 6)))["uptake-by-cells"]
    assert "Rank correlation: not estimable (all values are the same)." in said(drawn)


def test_an_uptake_of_0_has_a_place_too() -> None:
    drawn = board(found(*with_uptake([0.0, 3.0, 4.0], [(2, 1), (0, 0), (3, 0)])))
    assert drawn["uptake-by-cells"].figure is not None
    axis = drawn["uptake-by-cells"].figure.layout.yaxis
    assert axis.ticktext[0] == "0"
    assert 0 < axis.tickvals[0] < 3
    assert drawn["lesions"].figure is not None
    assert list(drawn["lesions"].figure.layout.xaxis.ticktext[:2]) == ["test", "0"]


def test_the_demo_has_everything_and_everybody_once(demo_of_today: Path, tmp_path: Path) -> None:
    with made.demo(demo_of_today, tmp_path) as of:
        told = board(of)
        assert tuple(told) == NAMES
        assert all(adds_up(drawn, len(of.included)) for drawn in told.values())
        assert all(f"{len(of.included)} included" in drawn.caption for drawn in told.values())


def test_many_are_counted_in_classes_and_the_figures_do_not_grow() -> None:
    few, many = board(made.many(1_000)), board(made.many(2_000))
    assert all(size(many[name]) < size(few[name]) + 500 < 10_000 for name in NAMES)
    assert all(adds_up(drawn, 2_000) for drawn in many.values())
    for name in ("uptake-by-her2-on-cells", "uptake-by-cells", "uptake-by-positive-share", "lesions"):
        (tiles,) = traces(many[name])
        assert tiles.type == "heatmap"
    assert "0 % 0–20 %" in " ".join(many["uptake-by-positive-share"].table.columns)  # type: ignore[union-attr]  # always


def test_the_tiles_count_everybody_who_is_drawn() -> None:
    drawn = board(made.many(2_000))["uptake-by-cells"]
    (tiles,) = traces(drawn)
    missing = sum(len(who) for name, who in drawn.groups.items() if name.startswith("not drawn"))
    assert sum(map(sum, tiles.z)) == 2_000 - missing
    assert list(tiles.z[0])  # the lowest uptake is the first row, and stands below
    assert drawn.figure is not None
    assert drawn.figure.layout.yaxis.range[0] < drawn.figure.layout.yaxis.range[1]


def test_a_study_without_cells_has_its_lesions_and_one_without_lesions_its_cells() -> None:
    cellless = found(states().cases, states().lesions, made.without_roles("marker_state"))
    assert tuple(board(cellless)) == ("lesions",)
    blind = found(states().cases, {}, made.without_roles("lesion_uptake"))
    assert tuple(board(blind)) == ("test-by-cells",)
    assert board(found([patient(1)], study=load_study(SECOND))) == {}


def test_without_a_rule_for_her2_the_cells_are_only_counted() -> None:
    study = ours().model_copy(update={"marker": None})
    told = board(found([patient(1, index_call=Call.POSITIVE, marker="detected", marker_total=3)],
                       {"01-00001": [lesion(4.0)]}, study))  # fmt: skip
    assert tuple(told) == ("test-by-cells", "uptake-by-cells", "lesions")
    assert told["test-by-cells"].groups == {
        "test positive; tumour cells: found, HER2 not told": ("01-00001",)
    }


def test_lesions_without_a_site_are_shown_as_such() -> None:
    of = found([patient(1, index_call=Call.POSITIVE)], {"01-00001": [lesion(4.0, None)]},
               made.without_roles("lesion_site"))  # fmt: skip
    assert board(of)["lesions"].groups == {"highest uptake: site not told": ("01-00001",)}


def test_in_dutch_no_english_is_left() -> None:
    told: Any = board(states(), NL)
    heard = " ".join(said(drawn) for drawn in told.values())
    assert not {"the", "and", "patients", "with", "included"} & set(heard.replace(",", " ").split())
    assert (
        "Lever"
        in board(found([patient(0)], {"01-00000": [lesion(7.5, "liver")]}), NL)["lesions"].sentences[1]
    )
    assert "HER2-positief: ten minste één CTC met sterke HER2-kleuring (3+)." in told["test-by-cells"].caption
