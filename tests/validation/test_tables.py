"""Nothing is claimed without a test: each named test is there, and the documents say what the tables say."""

from __future__ import annotations

import pytest

from tests.validation.document import document, every_point, points
from tests.validation.table import PLACE, TABLES, is_there, read


@pytest.mark.parametrize("name", TABLES)
def test_every_test_that_shows_a_rule_is_there(name: str) -> None:
    named = [test for rule in read(name).rules for test in rule.tests]
    assert named
    assert [test for test in named if not is_there(test)] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_rule_is_shown_or_says_why_not_and_stands_once(name: str) -> None:
    table = read(name)
    assert all(rule.tests for rule in table.rules)
    sources = [source for chapter in table.chapters for source in chapter.sources]
    assert len(sources) == len(set(sources))


def test_every_point_of_the_two_levels_stands_in_the_table_once() -> None:
    sources = [source for chapter in read("asvs.toml").chapters for source in chapter.sources]
    assert sorted(point for source in sources for point in points(source)) == sorted(every_point())


@pytest.mark.parametrize(("name", "made"), TABLES.items())
def test_the_document_is_the_one_of_the_table_and_every_test_in_it_passed(name: str, made: str) -> None:
    table = read(name)
    passed = {test: True for rule in table.rules for test in rule.tests}
    assert (PLACE / "docs" / made).read_text(encoding="utf-8") == document(table, passed)  # make validation
