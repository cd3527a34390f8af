"""The figure, the sentence and the table of the primary endpoint say the same."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from her2dash.analysis import ANALYSIS_VERSION
from her2dash.analysis.concordance import Concordance, concordance
from her2dash.figures.concordance import concordance_figure
from her2dash.figures.sentences import call_by_therapy_rows, concordance_rows, concordance_sentence
from her2dash.figures.theme import TEMPLATE, TITLE_LETTERS
from her2dash.i18n import Words
from tests.analysis.patients import patients

WORDS = Words("en")


def endpoint(text: str, *, final: bool = False) -> Concordance:
    return concordance(patients(text), target=20, threshold=Fraction(2, 3), final=final)


def drawn(text: str, *, final: bool = False, cut: datetime | None = None) -> Any:
    return concordance_figure(endpoint(text, final=final), WORDS, cut=cut)


def test_each_row_stands_at_its_share_with_its_own_arms() -> None:
    figure = drawn("10*+y 5*-n 5*+n", final=True)
    first = figure.data[0]
    assert first.x == (0.75,)
    assert first.x[0] - first.error_x.arrayminus[0] == pytest.approx(0.5089541, abs=1e-6)
    assert first.x[0] + first.error_x.array[0] == pytest.approx(0.9134285, abs=1e-6)
    assert [row.name for row in figure.data] == ["Included", "Worst case", "Best case", "Evaluable only"]


def test_the_threshold_is_a_line_with_its_fraction_written_on_it() -> None:
    figure = drawn("7*+y 5*+?")
    assert figure.layout.shapes[0].x0 == pytest.approx(2 / 3)
    assert [each.text for each in figure.layout.annotations] == ["2/3"]


def test_nobody_included_is_said_in_words_and_nothing_is_drawn() -> None:
    figure = drawn("")
    assert len(figure.data) == 0
    assert "No patient is included yet" in figure.layout.annotations[0].text.replace("<br>", " ")


def test_below_five_patients_the_dots_have_no_interval_and_the_figure_says_why() -> None:
    figure = drawn("2*+y +n ??")
    assert all(row.error_x.array is None for row in figure.data)
    assert "Too few patients for an interval." in figure.layout.title.subtitle.text.replace("<br>", " ")
    assert "2/4" in figure.data[0].y[0]
    assert "%" not in figure.data[0].y[0]


def test_without_an_evaluable_patient_that_row_is_left_out() -> None:
    figure = drawn("6*??")
    assert [row.name for row in figure.data] == ["Included, so far", "Worst case", "Best case"]


def test_the_title_says_the_finding_and_the_subtitle_n_and_the_data_cut() -> None:
    cut = datetime(2026, 11, 23, 14, 3, tzinfo=UTC)
    figure = drawn("5*+y 2*-n 2*+n 3*+?", cut=cut)
    assert figure.layout.title.text.replace("<br>", " ") == "Open: 7 of 11 remaining must still be concordant"
    below = figure.layout.title.subtitle.text.replace("<br>", " ")
    assert "n = 12 included; 3 open" in below
    assert "23 Nov 2026, 14:03" in below
    assert f"Analysis {ANALYSIS_VERSION}." in below


@pytest.mark.parametrize(
    ("text", "final", "finding"),
    [
        ("14*+y", False, "Criterion met: 14 concordant, 14 needed"),
        ("13*+y 7*+n", True, "Criterion missed: 13 concordant, 14 needed"),
        ("7*+n", False, "Criterion out of reach: 0 concordant, 14 needed"),
    ],
)
def test_a_certain_verdict_is_the_title(text: str, final: bool, finding: str) -> None:
    figure = drawn(text, final=final)
    assert figure.layout.title.text.replace("<br>", " ") == finding


@pytest.mark.parametrize("text", ["", "+y", "7*+y 5*+?", "20*+y", "6*??"])
def test_every_line_fits_a_phone_and_no_number_is_nan_or_infinite(text: str) -> None:
    figure = drawn(text)
    assert all(len(line) <= TITLE_LETTERS for line in figure.layout.title.text.split("<br>"))
    written = figure.to_json() + concordance_sentence(endpoint(text), WORDS)
    assert not any(word in written.lower() for word in ("nan", "infinity", " inf "))


def test_the_figure_is_transparent_and_leaves_the_colour_of_letters_to_the_page() -> None:
    assert TEMPLATE.layout.paper_bgcolor == TEMPLATE.layout.plot_bgcolor == "rgba(0, 0, 0, 0)"
    assert TEMPLATE.layout.font.color is None


def test_the_sentence_says_what_the_figure_shows() -> None:
    said = concordance_sentence(endpoint("5*+y 2*-n 2*+n 3*+?"), WORDS)
    assert "So far 7/12 (58 %) of the included patients are concordant (28 to 85 %)." in said
    assert "Best case 10/12 (83 %)." in said
    assert "Among the evaluable 7/9 (78 %)." in said


def test_the_sentence_tells_when_a_reading_of_the_equivocal_flips_the_verdict() -> None:
    assert "would change the verdict" in concordance_sentence(endpoint("13*+y 6*+n ey", final=True), WORDS)
    assert "No reading" in concordance_sentence(endpoint("14*+y 5*+n ey", final=True), WORDS)


def test_the_table_behind_the_figure_has_its_rows_with_too_few_said() -> None:
    table = concordance_rows(endpoint("3*+y ??"), WORDS)
    assert table.rows[0] == ("Included, so far", "3/4", "too few")
    assert concordance_rows(endpoint(""), WORDS).rows[0][2] == "not estimable (no data yet)"


def test_the_cross_table_keeps_every_state_in_its_fixed_order_with_totals() -> None:
    table = call_by_therapy_rows(endpoint("3*+y -n e? ?d"), WORDS)
    assert [row[0] for row in table.rows] == [
        "positive", "negative", "equivocal", "not evaluable", "pending", "Total",
    ]  # fmt: skip
    assert table.rows[0] == ("positive", "3", "0", "0", "0", "3")
    assert table.rows[-1] == ("Total", "3", "1", "1", "1", "6")
