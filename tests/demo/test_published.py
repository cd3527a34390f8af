"""The published margins come out of the analysis of a synthetic cohort that was lived through.

The margins are printed in Bensch et al., Eur J Nucl Med Mol Imaging 2018, 10.1007/s00259-018-4099-8, and in
its conference report (SABCS P5-03-06: 1 to 99 CTCs).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from her2dash.actions import capture, dashboard, exports, patients, questions, record, worklist
from her2dash.actions.desk import Office
from her2dash.analysis.cases import Case
from her2dash.analysis.concordance import concordance
from her2dash.analysis.fisher import fisher
from her2dash.analysis.impact import Effect, effect, impact
from her2dash.analysis.interim import Verdict
from her2dash.analysis.outcome import Outcome, outcome
from her2dash.analysis.trial import analyse
from her2dash.analysis.trial_agreement import cross
from her2dash.analysis.trial_plan import AnalysisPlan
from her2dash.settings import Settings
from her2dash.study.windows import State
from tests.demo.places import all_cases, desk, opened, placed


@pytest.fixture(scope="module")
def made(published_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return placed(published_demo, tmp_path_factory.mktemp("published"))


@pytest.fixture
def demo(made: Settings) -> Iterator[Office]:
    office = opened(made)
    yield office
    office.database.dispose()


@pytest.fixture
def cases(demo: Office) -> tuple[Case, ...]:
    return all_cases(demo)


def test_twenty_are_enrolled_and_included(demo: Office) -> None:
    found = dashboard.findings(desk(demo, "peters")).overview
    assert (found.enrolled, found.included, found.released, found.not_sealed_before) == (20, 20, 20, 0)


def test_the_dilemmas_are_eight_seven_four_and_one(cases: tuple[Case, ...]) -> None:
    assert Counter(case.dilemma for case in cases) == {
        "two_primaries": 8,
        "inaccessible": 7,
        "mixed_metastases": 4,
        "equivocal_primary": 1,
    }


def test_the_pet_is_positive_in_twelve_negative_in_seven_and_equivocal_in_one(demo: Office) -> None:
    calls = dashboard.findings(desk(demo, "peters")).overview.calls
    assert {call: n for call, n in calls.items() if n} == {"positive": 12, "negative": 7, "equivocal": 1}


def test_fifteen_of_twenty_are_concordant_which_meets_the_rule(demo: Office, cases: tuple[Case, ...]) -> None:
    so_far = dashboard.findings(desk(demo, "peters")).endpoint
    assert (so_far.concordant, so_far.included, so_far.open, so_far.verdict) == (
        15,
        20,
        0,
        Verdict.SUCCESS_CERTAIN,
    )
    final = concordance(cases, target=demo.study.target, threshold=demo.study.threshold, final=True)
    assert (final.concordant, final.included, final.verdict) == (15, 20, Verdict.SUCCESS_CERTAIN)


def test_the_equivocal_patient_is_not_concordant(cases: tuple[Case, ...]) -> None:
    found = [outcome(case.index_call, case.therapy) for case in cases if case.index_call == "equivocal"]
    assert found == [Outcome.EQUIVOCAL]


def test_the_pet_altered_eight_plans_made_ten_surer_and_did_neither_in_two(cases: tuple[Case, ...]) -> None:
    found = impact(cases)
    assert found.counts == {
        Effect.ALTERED: 8,
        Effect.CONFIDENCE_ONLY: 10,
        Effect.NEITHER: 2,
        Effect.INCOMPLETE: 0,
    }


def test_what_the_physicians_say_of_a_change_is_what_their_plans_say(cases: tuple[Case, ...]) -> None:
    assert {case.patient for case in cases if case.changed != "no"} == {
        case.patient for case in cases if effect(case) is Effect.ALTERED
    }


def test_the_disease_is_understood_better_in_eighteen(cases: tuple[Case, ...]) -> None:
    assert sum(case.understanding in ("better", "much_better") for case in cases) == 18


def test_the_decision_was_supported_in_fifteen_who_are_not_the_concordant_ones(
    cases: tuple[Case, ...],
) -> None:
    supported = {case.patient for case in cases if case.supported == "yes"}
    agreeing = {c.patient for c in cases if outcome(c.index_call, c.therapy) is Outcome.CONCORDANT}
    assert (len(supported), len(agreeing), supported == agreeing) == (15, 15, False)


def test_ctcs_are_detected_in_ten_one_to_ninety_nine_of_them_with_her2_in_six(
    cases: tuple[Case, ...],
) -> None:
    assert Counter(case.marker for case in cases) == {"detected": 10, "not_detected": 10}
    found = [case for case in cases if case.marker == "detected"]
    totals = sorted(case.marker_total or 0 for case in found)
    assert (totals[0], totals[-1]) == (1, 99)
    assert sum((case.marker_positive or 0) > 0 for case in found) == 6


def test_her2_on_ctcs_goes_neither_with_the_pet_nor_with_the_therapy(
    demo: Office, cases: tuple[Case, ...]
) -> None:
    study = demo.study
    plan = AnalysisPlan(study.target, True, study.threshold, exact_up_to=study.exact_up_to)
    by_ctc: Any = analyse(exports.analysis_data(desk(demo, "peters")), plan)["pet_by_ctc"]
    assert by_ctc["table"] == ((4, 2), (2, 2))
    detected = ((c.therapy, bool(c.marker_positive)) for c in cases if c.marker == "detected")
    by_therapy = cross(detected, ("yes", "no"), (True, False))
    assert by_therapy == ((4, 2), (2, 2))
    # Both tables have the margins 6, 4 and 6, 4, and the likeliest count of all: p = 1 by arithmetic.
    assert [by_ctc["fisher"].p_two_sided, fisher(by_therapy).p_two_sided] == pytest.approx([1, 1])


def test_some_had_a_biopsy_and_most_work_ups_conclude_nothing_certain(
    demo: Office, cases: tuple[Case, ...]
) -> None:
    pi = desk(demo, "peters")
    sheets = [capture.open_form(pi, handle=r.handle, form="workup").answers for r in patients.patients(pi)]
    biopsies = [given for given in sheets if given["biopsy"] == "done"]
    assert len(biopsies) == 5
    assert all("metastasis" in given.values() for given in biopsies)
    concluded = Counter(case.workup for case in cases)
    assert concluded["unknown"] + concluded["equivocal"] > concluded["positive"] + concluded["negative"] > 0


def test_every_form_is_signed_in_order_and_nobody_owes_anything(demo: Office) -> None:
    rows = patients.patients(desk(demo, "peters"))
    states = {form.standing.state for row in rows for form in row.forms if form.form != "status"}
    assert (states, {row.sealed_before for row in rows}) == ({State.DONE}, {True})
    assert dashboard.who_owes(desk(demo, "peters")) == ()
    everybody = ("devries", "bakker", "smit", "mulder", "visser", "dekker", "vandam", "brouwer")
    assert [login for login in everybody if worklist.worklist(desk(demo, login))] == []
    assert questions.queries(desk(demo, "dekker")) == ()


def test_the_record_holds(demo: Office) -> None:
    found = record.verify_record(desk(demo, "hendriks"))
    assert (found.breaks, found.signatures) == ((), 140)


def test_the_making_takes_less_than_half_a_minute(published_demo: Path) -> None:
    # Seconds of the making process's own work: what else the machine does is not the demo's.
    assert float(published_demo.with_suffix(".seconds").read_text(encoding="utf-8")) < 30
