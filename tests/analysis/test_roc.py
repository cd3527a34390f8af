"""The points of a ROC curve: steps, slopes where values are tied, and the area of the oracle below them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from her2dash.analysis.roc import Curve, roc

CASES = [
    case
    for case in json.loads((Path(__file__).parent / "oracle" / "auc.json").read_text())
    if case["expected"]["auc"] is not None
]


def area(curve: Curve) -> float:
    return sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in pairwise(curve))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_area_below_it_is_that_of_r(case: dict[str, Any]) -> None:
    curve = roc(case["inputs"]["x"], case["inputs"]["y"])
    assert area(curve) == pytest.approx(case["expected"]["auc"])
    assert (curve[0], curve[-1]) == ((0, 0), (1, 1))


def test_each_patient_is_a_step_and_a_tie_between_the_groups_a_slope() -> None:
    assert roc([5, 3], [4, 3]) == ((0, 0), (0, 0.5), (0.5, 0.5), (1, 1))


def test_an_empty_group_has_no_curve() -> None:
    assert roc([], [1.0]) == roc([1.0], []) == roc([], []) == ()


def test_many_points_are_thinned_and_the_area_stays() -> None:
    dice = Random(3)  # noqa: S311 - invented values
    x, y = [dice.gauss(1, 1) for _ in range(3_000)], [dice.gauss(0, 1) for _ in range(2_000)]
    whole, thin = roc(x, y), roc(x, y, most=200)
    assert (len(whole), len(thin)) == (5_001, 200)
    assert (thin[0], thin[-1]) == ((0, 0), (1, 1))
    assert area(thin) == pytest.approx(area(whole), abs=2e-3)
