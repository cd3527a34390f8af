"""Every case of the oracle (R 4.2.2 or exact enumeration), each within its own tolerance."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from .oracle_adapter import STATISTICS, compute

FOLDER = Path(__file__).parent / "oracle"
CASES = [case for file in sorted(FOLDER.glob("*.json")) for case in json.loads(file.read_text())]


def same(expected: Any, got: Any, tolerance: dict[str, float]) -> bool:
    """Whether a value is the oracle's: null is undefined, "Inf" is infinite."""
    if isinstance(expected, dict):
        return all(same(value, got.get(key), tolerance) for key, value in expected.items())
    if isinstance(expected, list):
        return len(expected) == len(got) and all(
            same(a, b, tolerance) for a, b in zip(expected, got, strict=True)
        )
    if expected is None or isinstance(expected, str):
        return bool(got == expected)
    if got is None or isinstance(got, str):
        return False
    return bool(abs(got - expected) <= tolerance["abs"] + tolerance["rel"] * abs(expected))


def test_there_are_all_the_cases_and_a_function_for_each_statistic() -> None:
    assert len(CASES) == 363
    assert {case["statistic"] for case in CASES} == set(STATISTICS)
    assert len(STATISTICS) == 52


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_oracle_agrees(case: dict[str, Any]) -> None:
    got = compute(case["statistic"], case["inputs"])
    wrong = {
        key: (value, got.get(key))
        for key, value in case["expected"].items()
        if not same(value, got.get(key), case["tolerance"])
    }
    assert not wrong
    assert not any(isinstance(value, float) and not math.isfinite(value) for value in got.values())
