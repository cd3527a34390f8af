"""A report on paper: what waits takes two lines, a long slender table two columns, a number its sign."""

from __future__ import annotations

from datetime import date

import pytest

from her2dash.exports.report_figures import board_html, table_html
from her2dash.figures.drawn import Drawn, Part
from her2dash.figures.sentences import DataTable
from her2dash.figures.unbroken import unbroken
from her2dash.i18n import Words

WORDS = Words("en")
DAYS = tuple((date(2026, 1, 1 + day).isoformat(), str(day)) for day in range(20))
WAITS = Drawn("accrual", "How does enrolment go?", "n = 0 enrolled.", ("The first patient begins it.",),
              DataTable("By day", ("Day", "Enrolled"), DAYS), None)  # fmt: skip


def test_of_nobody_a_figure_is_its_question_and_what_will_answer_it() -> None:
    html = "\n".join(board_html("overview", "Overview", (Part("Enrolment", (WAITS,)),), WORDS, anybody=False))
    assert '<section id="overview" class="waits">' in html
    assert "<h4>How does enrolment go?</h4><p>n = 0. The first patient begins it.</p>" in html
    assert "<table" not in html
    assert "<li>" not in html


@pytest.mark.parametrize(
    ("columns", "slender"), [(("Day", "Enrolled"), True), (("Day", "Enrolled" + " of them" * 9), True),
                             (("Day", "Enrolled" * 9), False)],
)  # fmt: skip
def test_a_table_is_slender_whose_cells_and_longest_words_fit_half_a_page(
    columns: tuple[str, ...], slender: bool
) -> None:
    assert ("scroll slender" in table_html(DataTable("By day", columns, DAYS))) is slender


@pytest.mark.parametrize("cell", ["< 0.001", "1291/1897 (68.1 %)", "65.9 to 70.2 %"])
def test_no_line_ends_within_a_number_of_a_table(cell: str) -> None:
    assert f'<td class="short">{cell}</td>' in table_html(
        DataTable("Shares", ("What", "Value"), ((DAYS[0][0], cell),))
    ).replace("&lt;", "<")


@pytest.mark.parametrize("said", ["p 0.846", "p < 0.001"])
def test_no_line_ends_between_a_p_and_its_value(said: str) -> None:
    assert (
        unbroken(f"(Fisher), {said}; exploratory") == f"(Fisher), {said.replace(' ', chr(160))}; exploratory"
    )
