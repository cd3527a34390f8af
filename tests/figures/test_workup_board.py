"""The board of the work-up: what it says of nobody, of few, of the demo and of many."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from her2dash.analysis.cases import Case
from her2dash.figures.drawn import Drawn
from her2dash.i18n import Words
from her2dash.study.load import load_study
from tests.figures import compared_patients as made
from tests.figures.compared_patients import found, marked, patient, rows, said, size, traces
from tests.figures.workup_patients import (
    EN,
    FIVE,
    NL,
    PLUS,
    YES,
    board,
    pairs,
)
from tests.study.folders import SECOND

NAMES = ("test-by-workup", "test-by-biopsy", "test-against-biopsy", "agreement")


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


def test_of_many_a_tile_says_its_share_and_its_row_of_how_many() -> None:
    # a phone has no room for "60/120" six times beside each other
    drawn = board(found([*FIVE] * 60))["test-by-workup"]
    heat, tiles = traces(drawn)
    told = dict(zip(tiles.customdata, tiles.text, strict=True))
    assert told["test positive; work-up: negative"] == "<b>60</b><br>50 %"
    assert drawn.figure is not None
    assert drawn.figure.layout.yaxis.ticktext[0] == "test<br>positive<br>n = 120"
    assert "below it the share of those with that test result" in drawn.caption
    assert heat.zmax == 60


def test_without_a_biopsy_has_a_column_of_its_own() -> None:
    drawn = board(found(FIVE))["test-by-biopsy"]
    assert drawn.finding == "3 of 5 patients have a biopsy of the present disease with a result"
    assert drawn.table is not None
    assert drawn.table.rows[-1] == ("Total", "1", "1", "1", "1", "1", "5")
    assert "Without a biopsy with a result: 1; work-up not signed yet: 1." in said(drawn)


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
    assert "test positief; standaarddiagnostiek: negatief" in told["test-by-workup"].groups
    assert told["test-by-workup"].table.rows[-1][0] == "Totaal"
