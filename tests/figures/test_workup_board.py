"""The board of the work-up: against hand counts and R, of nobody, one, few, the demo, many, and in Dutch."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from her2dash.analysis.cases import Case
from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call, Therapy
from her2dash.figures.boards import every
from her2dash.figures.drawn import Drawn
from her2dash.figures.theme import BLUE, ORANGE
from her2dash.figures.workup_board import workup_board
from her2dash.i18n import Words
from her2dash.study.load import load_study
from tests.figures import compared_patients as made
from tests.figures.compared_patients import found, marked, of_scenario, patient, rows, said, size, traces
from tests.study.folders import SECOND

EN, NL = Words("en"), Words("nl")
NAMES = ("test-by-workup", "test-by-biopsy", "test-against-biopsy", "agreement")


def board(of: Findings, words: Words = EN) -> dict[str, Drawn]:
    return {drawn.name: drawn for drawn in every(workup_board(of, words))}


def pairs(*told: tuple[Call, str | None, str | None, Therapy]) -> list[Case]:
    return [
        patient(n, index_call=call, workup=workup, biopsy=biopsy, therapy=therapy)
        for n, (call, workup, biopsy, therapy) in enumerate(told, start=1)
    ]


PLUS, MINUS, MAYBE, UNREAD, WAITING = Call
YES, NO, OPEN, _ = Therapy
FIVE = pairs(
    (PLUS, "positive", "positive", YES),
    (PLUS, "negative", "negative", NO),
    (MINUS, "unknown", "equivocal", NO),
    (MAYBE, "equivocal", None, NO),
    (WAITING, None, None, OPEN),
)


def test_every_call_and_every_conclusion_keeps_its_place() -> None:
    drawn = board(found(FIVE))["test-by-workup"]
    assert drawn.table is not None
    assert drawn.table.rows == (
        ("positive", "1", "1", "0", "0", "0", "2"),
        ("negative", "0", "0", "0", "1", "0", "1"),
        ("equivocal", "0", "0", "1", "0", "0", "1"),
        ("not evaluable", "0", "0", "0", "0", "0", "0"),
        ("result pending", "0", "0", "0", "0", "1", "1"),
        ("Total", "1", "1", "1", "1", "1", "5"),
    )
    assert "n = 5 included" in drawn.caption
    assert "In 3 of 5 the test or the work-up is neither positive nor negative" in said(drawn)
    assert "3 with a positive or negative test and a signed conclusion: too few for a test." in said(drawn)


def test_a_tile_says_its_count_and_of_how_many_and_a_click_names_its_group() -> None:
    drawn = board(found(FIVE))["test-by-workup"]
    _, tiles = traces(drawn)
    told = dict(zip(tiles.customdata, tiles.text, strict=True))
    assert told["test positive; work-up: negative"] == "<b>1</b><br>1/2"
    assert told["test negative; work-up: positive"] == "<b>0</b><br>0/1"
    assert told["test not evaluable; work-up: positive"] == "0"
    assert drawn.groups["test result pending; work-up: not signed yet"] == ("01-00005",)
    assert set(drawn.groups) <= marked(drawn)


def test_only_the_cells_in_which_both_say_the_same_are_framed() -> None:
    shapes = board(found(FIVE))["test-by-workup"].figure.layout.shapes  # type: ignore[union-attr]  # it is drawn
    assert [(round(s.x0 + 0.48), round(s.y0 + 0.47)) for s in shapes] == [(0, 0), (1, 1), (2, 2)]


def test_few_patients_are_no_dark_tiles() -> None:
    heat, _ = traces(board(found(FIVE))["test-by-workup"])
    assert (heat.zmin, heat.zmax) == (0, 5)


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


def test_without_a_biopsy_has_a_column_of_its_own() -> None:
    drawn = board(found(FIVE))["test-by-biopsy"]
    assert drawn.finding == "3 of 5 patients have a biopsy of the present disease with a result"
    assert drawn.table is not None
    assert drawn.table.rows[-1] == ("Total", "1", "1", "1", "1", "1", "5")
    assert "Without a biopsy with a result: 1; work-up not signed yet: 1." in said(drawn)


def agreement(of: Findings) -> dict[tuple[str, str], tuple[str, ...]]:
    table = board(of)["agreement"].table
    assert table is not None
    return {row[:2]: row[2:] for row in table.rows}  # type: ignore[misc]  # the first two of seven


def test_the_measures_of_agreement_are_those_of_r() -> None:
    told = agreement(of_scenario("complete20"))
    # po 0.85 (0.621 to 0.968), p_pos 0.897, p_neg 0.727, AC1 0.751 (0.440 to 1), PABAK 0.7 (0.242 to 0.936)
    assert told["therapy", "Raw agreement"][1:] == ("17/20 (85.0 %)", "62.1 to 96.8 %", "exact", "20")
    assert told["therapy", "Positive agreement"][1:3] == ("0.90", "–")
    assert told["therapy", "Negative agreement"][1:3] == ("0.73", "–")
    assert told["therapy", "Kappa"][1:] == ("0.62", "0.17 to 0.87", "goodness of fit", "20")
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
    raw, corrected, _ = traces(drawn)
    assert (raw.name, raw.marker.color, raw.marker.symbol) == ("raw agreement", BLUE, "circle")
    assert (corrected.name, corrected.marker.color, corrected.marker.symbol) == (
        "corrected for chance", ORANGE, "diamond",
    )  # fmt: skip
    assert (len(raw.x), len(corrected.x)) == (6, 6)
    assert raw.x[0] == pytest.approx(0.85)
    assert corrected.x[0] - corrected.error_x.arrayminus[0] == pytest.approx(0.17, abs=5e-3)
    assert "Concordance is not accuracy" in said(drawn)


def test_of_fewer_than_five_only_the_fraction_is_drawn() -> None:
    six = pairs(*[(PLUS, None, None, YES)] * 5, (PLUS, "positive", None, YES))
    drawn = board(found(six))["agreement"]
    raw, corrected, few = traces(drawn)
    # all the same: kappa has no value, and neither has agreement on negatives
    assert (len(raw.x), len(corrected.x), list(few.text)) == (2, 2, ["too few"])
    assert "Work-up: 1/1 agree, too few for more." in said(drawn)
    assert agreement(found(six))["work-up", "PABAK"][1:3] == ("1.00", "too few")
    assert agreement(found(six))["therapy", "Kappa"][1] == "not estimable (a category was never used)"


def test_perfect_agreement_has_no_interval_without_width() -> None:
    told = agreement(found(pairs(*[(PLUS, None, None, YES)] * 5, *[(MINUS, None, None, NO)] * 5)))
    assert told["therapy", "Gwet's AC1"][1:3] == ("1.00", "–")
    # Donner & Eliasziw stays wide; by hand 10 (1 - k) / (1 + k) = 3.8415 at the lower end
    assert told["therapy", "Kappa"][1:3] == ("1.00", "0.44 to 1.00")


def test_who_agrees_with_what_adds_up_for_each_comparison() -> None:
    groups = board(found(FIVE))["agreement"].groups
    assert groups["test and therapy agree"] == ("01-00001", "01-00003")
    assert groups["test and therapy differ"] == ("01-00002",)
    assert groups["test and therapy not compared"] == ("01-00004", "01-00005")
    assert groups["test and work-up agree"] == ("01-00001",)
    assert groups["test and work-up differ"] == ("01-00002",)
    assert groups["test and work-up not compared"] == ("01-00003", "01-00004", "01-00005")


def adds_up(drawn: Drawn, included: int) -> bool:
    """Whether each patient is in one group: of two comparisons, in one of each."""
    times = 2 if drawn.name == "agreement" else 1
    return sum(map(len, drawn.groups.values())) == times * included


@pytest.mark.parametrize("words", [EN, NL])
def test_nobody_included_is_said_in_words_and_nothing_is_drawn(words: Words) -> None:
    told = board(found([]), words)
    assert tuple(told) == NAMES
    assert all(drawn.figure is None and drawn.sentences and drawn.table for drawn in told.values())
    assert not any(who for drawn in told.values() for who in drawn.groups.values())
    assert not any("nan" in said(drawn).split() or "inf" in said(drawn).split() for drawn in told.values())


@pytest.mark.parametrize("n", [1, 4])
def test_too_few_patients_have_no_interval_and_no_p(n: int) -> None:
    told = board(found(pairs(*[(PLUS, "positive", "positive", YES)] * n)))
    assert "% interval" not in " ".join(each for drawn in told.values() for each in drawn.sentences)
    assert told["agreement"].figure is None
    assert told["test-against-biopsy"].figure is None
    assert rows(told["test-against-biopsy"])["Sensitivity"] == (f"{n}/{n}", "too few", "too few")
    assert all(adds_up(drawn, n) for drawn in told.values())


def test_the_demo_has_everything_and_everybody_once(demo_of_today: Path, tmp_path: Path) -> None:
    with made.demo(demo_of_today, tmp_path) as of:
        told = board(of)
        assert tuple(told) == NAMES
        assert all(adds_up(drawn, len(of.included)) for drawn in told.values())
        assert all(f"{len(of.included)} included" in drawn.caption for drawn in told.values())
        # as the demo tells it: a positive and a negative biopsy, both after a positive test
        compared = {name: len(who) for name, who in told["test-against-biopsy"].groups.items()}
        assert (compared["both positive"], compared["test positive, biopsy negative"]) == (1, 1)


def test_the_figures_do_not_grow_with_the_patients() -> None:
    few, many = board(made.many(300)), board(made.many(2_000))
    assert all(size(many[name]) < size(few[name]) + 1_000 < 9_000 for name in NAMES)
    assert all(adds_up(many[name], 2_000) for name in NAMES)
    assert all(set(each.groups) <= marked(each) for each in (many["test-by-workup"], many["test-by-biopsy"]))


def test_a_study_that_asks_for_none_of_it_has_no_such_figure() -> None:
    second = found([patient(1, index_call=PLUS, therapy=YES)], study=load_study(SECOND))
    assert tuple(board(second)) == ("agreement",)
    assert list(board(second)["agreement"].groups) == [
        "test and therapy agree", "test and therapy differ", "test and therapy not compared",
    ]  # fmt: skip
    none = made.without_roles("workup_conclusion", "therapy_outcome", "sample_of")
    assert board(found(FIVE, study=none)) == {}


@pytest.mark.parametrize("cases", [FIVE, [*FIVE] * 3])
def test_in_dutch_no_english_is_left(cases: Iterable[Case]) -> None:
    told: Any = board(found(cases), NL)
    heard = " ".join(said(drawn) for drawn in told.values())
    assert not {"the", "and", "patients", "with", "included"} & set(heard.replace(",", " ").split())
    assert "test positief; work-up: negatief" in told["test-by-workup"].groups
    assert told["test-by-workup"].table.rows[-1][0] == "Totaal"
