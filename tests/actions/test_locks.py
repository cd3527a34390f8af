"""Locks: what a form's, a patient's and the study's refuses, and unlocking for a limited time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from her2dash.actions import (
    capture,
    keeping,
    locks,
    patient_file,
)
from her2dash.actions.lock_views import Extent
from her2dash.errors import NotFound, Refused
from tests.actions.locking import (
    CELLS,
    CORRECTING,
    DEEDS,
    LOCKING,
    OF_FORM,
    OF_PATIENT,
    OF_STUDY,
    WORKUP,
    events,
    key,
    lock,
    lock_study,
    open_again,
    unlock,
    unlock_study,
    writing_actions_with_a_patient,
)
from tests.actions.steps import index, sealed_first, sign
from tests.house import House


def test_every_writing_action_about_a_patient_is_tried_here() -> None:
    assert writing_actions_with_a_patient() - LOCKING <= DEEDS.keys()


@pytest.mark.parametrize("deed", DEEDS)
def test_a_locked_patient_takes_none_of_them_and_nothing_is_left_of_the_try(
    lived: tuple[House, str], deed: str
) -> None:
    (house, handle), other = lived, lived[0].enrol("01-002")
    lock(house, handle)
    before = events(house)
    with pytest.raises(Refused, match=OF_PATIENT):
        DEEDS[deed](house, handle)
    assert events(house) == before
    keeping.reassign(house.desk("carla"), handle=other, physician="bram")  # another patient is not concerned
    unlock(house, handle)
    unlocked = events(house)
    DEEDS[deed](house, handle)
    assert events(house) == unlocked + 1


@pytest.mark.parametrize("deed", DEEDS)
def test_a_locked_study_takes_none_of_them(lived: tuple[House, str], deed: str) -> None:
    house, handle = lived
    lock_study(house)
    before = events(house)
    with pytest.raises(Refused, match=OF_STUDY):
        DEEDS[deed](house, handle)
    assert events(house) == before


def test_nobody_is_enrolled_into_a_locked_study(house: House) -> None:
    lock_study(house)
    with pytest.raises(Refused, match=OF_STUDY):
        house.enrol()
    unlock_study(house)
    assert house.enrol()


@pytest.mark.parametrize("deed", CORRECTING)
def test_a_correction_waits_when_its_form_locked_again_meanwhile(house: House, deed: str) -> None:
    handle, form = house.enrol(), index(house)
    sign(house, "iris", handle, form)
    lock(house, handle, form)
    unlock(house, handle, form, hours=2)
    open_again(house, handle, "iris", form)
    house.clock.advance(hours=1, minutes=59)
    assert capture.open_form(house.desk("iris"), handle=handle, form=form).editable
    house.clock.advance(minutes=1)
    assert not capture.open_form(house.desk("iris"), handle=handle, form=form).editable
    with pytest.raises(Refused, match="This form is locked since 2 Mar 2026, 12:00 CET"):
        CORRECTING[deed](house, handle, "iris", form)
    unlock(house, handle, form)
    CORRECTING[deed](house, handle, "iris", form)


def test_a_locked_form_is_opened_for_no_correction_while_other_forms_are(lived: tuple[House, str]) -> None:
    house, handle = lived
    lock(house, handle, sealed_first(house))
    with pytest.raises(Refused, match=OF_FORM):
        open_again(house, handle, "anna", sealed_first(house))
    open_again(house, handle, "iris", index(house))


def test_only_a_signed_form_that_is_not_being_corrected_is_locked(lived: tuple[House, str]) -> None:
    house, handle = lived
    before = events(house)
    with pytest.raises(Refused, match="This form is not signed"):
        lock(house, handle, WORKUP)
    with pytest.raises(Refused, match="This form is being corrected"):
        lock(house, handle, CELLS)
    with pytest.raises(NotFound):
        lock(house, handle, "nonsense")
    assert events(house) == before


def test_unlocked_for_a_time_it_locks_again_by_itself_when_the_time_has_passed(house: House) -> None:
    handle = house.enrol()
    lock(house, handle)
    unlock(house, handle, days=14)
    house.clock.advance(days=13, hours=23)
    keeping.reassign(house.desk("carla"), handle=handle, physician="bram")
    house.clock.advance(hours=1)
    with pytest.raises(Refused, match="locked since 16 Mar 2026, 10:00 CET"):
        keeping.reassign(house.desk("carla"), handle=handle, physician="anna")
    (held,) = patient_file.patient_file(house.desk("paula"), handle=handle).locks
    assert (held.extent, held.holds, held.by_itself) == (Extent.PATIENT, True, True)


def test_it_can_be_locked_before_the_time_has_passed(house: House) -> None:
    handle = house.enrol()
    lock(house, handle)
    unlock(house, handle)
    lock(house, handle)
    with pytest.raises(Refused, match=OF_PATIENT):
        keeping.reassign(house.desk("carla"), handle=handle, physician="bram")


def test_a_wider_lock_holds_while_a_narrower_one_is_lifted(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    sign(house, "anna", handle, form)
    lock(house, handle, form)
    lock(house, handle)
    lock_study(house)
    for lift, sentence in (
        (lambda: unlock(house, handle, form), OF_STUDY),
        (lambda: unlock_study(house), OF_PATIENT),
    ):
        lift()
        with pytest.raises(Refused, match=sentence):
            open_again(house, handle, "anna", form)
    unlock(house, handle)
    open_again(house, handle, "anna", form)


@pytest.mark.parametrize("days", [0, -1, 15])
def test_it_is_unlocked_for_a_reason_and_for_fourteen_days_at_most(house: House, days: int) -> None:
    handle = house.enrol()
    with pytest.raises(Refused, match="nothing to unlock"):
        unlock(house, handle)
    lock(house, handle)
    with pytest.raises(Refused, match="within the next 14 days"):
        unlock(house, handle, days=days)
    with pytest.raises(Refused, match="in a few words why"):
        locks.unlock(
            house.desk("paula"), handle=handle, form=None, reason=" a  b ",
            until=house.clock.now() + timedelta(days=1), key=key(),
        )  # fmt: skip
