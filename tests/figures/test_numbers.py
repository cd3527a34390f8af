"""The display rules of the statistics plan."""

from __future__ import annotations

import pytest

from her2dash.analysis.proportion import proportion
from her2dash.analysis.result import Interval, Why
from her2dash.figures.numbers import (
    WHY,
    decimal,
    interval,
    not_estimable,
    p_value,
    percent,
    percent_interval,
    probability,
    share,
)
from her2dash.i18n import Words

EN, NL = Words("en"), Words("nl")


def test_a_share_below_twenty_has_no_decimals_and_from_twenty_on_one() -> None:
    assert share(proportion(7, 12), EN) == "7/12 (58 %)"
    assert share(proportion(15, 20), EN) == "15/20 (75.0 %)"
    assert share(proportion(15, 20), NL) == "15/20 (75,0 %)"


def test_below_five_only_the_fraction_is_shown() -> None:
    assert share(proportion(3, 4), EN) == "3/4"
    assert percent_interval(proportion(3, 4), EN) == "too few"
    assert share(proportion(0, 0), EN) == "0/0"


def test_half_a_percent_is_rounded_up_as_a_reader_would() -> None:
    assert share(proportion(5, 8), EN) == "5/8 (63 %)"
    assert share(proportion(9, 80), EN) == "9/80 (11.3 %)"
    assert (percent(62.5, NL), percent(11.25, NL, digits=1)) == ("63", "11,3")


def test_any_other_number_is_rounded_as_r_writes_it() -> None:
    assert (p_value(0.0625, EN), decimal(7.25, EN, digits=1)) == ("0.062", "7.2")


def test_an_interval_is_written_low_to_high() -> None:
    assert percent_interval(proportion(15, 20), EN) == "50.9 to 91.3 %"
    assert interval(Interval(0.1, 0.25, "wilson", 0.95), EN) == "0.10 to 0.25"


def test_a_zero_has_no_sign() -> None:
    assert [decimal(value, EN) for value in (-0.004, -0.0, -0.006)] == ["0.00", "0.00", "-0.01"]
    assert (decimal(-0.4, EN, digits=0), decimal(-0.004, NL)) == ("0", "0,00")


@pytest.mark.parametrize(
    ("p", "written"),
    [
        (0.0, "< 0.001"),
        (0.0009, "< 0.001"),
        (0.0176, "0.018"),
        (1.0, "1.000"),
        (0.9999, "> 0.999"),
        (None, "–"),
    ],
)
def test_a_p_value_has_three_decimals_and_is_never_zero(p: float | None, written: str) -> None:
    assert p_value(p, EN) == written


def test_every_reason_has_words() -> None:
    assert set(WHY) == set(Why)
    assert not_estimable(Why.CONSTANT, EN) == "not estimable (all values are the same)"


@pytest.mark.parametrize(
    ("p", "written"),
    [(0.0, "0.00"), (0.005, "< 0.01"), (0.0051, "0.01"), (0.9949, "0.99"), (0.995, "> 0.99"), (1.0, "1.00")],
)
def test_what_is_not_certain_is_never_rounded_to_certainty(p: float, written: str) -> None:
    assert probability(p, EN) == written
