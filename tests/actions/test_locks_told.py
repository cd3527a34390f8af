"""Locks: who sets them, the signature of the study's, keys that come twice, and where a lock is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from her2dash.actions import (
    capture,
    locks,
    patient_file,
    record,
    releases,
    reminders,
    trail,
    worklist,
)
from her2dash.actions.patient_views import Happened
from her2dash.errors import Forbidden, Refused
from tests.actions.locking import (
    CELLS,
    PASSWORD,
    WORKUP,
    data_version,
    events,
    key,
    lock,
    lock_study,
    unlock,
    unlock_study,
    whole,
)
from tests.actions.steps import index, sealed_first, sign
from tests.house import House


@pytest.mark.parametrize("login", ["anna", "carla", "iris", "lars", "mona", "adam"])
def test_nobody_but_the_investigator_locks_or_unlocks(house: House, login: str) -> None:
    handle, desk = house.enrol(), house.desk(login)
    password, until = f"{login} has a long password", house.clock.now() + timedelta(days=1)
    lock(house, handle)
    before = events(house)
    for deed in (
        lambda: locks.lock(desk, handle=handle, form=None, key=key()),
        lambda: locks.unlock(desk, handle=handle, form=None, reason="a letter", until=until, key=key()),
        lambda: locks.lock_study(desk, password=password, key=key()),
        lambda: locks.unlock_study(desk, reason="a letter", until=until, password=password, key=key()),
    ):
        with pytest.raises(Forbidden):
            deed()
    assert events(house) == before


def test_a_lock_of_the_study_is_signed_with_the_password_over_the_record_as_it_stands(
    lived: tuple[House, str],
) -> None:
    house, _ = lived
    with pytest.raises(Refused, match="The password is not right"):
        locks.lock_study(house.desk("paula"), password="wrong", key=key())
    assert locks.study_lock(house.desk("anna")) is None
    with house.office.database.reading() as connection:
        newest = sa.text("select hash from audit_event order by id desc limit 1")
        moved = sa.text("select max(id) from audit_event where moves")
        head, version = connection.scalar(newest), connection.scalar(moved)
    lock_study(house)
    held = locks.study_lock(house.desk("anna"))
    assert held is not None
    assert held.holds
    assert held.signed is not None
    assert (held.signed.printed_name, held.signed.at) == ("Dr Paula", house.clock.now())
    assert (held.signed.head_hash, held.signed.data_version) == (head, version)
    assert "I lock the database" in held.signed.meaning
    unlock_study(house, hours=1)
    house.clock.advance(hours=1)
    again = locks.study_lock(house.desk("anna"))
    assert again is not None
    assert (again.holds, again.by_itself, again.signed) == (True, True, held.signed)


def test_the_same_key_twice_locks_once_and_belongs_to_one_deed_of_one_person(house: House) -> None:
    handle, other = house.enrol(), house.enrol("01-002")
    until = house.clock.now() + timedelta(days=1)
    paula, peter = house.desk("paula"), house.desk("peter")
    for _ in range(2):
        locks.lock(paula, handle=handle, form=None, key="one")
    before = events(house)
    for _ in range(2):
        locks.unlock(paula, handle=handle, form=None, reason="a letter", until=until, key="two")
        locks.lock(paula, handle=handle, form=None, key="one")  # came late: it locks nothing again
    for _ in range(2):
        locks.lock_study(paula, password=PASSWORD, key="three")
    for _ in range(2):
        locks.unlock_study(paula, reason="a letter", until=until, password=PASSWORD, key="four")
    assert events(house) == before + 3
    for deed in (
        lambda: locks.lock(paula, handle=other, form=None, key="one"),
        lambda: locks.lock(peter, handle=handle, form=None, key="one"),
        lambda: locks.unlock(paula, handle=handle, form=None, reason="a letter", until=until, key="one"),
        lambda: locks.lock_study(paula, password=PASSWORD, key="two"),
    ):
        with pytest.raises(Refused, match="used for something else"):
            deed()


def test_an_answer_that_was_saved_before_the_lock_is_told_as_saved_when_its_request_comes_again(
    house: House,
) -> None:
    handle, form = house.enrol(), WORKUP
    (item, value), *_ = ((k, v) for k, v in whole(house, form).items() if ":" not in k)
    for _ in range(2):
        capture.answer(
            house.desk("carla"), handle=handle, form=form, item=item, value=value, seen=0, key="k",  # type: ignore[arg-type]
            language="en",
        )  # fmt: skip
        lock(house, handle)


def test_what_is_locked_is_asked_of_nobody(house: House) -> None:
    handle, form = house.enrol(planned_on=date(2026, 3, 3)), sealed_first(house)
    sign(house, "iris", handle, index(house))
    house.clock.advance(days=10)
    assert [task.form for task in worklist.worklist(house.desk("anna"))][:1] == [form]
    assert [each.form for each in reminders.owed(house.desk("carla"))] == [form]
    assert [one.handle for one in releases.releasable(house.desk("iris"))] == [handle]
    lock(house, handle)
    assert worklist.worklist(house.desk("anna")) == ()
    assert reminders.owed(house.desk("carla")) == ()
    assert releases.releasable(house.desk("iris")) == ()


def test_locking_moves_no_number_and_the_record_holds(lived: tuple[House, str]) -> None:
    house, handle = lived
    version = data_version(house)
    lock(house, handle, sealed_first(house))
    unlock(house, handle, sealed_first(house))
    lock(house, handle)
    unlock(house, handle)
    lock_study(house)
    unlock_study(house)
    assert data_version(house) == version
    verdict = record.verify_record(house.desk("paula"))
    assert verdict.breaks == ()
    assert verdict.cases_checked


def test_the_timeline_tells_when_it_was_locked_and_unlocked_as_far_as_the_form_concerns_the_reader(
    house: House,
) -> None:
    handle = house.enrol()
    sign(house, "lars", handle, CELLS)
    lock(house, handle, CELLS)
    lock(house, handle)
    unlock(house, handle)
    told = {}
    for login in ("paula", "anna"):
        entries = patient_file.patient_file(house.desk(login), handle=handle).entries
        told[login] = [
            (each.what, each.form) for each in entries if each.what in (Happened.LOCKED, Happened.UNLOCKED)
        ]
    own = [(Happened.LOCKED, None), (Happened.UNLOCKED, None)]
    assert told == {"paula": [(Happened.LOCKED, CELLS), *own], "anna": own}
    seen = patient_file.patient_file(house.desk("anna"), handle=handle).locks
    assert [each.form for each in seen] == [None]
    assert [each.reason for each in seen] == [None]  # why is for who watches the study


def test_the_trail_tells_what_was_locked_and_why_it_was_unlocked_to_who_watches(house: House) -> None:
    handle = house.enrol()
    lock(house, handle)
    unlock(house, handle)
    lock_study(house)
    unlock_study(house)
    found = trail.trail_page(house.desk("mona"), wanted=trail.Wanted(thing="lock")).rows
    assert [each.deed for each in found] == ["lock.lifted", "lock.set", "lock.lifted", "lock.set"]
    assert [each.reason for each in found] == ["a late letter", None, "a late letter", None]
    assert [each.patient for each in found] == [None, None, "01-001", "01-001"]
    hidden = trail.trail_page(house.desk("adam"), wanted=trail.Wanted(thing="lock")).rows
    assert {each.reason for each in hidden} == {None}


def test_one_answer_costs_one_query_more(house: House) -> None:
    handle, asked = house.enrol(), list[str]()
    engine = house.office.database.engine
    sa.event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    house.fill("anna", handle, sealed_first(house), {"status": "negative"})
    answering = asked[
        asked.index(next(sql for sql in asked if sql.lower().startswith("insert into answer"))) :
    ]
    assert sum(" lock" in sql.lower().split("where")[0] for sql in answering) == 1
