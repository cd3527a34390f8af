"""The board of impact: what it says of nobody, of few, of the demo, of many, and against R."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from her2dash.actions import accounts, dashboard
from her2dash.actions.office import open_office
from her2dash.analysis.cases import Case
from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call, Therapy
from her2dash.analysis.subset import Subset
from her2dash.figures.boards import every
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_board import impact_board
from her2dash.i18n import Words
from her2dash.settings import Settings
from her2dash.study.load import load_study
from her2dash.study.model import Study
from tests.analysis.patients import NOBODY
from tests.study.folders import SECOND

EN, NL = Words("en"), Words("nl")
SCENARIOS = Path(__file__).parents[1] / "analysis" / "oracle" / "scenarios"
NAMES = (
    "plan-flow", "plan-tiles", "plan-shift-after", "plan-shift-month-3", "confidence-levels",
    "confidence-change", "effects", "plan-follows-test", "intended-and-given", "drivers", "tests",
    "as-intended", "worth",
)  # fmt: skip
# a group of theirs is an answer, and one physician may give several
SEVERAL = {"tests"}
CODES = {"anti_her2": "anti_her2_chemo", "chemo": "chemo", "endocrine": "endocrine", "other": "local"}
RELEASED = date(2026, 2, 1)


@cache
def ours() -> Study:
    return load_study()


def found(cases: Iterable[Case], study: Study | None = None) -> Findings:
    known, moment = tuple(cases), datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    return Findings(study or ours(), Subset(), known, known, {}, moment, moment.date(), 1)


def board(cases: Iterable[Case], words: Words = EN) -> dict[str, Drawn]:
    return {drawn.name: drawn for drawn in every(impact_board(found(cases), words))}


def traces(drawn: Drawn) -> tuple[Any, ...]:
    assert drawn.figure is not None, drawn.name
    return tuple(drawn.figure.data)


def text(drawn: Drawn) -> str:
    return " ".join((drawn.finding, drawn.caption, *drawn.sentences))


# chemo before a positive test, anti-HER2 after it and given; more confident
TURNED: dict[str, Any] = {
    "index_call": Call.POSITIVE, "therapy": Therapy.YES, "released_on": RELEASED, "sealed_before": True,
    "plan_pre": "chemo", "plan_post": "anti_her2_chemo", "plan_later": "anti_her2_chemo",
    "confidence_pre": 2, "confidence_post": 4, "confidence_later": 5, "changed": "started", "drivers": "pet",
    "tests_avoided": "biopsy,ct", "tests_added": "none", "as_intended": "yes", "supported": "yes",
    "solved": "partly",
}  # fmt: skip
KEPT = TURNED | {
    "index_call": Call.NEGATIVE, "therapy": Therapy.NO, "plan_post": "chemo", "plan_later": "chemo",
    "confidence_post": 2, "changed": "no", "drivers": None, "tests_avoided": "none", "as_intended": "no",
    "why_not": "toxicity", "supported": "no", "solved": "no",
}  # fmt: skip


def patients(*known: dict[str, Any]) -> list[Case]:
    return [replace(NOBODY, patient=f"01-{n:03}", **each) for n, each in enumerate(known, start=1)]


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


def of_scenario(name: str) -> list[Case]:
    """Return the included patients of an oracle's scenario, their plans by a code of the same group."""
    with (SCENARIOS / name / "patients.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["included"] == "1"]
    with (SCENARIOS / name / "questionnaires.csv").open() as file:
        answers = {(row["patient_id"], row["timepoint"]): row for row in csv.DictReader(file)}
    return [_case(row["patient_id"], row, answers) for row in rows]


def _case(who: str, row: dict[str, str], answers: dict[tuple[str, str], dict[str, str]]) -> Case:
    known: dict[str, Any] = {}
    for time, field in (("pre", "pre"), ("post", "post"), ("m3", "later")):
        told = answers.get((who, time), {"confidence": "", "plan": ""})
        known[f"confidence_{field}"] = int(told["confidence"]) if told["confidence"] else None
        known[f"plan_{field}"] = CODES[told["plan"]] if told["plan"] else None
    call = Call(row["pet_result"] or "pending")
    return replace(
        NOBODY, patient=who, index_call=call, therapy=Therapy(row["anti_her2_therapy"] or "pending"), **known
    )


def expected(name: str, section: str) -> Any:
    return json.loads((SCENARIOS / name / "expected.json").read_text())["expected"][section]


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
    assert drawn.groups["month 3: chemo → given: not given"] == ("01-002",)
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


def test_the_middle_answer_is_centred_and_the_missing_stand_apart() -> None:
    answers = [
        {"confidence_pre": level, "confidence_post": after}
        for level, after in ((1, 4), (3, 4), (3, 5), (4, None), (None, None))
    ]
    drawn = board(patients(*answers))["confidence-levels"]
    bars = {trace.name: trace for trace in traces(drawn)}
    middle = bars["Moderately confident"]
    assert (middle.base[0], middle.x[0]) == (-1.0, 2)
    assert bars["Not at all confident"].base[0] == -2.0
    ends = [b + (x or 0) for trace in bars.values() for b, x in zip(trace.base, trace.x, strict=True)
            if trace.name != "missing"]  # fmt: skip
    assert min(bars["missing"].base) > max(ends)
    assert bars["missing"].text == ("1", "2", "5")
    assert drawn.groups["after: missing"] == ("01-004", "01-005")


def test_lines_join_the_two_answers_of_a_patient_and_of_many_a_table_counts_them() -> None:
    drawn = board(patients(TURNED, KEPT))["confidence-change"]
    assert [round(y) for trace in traces(drawn) for y in trace.y if y is not None] == [2, 4, 2, 2]
    table = board(patients(*[TURNED] * 199, KEPT))["confidence-change"]
    assert list(traces(table)[0].z[1]) == [0, 1, 0, 199, 0]


def test_the_confidence_is_that_of_r() -> None:
    drawn, wanted = (
        board(of_scenario("complete20"))["confidence-change"],
        expected("complete20", "confidence_pre_post"),
    )
    rows = {row[0]: row[1:] for row in drawn.table.rows} if drawn.table else {}
    assert rows["Change in points (Hodges-Lehmann)"] == ("0.50", "0.00 to 1.00")
    assert rows["p, Wilcoxon, the unchanged left out"][0] == f"{wanted['wilcoxon']['p_exact']:.3f}" == "0.186"
    assert rows["p, Wilcoxon, the unchanged ranked (Pratt)"][0] == "0.217"
    assert rows["Matched rank-biserial correlation"][0] == "0.51"
    assert f"{wanted['n_pairs']} with both answers" in drawn.caption
    assert "95.2 % interval 0.0 to 1.0" in text(drawn)


def test_the_three_times_are_those_of_r() -> None:
    said = text(board(of_scenario("interim09"))["confidence-levels"])
    assert "5 patients have all three answers." in said
    assert "Kendall's W 0.76, p 0.025 (Friedman, exact)" in said
    assert "p 0.004 (Page, exact, one-sided)" in said


def test_the_shifts_of_plans_are_those_of_r() -> None:
    drawn = board(of_scenario("complete20"))["plan-shift-after"]
    assert drawn.table is not None
    assert [list(map(int, row[1:5])) for row in drawn.table.rows[:4]] == expected(
        "complete20", "plan_pre_post"
    )["table"]
    assert "8/17 (47 %), 95 % interval 23 to 72 %" in text(drawn)
    assert "(Bowker, exact): p 0.062; same shares at both times (Stuart-Maxwell): p 0.059" in text(drawn)
    assert "7 changed): p 0.016" in text(drawn)
    later = text(board(of_scenario("complete20"))["plan-shift-month-3"])
    assert "9/17 (53 %)" in later
    assert "p 0.031; same shares at both times (Stuart-Maxwell): p 0.038" in later


def test_so_few_changes_that_nothing_can_be_shown_are_not_called_not_significant() -> None:
    said = text(board(of_scenario("interim09"))["plan-shift-after"])
    assert "p cannot reach 0.05 with 5 changed" in said


def test_the_published_effects_have_their_shares_and_are_told_by_test_result() -> None:
    # Bensch 2018: altered 8, confidence only 10, neither 2 of 20
    surer = KEPT | {"confidence_post": 3}
    drawn = board(patients(*[TURNED] * 8, *[surer] * 10, *[KEPT] * 2, {}))["effects"]
    assert drawn.table is not None
    assert drawn.table.rows[0] == (
        "plan or agents altered", "8/20 (40.0 %)", "19.1 to 63.9 %", "8", "0", "0", "0", "0",
    )  # fmt: skip
    assert drawn.table.rows[3][:4] == ("answers incomplete", "1", "–", "0")
    assert drawn.finding == "The plan or its agents changed after the test in 8/20 (40.0 %)"
    (bars,) = traces(drawn)
    assert (bars.x[0], bars.error_x.array[0]) == pytest.approx((0.4, 0.639 - 0.4), abs=1e-3)
    assert set(bars.customdata) < set(drawn.groups)


def test_the_plan_that_comes_to_follow_the_test_is_paired() -> None:
    drawn = board(patients(*[TURNED] * 7, *[KEPT] * 10, {"index_call": Call.EQUIVOCAL}))["plan-follows-test"]
    assert drawn.finding == "Before the test 10 of 17 plans agreed with its result, after it 17"
    # exact McNemar of 7 against 0: 2 / 2^7
    assert "p 0.016; exploratory" in text(drawn)
    assert "After less before: 41 percentage points" in text(drawn)
    assert {name: len(who) for name, who in drawn.groups.items()} == {
        "agrees before and after": 10, "agrees before only": 0, "agrees after only": 7,
        "agrees at neither time": 0, "not compared": 1,
    }  # fmt: skip
    assert [list(row) for row in traces(drawn)[0].z] == [[10, 0], [7, 0]]


def test_therapy_is_compared_with_what_was_intended_and_the_undecided_are_named() -> None:
    dropped = TURNED | {"therapy": Therapy.NO}
    waiting = TURNED | {"therapy": Therapy.PENDING}
    drawn = board(patients(*[TURNED] * 4, dropped, KEPT, waiting))["intended-and-given"]
    assert drawn.finding.startswith("For 5 of 6 patients anti-HER2 therapy was given or left out as intended")
    assert "therapy of the others 1 pending." in drawn.caption
    assert drawn.groups["intended, not given"] == ("01-005",)
    assert drawn.groups["not compared"] == ("01-007",)


def test_reasons_and_tests_are_counted_by_the_words_of_the_study() -> None:
    of = board(patients(TURNED, TURNED, KEPT, {}))
    assert of["drivers"].groups["Main reason: The result of the HER2-PET"] == ("01-001", "01-002")
    assert of["drivers"].caption.startswith("n = 2 who said why, of 3 who said after the test")
    assert of["tests"].groups["Made unnecessary: CT"] == ("01-001", "01-002")
    assert "Led to, 3 answered: None 3." in of["tests"].sentences
    assert "Chosen by nobody: New HER2 test on stored tissue" in text(of["tests"])
    assert of["as-intended"].groups["Main reason why not: Toxicity"] == ("01-003",)
    assert "Solved the dilemma, 3 answered: Partly 2; No 1." in of["worth"].sentences


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
