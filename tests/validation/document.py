"""A table of rules as Markdown: whole, or chapter by chapter with every point of a standard."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping

from tests.validation.table import HERE, Chapter, Rule, Table, Told

_HEAD = ("| --- | --- | --- | --- |",)


def document(table: Table, passed: Mapping[str, bool]) -> str:
    """Return the table as Markdown; `passed` tells how each named test ended."""
    made = "Made by `make validation`, which runs every test that is named here; `make test` runs them too."
    (first, *_) = table.chapters
    body = _by_chapter(table, passed) if first.title else _whole(first, passed)
    return "\n".join([f"# {table.title}", "", table.lead, made, "", *body]) + "\n"


def points(source: str) -> tuple[str, ...]:
    """Return the points of the standard that an entry is about: named one by one, or a chapter by its letter.

    >>> points("6.2.1, 6.2.9")
    ('6.2.1', '6.2.9')
    """
    named = [each.strip() for each in source.split(",")]
    return tuple(point for each in named for point in (_of_chapter(each) if each[0] == "V" else [each]))


def every_point() -> list[str]:
    """Return every point of the levels that the table is about."""
    told = tomllib.loads((HERE / "asvs_points.toml").read_text(encoding="utf-8"))
    return [f"{section}.{number}" for section, numbers in told.items() for number in numbers]


def _of_chapter(named: str) -> list[str]:
    return [point for point in every_point() if point.partition(".")[0] == named.removeprefix("V")]


def _whole(chapter: Chapter, passed: Mapping[str, bool]) -> Iterator[str]:
    yield from ("| rule | what it asks | shown by | result |", *_HEAD)
    yield from (_shown(rule, passed) for rule in chapter.rules)
    yield from ("", "Left to others, or not there:", "", "| rule | why no test shows it |", "| --- | --- |")
    yield from (f"| {left.source} | {left.why} |" for left in chapter.left)


def _by_chapter(table: Table, passed: Mapping[str, bool]) -> Iterator[str]:
    yield _count(table)
    for chapter in table.chapters:
        yield from ("", f"## {chapter.title}", "", "| point | what it asks | how | result |", *_HEAD)
        rows = [(rule.source, _shown(rule, passed)) for rule in chapter.rules]
        for result, entries in _unshown(chapter):
            rows += [(one.source, f"| {one.source} | {one.says} | {one.why} | {result} |") for one in entries]
        yield from (row for _, row in sorted(rows, key=lambda row: _place(row[0])))


def _unshown(chapter: Chapter) -> tuple[tuple[str, tuple[Told, ...]], ...]:
    return ("met", chapter.met), ("**not met**", chapter.unmet), ("not ours", chapter.left)


def _place(source: str) -> list[int]:
    return [int(part) for part in points(source)[0].split(".")]


def _count(table: Table) -> str:
    def many(entries: Iterable[Rule | Told]) -> int:
        return sum(len(points(entry.source)) for entry in entries)

    shown, met, unmet, left = (
        sum(many(entries) for entries in each)
        for each in zip(*((c.rules, c.met, c.unmet, c.left) for c in table.chapters), strict=True)
    )
    return (
        f"Of {shown + met + unmet + left} points tests show {shown}, {met} are met without a test of ours, "
        f"{unmet} are not met, {left} do not apply or are left to who runs the study (“not ours”)."
    )


def _shown(rule: Rule, passed: Mapping[str, bool]) -> str:
    shown = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in rule.tests)
    result = "passed" if all(passed[test] for test in rule.tests) else "**failed**"
    return f"| {rule.source} | {rule.says} | {shown} | {result} |"
