"""Every endpoint statistic on every page is that of `her2dash analyse` on the exported data of the same cut.

Both demo cohorts and both trials of the oracle; the numbers are read from the pages as a person reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.actions import accounts, exports
from her2dash.actions.desk import Desk
from her2dash.actions.office import open_office
from her2dash.analysis.cases import Case
from her2dash.analysis.dataset import Dataset
from her2dash.analysis.files import read_folder, write_files
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call
from her2dash.figures.boards import BOARDS
from her2dash.settings import Settings
from her2dash.store import cases as store
from her2dash.ui import office as ui_office
from tests.analysis.test_trial import SCENARIOS
from tests.cli.test_commands import run
from tests.demo.places import placed
from tests.house import make_house
from tests.pages.conftest import draw, text

STUDIES = ("demo_of_today", "published_demo", "complete20", "interim09")

# Of each group of plans one plan of the study.
PLANS = {"anti_her2": "anti_her2_without_chemo", "chemo": "chemo", "endocrine": "endocrine", "other": "other"}


@dataclass(frozen=True)
class Told:
    """A study's desk, and what `her2dash analyse` says of its data."""

    desk: Desk
    numbers: dict[str, Any]


@pytest.fixture(scope="module", params=STUDIES)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param.endswith(("demo", "demo_of_today")):
        desk = _demo(request.getfixturevalue(request.param), folder)
    else:
        desk = _trial(read_folder(SCENARIOS / request.param), folder)
    for name, content in write_files(exports.analysis_data(desk)).items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
    yield Told(desk, _analysed(folder))
    desk.office.database.dispose()


def _analysed(folder: Path) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr("click.echo", lambda words="": said.append(str(words)))
        from her2dash.cli.analysis import analyse

        analyse.callback(folder, None, False, True)  # type: ignore[misc]
    return dict(json.loads("\n".join(said)))


def _demo(file: Path, folder: Path) -> Desk:
    office = open_office(placed(file, folder))
    return office.desk(accounts.enter_demo(office, login="peters", replaces=None))


def _trial(trial: Dataset, folder: Path) -> Desk:
    """Put the rows of a trial where the boards read them; its patients are enrolled, its forms not ours."""
    settings = replace(Settings.from_environment({}), database_url=f"sqlite:///{folder / 'trial.sqlite'}")
    house = make_house(settings)
    numbers = {one.patient_id: f"01-{place:03}" for place, one in enumerate(trial.patients, 1)}
    for number in numbers.values():
        house.enrol(number)
    with house.office.database.writing() as connection:
        for patient, row in store.by_patient(connection).items():
            (name,) = (each for each, number in numbers.items() if number == row.patient)
            store.keep(connection, patient, _case(row, name, trial), _lesions(name, trial))
    return house.desk("paula")


def _case(row: Case, name: str, trial: Dataset) -> Case:
    (one,) = (each for each in trial.patients if each.patient_id == name)
    answers = {each.timepoint: each for each in trial.questionnaires if each.patient_id == name}

    def plan(time: str) -> str | None:
        return PLANS[answers[time].plan or ""] if time in answers and answers[time].plan else None

    def level(time: str) -> int | None:
        return answers[time].confidence if time in answers else None

    return replace(
        row, included=one.included, index_call=one.pet_result.value, therapy=one.anti_her2_therapy.value,
        workup=one.conventional_her2, biopsy=one.biopsy_her2, marker_total=one.ctc_count,
        marker_positive=one.ctc_her2_pos, marker=_found(one.ctc_count),
        plan_pre=plan("pre"), plan_post=plan("post"), plan_later=plan("m3"),
        confidence_pre=level("pre"), confidence_post=level("post"), confidence_later=level("m3"),
    )  # fmt: skip


def _found(cells: int | None) -> str | None:
    return None if cells is None else "detected" if cells else "not_detected"


def _lesions(name: str, trial: Dataset) -> list[CaseLesion]:
    own = [each for each in trial.lesions if each.patient_id == name]
    return [CaseLesion(n, each.site, Call.PENDING, each.suvmax) for n, each in enumerate(own, 1)]


def page(desk: Desk, board: str) -> str:
    ui_office.take(desk.office)
    try:
        at = AppTest.from_function(draw, default_timeout=60, kwargs={"room": board, "token": desk._token})
        at.run()
        assert not at.exception
        return " ".join(text(at).split())
    finally:
        ui_office.take(None)


def decimal(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".replace("-0.00", "0.00") if digits else f"{value:.0f}"


def p_said(p: float) -> str:
    return "< 0.001" if p < 0.001 else decimal(p, 3)


def percent(x: float, n: int) -> str:
    return decimal(100 * x, 0 if n < 20 else 1)


Wanted = tuple[str, str, str]  # page, statistic, how it must read


def of_the_endpoint(numbers: dict[str, Any]) -> Iterator[Wanted]:
    """What the primary endpoint must read."""
    whole, therapy = numbers["concordance_summary"], numbers["pet_by_therapy"]
    x, n = whole["n_concordant"], whole["n_included"]
    for board in ("overview", "concordance"):
        yield board, "share", f"{x}/{n} ({percent(x / n, n)} %)"
        low, high = (percent(whole[end], n) for end in ("included_low", "included_high"))
        yield board, "interval", f"{low} to {high} %"
    yield "concordance", "prediction", f"Now {decimal(numbers['predictive_probability_count']['pp'])}"
    for call, row in zip(("positive", "negative"), therapy["table"], strict=True):
        yield "concordance", "test and therapy", f"{call} {row[0]} {row[1]}"
    yield "concordance", "AC1", f"Gwet's AC1 {decimal(therapy['ac1']['ac1'])}"
    yield "workup", "AC1", f"Gwet's AC1 corrected for chance {decimal(therapy['ac1']['ac1'])}"
    yield "workup", "PABAK", f"PABAK corrected for chance {decimal(therapy['pabak']['pabak'])}"


def of_the_shifts(numbers: dict[str, Any]) -> Iterator[Wanted]:
    """What the shifts of confidence and plan must read."""
    shift, plans = numbers["confidence_pre_post"], numbers["plan_pre_post"]
    yield "impact", "pairs", f"{shift['n_pairs']} with both answers"
    moved = shift["hodges_lehmann"]
    yield "impact", "Hodges-Lehmann", f"Change in points (Hodges-Lehmann) {decimal(moved['estimate'])}"
    if shift["wilcoxon"]["n_nonzero"] > 5:  # with five the smallest p is 2/32, which the page says instead
        yield "impact", "Wilcoxon", f"left out {p_said(shift['wilcoxon']['p_exact'])}"
        yield "impact", "Pratt", f"ranked (Pratt) {p_said(shift['pratt']['p_exact'])}"
    pairs, share = sum(map(sum, plans["table"])), plans["changed"]
    changed = f"{round(share['estimate'] * pairs)}/{pairs} ({percent(share['estimate'], pairs)} %)"
    limits = f"{percent(share['low'], pairs)} to {percent(share['high'], pairs)} %"
    yield "impact", "plans changed", f"In another group: {changed}, 95 % interval {limits}"
    yield "impact", "Bowker", f"(Bowker, exact): p {p_said(plans['bowker_exact']['p_exact'])}"


def of_the_references(numbers: dict[str, Any]) -> Iterator[Wanted]:
    """What work-up, cells and uptake must read; a denominator below five has no interval."""
    rho, mean = numbers["suvmax_vs_ctc_her2_count"], numbers["lesion_suvmax_mean"]
    limits = f"{decimal(rho['low'])} to {decimal(rho['high'])}"
    yield "ctc", "rho", f"rho) {decimal(rho['rho'])}, 95 % interval {limits}"
    yield "ctc", "mean of lesions", f"Mean SUVmax of all lesions {decimal(mean['mean'], 1)}, 95 % interval "
    yield (
        "ctc",
        "its interval",
        f"{decimal(mean['low'], 1)} to {decimal(mean['high'], 1)}, patients as clusters",
    )
    for row, call in zip(numbers["pet_by_ctc"]["table"], ("positive", "negative"), strict=True):
        yield "ctc", "test by cells", f"{call} {row[0]} {row[1]}"
    for row, call in zip(numbers["pet_by_conventional"]["table"], ("positive", "negative"), strict=True):
        yield "workup", "test by work-up", f"{call} {' '.join(map(str, row))}"
    strength = numbers["pet_by_conventional"]["association"]["cramers_v"]
    if strength is not None:
        yield "workup", "Cramér's V", f"Cramér's V {decimal(strength)}"
    area = numbers["suvmax_by_ctc"]["auc"]
    if area is not None and sum(numbers["suvmax_by_ctc"]["mann_whitney"][n] for n in ("n_x", "n_y")) >= 5:
        yield "ctc", "area", f"Area under the ROC curve {decimal(area['auc'])}"
    if numbers["concordance_summary"]["n_included"] >= 20:  # of fewer the page says why p is not told
        for p in filter(None, numbers["secondary_family"]["p"]):
            yield "cohort", "secondary test", p_said(p)


def test_every_statistic_on_every_page_is_that_of_the_command(told: Told) -> None:
    pages = {board: page(told.desk, board) for board in BOARDS}
    numbers = told.numbers
    wanted = [*of_the_endpoint(numbers), *of_the_shifts(numbers), *of_the_references(numbers)]
    assert len(wanted) > 20
    assert [each for each in wanted if each[2] not in pages[each[0]]] == []


def test_the_command_line_prints_what_the_test_reads(
    told: Told, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in write_files(exports.analysis_data(told.desk)).items():
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    status, out, _ = run(capsys, "analyse", str(tmp_path), "--json")
    assert (status, json.loads(out)) == (0, told.numbers)
