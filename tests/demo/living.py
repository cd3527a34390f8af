"""Living through a history that could be taken over: step by step, by its people, through the actions."""

from __future__ import annotations

from itertools import count

from her2dash.actions import accounts, capture, patients, people, releases, rows, signing
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Desk, Office
from her2dash.actions.histories import History, ToldForm, ToldRelease
from her2dash.demo.cast import registry_people
from her2dash.demo.registry import Registry
from her2dash.study.model import Kind
from her2dash.study.rows import name_of, question
from tests.demo.places import TODAY

PATIENTS = 40


def clock_of(office: Office) -> GivenClock:
    """Return the clock of an office that was opened for tests."""
    assert isinstance(office.clock, GivenClock)
    return office.clock


def histories(office: Office) -> tuple[History, ...]:
    """Return the histories of the registry as of TODAY."""
    return tuple(Registry(office, clock_of(office), PATIENTS, TODAY)._histories())


def add_people(office: Office) -> None:
    """Add the people of the registry."""
    desk = accounts.command_desk(office)
    for one in registry_people(office.study.sites):
        people.add_person(desk, login=one.login, name=one.name, roles=one.roles, site=one.site)


def live_through(office: Office, history: History) -> str:
    """Do what a history tells, each deed at its moment, and return the patient's handle."""
    told, keys = history.enrolment, (f"lived {n}" for n in count())
    clock_of(office).set(told.at)
    handle = patients.enrol(
        _desk(office, told.by), number=told.number, site=told.site, physician=told.physician, age=told.age,
        dilemma=told.dilemma, consent_on=told.consent_on, planned_on=told.planned_on, eligible=True,
        key=next(keys),
    )  # fmt: skip
    for deed in history.deeds:
        clock_of(office).set(deed.at)
        desk = _desk(office, deed.by)
        if isinstance(deed, ToldRelease):
            releases.release(desk, handle=handle, reason=deed.reason, key=next(keys))
        else:
            _fill(office, desk, handle, deed, [next(keys) for _ in range(len(deed.answers) + 1)])
    return handle


def _fill(office: Office, desk: Desk, handle: str, told: ToldForm, keys: list[str]) -> None:
    of = {"handle": handle, "form": told.form}
    for (item, value), key in zip(told.answers.items(), keys, strict=False):
        if question(office.study.form(told.form), item).kind is Kind.ROW:
            rows.add_row(desk, group=name_of(item), key=key, language=told.language, **of)
        else:
            capture.answer(desk, item=item, value=value, seen=0, key=key, language=told.language, **of)
    signing.sign(
        desk, mark=capture.mark(desk, **of), password="", source=told.source, key=keys[-1],
        language=told.language, **of,
    )  # fmt: skip


def _desk(office: Office, login: str) -> Desk:
    return office.desk(accounts.enter_demo(office, login=login, replaces=None))
