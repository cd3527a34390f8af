"""Locks: what a form's, a patient's and the study's refuses, to whom, and unlocking for a limited time."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

import her2dash
from her2dash.actions import (
    capture,
    corrections,
    dashboard,
    inquiries,
    keeping,
    locks,
    patient_file,
    questions,
    record,
    releases,
    reminders,
    rows,
    signing,
    trail,
    worklist,
)
from her2dash.actions.lock_views import Extent
from her2dash.actions.patient_views import Happened
from her2dash.errors import Forbidden, NotFound, Refused
from tests.actions.steps import index, sealed_first, sign
from tests.conftest import House
from tests.filled import filled

PASSWORD = "paula has a long password"
Deed = Callable[[House, str], object]


def key() -> str:
    return uuid4().hex


def lock(house: House, handle: str, form: str | None = None, login: str = "paula") -> None:
    locks.lock(house.desk(login), handle=handle, form=form, key=key())


def unlock(house: House, handle: str, form: str | None = None, **lasts: float) -> None:
    until = house.clock.now() + timedelta(**(lasts or {"days": 1}))
    locks.unlock(
        house.desk("paula"), handle=handle, form=form, reason="a late letter", until=until, key=key()
    )


def lock_study(house: House, login: str = "paula") -> None:
    locks.lock_study(house.desk(login), password=f"{login} has a long password", key=key())


def unlock_study(house: House, **lasts: float) -> None:
    until = house.clock.now() + timedelta(**(lasts or {"days": 1}))
    locks.unlock_study(house.desk("paula"), reason="a late letter", until=until, password=PASSWORD, key=key())


def events(house: House) -> int:
    with house.office.database.reading() as connection:
        return int(connection.execute(sa.text("select max(id) from audit_event")).scalar_one())


# Forms of this study: a draft, one that is being corrected, one that was given up.
WORKUP, CELLS, LAST = "workup", "ctc", "q_month3"


def whole(house: House, form: str, **said: str) -> dict[str, object]:
    return dict(filled(house.office.study, house.office.study.form(form), house.clock.now().date(), **said))


def lived(house: House) -> str:
    """Bring a patient so far that each of DEEDS could be done next."""
    handle = house.enrol()
    sign(house, "anna", handle, sealed_first(house))
    doubtful = {"call": "negative", "lesions:1": "row", "lesion_visual:1": "4"}
    sign(house, "iris", handle, index(house), **doubtful)
    sign(house, "lars", handle, CELLS)
    open_again(house, handle, "lars", CELLS)
    house.fill("carla", handle, WORKUP, whole(house, WORKUP))  # type: ignore[arg-type]
    keeping.give_up(house.desk("carla"), handle=handle, form=LAST, reason="no_reply", key=key())
    ask(house, handle)
    return handle


def open_again(house: House, handle: str, login: str, form: str) -> None:
    corrections.correct(house.desk(login), handle=handle, form=form, reason="typed too fast", key=key())


def take_back(house: House, handle: str, login: str, form: str) -> None:
    desk = house.desk(login)
    known = capture.open_form(desk, handle=handle, form=form).answered
    item = next(name for name in known if ":" not in name)
    capture.answer(
        desk, handle=handle, form=form, item=item, value=None, seen=known[item].newest, key=key(),
        language="en",
    )  # fmt: skip


def add_row(house: House, handle: str, login: str, form: str) -> None:
    group = next(group.id for group in house.office.study.form(form).groups if group.repeats)
    rows.add_row(house.desk(login), handle=handle, form=form, group=group, key=key(), language="en")


def sign_as_it_is(house: House, handle: str, login: str, form: str) -> None:
    desk = house.desk(login)
    mark = capture.mark(desk, handle=handle, form=form)
    signing.sign(
        desk, handle=handle, form=form, mark=mark, password=f"{login} has a long password", key=key(),
        language="en",
    )  # fmt: skip


def drop(house: House, handle: str, login: str, form: str) -> None:
    corrections.drop_correction(house.desk(login), handle=handle, form=form, key=key())


def explain(house: House, handle: str) -> None:
    noticed = patient_file.patient_file(house.desk("carla"), handle=handle).noticed
    query = next(one for one in noticed if one.is_query)
    questions.explain(
        house.desk("carla"), handle=handle, rule=query.rule.id, evidence=query.evidence, text="a fracture",
        key=key(),
    )  # fmt: skip


def ask(house: House, handle: str) -> None:
    inquiries.ask(
        house.desk("mona"), handle=handle, form=sealed_first(house), item=None, text="Is it so?", key=key()
    )


def reply(house: House, handle: str) -> None:
    (one,) = inquiries.of_form(house.desk("anna"), handle=handle, form=sealed_first(house))
    inquiries.reply(house.desk("anna"), number=one.number, text="It is.", key=key())


# Every writing action about a patient. What is added to the actions is added here: a test below says so.
DEEDS: dict[str, Deed] = {
    "capture.answer": lambda house, handle: take_back(house, handle, "carla", WORKUP),
    "rows.add_row": lambda house, handle: add_row(house, handle, "carla", WORKUP),
    "signing.sign": lambda house, handle: sign_as_it_is(house, handle, "carla", WORKUP),
    "corrections.correct": lambda house, handle: open_again(house, handle, "anna", sealed_first(house)),
    "corrections.drop_correction": lambda house, handle: drop(house, handle, "lars", CELLS),
    "keeping.reassign": lambda house, handle: keeping.reassign(
        house.desk("carla"), handle=handle, physician="bram"
    ),
    "keeping.replan": lambda house, handle: keeping.replan(
        house.desk("carla"), handle=handle, planned_on=date(2026, 3, 25), key=key()
    ),
    "keeping.give_up": lambda house, handle: keeping.give_up(
        house.desk("carla"), handle=handle, form=WORKUP, reason="no_reply", key=key()
    ),
    "keeping.want_again": lambda house, handle: keeping.want_again(
        house.desk("carla"), handle=handle, form=LAST, key=key()
    ),
    "releases.release": lambda house, handle: releases.release(
        house.desk("iris"), handle=handle, reason=None, key=key()
    ),
    "questions.explain": explain,
    "inquiries.ask": ask,
    "inquiries.reply": reply,
}

# Actions that write and name a patient by handle, and are no part of it: locks themselves.
LOCKING = {"locks.lock", "locks.unlock"}

OF_PATIENT = "This patient's record is locked since 2 Mar 2026, 10:00 CET. Only the principal investigator"
OF_STUDY = "The study's data base is locked since 2 Mar 2026, 10:00 CET. Only the principal investigator"
OF_FORM = "This form is locked since"


def writing_actions_with_a_patient() -> set[str]:
    found = set()
    for path in (Path(her2dash.__path__[0]) / "actions").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                writes = any("writes=True" in ast.unparse(each) for each in node.decorator_list)
                if writes and "handle" in {each.arg for each in node.args.kwonlyargs}:
                    found.add(f"{path.stem}.{node.name}")
    return found


def test_every_writing_action_about_a_patient_is_tried_here() -> None:
    assert writing_actions_with_a_patient() - LOCKING <= DEEDS.keys()


@pytest.mark.parametrize("deed", DEEDS)
def test_a_locked_patient_takes_none_of_them_and_nothing_is_left_of_the_try(house: House, deed: str) -> None:
    handle, other = lived(house), house.enrol("01-002")
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
def test_a_locked_study_takes_none_of_them(house: House, deed: str) -> None:
    handle = lived(house)
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


CORRECTING: dict[str, Callable[[House, str, str, str], object]] = {
    "answer": take_back,
    "add a row": add_row,
    "sign": sign_as_it_is,
    "drop the correction": drop,
}


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


def test_a_locked_form_is_opened_for_no_correction_while_other_forms_are(house: House) -> None:
    handle = lived(house)
    lock(house, handle, sealed_first(house))
    with pytest.raises(Refused, match=OF_FORM):
        open_again(house, handle, "anna", sealed_first(house))
    open_again(house, handle, "iris", index(house))


def test_only_a_signed_form_that_is_not_being_corrected_is_locked(house: House) -> None:
    handle = lived(house)
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


def test_a_lock_of_the_study_is_signed_with_the_password_over_the_record_as_it_stands(house: House) -> None:
    lived(house)
    with pytest.raises(Refused, match="the password is not right"):
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
    assert "I lock the data base" in held.signed.meaning
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


def test_locking_moves_no_number_and_the_record_holds(house: House) -> None:
    handle = lived(house)
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


def data_version(house: House) -> int:
    return dashboard.data_version(house.desk("paula"))


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
