"""Every rule at the head of a spec file is cited by a test of that file, and no test cites another."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

RULE = re.compile(r"\b[A-Z]{2}-\d\d\b")
SPECS = sorted(path for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__))


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_every_rule_is_tested_and_no_unknown_one_is(spec: Path) -> None:
    module = ast.parse(spec.read_text(encoding="utf-8"))
    rules = set(RULE.findall(ast.get_docstring(module) or ""))
    tests = [
        part for part in module.body if isinstance(part, ast.FunctionDef) and part.name.startswith("test_")
    ]
    cited = [set(RULE.findall(ast.get_docstring(test) or "")) for test in tests]
    assert set().union(*cited) == rules
