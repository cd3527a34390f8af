"""Histories to take over, and the places that take them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from her2dash.actions import accounts
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Office
from her2dash.actions.histories import History, ToldForm
from her2dash.actions.office import make_place, open_office
from her2dash.actions.taking_over import take_over
from her2dash.settings import Settings
from tests.demo.living import add_people

# Positions in the registry's course: a usual patient, one who was not sealed before, and one who died.
USUAL, UNSEALED, DIED = 0, 2, 8


def place(url: str, now: datetime) -> Iterator[Office]:
    """Make a demo with the people of a registry and no patient."""
    settings = Settings.from_environment({"HER2DASH_DEMO": "1", "HER2DASH_COHORT": "registry-40"})
    settings, clock = replace(settings, database_url=url), GivenClock(now)
    make_place(settings, demo=True, clock=clock)
    office = open_office(settings, clock=clock)
    add_people(office)
    yield office
    office.database.dispose()


def taken(office: Office, *wanted: History) -> int:
    return take_over(accounts.command_desk(office), histories=wanted)


def query(office: Office, statement: str) -> list[tuple[Any, ...]]:
    with office.database.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.text(statement))]


TABLES = ("patient", "assignment", "sheet", "answer", "signature", "release", "audit_event")


def counts(office: Office) -> dict[str, int]:
    return {table: query(office, f"select count(*) from {table}")[0][0] for table in TABLES}


def form(history: History, name: str) -> ToldForm:
    return next(told for told in history.deeds if isinstance(told, ToldForm) and told.form == name)
