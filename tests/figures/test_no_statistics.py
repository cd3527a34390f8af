"""No figure, page or export computes a statistic of its own: they have nothing to compute it with."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("her2dash/figures", "her2dash/exports", "her2dash/ui", "her2dash/actions", "pages")
FORBIDDEN = {"numpy", "scipy", "statsmodels", "pandas", "statistics", "math"}
FILES = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]


def imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(ROOT)) for file in FILES])
def test_a_room_above_the_analysis_imports_nothing_to_compute_with(file: Path) -> None:
    assert not imported(file) & FORBIDDEN
