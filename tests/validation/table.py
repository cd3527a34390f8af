"""A table of rules: where each comes from, what it says, which tests show it, and what is left to others."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PLACE = HERE.parents[1]

TABLES = {"regulations.toml": "validation.md", "asvs.toml": "security.md"}
"""Where each table is written, and the document that is made of it."""


@dataclass(frozen=True)
class Rule:
    """One rule, and the tests that show it: `file` for every test of a file, else `file::test`."""

    source: str
    says: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Left:
    """What no test of ours shows, and why."""

    source: str
    why: str


@dataclass(frozen=True)
class Table:
    """One document's rules."""

    title: str
    lead: str
    rules: tuple[Rule, ...]
    left: tuple[Left, ...]


def read(name: str) -> Table:
    """Read one of the tables beside this module."""
    told = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    rules = tuple(Rule(each["source"], each["says"], tuple(each["tests"])) for each in told["rule"])
    return Table(told["title"], told["lead"], rules, tuple(Left(**each) for each in told["left"]))


def is_there(test: str) -> bool:
    """Tell whether there is such a test."""
    file, _, name = test.partition("::")
    path = PLACE / file
    return path.is_file() and (not name or name in _functions(path))


def document(table: Table, passed: Mapping[str, bool]) -> str:
    """Return the table as Markdown; `passed` tells how each named test ended."""
    lines = [
        f"# {table.title}", "", table.lead,
        "Made by `make validation`, which runs every test that is named here; `make test` runs them too.", "",
        "| rule | what it asks | shown by | result |", "| --- | --- | --- | --- |",
    ]  # fmt: skip
    lines += [_line(rule, passed) for rule in table.rules]
    lines += ["", "Left to others, or not there:", "", "| rule | why no test shows it |", "| --- | --- |"]
    lines += [f"| {left.source} | {left.why} |" for left in table.left]
    return "\n".join(lines) + "\n"


def _line(rule: Rule, passed: Mapping[str, bool]) -> str:
    shown = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in rule.tests)
    result = "passed" if all(passed[test] for test in rule.tests) else "**failed**"
    return f"| {rule.source} | {rule.says} | {shown} | {result} |"


def _functions(path: Path) -> Iterable[str]:
    made = ast.parse(path.read_text(encoding="utf-8")).body
    return {node.name for node in made if isinstance(node, ast.FunctionDef)}
