"""What all boards have in common: names of their own, words in both languages, an answer for nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from her2dash.analysis.alike import Cases
from her2dash.analysis.findings import Findings
from her2dash.analysis.subset import Subset
from her2dash.figures.boards import BOARDS, every
from her2dash.figures.drawn import Drawn
from her2dash.figures.ready import ready
from her2dash.i18n import Words
from her2dash.study.load import load_study


def nothing() -> Findings:
    """The findings of a study in which nobody is enrolled."""
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return Findings(load_study(None), Subset(), Cases(), Cases(), {}, at, date(2026, 3, 2), 0)


def drawn(language: str = "en") -> list[Drawn]:
    return [each for make in BOARDS.values() for each in every(make(nothing(), Words(language)))]


def test_a_name_means_one_figure_wherever_it_stands() -> None:
    findings: dict[str, set[str]] = {}
    for each in drawn():
        findings.setdefault(each.name, set()).add(each.finding)
    assert len(findings) > 30
    assert [name for name, found in findings.items() if len(found) > 1] == []
    assert all(name.replace("-", "").isalnum() and name == name.lower() for name in findings)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_with_nobody_every_figure_says_so_in_words_and_has_its_table(language: str) -> None:
    for each in drawn(language):
        assert each.finding
        assert each.table is not None
        assert each.figure is None or each.sentences, each.name


def test_a_figure_made_ready_is_written_as_before_and_survives_being_taken_from() -> None:
    for make in BOARDS.values():
        board = make(nothing(), Words("en"))
        for before, after in zip(every(board), every(ready(board)), strict=True):
            if before.figure is None or after.figure is None:
                continue
            first = after.figure.to_dict()
            for trace in first["data"]:
                trace.clear()
            assert after.figure.to_dict() == before.figure.to_dict()
