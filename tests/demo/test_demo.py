"""The demo is real work on invented people: through the actions, in every state, never beside a study."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from her2dash.access import Role
from her2dash.actions import accounts, capture, dashboard, patients, record, releases, worklist
from her2dash.actions.desk import Office
from her2dash.actions.office import make_place, open_office
from her2dash.actions.patient_file import patient_file
from her2dash.actions.patient_views import FormState, Happened, Noticed, PatientRow
from her2dash.actions.record import verify_at
from her2dash.actions.views import Sheet
from her2dash.analysis.outcome import Outcome, outcome
from her2dash.demo import prepare, reset
from her2dash.demo.cohort import load_cohort
from her2dash.errors import CannotStart
from her2dash.settings import Settings
from her2dash.study.windows import State
from tests.demo.places import TODAY, all_cases, case_of, desk, make, opened


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make("in-progress", tmp_path_factory.mktemp("demo"))


@pytest.fixture
def demo(made: Settings) -> Iterator[Office]:
    office = opened(made)
    yield office
    office.database.dispose()


def row(office: Office, number: str) -> PatientRow:
    return next(row for row in patients.patients(desk(office, "peters")) if row.number == number)


def form(office: Office, number: str, name: str) -> FormState:
    return next(each for each in row(office, number).forms if each.form == name)


def sheet(office: Office, number: str, name: str) -> Sheet:
    return capture.open_form(desk(office, "peters"), handle=row(office, number).handle, form=name)


def happened(office: Office, number: str, name: str | None = None) -> list[Happened]:
    entries = patient_file(desk(office, "peters"), handle=row(office, number).handle).entries
    return [entry.what for entry in entries if entry.form == name and entry.what is not Happened.DAY]


def noticed(office: Office) -> dict[str, tuple[str, Noticed]]:
    """Return what the rules notice: rule -> patient's number and finding."""
    pi = desk(office, "peters")
    found = (patient_file(pi, handle=row.handle).noticed for row in patients.patients(pi))
    return {each.rule.id: (each.number, each) for some in found for each in some}


def test_thirteen_of_twenty_are_enrolled_at_four_sites(demo: Office) -> None:
    found = dashboard.findings(desk(demo, "peters")).overview
    assert (found.enrolled, found.target, len(found.sites)) == (13, 20, 4)


def test_the_primary_endpoint_is_what_the_cohort_says(demo: Office) -> None:
    # Counted by hand in the cohort's file: 1, 2, 3, 6, 7, 8 concordant; 4, 5, 9 closed; 10, 11, 12 open. The
    # rule wants 14 of 20: 8 more of the 11 that are not closed.
    found = dashboard.findings(desk(demo, "peters")).endpoint
    assert (found.included, found.concordant, found.open) == (12, 6, 3)
    assert (found.still_needed, found.remaining) == (8, 11)


def test_every_form_of_the_study_was_signed_by_somebody(demo: Office) -> None:
    forms = [form for row in patients.patients(desk(demo, "peters")) for form in row.forms]
    assert {form.form for form in forms if form.signed_at} == set(demo.study.forms)


def test_every_state_of_a_form_occurs(demo: Office) -> None:
    forms = [form for row in patients.patients(desk(demo, "peters")) for form in row.forms]
    assert {form.standing.state for form in forms} == set(State)
    assert any(form.started and form.signed_at is None for form in forms)


def test_a_form_was_given_up_with_a_coded_reason(demo: Office) -> None:
    found = form(demo, "04-001", "q_month3")
    assert (found.standing.state, found.not_obtained) == (State.NOT_OBTAINED, "no_reply")


def test_one_form_was_corrected_and_another_is_being_corrected(demo: Office) -> None:
    corrected = [Happened.SIGNED, Happened.RELEASED, Happened.CORRECTED, Happened.SIGNED_AGAIN]
    assert happened(demo, "01-002", "pet") == corrected
    assert not form(demo, "01-002", "pet").correcting
    assert form(demo, "01-005", "pet").correcting


def test_a_patient_who_died_before_a_decision_is_included_and_not_concordant(demo: Office) -> None:
    case = case_of(demo, "03-002")
    assert (case.included, case.ended, case.index_call) == (True, "died", "positive")
    assert outcome(case.index_call, case.therapy) == Outcome.NOT_EVALUABLE


def test_a_patient_who_withdrew_after_the_injection_is_included_and_owes_nothing(demo: Office) -> None:
    case = case_of(demo, "01-003")
    assert (case.included, case.ended, outcome(case.index_call, case.therapy)) == (
        True,
        "withdrew",
        Outcome.DISCORDANT,
    )
    assert "01-003" not in {task.number for task in worklist.worklist(desk(demo, "devries"))}


def test_a_patient_who_was_never_injected_is_enrolled_and_not_included(demo: Office) -> None:
    case = case_of(demo, "02-003")
    assert (case.included, case.ended) == (False, "not_included")


def test_a_patient_was_reassigned_and_the_new_physician_answers(demo: Office) -> None:
    assert Happened.REASSIGNED in happened(demo, "01-002")
    receipts = [sheet(demo, "01-002", name).receipt for name in ("q_post", "q_month3")]
    assert [receipt.printed_name[:6] for receipt in receipts if receipt] == ["Dr A. ", "Dr J. "]


def test_a_planned_pet_was_moved(demo: Office) -> None:
    patient = next(each for each in load_cohort("in-progress").patient if each.number == "02-002")
    moved = TODAY.date() - row(demo, "02-002").planned_on
    assert (patient.planned, moved) == (98, timedelta(days=95))


def test_the_deviations_are_listed_with_their_patients(demo: Office) -> None:
    found = {rule: number for rule, (number, each) in noticed(demo).items() if not each.is_query}
    assert found == {
        "ctc_on_another_day": "04-001",
        "ctc_analysed_late": "02-002",
        "report_late": "03-001",
        "month3_early": "01-002",
        "q_pre_late": "04-001",
    }


def test_a_query_is_open_and_a_positive_lesion_of_a_negative_patient_is_explained(demo: Office) -> None:
    found = {
        rule: (number, each.explained is not None)
        for rule, (number, each) in noticed(demo).items()
        if each.is_query
    }
    assert found == {
        "therapy_not_in_month3": ("01-002", False),
        "negative_with_positive_lesion": ("02-001", True),
    }


def test_an_unusual_uptake_has_its_reason_and_so_has_one_that_is_lacking(demo: Office) -> None:
    unusual, lacking = sheet(demo, "01-001", "pet").answers, sheet(demo, "03-001", "pet").answers
    assert (unusual["lesion_suvmax:1"], "lesion_suvmax:1~why" in unusual) == ("46.8", True)
    assert ("lesion_suvmax:2" in lacking, lacking["lesion_suvmax:2~none"]) == (False, "unknown")


def test_the_ctcs_have_every_result_that_they_can_have(demo: Office) -> None:
    assert {case.marker for case in all_cases(demo)} == {
        "detected",
        "not_detected",
        "not_done",
        "failed",
        None,
    }


def test_a_form_was_answered_by_telephone(demo: Office) -> None:
    receipt = sheet(demo, "02-001", "q_month3").receipt
    assert receipt is not None
    assert (receipt.source, receipt.role) == ("telephone", Role.COORDINATOR)


def test_a_physician_who_sees_the_endpoints_signs_as_unblinded(demo: Office) -> None:
    receipts = {number: sheet(demo, number, "q_pre").receipt for number in ("03-001", "03-002")}
    assert {number: receipt and receipt.unblinded for number, receipt in receipts.items()} == {
        "03-001": False,
        "03-002": True,
    }


def test_one_patient_was_released_before_the_seal(demo: Office) -> None:
    rows = patients.patients(desk(demo, "peters"))
    assert [row.number for row in rows if row.sealed_before is False] == ["04-001"]


def test_everybody_who_fills_forms_has_something_to_do(demo: Office) -> None:
    states = {
        login: {(task.form, task.standing.state) for task in worklist.worklist(desk(demo, login))}
        for login in ("devries", "dekker", "vandam", "brouwer")
    }
    due = {("q_pre", State.DUE), ("q_post", State.DUE), ("q_month3", State.DUE)}
    assert due <= states["devries"]
    assert {("workup", State.LATE), ("workup", State.DUE), ("therapy", State.OPEN)} <= states["dekker"]
    assert {("ctc", State.LATE), ("ctc", State.DUE), ("ctc", State.OPEN)} <= states["brouwer"]
    assert states["vandam"] == {("pet", State.DONE)}  # the one that is being corrected
    waiting = {one.number: one.sealed for one in releases.releasable(desk(demo, "vandam"))}
    assert waiting == {"04-002": True, "01-006": False}


def test_there_is_one_person_per_role_on_the_sign_in_page(demo: Office) -> None:
    assert [role for _, _, role in accounts.demo_people(demo)] == list(Role)


def test_the_record_of_the_demo_holds(demo: Office) -> None:
    found = record.verify_record(desk(demo, "hendriks"))
    assert found.breaks == ()
    assert found.signatures == 65


def test_a_demo_is_not_opened_as_a_study_nor_a_study_as_a_demo(made: Settings, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="stamped as demo"):
        open_office(replace(made, demo=False))
    real = replace(made, demo=False, database_url=f"sqlite:///{tmp_path / 'real.sqlite'}")
    make_place(real)
    with pytest.raises(CannotStart, match="stamped as real"):
        open_office(replace(real, demo=True))


def test_a_cohort_that_there_is_not_is_answered_with_those_there_are(made: Settings) -> None:
    with pytest.raises(CannotStart, match=re.escape("in-progress, published")):
        prepare(replace(made, cohort="no-such"))


def test_a_reset_puts_the_demo_back_and_signs_everybody_out(made: Settings, tmp_path: Path) -> None:
    settings = replace(made, database_url=f"sqlite:///{tmp_path / 'demo.sqlite'}")
    shutil.copy(made.database_url.removeprefix("sqlite:///"), tmp_path / "demo.sqlite")
    office = opened(settings)
    token = accounts.enter_demo(office, login="devries", replaces=None)
    before = verify_at(settings.database_url).events
    first = next(t for t in worklist.worklist(office.desk(token)) if not t.started)
    item = office.study.form(first.form).items[0]
    code = office.study.codelist(item.codes).codes[0].code
    capture.answer(
        office.desk(token), handle=first.handle, form=first.form, item=item.id, value=code, seen=0,
        key=uuid4().hex, language="en",
    )  # fmt: skip
    assert verify_at(settings.database_url).events == before + 1
    reset(office, settings, now=TODAY)
    assert verify_at(settings.database_url).events == before
    assert accounts.is_open(office, token) is None
    office.database.dispose()
