"""The figure, the sentence and the table of the primary endpoint say the same."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest

from her2dash.analysis.concordance import Concordance, concordance
from her2dash.figures.concordance import concordance_figure
from her2dash.figures.sentences import (
    call_by_therapy_rows,
    concordance_caption,
    concordance_finding,
    concordance_rows,
    concordance_sentences,
)
from her2dash.figures.theme import TEMPLATE
from her2dash.i18n import Words
from tests.analysis.patients import patients

WORDS = Words("en")


def endpoint(text: str, *, final: bool = False) -> Concordance:
    return concordance(patients(text), target=20, threshold=Fraction(2, 3), final=final)


def drawn(text: str, *, final: bool = False) -> Any:
    return concordance_figure(endpoint(text, final=final), WORDS)


def said(text: str, *, final: bool = False) -> str:
    return " ".join(concordance_sentences(endpoint(text, final=final), WORDS))


def caption(text: str) -> str:
    return concordance_caption(endpoint(text), WORDS)


def test_each_row_stands_at_its_share_with_its_own_arms() -> None:
    figure = drawn("10*+y 5*-n 5*+n", final=True)
    first = figure.data[0]
    assert first.x == (0.75,)
    assert first.x[0] - first.error_x.arrayminus[0] == pytest.approx(0.5089541, abs=1e-6)
    assert first.x[0] + first.error_x.array[0] == pytest.approx(0.9134285, abs=1e-6)
    assert [row.name for row in figure.data] == ["Included", "Best case", "Evaluable only"]


def test_the_threshold_is_a_line_on_which_stands_what_it_is() -> None:
    figure = drawn("7*+y 5*+?")
    assert figure.layout.shapes[0].x0 == pytest.approx(2 / 3)
    assert [each.text for each in figure.layout.annotations] == ["needed: 2/3"]
    # orange has 3:1, which is enough for a line and too little for words: those have the page's own colour
    assert [each.font.color for each in figure.layout.annotations] == [None]


def test_the_axis_says_what_it_is_a_share_of_and_writes_percentages_as_the_sentences_do() -> None:
    axis = drawn("7*+y 5*+?").layout.xaxis
    assert axis.title.text == "share of included patients"
    assert dict(zip(axis.tickvals, axis.ticktext, strict=True))[0.6] == "60 %"


def test_of_many_patients_the_axis_is_the_part_in_which_something_stands() -> None:
    """Intervals of a registry are 4 percentage points wide: narrower than a mark, between 0 and 100 %."""
    few, many = (drawn(text).layout.xaxis for text in ("15*+y 5*+n", "1290*+y 610*+n"))
    assert few.ticktext == ("0 %", "20 %", "40 %", "60 %", "80 %", "100 %")
    assert many.ticktext == ("60 %", "70 %")
    low, high = many.range
    for row in drawn("1290*+y 610*+n").data:
        assert low < row.x[0] - row.error_x.arrayminus[0] < row.x[0] + row.error_x.array[0] < high
    assert low < 2 / 3 < high


def test_of_many_patients_the_interval_is_longer_than_its_mark() -> None:
    """Found on a phone, where the axis has some 160 pixels: a dot of 14 lay over the whole interval."""
    pixels = 160 / (lambda ends: ends[1] - ends[0])(drawn("1290*+y 610*+n").layout.xaxis.range)
    for row in drawn("1290*+y 610*+n").data:
        assert (row.error_x.array[0] + row.error_x.arrayminus[0]) * pixels > 2 * row.marker.size


def test_nobody_included_is_said_in_words_and_no_share_is_drawn() -> None:
    assert len(drawn("").data) == 0
    assert concordance_finding(endpoint(""), WORDS) == "No patient is included yet"
    assert said("") == "The first signed injection date fills this figure."
    assert "included" not in caption("")


def test_below_five_patients_the_dots_have_no_interval_and_the_caption_says_why() -> None:
    figure = drawn("2*+y +n ??")
    assert all(row.error_x.array is None for row in figure.data)
    assert "Too few patients for an interval." in caption("2*+y +n ??")
    assert "2/4" in figure.data[0].y[0]
    assert "%" not in figure.data[0].y[0]


def test_without_an_evaluable_patient_that_row_is_left_out() -> None:
    figure = drawn("6*??")
    assert [row.name for row in figure.data] == ["Included, so far", "Best case"]


def test_the_states_of_the_included_patients_add_up_to_n() -> None:
    told = caption("5*+y 2*-n 2*+n e? ?d 3*+?")
    counted = [int(number) for number in re.findall(r"\d+", told.split(".")[0])]
    assert counted == [14, 7, 2, 1, 1, 3]
    assert counted[0] == sum(counted[1:])


def test_the_caption_names_the_version_of_the_analysis_and_the_moment_of_the_data() -> None:
    told = caption("5*+y 2*-n 2*+n 3*+?")
    assert "95 % interval (exact, Clopper-Pearson)." in told


@pytest.mark.parametrize(
    ("text", "final", "finding"),
    [
        (
            "5*+y 2*-n 2*+n 3*+?",
            False,
            "Not decided yet: 7 concordant, 14 needed; 11 patients can still become concordant",
        ),
        ("14*+y", False, "Criterion met: 14 concordant, 14 needed"),
        ("13*+y 7*+n", True, "Criterion missed: 13 concordant, 14 needed"),
        ("7*+n", False, "Criterion out of reach: 0 concordant, 14 needed"),
    ],
)
def test_the_finding_says_where_the_rule_stands(text: str, final: bool, finding: str) -> None:
    assert concordance_finding(endpoint(text, final=final), WORDS) == finding


def test_the_figure_has_no_title_of_its_own_which_could_not_wrap() -> None:
    assert drawn("7*+y 5*+?").layout.title.text is None


@pytest.mark.parametrize("text", ["", "+y", "7*+y 5*+?", "20*+y", "6*??"])
def test_no_number_is_nan_or_infinite(text: str) -> None:
    written = drawn(text).to_json() + said(text) + caption(text)
    assert not any(word in written.lower() for word in ("nan", "infinity", " inf "))


def test_the_figure_is_transparent_and_leaves_the_colour_of_letters_to_the_page() -> None:
    assert TEMPLATE.layout.paper_bgcolor == TEMPLATE.layout.plot_bgcolor == "rgba(0, 0, 0, 0)"
    assert TEMPLATE.layout.font.color is None


def test_the_sentences_say_what_the_figure_shows_and_what_each_row_assumes() -> None:
    told = concordance_sentences(endpoint("5*+y 2*-n 2*+n 3*+?"), WORDS)
    assert told[0].startswith("So far 7/12 (58 %) of the included patients are concordant (28 to 85 %);")
    assert told[1].startswith(
        "Best case 10/12 (83 %): the pending, the equivocal and the not evaluable count"
    )
    assert told[2].startswith("Evaluable only 7/9 (78 %):")


def test_the_best_case_counts_all_but_the_discordant_and_those_without_a_decision() -> None:
    assert "Best case 4/6" in said("+y +? e? xn -d +n")


def test_the_sentences_tell_when_a_reading_of_the_equivocal_flips_the_verdict() -> None:
    assert "would change the verdict" in said("13*+y 6*+n ey", final=True)
    assert "No reading" in said("14*+y 5*+n ey", final=True)


def test_the_table_behind_the_figure_has_its_rows_with_too_few_said() -> None:
    table = concordance_rows(endpoint("3*+y ??"), WORDS)
    assert table.rows[0] == ("Included, so far", "3/4", "too few")
    assert concordance_rows(endpoint(""), WORDS).rows[0][2] == "not estimable (no data yet)"


def test_the_cross_table_keeps_every_state_in_its_fixed_order_with_totals() -> None:
    table = call_by_therapy_rows(endpoint("3*+y -n e? ?d"), WORDS)
    assert table.columns[1:4] == ("such therapy", "no such therapy", "decision pending")
    assert "the therapy that the test is about" in table.caption
    assert [row[0] for row in table.rows] == [
        "positive", "negative", "equivocal", "not evaluable", "result pending", "Total",
    ]  # fmt: skip
    assert table.rows[0] == ("positive", "3", "0", "0", "0", "3")
    assert table.rows[-1] == ("Total", "3", "1", "1", "1", "6")
