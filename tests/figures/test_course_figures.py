"""The course of the primary endpoint as it is drawn: whole words, whole marks, of twenty and of thousands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from her2dash.analysis.findings import Findings
from her2dash.figures.accrual import enrolment
from her2dash.figures.boards import every
from her2dash.figures.characteristics import rule
from her2dash.figures.concordance_board import concordance_board
from her2dash.figures.drawn import Drawn
from her2dash.figures.prediction import prediction
from her2dash.figures.readings import other_readings
from her2dash.figures.sequence import sequence
from her2dash.i18n import Words
from tests.analysis.patients import patients
from tests.figures.flow_patients import EN, found, ours

FEW, MANY = "6*+y +n +?", "1290*+y 610*+n"


def drawn(of: Callable[[Findings, Words], Drawn], text: str) -> Any:
    return of(found(patients(text)), EN).figure


def test_the_words_of_the_deciding_lines_stand_before_them_where_no_patient_can_be() -> None:
    """Found on a phone: "met from 14 o", cut off at the right."""
    met, missed, *_ = drawn(sequence, FEW).data
    assert (met.text, met.textposition, met.x) == (("met from 14 on", ""), "middle left", (14, 20))
    assert (met.textfont.color, missed.textfont.color) == (None, None)
    assert (missed.text, missed.textposition, missed.x) == (("missed", ""), "middle left", (7, 20))


@pytest.mark.parametrize(("text", "shape"), [(FEW, "hv"), (MANY, "linear")])
def test_a_step_is_one_patient_and_never_a_hundred(text: str, shape: str) -> None:
    assert drawn(sequence, text).data[2].line.shape == shape


@pytest.mark.parametrize("text", [FEW, MANY])
@pytest.mark.parametrize("of", [sequence, prediction])
def test_the_first_mark_stands_inside_the_axis(of: Callable[[Findings, Words], Drawn], text: str) -> None:
    low, high = drawn(of, text).layout.xaxis.range
    assert -low == pytest.approx(0.03 * round(high / 1.03))


def test_the_two_ways_of_the_next_patient_are_told_apart_in_the_legend() -> None:
    told = {
        trace.name: trace.marker.symbol
        for trace in drawn(prediction, FEW).data
        if trace.mode == "markers" and trace.showlegend is not False
    }
    assert told == {"if the next is concordant": "triangle-up", "if not": "triangle-down"}


def test_the_rule_writes_percentages_as_the_sentences_do() -> None:
    assert drawn(rule, FEW).layout.xaxis.ticktext == ("40 %", "60 %", "80 %", "100 %")


def test_the_steep_rise_of_a_registry_is_drawn_as_a_curve() -> None:
    """No step between two points of the curve is more than a third of its height."""
    chances = drawn(rule, MANY).data[0].y
    assert max(after - before for before, after in pairwise(chances)) < 1 / 3


def test_nobody_is_not_said_to_read_the_same_in_every_way() -> None:
    assert other_readings(found([]), EN).finding == "Do other readings say the same of the criterion?"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("13*+y +n +y 5*-n", "Met with closed patient 15 of 20"),
        ("6*+n +y +n 3*+y", "Out of reach with closed patient 8 of 20"),
        ("13*+y 6*+n", "How did the count come to be, and where would it be decided?"),
    ],
)
def test_the_count_says_with_which_patient_it_was_decided(text: str, finding: str) -> None:
    """14 of 20 are needed, so that the seventh that is not concordant decides as well."""
    cases = [
        replace(case, index_on=date(2026, 1, day))
        for day, case in enumerate(patients(text), 1)
    ]  # fmt: skip
    assert sequence(found(cases), EN).finding == finding


def test_when_all_are_closed_nothing_is_left_to_predict() -> None:
    told = prediction(found(patients("14*+y 6*+n")), EN)
    assert told.finding == "How probable was it on the way that the criterion would be met?"
    assert told.sentences == (
        "Now 1.00 (uniform prior).", "Every planned patient is closed: nothing is left to predict.",
    )  # fmt: skip


def test_at_the_end_nothing_is_out_of_reach_any_more_but_missed() -> None:
    whole = replace(found(patients("13*+y 7*+n")), complete=True)
    told = other_readings(whole, EN)
    assert told.table is not None
    assert {row[-1] for row in told.table.rows[:1]} == {"missed"}
    assert told.sentences[0] == "By the reader's result: 13/20 (65.0 %), missed."


def test_enrolment_that_has_ended_goes_on_at_no_rate() -> None:
    """20 patients in 190 days: 30 * 19 / 190 = 3.0 in 30 days, however long ago that was."""
    cases = [
        replace(case, enrolled_on=date(2025, 1, 1) + timedelta(10 * place))
        for place, case in enumerate(patients("20*+y"))
    ]
    told = enrolment(found(cases), EN)
    assert told.sentences == ("3.0 patients in 30 days, from the first to the last.",)
    assert told.caption == "n = 20 enrolled of 20, 0 still to come; nobody's day of enrolment is missing."


def test_before_the_rule_is_decided_no_prediction_is_certain() -> None:
    """1290 of 1895 with 605 to come: the chance differs from 1 by less than a computer tells."""
    far = found(patients("1290*+y 605*+n"), ours().model_copy(update={"target": 2500}))
    assert prediction(far, EN).sentences[0] == "Now > 0.99 (uniform prior)."


def test_nor_is_that_after_the_next_patient_or_on_the_way() -> None:
    """1600 of 1895, 67 more of 605 are needed: the computer's number is 1."""
    far = found(patients("1600*+y 295*+n"), ours().model_copy(update={"target": 2500}))
    told = prediction(far, EN)
    assert told.sentences == (
        "Now > 0.99 (uniform prior).", "If the next patient is concordant > 0.99, if not > 0.99.",
    )  # fmt: skip
    assert told.table is not None
    assert told.table.rows[-1] == ("1895", "> 0.99", "> 0.99", "> 0.99")


def test_a_rule_is_never_met_for_certain_at_a_rate_below_all() -> None:
    """At least 1667 of 2500 at a true rate of 0.9: less than 1 by less than a computer tells."""
    told = rule(found(patients("+y"), ours().model_copy(update={"target": 2500})), EN)
    assert told.table is not None
    assert dict(told.table.rows)["90 %"] == "> 0.99"
    assert dict(told.table.rows)["50 %"] == "< 0.01"


def test_the_interval_at_the_foot_of_the_rule_is_drawn_whole() -> None:
    """Found on a picture: 21 to 79 % on an axis from 30 on. R's binom.test of 6 in 12 gives 0.2109446."""
    figure = drawn(rule, "6*+y 6*+n")
    assert figure.layout.xaxis.range == (0.2, 1)
    assert figure.data[-1].x[0] == pytest.approx(0.2109446, abs=1e-6)


def test_the_last_step_of_an_enrolment_that_has_ended_is_seen() -> None:
    cases = [
        replace(case, enrolled_on=date(2025, 1, 1) + timedelta(10 * place))
        for place, case in enumerate(patients("20*+y"))
    ]
    (curve,) = [trace for trace in enrolment(found(cases), EN).figure.data if trace.line.shape == "hv"]
    *_, last, end = curve.x
    assert (last, curve.y[-1]) == (date(2025, 7, 10), 20)
    assert 0 < (end - last).days < 20


def test_before_anybody_nothing_is_said_of_each_of_nobody_and_every_table_says_what_fills_it() -> None:
    told = {drawn.name: drawn for drawn in every(concordance_board(found([]), EN))}
    assert told["prediction"].caption.startswith("Before the first closed patient; 20 planned")
    fill = ("The first signed injection date", "The first patient with a result and a decision")
    assert told["call-by-therapy"].sentences == (f"{fill[0]} fills this figure.",)
    assert told["agreement-with-therapy"].sentences == (f"{fill[1]} fills this figure.",)


@pytest.mark.parametrize("of", [rule, prediction])
def test_chances_beside_an_axis_are_written_as_in_the_sentences(
    of: Callable[[Findings, Words], Drawn],
) -> None:
    figure = of(found(patients("+y")), Words("nl")).figure
    assert figure is not None
    assert list(figure.layout.yaxis.ticktext) == ["0", "0,2", "0,4", "0,6", "0,8", "1"]
