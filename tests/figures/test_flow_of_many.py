"""The board of the flow with many patients: sums, marks, bars of states, sites within limits."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from her2dash.figures.drawn import Drawn
from tests.analysis.patients import patients
from tests.figures.flow_patients import (
    NAMES,
    board,
    many,
    text,
    whole,
)


def marks(drawn: Drawn) -> set[str]:
    """Return every category that a mark of the figure names."""
    assert drawn.figure is not None
    told: set[str] = set()
    for trace in drawn.figure.data:
        told |= set(trace.customdata if trace.customdata is not None else ())
    return told - {""}


def size(drawn: Drawn) -> int:
    assert drawn.figure is not None
    return len(json.dumps(drawn.figure.to_dict(), default=str))


@pytest.mark.parametrize("n", [4, 13, 2000])
def test_the_groups_of_each_figure_add_up_to_its_n(n: int) -> None:
    cases = many(n)
    drawn = board(cases)
    included = sum(case.included for case in cases)
    sums = {name: sum(map(len, drawn[name].groups.values())) for name in ("missingness", "sites", "sealing")}
    assert sums == {"missingness": 7 * n, "sites": included, "sealing": n}
    assert f"n = {n} enrolled" in drawn["missingness"].caption
    assert f"n = {included} included" in drawn["sites"].caption


@pytest.mark.parametrize("n", [13, 2000])
def test_every_mark_of_a_figure_lists_a_group(n: int) -> None:
    for drawn in board(many(n)).values():
        assert marks(drawn) <= set(drawn.groups)
        assert marks(drawn)


def test_the_figures_do_not_grow_with_the_patients() -> None:
    sizes = {n: {name: size(drawn) for name, drawn in board(many(n)).items()} for n in (500, 4000)}
    for name in NAMES:
        assert sizes[4000][name] < sizes[500][name] * 1.6 + 500, name
        assert sizes[4000][name] < 20_000, name


def test_of_many_patients_a_bar_for_each_endpoint_holds_the_states_in_their_order() -> None:
    drawn = board(many(600))["missingness"]
    assert drawn.figure is not None
    assert [trace.name for trace in drawn.figure.data] == [
        "● present", "× missing", "– not applicable", "… not yet due",
    ]  # fmt: skip
    assert [sum(trace.x[row] for trace in drawn.figure.data) for row in range(7)] == [600] * 7


def test_sites_stand_in_the_order_of_their_codes_within_limits_and_are_no_ranking() -> None:
    cases = [
        replace(case, site=site, patient=f"{site}-{case.patient}")
        for site, of in {"02": "40*+y 10*+n", "01": "4*+y 36*+n", "03": "2*+y"}.items()
        for case in patients(of)
    ]
    drawn = board(cases)["sites"]
    assert drawn.table is not None
    assert [row[0] for row in drawn.table.rows] == ["01", "02", "03"]
    assert "2 of 2 judged sites lie outside the 95 % limits of chance" in drawn.finding
    assert "this is no ranking" in text(drawn)
    assert "Too few closed patients for an interval or a judgement: 03." in text(drawn)
    assert drawn.table.rows[2][5:] == ("too few", "–")
    lines = [trace for trace in drawn.figure.data if trace.mode == "lines"]  # type: ignore[union-attr]
    assert len(lines) == 4


def test_of_many_sites_only_who_lies_outside_has_a_code_and_none_an_interval() -> None:
    """Found on a phone: the intervals of forty sites lay over each other and over the dots."""
    chances = {f"{n:02}": "15*+y 5*+n" for n in range(1, 15)} | {"20": "2*+y 18*+n", "30": "2*+y 19*+n"}
    cases = [
        replace(case, site=site, patient=f"{site}-{case.patient}")
        for site, of in chances.items()
        for case in patients(of)
    ]
    figure = board(cases)["sites"].figure
    assert figure is not None
    dots = [trace for trace in figure.data if trace.customdata is not None]
    assert len(dots) == 16
    told = {dot.text[0]: dot.textposition for dot in dots if "text" in dot.mode}
    assert told == {"20": "bottom left", "30": "bottom right"}  # side by side on a phone: apart
    assert {dot.error_y.array for dot in dots} == {None}


def test_a_single_site_has_nothing_to_be_compared_with() -> None:
    drawn = board(whole(8))["sites"]
    assert drawn.figure is not None
    assert [trace.mode for trace in drawn.figure.data] == ["markers+text"]
    assert not drawn.figure.layout.shapes
    assert drawn.finding == "Do the sites differ by more than chance?"
