"""The test against work-up and biopsy as R counts it: association, accuracy, agreement."""

from __future__ import annotations

import pytest

from her2dash.figures.theme import BLUE, ORANGE
from tests.figures.compared_patients import found, of_scenario, rows, said, traces
from tests.figures.workup_patients import (
    EN,
    FIVE,
    MINUS,
    NL,
    NO,
    PLUS,
    YES,
    agreement,
    board,
    pairs,
)


def test_the_association_is_that_of_r() -> None:
    # fisher_rxc p 1 but for R's rounding, Cramer's V 0.2031, corrected 0; kappa -0.25 of 6 + 2 + 2 + 0
    drawn = board(of_scenario("complete20"))["test-by-workup"]
    wanted = "p 1.000 (Freeman-Halton, exact), Cramér's V 0.20, corrected for bias 0.00"
    assert f"20 with a positive or negative test and a signed conclusion: {wanted}" in said(drawn)
    assert "Both positive or negative: 6/10 (60 %) agree, Cohen's kappa -0.25." in said(drawn)
    assert drawn.finding == "Test and work-up say the same in 6 of 10 where both are positive or negative"


def test_the_accuracy_is_that_of_r_and_too_few_are_a_fraction_only() -> None:
    # sensitivity 5/5 from 0.478, accuracy 7/7 from 0.590; specificity 2/2
    drawn = board(of_scenario("complete20"))["test-against-biopsy"]
    told = rows(drawn)
    assert told["Sensitivity"] == ("5/5 (100 %)", "48 to 100 %", "57 to 100 %")
    assert told["Specificity"] == ("2/2", "too few", "too few")
    assert told["Accuracy"] == ("7/7 (100 %)", "59 to 100 %", "65 to 100 %")
    *marks, few = traces(drawn)
    assert [mark.name for mark in marks] == ["Sensitivity", "PPV", "Accuracy"]
    assert few.mode == "text"
    assert list(few.y) == ["Specificity<br><b>2/2</b>", "NPV<br><b>2/2</b>"]
    assert marks[0].x[0] - marks[0].error_x.arrayminus[0] == pytest.approx(0.478176, abs=1e-6)


def test_who_is_not_compared_with_a_biopsy_is_listed_with_the_reason() -> None:
    drawn = board(found(FIVE))["test-against-biopsy"]
    assert {name: who for name, who in drawn.groups.items() if who} == {
        "both positive": ("01-00001",),
        "test positive, biopsy negative": ("01-00002",),
        "not comparable: work-up not signed yet": ("01-00005",),
        "not comparable: no biopsy with a result": ("01-00004",),
        "not comparable: biopsy equivocal": ("01-00003",),
    }
    missing = "3 missing (1 work-up not signed yet, 1 no biopsy with a result, 1 biopsy equivocal)"
    assert f"n = 5 included, 2 compared; {missing}." in drawn.caption
    assert drawn.figure is None
    assert "Nothing is drawn before a share has five patients in its denominator." in said(drawn)


def test_the_measures_of_agreement_are_those_of_r() -> None:
    told = agreement(of_scenario("complete20"))
    # po 0.85 (0.621 to 0.968), p_pos 0.897, p_neg 0.727, AC1 0.751 (0.440 to 1), PABAK 0.7 (0.242 to 0.936)
    assert told["therapy", "Raw agreement"][1:] == ("17/20 (85.0 %)", "62.1 to 96.8 %", "exact", "20")
    assert told["therapy", "Positive agreement"][1:3] == ("0.90", "–")
    assert told["therapy", "Negative agreement"][1:3] == ("0.73", "–")
    assert told["therapy", "Intraclass kappa"][1:] == ("0.62", "0.17 to 0.87", "goodness of fit", "20")
    assert told["therapy", "Gwet's AC1"][1:] == ("0.75", "0.44 to 1.00", "t", "20")
    assert told["therapy", "PABAK"][1:] == ("0.70", "0.24 to 0.94", "exact", "20")
    assert told["therapy", "Kappa (Cohen)"][1:3] == ("0.63", "–")  # 0.625
    assert told["therapy", "Prevalence index"][1] == "0.45"
    assert told["therapy", "Bias index"][1] == "0.05"
    # 6 of 10 agree; 2/2 of 12 and 0 of 4: p_pos 12/16, p_neg 0
    assert told["work-up", "Raw agreement"][1] == "6/10 (60 %)"
    assert told["work-up", "Positive agreement"][1] == "0.75"
    assert told["work-up", "Negative agreement"][1] == "0.00"
    assert told["work-up", "Kappa (Cohen)"][1] == "-0.25"


def test_raw_and_corrected_measures_are_told_apart_by_colour_and_mark() -> None:
    drawn = board(of_scenario("complete20"))["agreement"]
    raw, bare, corrected, _ = traces(drawn)
    assert (raw.name, raw.marker.color, raw.marker.symbol) == ("raw agreement", BLUE, "circle")
    assert (corrected.name, corrected.marker.color, corrected.marker.symbol) == (
        "corrected for chance", ORANGE, "diamond",
    )  # fmt: skip
    assert (len(raw.x), len(bare.x), len(corrected.x)) == (2, 4, 6)
    assert raw.x[0] == pytest.approx(0.85)
    assert corrected.x[0] - corrected.error_x.arrayminus[0] == pytest.approx(0.17, abs=5e-3)
    # agreement on positives and on negatives has no interval, and no arms
    assert (bare.error_x.array, bare.marker.color, bare.showlegend) == (None, BLUE, False)
    assert "Concordance is not accuracy" in said(drawn)


def test_of_many_the_axis_is_the_part_that_is_used_and_the_marks_are_small() -> None:
    """Found on a phone: intervals of 2,000 patients lay behind their marks."""
    few = pairs(*[(PLUS, "positive", None, YES)] * 30, *[(MINUS, "negative", None, NO)] * 20)
    many = pairs(
        *[(PLUS, "positive", None, YES)] * 900, *[(MINUS, "negative", None, NO)] * 600,
        *[(PLUS, "negative", None, NO)] * 100,
    )  # fmt: skip
    ranges = {}
    for name, cases in (("few", few), ("many", many)):
        drawn = board(found(cases))["agreement"]
        assert drawn.figure is not None
        ranges[name] = tuple(drawn.figure.layout.xaxis.range), traces(drawn)[0].marker.size
    assert ranges == {"few": ((-1.05, 1.05), 11), "many": ((-0.05, 1.05), 7)}


def test_what_is_corrected_for_chance_is_told_with_its_interval_and_which_kappa_it_is() -> None:
    told = said(board(of_scenario("complete20"))["agreement"])
    assert (
        "Therapy: 17/20 (85.0 %) agree, 95 % interval 62.1 to 96.8 %; intraclass kappa 0.62 (0.17 to" in told
    )
    assert "AC1 0.75 (0.44 to 1.00), PABAK 0.70 (0.24 to 0.94)." in told


def test_a_language_with_longer_words_has_higher_rows_and_its_own_decimals() -> None:
    """Found in Dutch: three lines of letters lay in the place of two."""
    heights = {}
    for words in (EN, NL):
        drawn = board(of_scenario("complete20"), words)["agreement"].figure
        assert drawn is not None
        lines = max(label.count("<br>") + 1 for label in drawn.layout.yaxis.ticktext)
        rows = len(drawn.layout.yaxis.ticktext)
        heights[lines] = (drawn.layout.height - 28 - 110) / rows
        half = "0,5" if words is NL else "0.5"
        assert tuple(drawn.layout.xaxis.ticktext) == ("-1", f"-{half}", "0", half, "1")
    assert heights == {2: 44, 3: 61}


def test_of_fewer_than_five_only_the_fraction_is_drawn() -> None:
    six = pairs(*[(PLUS, None, None, YES)] * 5, (PLUS, "positive", None, YES))
    drawn = board(found(six))["agreement"]
    raw, bare, corrected, without, few = traces(drawn)
    # all the same: kappa has no value, and neither has agreement on negatives
    assert [len(each.x) for each in (raw, bare, corrected, without)] == [1, 1, 1, 1]
    assert list(few.text) == ["too few"]
    assert "Work-up: 1/1 agree, too few for more." in said(drawn)
    assert agreement(found(six))["work-up", "PABAK"][1:3] == ("too few", "too few")
    assert agreement(found(six))["work-up", "Raw agreement"][1:3] == ("1/1", "too few")
    assert (
        agreement(found(six))["therapy", "Intraclass kappa"][1] == "not estimable (a category was never used)"
    )


def test_perfect_agreement_has_no_interval_without_width() -> None:
    told = agreement(found(pairs(*[(PLUS, None, None, YES)] * 5, *[(MINUS, None, None, NO)] * 5)))
    assert told["therapy", "Gwet's AC1"][1:3] == ("1.00", "–")
    # Donner & Eliasziw stays wide; by hand 10 (1 - k) / (1 + k) = 3.8415 at the lower end
    assert told["therapy", "Intraclass kappa"][1:3] == ("1.00", "0.44 to 1.00")


def test_who_agrees_with_what_adds_up_for_each_comparison() -> None:
    groups = board(found(FIVE))["agreement"].groups
    assert groups["test and therapy agree"] == ("01-00001", "01-00003")
    assert groups["test and therapy differ"] == ("01-00002",)
    assert groups["test and therapy not compared"] == ("01-00004", "01-00005")
    assert groups["test and work-up agree"] == ("01-00001",)
    assert groups["test and work-up differ"] == ("01-00002",)
    assert groups["test and work-up not compared"] == ("01-00003", "01-00004", "01-00005")
