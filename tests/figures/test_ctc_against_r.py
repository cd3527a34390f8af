"""Cells and uptake against R: association, groups, ranks, the curve, and the marks of every pair."""

from __future__ import annotations

from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call
from tests.figures.compared_patients import (
    cells,
    expected,
    found,
    lesion,
    marked,
    of_scenario,
    patient,
    rows,
    said,
    traces,
    with_uptake,
)
from tests.figures.uptake_and_cells import board, states

# mann_whitney-002, hodges_lehmann_shift-002 and auc-002 of the oracle
POSITIVE = [12.1, 9.5, 14.2, 8.9, 10.1, 7.2]


NEGATIVE = [3.3, 5.8, 4.4, 7.7, 2.9, 7.2, 6.1]


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
    assert "found in 1, not done in 1, technical failure in 1, not signed yet in 1. None" in said(drawn)
    assert "not told" not in said(drawn)
    assert "HER2-positive: at least one CTC with strong HER2 staining (3+)." in drawn.caption
    assert set(drawn.groups) <= marked(drawn)


def test_only_positive_with_positive_and_negative_with_negative_is_framed() -> None:
    shapes = board(states())["test-by-cells"].figure.layout.shapes  # type: ignore[union-attr]  # it is drawn
    assert [(round(s.x0 + 0.48), round(s.y0 + 0.47)) for s in shapes] == [(0, 0), (1, 1)]


def test_test_and_cells_go_together_as_r_says() -> None:
    # 8 and 2, none with negative cells: Fisher p 1, no odds ratio, from 0 up; kappa 0
    drawn = board(of_scenario("complete20"))["test-by-cells"]
    assert "10 with a positive or negative test and a cell found: odds ratio not estimable" in said(drawn)
    assert "(95 % interval 0.00 and more), p cannot reach 0.05 with n = 10; exploratory" in said(drawn)
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


def test_a_sensitivity_analysis_leaves_out_what_has_an_uptake_of_its_own() -> None:
    of = compared()
    lesions = {who: [*told, lesion(20.0, "liver", 2)] for who, told in of.lesions.items()}
    drawn = board(found(of.cases, lesions))["uptake-by-her2-on-cells"]
    # with the liver all are the same; without it R's p
    told = "Without lesions where the tracer is taken up anyway (Liver): n = 13, p 0.003 (exact)."
    assert told in said(drawn)
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


def test_the_mean_over_lesions_is_that_of_r_with_patients_as_clusters() -> None:
    # 61 lesions in 20 patients: 8.254 (6.036 to 10.471)
    told = expected("complete20", "lesion_suvmax_mean")
    assert (told["n_obs"], told["n_clusters"]) == (61, 20)
    caption = board(of_scenario("complete20"))["lesions"].caption
    assert caption.startswith("n = 61 measured lesions in 20 of 20 included patients.")
    assert "Mean SUVmax of all lesions 8.3, 95 % interval 6.0 to 10.5, patients as clusters." in caption
