"""A lock set by mistake is lifted for good: with a reason, and with the password where it was signed."""

from __future__ import annotations

import pytest

from her2dash.actions import capture, keeping, locks, patient_file, record, trail, worklist
from her2dash.actions.patient_views import Happened
from her2dash.errors import Forbidden, Refused
from tests.actions.locking import (
    OF_PATIENT,
    OF_STUDY,
    PASSWORD,
    data_version,
    events,
    key,
    lock,
    lock_study,
    open_again,
    unlock,
    unlock_for_good,
    unlock_study_for_good,
)
from tests.actions.steps import sealed_first, sign
from tests.house import House


@pytest.mark.parametrize("of", ["patient", "form"])
def test_what_was_locked_by_mistake_is_free_for_good_and_can_be_locked_again(house: House, of: str) -> None:
    handle, form = house.enrol(), sealed_first(house)
    sign(house, "anna", handle, form)
    what = form if of == "form" else None
    lock(house, handle, what)
    unlock_for_good(house, handle, what)
    house.clock.advance(days=100)
    open_again(house, handle, "anna", form)
    file = patient_file.patient_file(house.desk("paula"), handle=handle)
    assert file.locks == ()
    told = [(each.what, each.form) for each in file.entries if each.what is Happened.UNLOCKED_FOR_GOOD]
    assert told == [(Happened.UNLOCKED_FOR_GOOD, what)]
    assert capture.open_form(house.desk("anna"), handle=handle, form=form).lock is None
    assert [task.form for task in worklist.worklist(house.desk("anna")) if task.correcting] == [form]
    house.sign("anna", handle, form)
    lock(house, handle, what)
    with pytest.raises(Refused, match="locked since 10 Jun 2026"):
        open_again(house, handle, "anna", form)


def test_a_lock_that_is_lifted_for_a_time_is_lifted_for_good_too_and_once(house: House) -> None:
    handle = house.enrol()
    with pytest.raises(Refused, match="nothing to unlock"):
        unlock_for_good(house, handle)
    lock(house, handle)
    unlock(house, handle, hours=1)
    unlock_for_good(house, handle)
    house.clock.advance(hours=2)
    keeping.reassign(house.desk("carla"), handle=handle, physician="bram")
    before = events(house)
    for again in (unlock_for_good, unlock):
        with pytest.raises(Refused, match="nothing to unlock"):
            again(house, handle)
    assert events(house) == before


def test_a_wider_lock_holds_when_a_narrower_one_is_lifted_for_good(house: House) -> None:
    handle = house.enrol()
    lock(house, handle)
    lock_study(house)
    unlock_study_for_good(house)
    with pytest.raises(Refused, match=OF_PATIENT):
        keeping.reassign(house.desk("carla"), handle=handle, physician="bram")
    lock_study(house)
    unlock_for_good(house, handle)
    with pytest.raises(Refused, match=OF_STUDY):
        keeping.reassign(house.desk("carla"), handle=handle, physician="bram")


def test_the_data_base_is_freed_for_good_by_the_password_and_a_reason_and_moves_no_number(
    house: House,
) -> None:
    house.enrol()
    version, paula = data_version(house), house.desk("paula")
    lock_study(house)
    before = events(house)
    for reason, password, sentence in (
        ("locked too soon", "wrong", "The password is not right"),
        (" a  b ", PASSWORD, "in a few words why"),
    ):
        with pytest.raises(Refused, match=sentence):
            locks.unlock_study(paula, reason=reason, until=None, password=password, key=key())
    with pytest.raises(Forbidden):
        locks.unlock_study(
            house.desk("mona"), reason="locked too soon", until=None,
            password="mona has a long password", key=key(),
        )  # fmt: skip
    assert events(house) == before
    unlock_study_for_good(house)
    assert data_version(house) == version
    house.clock.advance(days=9)
    house.enrol("01-002")
    ended = locks.study_lock(house.desk("anna"))
    assert ended is not None
    assert (ended.ended, ended.holds, ended.person_name, ended.reason) == (True, False, "Dr Paula", None)
    (event, _) = trail.trail_page(house.desk("mona"), wanted=trail.Wanted(thing="lock")).rows
    assert (event.deed, event.reason, event.detail) == ("lock.ended", "locked too soon", {"extent": "study"})
    assert record.verify_record(house.desk("mona")).breaks == ()


def test_a_key_that_unlocked_for_a_time_does_not_unlock_for_good(house: House) -> None:
    handle, paula = house.enrol(), house.desk("paula")
    lock(house, handle)
    said = {"handle": handle, "form": None, "reason": "the wrong patient", "key": "one"}
    locks.unlock(paula, until=house.clock.now().replace(hour=12), **said)
    with pytest.raises(Refused, match="used for something else"):
        locks.unlock(paula, until=None, **said)
    for _ in range(2):
        locks.unlock(paula, until=None, **{**said, "key": "two"})
