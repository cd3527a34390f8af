"""A demo made for tests on a day of theirs, and the desks of its people."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from her2dash.actions import accounts
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Desk, Office
from her2dash.actions.office import open_office
from her2dash.analysis.cases import Case
from her2dash.demo import prepare
from her2dash.settings import Settings
from her2dash.store import cases
from tests.conftest import PUBLISHED_ON

TODAY = PUBLISHED_ON


def placed(file: Path, folder: Path) -> Settings:
    """Return the settings of a copy of a demo that was made as if today were TODAY."""
    settings = Settings.from_environment({"HER2DASH_DEMO": "1"})
    return replace(settings, database_url=f"sqlite:///{shutil.copy(file, folder / 'demo.sqlite')}")


def make(cohort: str, folder: Path) -> Settings:
    """Make a demo as if today were TODAY."""
    settings = Settings.from_environment({"HER2DASH_DEMO": "1", "HER2DASH_COHORT": cohort})
    settings = replace(settings, database_url=f"sqlite:///{folder / 'demo.sqlite'}")
    prepare(settings, now=TODAY)
    return settings


def opened(settings: Settings) -> Office:
    """Open a demo on the day on which it was made."""
    return open_office(settings, clock=GivenClock(TODAY))


def desk(office: Office, login: str) -> Desk:
    """Let a person of the demo in."""
    return office.desk(accounts.enter_demo(office, login=login, replaces=None))


def case_of(office: Office, number: str) -> Case:
    """Return the row of a patient in the statistics."""
    return next(case for case in all_cases(office) if case.patient == number)


def all_cases(office: Office) -> tuple[Case, ...]:
    """Return every row of the statistics."""
    with office.database.reading() as connection:
        return tuple(cases.by_patient(connection).values())
