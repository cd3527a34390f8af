"""The board of cells and uptake: what it says of nobody, of few, of the demo and of many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from her2dash.analysis.states import Call
from her2dash.figures.drawn import Drawn
from her2dash.figures.theme import CALL_MARKS
from her2dash.i18n import Words
from her2dash.study.load import load_study
from tests.figures import compared_patients as made
from tests.figures.compared_patients import (
    found,
    lesion,
    ours,
    patient,
    rows,
    said,
    size,
    traces,
    with_uptake,
)
from tests.figures.uptake_and_cells import EN, NL, board, states
from tests.study.folders import SECOND

NAMES = (
    "test-by-cells", "uptake-by-her2-on-cells", "uptake-roc", "uptake-by-cells", "uptake-by-positive-cells",
    "uptake-by-positive-share", "lesions",
)  # fmt: skip


# who is compared stands in the figure before it
WITHOUT_GROUPS = {"uptake-roc"}


def test_marks_are_those_of_the_call_on_every_page() -> None:
    for name in ("uptake-by-cells", "uptake-by-positive-share"):
        for trace in traces(board(states())[name]):
            call = Call(trace.name)
            assert (trace.marker.color, trace.marker.symbol) == CALL_MARKS[call]


def test_a_share_needs_a_cell() -> None:
    drawn = board(states())["uptake-by-positive-share"]
    assert rows(drawn) == {
        "01-00001": ("negative", "5.0", "20 %"),
        "01-00000": ("positive", "4.0", "25 %"),
    }
    assert drawn.groups["not drawn: no cell found"] == ("01-00003",)
    assert drawn.groups["not drawn: no measured lesion"] == ("01-00002",)


LESIONS = {
    "01-00000": [lesion(2.0), lesion(7.5, "liver", 2)],
    "01-00001": [lesion(9.0, "lung"), lesion(9.0, "lung", 2), lesion(None, "bone", 3)],
    "01-00002": [lesion(None)],
}


def test_each_patient_has_a_row_and_each_lesion_a_dot() -> None:
    cases = [patient(n, index_call=Call.NEGATIVE) for n in range(3)]
    drawn = board(found(cases, LESIONS))["lesions"]
    assert drawn.figure is not None
    assert list(drawn.figure.layout.yaxis.ticktext) == ["01-00001", "01-00000"]
    named = {trace.name: trace for trace in traces(drawn) if trace.name}
    dots, rings = named["lesion positive"], named["own uptake: Liver"]
    assert sorted(zip(dots.y, dots.x, strict=True))[-1] == (1, 7.5)
    assert len(set(zip(dots.x, dots.y, strict=True))) == 4  # the two of 9.0 stand apart
    assert (list(rings.x), list(rings.y)) == ([7.5], [1])
    assert drawn.groups == {
        "highest uptake: Liver": ("01-00000",),
        "highest uptake: Lung": ("01-00001",),
        "no measured lesion": ("01-00002",),
    }
    assert "n = 4 measured lesions in 2 of 3 included patients. Lesions without a value: 2;" in drawn.caption
    assert "1 of the 4 lie where the tracer is taken up anyway (Liver)" in said(drawn)


def test_a_study_that_names_no_site_of_own_uptake_sets_none_apart() -> None:
    meanings = ours().meanings.model_copy(update={"own_uptake": ()})
    study = ours().model_copy(update={"meanings": meanings})
    told = board(found([patient(0, index_call=Call.NEGATIVE)], LESIONS, study))
    drawn = told["lesions"]
    assert "own uptake" not in " ".join(trace.name for trace in traces(drawn))
    assert "taken up anyway" not in said(drawn)
    assert not any("without lesions at" in name for name in rows(told["uptake-by-her2-on-cells"]))


def adds_up(drawn: Drawn, included: int) -> bool:
    return drawn.name in WITHOUT_GROUPS or sum(map(len, drawn.groups.values())) == included


@pytest.mark.parametrize("words", [EN, NL])
def test_nobody_included_is_said_in_words_and_nothing_is_drawn(words: Words) -> None:
    told = board(found([]), words)
    assert tuple(told) == NAMES
    assert all(drawn.figure is None and drawn.sentences and drawn.table for drawn in told.values())
    assert not any(who for drawn in told.values() for who in drawn.groups.values())


@pytest.mark.parametrize("n", [1, 4])
def test_too_few_patients_have_no_interval_and_no_p(n: int) -> None:
    told = board(found(*with_uptake([3.0, 4.0, 5.5, 6.0][:n], [(2, 1), (3, 0), (4, 0), (7, 2)][:n])))
    assert "% interval" not in " ".join(each for drawn in told.values() for each in drawn.sentences)
    assert "% interval" not in told["lesions"].caption
    assert all(adds_up(drawn, n) for drawn in told.values())
    assert told["uptake-roc"].figure is None
    assert sum(len(trace.x) for trace in traces(told["uptake-by-cells"])) == n


def test_of_four_words_stand_for_the_area_the_difference_and_the_correlation() -> None:
    # a number of four looks like one of four hundred; a median of two is still one of theirs
    told = board(found(*with_uptake([3.0, 4.0, 5.5, 6.0], [(2, 1), (3, 0), (4, 0), (7, 2)])))
    assert {row[0] for row in rows(told["uptake-roc"]).values()} == {"too few"}
    strip = rows(told["uptake-by-her2-on-cells"])
    assert strip["Area under the ROC curve"] == ("too few", "too few", "4")
    assert strip["Difference (Hodges-Lehmann)"] == ("too few", "too few", "4")
    assert strip["Median SUVmax, HER2-positive"] == ("4.5", "–", "2")
    for name in ("uptake-by-cells", "uptake-by-positive-cells", "uptake-by-positive-share"):
        assert told[name].sentences[0] == "Rank correlation: 4 patients are too few for one."


def test_values_that_are_all_the_same_have_no_correlation() -> None:
    drawn = board(found(*with_uptake([3.0] * 6, [(2, 1)] * 6)))["uptake-by-cells"]
    assert "Rank correlation: not estimable (all values are the same)." in said(drawn)


def test_an_axis_of_few_cells_names_each_number() -> None:
    def ticks(most: int) -> list[str]:
        drawn = board(found(*with_uptake([3.0, 4.0], [(9, 1), (9, most)])))["uptake-by-positive-cells"]
        return list(drawn.figure.layout.xaxis.ticktext)  # type: ignore[union-attr]  # it is drawn

    assert (ticks(3), ticks(6)) == (["0", "1", "2", "3", "4", "5"], ["0", "1", "2", "5", "10"])


def test_an_uptake_of_0_has_a_place_too() -> None:
    drawn = board(found(*with_uptake([0.0, 3.0, 4.0], [(2, 1), (0, 0), (3, 0)])))
    assert drawn["uptake-by-cells"].figure is not None
    axis = drawn["uptake-by-cells"].figure.layout.yaxis
    assert axis.ticktext[0] == "0"
    assert 0 < axis.tickvals[0] < 3
    assert drawn["lesions"].figure is not None
    assert list(drawn["lesions"].figure.layout.xaxis.ticktext[:2]) == ["test", "0"]


def test_the_demo_has_everything_and_everybody_once(demo_of_today: Path, tmp_path: Path) -> None:
    with made.demo(demo_of_today, tmp_path) as of:
        told = board(of)
        assert tuple(told) == NAMES
        assert all(adds_up(drawn, len(of.included)) for drawn in told.values())
        assert all(f"{len(of.included)} included" in drawn.caption for drawn in told.values())


def test_many_are_counted_in_classes_and_the_figures_do_not_grow() -> None:
    few, many = board(made.many(1_000)), board(made.many(2_000))
    assert all(size(many[name]) < size(few[name]) + 500 < 10_000 for name in NAMES)
    assert all(adds_up(drawn, 2_000) for drawn in many.values())
    for name in ("uptake-by-her2-on-cells", "uptake-by-cells", "uptake-by-positive-share", "lesions"):
        (tiles,) = traces(many[name])
        assert tiles.type == "heatmap"
    assert "0 % 0–20 %" in " ".join(many["uptake-by-positive-share"].table.columns)  # type: ignore[union-attr]  # always


def test_classes_are_named_where_they_end_so_that_no_name_is_turned() -> None:
    many = board(made.many(2_000))

    def below(name: str) -> dict[float, str]:
        axis = many[name].figure.layout.xaxis  # type: ignore[union-attr]  # it is drawn
        assert axis.tickangle == 0
        return dict(zip(axis.tickvals, axis.ticktext, strict=True))

    # classes of uptake end at 1, 2, 4, 8, 16, 32; 0 and 100 % have a class of their own
    ends = {0.5: "1", 1.5: "2", 2.5: "4", 3.5: "8", 4.5: "16", 5.5: "32"}
    assert below("lesions") == below("uptake-by-her2-on-cells") == ends
    assert below("uptake-by-positive-share") == {
        0: "0 %", 1.5: "20 %", 2.5: "40 %", 3.5: "60 %", 4.5: "80 %", 6: "100 %",
    }  # fmt: skip


def test_the_tiles_count_everybody_who_is_drawn() -> None:
    drawn = board(made.many(2_000))["uptake-by-cells"]
    (tiles,) = traces(drawn)
    missing = sum(len(who) for name, who in drawn.groups.items() if name.startswith("not drawn"))
    assert sum(map(sum, tiles.z)) == 2_000 - missing
    assert list(tiles.z[0])  # the lowest uptake is the first row, and stands below
    assert drawn.figure is not None
    assert drawn.figure.layout.yaxis.range[0] < drawn.figure.layout.yaxis.range[1]


def test_a_study_without_cells_has_its_lesions_and_one_without_lesions_its_cells() -> None:
    cellless = found(states().cases, states().lesions, made.without_roles("marker_state"))
    assert tuple(board(cellless)) == ("lesions",)
    blind = found(states().cases, {}, made.without_roles("lesion_uptake"))
    assert tuple(board(blind)) == ("test-by-cells",)
    assert board(found([patient(1)], study=load_study(SECOND))) == {}


def test_without_a_rule_for_her2_the_cells_are_only_counted() -> None:
    study = ours().model_copy(update={"marker": None})
    told = board(found([patient(1, index_call=Call.POSITIVE, marker="detected", marker_total=3)],
                       {"01-00001": [lesion(4.0)]}, study))  # fmt: skip
    assert tuple(told) == ("test-by-cells", "uptake-by-cells", "lesions")
    assert told["test-by-cells"].groups == {
        "test positive; tumour cells: found, HER2 not told": ("01-00001",)
    }


def test_lesions_without_a_site_are_shown_as_such() -> None:
    of = found([patient(1, index_call=Call.POSITIVE)], {"01-00001": [lesion(4.0, None)]},
               made.without_roles("lesion_site"))  # fmt: skip
    assert board(of)["lesions"].groups == {"highest uptake: site not told": ("01-00001",)}


def test_in_dutch_no_english_is_left() -> None:
    told: Any = board(states(), NL)
    heard = " ".join(said(drawn) for drawn in told.values())
    assert not {"the", "and", "patients", "with", "included"} & set(heard.replace(",", " ").split())
    assert (
        "Lever"
        in board(found([patient(0)], {"01-00000": [lesion(7.5, "liver")]}), NL)["lesions"].sentences[1]
    )
    assert "HER2-positief: ten minste één CTC met sterke HER2-kleuring (3+)." in told["test-by-cells"].caption
