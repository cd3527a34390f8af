"""The demo shows questions about answers at each of their steps, and a patient whose record is locked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from her2dash.actions import inquiry_lists, patient_file, record, worklist
from her2dash.actions.desk import Office
from her2dash.actions.inquiry_views import Inquiry, Step
from her2dash.actions.office import open_office
from her2dash.actions.patients import patients
from tests.demo.places import desk, placed


@pytest.fixture
def demo(demo_of_today: Path, tmp_path: Path) -> Iterator[Office]:
    office = open_office(placed(demo_of_today, tmp_path))
    yield office
    office.database.dispose()


def handle_of(office: Office, number: str) -> str:
    return next(row.handle for row in patients(desk(office, "peters")) if row.number == number)


def asked(office: Office, number: str) -> Inquiry:
    (one,) = inquiry_lists.of_patient(desk(office, "hendriks"), handle=handle_of(office, number))
    return one


def test_one_question_is_open_one_answered_and_one_closed(demo: Office) -> None:
    stands = {number: asked(demo, number).stands for number in ("01-004", "02-001", "01-001")}
    assert stands == {"01-004": Step.ASKED, "02-001": Step.ANSWERED, "01-001": Step.CLOSED}
    tallies = inquiry_lists.tallies(desk(demo, "peters"))
    assert sorted((one.waiting, one.answered) for one in tallies.values()) == [(0, 1), (1, 0)]


def test_each_step_is_taken_by_its_person(demo: Office) -> None:
    said = [(one.step, one.person_name.split(" (")[0]) for one in asked(demo, "01-001").said]
    monitor, imaging = "M. Hendriks", "Dr I. van Dam"
    assert said == [(Step.ASKED, monitor), (Step.ANSWERED, imaging), (Step.CLOSED, monitor)]
    assert asked(demo, "02-001").said[1].person_name.startswith("K. Dekker")


def test_the_open_one_waits_in_the_work_list_of_the_physician_with_the_button(demo: Office) -> None:
    (one,) = inquiry_lists.waiting(desk(demo, "devries"))
    assert (one.patient, one.form) == ("01-004", "q_post")


def test_one_patient_is_locked_and_nothing_of_hers_is_asked_of_anybody(demo: Office) -> None:
    handle = handle_of(demo, "01-001")
    (lock,) = patient_file.patient_file(desk(demo, "peters"), handle=handle).locks
    assert (lock.form, lock.holds) == (None, True)
    waiting = [task.number for task in worklist.worklist(desk(demo, "devries"))]
    assert waiting
    assert "01-001" not in waiting
    assert record.verify_record(desk(demo, "hendriks")).breaks == ()
