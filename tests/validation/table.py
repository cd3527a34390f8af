"""A table of rules: where each comes from, what it says, which tests show it, and what is left to others."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
class Told:
    """What no test of ours shows: what it asks, where there is more to say than why."""

    source: str
    why: str
    says: str = ""


@dataclass(frozen=True)
class Chapter:
    """Rules that belong together: shown by tests, met without one, not met, left to others or not there."""

    title: str
    rules: tuple[Rule, ...]
    met: tuple[Told, ...]
    unmet: tuple[Told, ...]
    left: tuple[Told, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Where everything in it comes from."""
        return tuple(each.source for each in (*self.rules, *self.met, *self.unmet, *self.left))


@dataclass(frozen=True)
class Table:
    """One document's rules; one that is short has a single chapter without a title."""

    title: str
    lead: str
    chapters: tuple[Chapter, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that tests show."""
        return tuple(rule for chapter in self.chapters for rule in chapter.rules)


def read(name: str) -> Table:
    """Read one of the tables beside this module."""
    told = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    return Table(
        told["title"], told["lead"], tuple(map(_chapter, told.get("chapter", [told | {"title": ""}])))
    )


def _chapter(told: dict[str, Any]) -> Chapter:
    rules = tuple(Rule(each["source"], each["says"], tuple(each["tests"])) for each in told.get("rule", ()))
    met, unmet, left = (
        tuple(Told(**each) for each in told.get(kind, ())) for kind in ("met", "unmet", "left")
    )
    return Chapter(told["title"], rules, met, unmet, left)


def is_there(test: str) -> bool:
    """Tell whether there is such a test."""
    file, _, name = test.partition("::")
    path = PLACE / file
    return path.is_file() and (not name or name in _functions(path))


def _functions(path: Path) -> Iterable[str]:
    made = ast.parse(path.read_text(encoding="utf-8")).body
    return {node.name for node in made if isinstance(node, ast.FunctionDef)}
