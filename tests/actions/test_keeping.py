"""What changes around a patient: another physician or day, forms not obtained, an ended participation."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from her2dash.actions import capture, dashboard, keeping, patient_file, patients, reminders, worklist
from her2dash.actions.patient_views import Happened
from her2dash.errors import Forbidden, NotFound, Refused
from her2dash.study.windows import State
from tests.actions.steps import end, index, release, sealed_first, sign, states
from tests.house import House


def give_up(house: House, handle: str, form: str, reason: str = "no_reply", login: str = "carla") -> None:
    keeping.give_up(house.desk(login), handle=handle, form=form, reason=reason, key=uuid4().hex)


def test_a_reassigned_patient_leaves_one_work_list_for_another_with_its_draft(house: House) -> None:
    handle, form = house.enrol(physician="anna"), sealed_first(house)
    house.fill("anna", handle, form, {"status": "negative"})
    keeping.reassign(house.desk("carla"), handle=handle, physician="bram")
    assert worklist.worklist(house.desk("anna")) == ()
    assert states(house, "bram")[form] in (State.OPEN, State.DUE)
    assert capture.open_form(house.desk("bram"), handle=handle, form=form).answers == {"status": "negative"}
    with pytest.raises(NotFound):
        capture.open_form(house.desk("anna"), handle=handle, form=form)


@pytest.mark.parametrize("login", ["carla", "nobody", "iris"])
def test_only_a_physician_of_the_site_becomes_the_referring_one(house: House, login: str) -> None:
    handle = house.enrol()
    with pytest.raises(Refused, match="Choose a referring physician of site 01"):
        keeping.reassign(house.desk("carla"), handle=handle, physician=login)


def test_a_coordinator_of_another_site_changes_nothing(house: House) -> None:
    handle = house.enrol()
    for deed in (
        lambda: keeping.reassign(house.desk("dirk"), handle=handle, physician="bram"),
        lambda: keeping.replan(
            house.desk("dirk"), handle=handle, planned_on=date(2026, 4, 1), key=uuid4().hex
        ),
        lambda: give_up(house, handle, sealed_first(house), login="dirk"),
    ):
        with pytest.raises(NotFound):
            deed()
    with pytest.raises(Forbidden):
        keeping.reassign(house.desk("anna"), handle=handle, physician="bram")


def test_when_the_planned_day_moves_what_is_due_by_it_moves_too(house: House) -> None:
    handle = house.enrol(planned_on=date(2026, 3, 12))
    house.clock.advance(days=14)
    assert states(house)[sealed_first(house)] == State.LATE
    keeping.replan(house.desk("carla"), handle=handle, planned_on=date(2026, 4, 20), key=uuid4().hex)
    (task,) = [task for task in worklist.worklist(house.desk("anna")) if task.form == sealed_first(house)]
    assert (task.standing.state, task.standing.due) == (State.OPEN, date(2026, 4, 20))
    assert task.planned_on == date(2026, 4, 20)


def test_a_form_not_obtained_is_due_to_nobody_and_can_still_be_answered(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    house.clock.advance(days=30)
    assert [each.form for each in reminders.owed(house.desk("carla"))] == [form]
    give_up(house, handle, form)
    assert reminders.owed(house.desk("carla")) == ()
    assert form not in states(house)
    (row,) = patients.patients(house.desk("carla"))
    (state,) = [each for each in row.forms if each.form == form]
    assert (state.standing.state, state.not_obtained) == (State.NOT_OBTAINED, "no_reply")
    sign(house, "anna", handle, form)
    (row,) = patients.patients(house.desk("carla"))
    assert next(each for each in row.forms if each.form == form).standing.state == State.DONE


def test_a_form_can_be_wanted_again(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    give_up(house, handle, form)
    keeping.want_again(house.desk("carla"), handle=handle, form=form, key=uuid4().hex)
    assert form in states(house)


def test_a_form_is_given_up_for_a_known_reason_and_never_when_signed(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    with pytest.raises(Refused, match="Choose a reason from the list"):
        give_up(house, handle, form, reason="because")
    sign(house, "anna", handle, form)
    with pytest.raises(Refused, match="nothing to give up"):
        give_up(house, handle, form)


@pytest.mark.parametrize("how", ["died", "withdrew", "lost", "not_included"])
def test_nothing_is_due_once_the_participation_ended(house: House, how: str) -> None:
    handle = house.enrol()
    if how != "not_included":
        sign(house, "iris", handle, index(house))
        release(house, handle, reason="the physician is abroad")
    end(house, "carla", handle, how)
    house.clock.advance(days=200)
    assert worklist.worklist(house.desk("anna")) == ()
    assert reminders.owed(house.desk("carla")) == ()
    found = dashboard.findings(house.desk("paula")).endpoint
    assert (found.included, found.open) == ((0, 0) if how == "not_included" else (1, 0))


def test_the_timeline_tells_the_whole_way_in_the_order_of_time(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    house.clock.advance(hours=1)
    sign(house, "anna", handle, form)
    house.clock.advance(hours=1)
    sign(house, "iris", handle, index(house))
    house.clock.advance(hours=1)
    release(house, handle)
    house.clock.advance(days=1)
    keeping.replan(house.desk("carla"), handle=handle, planned_on=date(2026, 3, 13), key=uuid4().hex)
    house.clock.advance(minutes=1)
    keeping.reassign(house.desk("carla"), handle=handle, physician="bram")
    give_up(house, handle, "q_post")
    told = patient_file.patient_file(house.desk("paula"), handle=handle).entries
    deeds = [each.what for each in told if each.what is not Happened.DAY]
    assert deeds == [
        Happened.ENROLLED, Happened.ASSIGNED, Happened.SIGNED, Happened.SIGNED, Happened.RELEASED,
        Happened.REPLANNED, Happened.REASSIGNED, Happened.GIVEN_UP,
    ]  # fmt: skip
    assert [each.day for each in told] == sorted(each.day for each in told)


def test_the_timeline_tells_a_physician_nothing_of_cells_nor_of_a_test_before_its_release(
    house: House,
) -> None:
    handle = house.enrol()
    sign(
        house,
        "lars",
        handle,
        "ctc",
        state="detected",
        total="3",
        her2_3="3",
        her2_0="0",
        her2_1="0",
        her2_2="0",
    )
    sign(house, "iris", handle, index(house))
    told = patient_file.patient_file(house.desk("anna"), handle=handle)
    assert "ctc" not in {each.form for each in told.entries} | {each.form for each in told.row.forms}
    assert Happened.DAY not in {each.what for each in told.entries}
    assert told.noticed == ()
    everything = patient_file.patient_file(house.desk("paula"), handle=handle)
    assert "ctc" in {each.form for each in everything.entries}


@pytest.mark.parametrize("login", ["iris", "lars", "adam"])
def test_who_sees_no_patients_sees_no_timeline(house: House, login: str) -> None:
    with pytest.raises(Forbidden):
        patient_file.patient_file(house.desk(login), handle=house.enrol())
