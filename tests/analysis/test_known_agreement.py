"""Every measure of agreement over one table, against R."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from her2dash.analysis.kappa import cohen_kappa
from her2dash.analysis.known_agreement import agreed

FOLDER = Path(__file__).parent / "oracle"
TABLE = [[10, 2], [4, 4]]


def expected(statistic: str) -> Any:
    cases = json.loads((FOLDER / f"{statistic}.json").read_text())
    return next(case["expected"] for case in cases if case["inputs"]["table"] == TABLE)


def test_all_measures_are_those_of_the_same_table() -> None:
    found = agreed(cohen_kappa(TABLE))
    assert found.n == 20
    assert found.raw.record() == pytest.approx(expected("raw_agreement_pabak"))
    assert found.ac1.record() == pytest.approx(expected("gwet_ac1"))
    assert found.intraclass.record() == pytest.approx(expected("kappa_gof_ci"), abs=1e-6)
    # by hand: 12 of 20 in the first row, 14 of 20 in the first column: 0.6 * 0.7 + 0.4 * 0.3 by chance
    assert found.cohen.kappa == pytest.approx((0.7 - 0.54) / (1 - 0.54))


def test_it_keeps_the_level_of_confidence() -> None:
    found = agreed(cohen_kappa(TABLE, confidence=0.9))
    assert {found.intraclass.confidence, found.ac1.confidence, found.raw.raw.interval.confidence} == {0.9}
