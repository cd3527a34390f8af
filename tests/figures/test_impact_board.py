"""The board of impact: what it says of nobody, of few, of the demo and of many, and its flows and tiles."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from her2dash.actions import accounts, dashboard
from her2dash.actions.office import open_office
from her2dash.analysis.cases import Case
from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call, Therapy
from her2dash.figures.boards import every
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_board import impact_board
from her2dash.settings import Settings
from her2dash.study.load import load_study
from tests.analysis.patients import NOBODY
from tests.figures.impact_patients import (
    EN,
    KEPT,
    NL,
    TURNED,
    board,
    found,
    of_scenario,
    ours,
    patients,
    text,
    traces,
)
from tests.study.folders import SECOND

NAMES = (
    "plan-flow", "plan-tiles", "plan-shift-after", "plan-shift-month-3", "confidence-levels",
    "confidence-change", "effects", "plan-follows-test", "intended-and-given", "drivers", "tests",
    "as-intended", "worth",
)  # fmt: skip


# a group of theirs is an answer, and one physician may give several
SEVERAL = {"tests"}


def many(n: int) -> list[Case]:
    dice = Random(11)  # noqa: S311 - invented patients, not secrets
    plans = [code.code for code in ours().codelist("plan").codes]
    return [
        replace(
            NOBODY, patient=f"01-{number:05}", **TURNED | {
                "index_call": dice.choice(list(Call)), "therapy": dice.choice(list(Therapy)),
                "plan_pre": dice.choice(plans), "plan_post": dice.choice([*plans, None]),
                "plan_later": dice.choice([*plans, None]), "confidence_pre": dice.randint(1, 5),
                "confidence_post": dice.choice([1, 2, 3, 4, 5, None]),
            },
        )
        for number in range(n)
    ]  # fmt: skip


@pytest.fixture
def demo(demo_of_today: Path, tmp_path: Path) -> Iterator[Findings]:
    file = shutil.copy(demo_of_today, tmp_path / "demo.sqlite")
    settings = replace(Settings.from_environment({"HER2DASH_DEMO": "1"}), database_url=f"sqlite:///{file}")
    office = open_office(settings)
    yield dashboard.findings(office.desk(accounts.enter_demo(office, login="peters", replaces=None)))
    office.database.dispose()


def adds_up(drawn: Drawn, included: int) -> bool:
    """Whether each patient is in one group: of a figure with several times or questions, in one of each."""
    parts = sum(map(len, drawn.groups.values())) / included
    return parts == round(parts) and parts >= 1


def test_an_empty_study_draws_nothing_and_says_what_will_fill_each_figure() -> None:
    empty = board([])
    assert tuple(empty) == NAMES
    assert all(drawn.figure is None for drawn in empty.values())
    assert all("fills this" in text(drawn) for drawn in empty.values())
    assert not any(any(drawn.groups.values()) for drawn in empty.values())


@pytest.mark.parametrize("n", [1, 4])
def test_few_patients_are_counted_without_intervals_and_tests(n: int) -> None:
    few = board(patients(*([TURNED, KEPT] * 2)[:n]))
    for drawn in few.values():
        assert "95 % interval" not in " ".join(drawn.sentences)
        assert " p " not in " ".join(drawn.sentences)
        assert drawn.name in SEVERAL or adds_up(drawn, n)
    assert traces(few["effects"])[0].error_x.array is None
    assert "too few" in str(few["confidence-change"].table)


def test_each_flow_stands_for_its_patients() -> None:
    drawn = board(patients(TURNED, KEPT, TURNED))["plan-flow"]
    assert drawn.groups["before: chemo → after: anti-HER2"] == ("01-001", "01-003")
    assert drawn.groups["month 3: chemo → not given"] == ("01-002",)
    assert drawn.finding == "After the test 2 of 3 plans were in another group than before"
    marks = {
        name: int(n) for trace in traces(drawn) for name, n in zip(trace.customdata, trace.text, strict=True)
    }
    assert marks == {name: len(who) for name, who in drawn.groups.items()}
    assert {trace.name: trace.marker.symbol for trace in traces(drawn)} == {
        "positive": "circle", "negative": "diamond",
    }  # fmt: skip


def test_who_has_no_plan_is_at_a_place_of_the_own_and_the_caption_says_why() -> None:
    waiting = {"index_call": Call.PENDING, "plan_pre": "chemo"}
    drawn = board(patients(TURNED, waiting, waiting | {"ended": "died"}))["plan-flow"]
    assert drawn.groups["before: chemo → after: missing"] == ("01-002", "01-003")
    assert (
        "after: 2 missing (1 participation ended, 1 test not released yet); month 3: 2 missing"
        in drawn.caption
    )


def test_names_of_places_and_numbers_on_flows_do_not_lie_outside_the_figure() -> None:
    figure = board(of_scenario("complete20"))["plan-flow"].figure
    assert figure is not None
    low, high = figure.layout.yaxis.range
    assert all(high <= note.y <= low for note in figure.layout.annotations)
    assert sum(int(note.text) for note in figure.layout.annotations if note.text.isdigit()) == 60


def test_a_name_that_ends_in_a_digit_and_its_number_are_told_apart() -> None:
    """Found on a picture: "anti-HER2 3" was read as "anti-HER23"; on a phone it left its place, too."""
    figure = board(patients(*[TURNED] * 300, KEPT))["plan-flow"].figure
    assert figure is not None
    names = {note.text for note in figure.layout.annotations}
    assert {"chemo<br>301", "anti-HER2<br>300", "chemo: 1"} <= names


def test_flows_too_thin_for_a_mark_keep_their_colour_in_the_legend_and_their_patients_in_the_list() -> None:
    thin = KEPT | {"index_call": Call.EQUIVOCAL}
    drawn = board(patients(*[TURNED] * 300, thin))["plan-flow"]
    shown = {trace.name: len(trace.customdata) for trace in traces(drawn)}
    assert shown == {"positive": 3, "equivocal": 0}
    assert drawn.groups["before: chemo → after: chemo"] == ("01-301",)


def test_each_patient_has_a_row_of_tiles_with_letters_and_the_result_between() -> None:
    drawn = board(patients(TURNED, KEPT, {"plan_pre": "endocrine"}))["plan-tiles"]
    letters = {
        (y, x): letter
        for trace in traces(drawn)
        if trace.type == "scatter" and trace.text
        for x, y, letter in zip(trace.x, trace.y, trace.text, strict=True)
    }
    rows = ["".join(letters.get((y, x), " ") for x in range(5)) for y in range(3)]
    assert rows == ["C AAA", "C CCN", "E ––?"]
    assert drawn.figure.layout.yaxis.ticktext == ("01-001", "01-002", "01-003")


def test_of_many_patients_the_most_frequent_ways_are_shown_with_their_counts() -> None:
    drawn = board(patients(*[TURNED] * 150, *[KEPT] * 60))["plan-tiles"]
    assert drawn.figure is not None
    assert drawn.figure.layout.yaxis.ticktext == ("150 patients", "60 patients")
    assert adds_up(drawn, 210)
    rest = board(many(400))["plan-tiles"]
    assert len(rest.figure.layout.yaxis.ticktext) == 15  # type: ignore[union-attr]  # it is drawn
    assert sum(len(who) for who in rest.groups.values()) == 400
    assert "other ways" in rest.groups


def test_every_mark_that_stands_for_somebody_has_a_group() -> None:
    for drawn in board(of_scenario("complete20") + patients(TURNED, KEPT)).values():
        traces = drawn.figure.data if drawn.figure is not None else ()
        named = {
            name for trace in traces for name in (trace.customdata if trace.customdata is not None else ())
        }
        assert named <= set(drawn.groups), drawn.name


def test_the_demo_is_drawn_whole_and_every_included_patient_is_in_a_group(demo: Findings) -> None:
    n = len(demo.included)
    assert n > 5
    for drawn in every(impact_board(demo, EN)):
        assert drawn.name in SEVERAL or adds_up(drawn, n), drawn.name
        assert str(n) in drawn.caption
        assert drawn.table is not None
        assert drawn.figure is not None or drawn.name.startswith("plan-shift")


def test_a_figure_does_not_grow_with_the_registry() -> None:
    sizes = [
        {name: len(d.figure.to_json()) for name, d in board(many(n)).items() if d.figure is not None}
        for n in (500, 2_000)
    ]
    for name, size in sizes[1].items():
        assert size < 1.3 * sizes[0][name] + 2_000, name
        assert size < 120_000, name


def test_the_board_speaks_dutch_also_where_the_words_are_the_study_s() -> None:
    of = board(patients(TURNED, KEPT), NL)
    assert of["drivers"].groups["Belangrijkste reden: De uitslag van de HER2-PET"] == ("01-001",)
    assert "Zeer zeker" in of["confidence-levels"].table.columns  # type: ignore[union-attr]  # it has one
    assert of["plan-flow"].groups["voor: chemo → na: anti-HER2"] == ("01-001",)


def test_figures_of_questions_that_a_study_lacks_are_left_out() -> None:
    second = load_study(SECOND)
    intended, now = (
        second.codelist(second.item(ref).codes)
        for ref in (second.roles.plan_pre, second.roles.plan_post)
        if ref
    )
    one = replace(
        NOBODY, index_call=Call.POSITIVE, plan_pre=intended.codes[0].code, plan_post=now.codes[0].code,
        confidence_pre=1, confidence_post=3,
    )  # fmt: skip
    drawn = every(impact_board(found([one], second), EN))
    assert [each.name for each in drawn] == [
        "plan-flow", "plan-tiles", "plan-shift-after", "confidence-levels", "confidence-change", "effects",
        "plan-follows-test", "intended-and-given",
    ]  # fmt: skip


@pytest.mark.parametrize("cases", [[], patients(TURNED), patients(*[TURNED, KEPT] * 6)])
def test_no_number_is_nan_or_infinite(cases: list[Case]) -> None:
    for drawn in board(cases).values():
        written = (
            (drawn.figure.to_json() if drawn.figure is not None else "") + text(drawn) + str(drawn.table)
        )
        assert not any(word in written.lower() for word in ("nan", "infinity", " inf ")), drawn.name
