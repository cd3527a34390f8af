"""Uptake against cells: who is a pair, who is not and why, the correlation and its p, and the classes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from her2dash.analysis.cases import Case
from her2dash.analysis.compared import Marker
from her2dash.analysis.dataset import Dataset, Lesion, Patient
from her2dash.analysis.states import Call
from her2dash.analysis.trial_plan import AnalysisPlan
from her2dash.analysis.uptake_cells import (
    CELL_EDGES,
    SHARE_EDGES,
    UPTAKE_EDGES,
    Absent,
    Measure,
    Pairs,
    Point,
    alike_in_cells,
    classified,
    correlated,
    correlation_p,
    pairs_of,
)
from her2dash.analysis.uptake_groups import UptakeGroups, shift, uptake_groups, without_sites

from .patients import NOBODY

FOLDER = Path(__file__).parent / "oracle"
NO_CELL: dict[str, Any] = {"marker": "not_detected", "marker_total": 0, "marker_positive": 0}
KNOWN: dict[str, dict[str, Any]] = {
    "two of eight": {"marker": "detected", "marker_total": 8, "marker_positive": 2},
    "none of five": {"marker": "detected", "marker_total": 5, "marker_positive": 0},
    "no cell": NO_CELL,
    "not done": {"marker": "not_done"},
    "failed": {"marker": "failed"},
    "not signed": {},
    "her2 not told": {"marker": "detected", "marker_total": 3},
    "no uptake": {"marker": "detected", "marker_total": 1, "marker_positive": 1},
}
HIGHEST = {name: 5.0 + place for place, name in enumerate(KNOWN) if name != "no uptake"}


def cases() -> list[Case]:
    return [replace(NOBODY, patient=name, index_call=Call.POSITIVE, **told) for name, told in KNOWN.items()]


def found(measure: Measure) -> Pairs:
    return pairs_of(alike_in_cells(cases()), HIGHEST, measure)


def values(measure: Measure) -> dict[str, float]:
    return {point.patient: point.value for point in found(measure).points}


def absent(measure: Measure) -> dict[str, tuple[str, ...]]:
    return {reason.value: who for reason, who in found(measure).absent.items()}


ALWAYS = {
    "not_signed": ("not signed",), "not_done": ("not done",), "failed": ("failed",),
    "no_uptake": ("no uptake",),
}  # fmt: skip


def test_no_cell_is_a_count_of_0() -> None:
    assert values(Measure.CELLS) == {"two of eight": 8, "none of five": 5, "no cell": 0, "her2 not told": 3}
    assert absent(Measure.CELLS) == ALWAYS


def test_no_positive_cell_is_0_whether_or_not_there_were_cells() -> None:
    assert values(Measure.POSITIVE) == {"two of eight": 2, "none of five": 0, "no cell": 0}
    assert absent(Measure.POSITIVE) == ALWAYS | {"not_told": ("her2 not told",)}


def test_a_share_of_no_cells_is_none() -> None:
    assert values(Measure.SHARE) == {"two of eight": 0.25, "none of five": 0}
    assert absent(Measure.SHARE) == ALWAYS | {"not_told": ("her2 not told",), "no_cell": ("no cell",)}


@pytest.mark.parametrize("measure", list(Measure))
def test_everybody_is_a_pair_or_absent_for_one_reason(measure: Measure) -> None:
    who = [*values(measure), *(each for some in found(measure).absent.values() for each in some)]
    assert sorted(who) == sorted(KNOWN)
    assert set(found(measure).absent) <= set(Absent)


def pairs(x: Sequence[float], y: Sequence[float]) -> Pairs:
    points = (Point(str(n), Call.POSITIVE, *both) for n, both in enumerate(zip(x, y, strict=True)))
    return Pairs(tuple(points), {})


def test_few_pairs_have_the_exact_p_of_all_orders() -> None:
    uptake, cells = [8.2, 12.5, 3.1, 6.6, 15.2, 9.8, 2.4, 7.7], [3, 8, 0, 1, 12, 2, 0, 0]
    few = pairs(uptake, cells)
    assert correlation_p(few, correlated(few)) == pytest.approx(0.005357142857142857)


def test_more_pairs_have_the_p_of_t() -> None:
    known = json.loads((FOLDER / "spearman.json").read_text())
    (case,) = (each for each in known if each["id"] == "spearman-012")
    more = pairs(case["inputs"]["x"], case["inputs"]["y"])
    rho = correlated(more)
    assert rho.record() == pytest.approx(case["expected"])
    assert correlation_p(more, rho) == pytest.approx(case["expected"]["p_t"])


@pytest.mark.parametrize(
    ("edges", "lowest", "values", "wanted"),
    [
        (CELL_EDGES, 0, [0, 0, 1, 2, 4, 5, 9, 10, 49, 50, 1000], [2, 1, 2, 2, 2, 2]),
        (UPTAKE_EDGES, 0, [0, 0.9, 1, 3.9, 4, 8, 31.9, 32, 200], [2, 1, 1, 1, 1, 1, 2]),
        (SHARE_EDGES, 0, [0, 0.01, 0.19, 0.2, 0.99, 1, 1], [1, 2, 1, 0, 0, 1, 2]),
    ],
)
def test_a_class_goes_from_its_edge_to_below_the_next(
    edges: Sequence[float], lowest: float, values: list[float], wanted: list[int]
) -> None:
    counts = classified(values, [lowest] * len(values), column_edges=edges, row_edges=(0, 1))
    assert counts == (tuple(wanted),)


def test_classes_count_pairs_and_the_lowest_row_is_the_first() -> None:
    assert classified([0, 4, 5], [1.5, 1.5, 2], column_edges=(0, 1, 5, 10), row_edges=(0, 2, 100)) == (
        (1, 1, 0),
        (0, 0, 1),
    )
    assert classified([], [], column_edges=(0, 1), row_edges=(0, 1)) == ((0,),)


@pytest.mark.parametrize("value", [-1, 10])
def test_a_value_without_a_class_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no class"):
        classified([value], [0], column_edges=(0, 10), row_edges=(0, 1))


def grouped() -> UptakeGroups:
    return uptake_groups(alike_in_cells(cases()), HIGHEST)


def test_two_states_are_compared_and_the_third_is_shown() -> None:
    groups = grouped()
    assert {state: groups.values(state) for state in groups.of} == {
        Marker.POSITIVE: [5.0],
        Marker.NEGATIVE: [6.0],
        Marker.NO_CELL: [7.0],
    }
    assert groups.without_uptake == ("no uptake",)
    assert groups.without_cells == {
        Marker.NOT_TOLD: ("her2 not told",), Marker.NOT_DONE: ("not done",), Marker.FAILED: ("failed",),
        Marker.NOT_SIGNED: ("not signed",),
    }  # fmt: skip


def test_nobody_has_no_median() -> None:
    empty = uptake_groups([], {})
    assert [empty.median(state) for state in empty.of] == [None, None, None]
    assert grouped().median(Marker.POSITIVE) == 5.0


def test_the_shift_is_that_of_r() -> None:
    x, y = [12.1, 9.5, 14.2, 8.9, 10.1, 7.2], [3.3, 5.8, 4.4, 7.7, 2.9, 7.2, 6.1]
    told = [
        replace(NOBODY, patient=f"{state}{n}", index_call=Call.POSITIVE, marker="detected", marker_total=9,
                marker_positive=int(state == "x"))
        for state, of in (("x", x), ("y", y))
        for n in range(len(of))
    ]  # fmt: skip
    highest = {f"x{n}": value for n, value in enumerate(x)} | {f"y{n}": value for n, value in enumerate(y)}
    size = shift(uptake_groups(alike_in_cells(told), highest), AnalysisPlan(20, False, 0))  # type: ignore[arg-type]
    wanted = {"estimate": 4.7, "low": 1.8, "high": 8.1, "achieved_conf": 0.965034965034965}
    assert size.record() == pytest.approx(wanted)


def test_lesions_of_some_sites_can_be_left_out() -> None:
    lesions = (
        Lesion("a", "L1", "liver", 9.0),
        Lesion("a", "L2", "bone", 4.0),
        Lesion("b", "L1", "liver", 3.0),
    )
    whole = Dataset((Patient("a", True), Patient("b", True)), lesions, ())
    assert whole.suvmax == {"a": 9.0, "b": 3.0}
    assert without_sites(whole, ("liver",)).suvmax == {"a": 4.0}
