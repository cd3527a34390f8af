"""Steps about locks, and every writing action about a patient as it is tried under one."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

import her2dash
from her2dash.actions import (
    capture,
    corrections,
    dashboard,
    inquiries,
    inquiry_lists,
    keeping,
    locks,
    patient_file,
    questions,
    releases,
    rows,
    signing,
)
from her2dash.settings import Settings
from tests import moulds
from tests.actions.steps import index, sealed_first, sign
from tests.filled import filled
from tests.house import House, make_house, open_house

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


def unlock_for_good(house: House, handle: str, form: str | None = None) -> None:
    locks.unlock(
        house.desk("paula"), handle=handle, form=form, reason="the wrong patient", until=None, key=key()
    )


def unlock_study_for_good(house: House) -> None:
    locks.unlock_study(
        house.desk("paula"), reason="locked too soon", until=None, password=PASSWORD, key=key()
    )


def events(house: House) -> int:
    with house.office.database.reading() as connection:
        return int(connection.execute(sa.text("select max(id) from audit_event")).scalar_one())


# Forms of this study: a draft, one that is being corrected, one that was given up.
WORKUP, CELLS, LAST = "workup", "ctc", "q_month3"


def whole(house: House, form: str, **said: str) -> dict[str, object]:
    return dict(filled(house.office.study, house.office.study.form(form), house.clock.now().date(), **said))


def lived_in(settings: Settings) -> House:
    """A study in which a patient has come so far that each of DEEDS could be done next."""
    return open_house(settings, moulds.cast(settings, "each deed is next", _live))


def _live(settings: Settings) -> datetime:
    house = make_house(settings)
    handle = house.enrol()
    sign(house, "anna", handle, sealed_first(house))
    doubtful = {"call": "negative", "lesions:1": "row", "lesion_visual:1": "4"}
    sign(house, "iris", handle, index(house), **doubtful)
    sign(house, "lars", handle, CELLS)
    open_again(house, handle, "lars", CELLS)
    house.fill("carla", handle, WORKUP, whole(house, WORKUP))  # type: ignore[arg-type]
    keeping.give_up(house.desk("carla"), handle=handle, form=LAST, reason="no_reply", key=key())
    ask(house, handle)
    house.office.database.dispose()
    return house.clock.now()


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
    (one,) = inquiry_lists.of_form(house.desk("anna"), handle=handle, form=sealed_first(house))
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


OF_STUDY = "The study's database is locked since 2 Mar 2026, 10:00 CET. Only the principal investigator"


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


CORRECTING: dict[str, Callable[[House, str, str, str], object]] = {
    "answer": take_back,
    "add a row": add_row,
    "sign": sign_as_it_is,
    "drop the correction": drop,
}


def data_version(house: House) -> int:
    return dashboard.data_version(house.desk("paula"))
