"""Comparing what the robots were told with what is in the database."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa

from her2dash.actions import capture, record
from her2dash.actions.desk import Office
from her2dash.actions.office import open_office
from her2dash.store import sheets
from her2dash.store.database import Connection
from tests.faults.crew import Robots
from tests.house import House, QuickPasswords


@dataclass
class Figures:
    """What a drill counted; everything from `missing` on has to be nothing."""

    kills: int = 0
    shown: int = 0  # answers that were shown as saved
    flying: int = 0  # requests of which nobody was told how they ended
    flying_kept: int = 0  # of these, how many were in the database all the same
    waits: int = 0  # how often an answer had to be given again
    missing: int = 0
    other: int = 0  # kept with another item or another value
    unasked: int = 0
    twice: int = 0
    without_event: int = 0
    shared_events: int = 0
    breaks: int = 0

    def __add__(self, more: Figures) -> Figures:
        return Figures(*(getattr(self, f.name) + getattr(more, f.name) for f in fields(self)))

    @property
    def lost(self) -> dict[str, int]:
        """What has to be nothing, and is not."""
        names = ("missing", "other", "unasked", "twice", "without_event", "shared_events", "breaks")
        return {name: getattr(self, name) for name in names if getattr(self, name)}

    def __str__(self) -> str:
        return ", ".join(f"{f.name.replace('_', ' ')} {getattr(self, f.name)}" for f in fields(self))


def reckon(house: House, told: Robots) -> Figures:
    """Open the place again, compare, send again what a browser or the line might, and compare again.

    That is what had no reply, and of each robot its oldest answer, after which others came.
    """
    office = open_office(house.settings, clock=house.clock, passwords=QuickPasswords())
    flying, shown = told.without_reply(), told.lines("saved")
    desks = {line["robot"]: office.desk(line["token"]) for line in told.lines("begins")}
    with office.database.reading() as connection:
        kept = [line for line in flying if sheets.answer_by_key(connection, line["key"])]
    lost = compared(office, told, shown)
    for line in [*flying, *told.first_of_each()]:
        capture.answer(desks[line["robot"]], **request_of(line))
    lost += compared(office, told, [*shown, *flying])
    office.database.dispose()
    waits = len(told.lines("waits"))
    counted = Figures(shown=len(shown), flying=len(flying), flying_kept=len(kept), waits=waits)
    return counted + lost


def request_of(line: dict[str, Any]) -> dict[str, Any]:
    """The answer that a line tells of, as it was asked for."""
    said = {name: value for name, value in line.items() if name not in ("robot", "event")}
    return {**said, "value": stored(said["value"])}


def stored(value: Any) -> Any:
    """A value as it was before it was a line."""
    return tuple(value) if isinstance(value, list) else value


def compared(office: Office, told: Robots, shown: list[dict[str, Any]]) -> Figures:
    """Count what differs between the record and the lines of answers that it has to hold."""
    with office.database.reading() as connection:
        lost = lacking(connection, shown) + superfluous(connection, told) + unevented(connection)
    verdict = record.verify_at(office.database.url.render_as_string(hide_password=False), office.study)
    assert verdict.cases_checked or verdict.breaks
    return lost + Figures(breaks=len(verdict.breaks))


def lacking(connection: Connection, shown: list[dict[str, Any]]) -> Figures:
    """Count the answers that are not there, or are there with another item or value."""
    rows = [(sheets.answer_by_key(connection, line["key"]), line) for line in shown]
    there = [(row, line) for row, line in rows if row is not None]
    same = [row for row, line in there if (row.item, row.value) == (line["item"], stored(line["value"]))]
    return Figures(missing=len(rows) - len(there), other=len(there) - len(same))


def superfluous(connection: Connection, told: Robots) -> Figures:
    """Count the answers about the robots' patient that nobody gave, or that are there twice."""
    keys = connection.execute(sa.text(KEYS), {"handle": told.handle}).scalars().all()
    asked = {line["key"] for line in told.lines("asks")}
    return Figures(unasked=len(set(keys) - asked), twice=len(keys) - len(set(keys)))


def unevented(connection: Connection) -> Figures:
    """Count the answers without an event of their own."""
    answers, own, events = connection.execute(sa.text(EVENTS)).one()
    return Figures(without_event=abs(answers - events), shared_events=answers - own)


KEYS = """
select answer.key from answer join sheet on sheet.id = answer.sheet_id
join patient on patient.id = sheet.patient_id where patient.handle = :handle
"""
# Every answer, how many events they belong to, and how many events say that an answer was saved.
EVENTS = """
select (select count(*) from answer), (select count(distinct event_id) from answer),
       (select count(*) from audit_event where deed = 'answer.saved')
"""
