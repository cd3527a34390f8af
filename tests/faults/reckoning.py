"""Starting the robots, killing them, and comparing what they were told with what is in the database."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from her2dash.actions import capture, record
from her2dash.actions.desk import Office
from her2dash.actions.office import open_office
from her2dash.store import sheets
from tests.actions.steps import form_of, index, sealed_first
from tests.conftest import House, QuickPasswords

PATIENCE = 60.0
TOP = Path(__file__).parents[2]


class Robots:
    """The process of the robots, and the notebook in which they write."""

    def __init__(self, house: House, handle: str, folder: Path, seed: int) -> None:
        self.handle = handle
        self.notebook = folder / f"{handle}.lines"
        self.errors = folder / f"{handle}.errors"
        said = {
            "database_url": house.settings.database_url, "handle": handle, "posts": posts(house),
            "now": house.clock.now().isoformat(), "seed": seed, "notebook": str(self.notebook),
        }  # fmt: skip
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.robots", json.dumps(said)], cwd=TOP, stderr=errors
            )

    def lines(self, event: str) -> list[dict[str, Any]]:
        """What they wrote of one kind until now."""
        written = self.notebook.read_text() if self.notebook.exists() else ""
        told = [json.loads(line) for line in written.splitlines() if line.endswith("}")]
        return [line for line in told if line["event"] == event]

    def wait_until_each_was_told(self, times: int) -> None:
        """Wait until each robot was told so many more times that its answer is kept."""
        before = self._told()
        until = time.monotonic() + PATIENCE
        while any(self._told()[robot] < before[robot] + times for robot in before):
            assert self.process.poll() is None, f"the robots stumbled: {self.errors.read_text()}"
            assert time.monotonic() < until, "the robots do not get on"
            time.sleep(0.02)

    def _told(self) -> dict[int, int]:
        numbers = [line["robot"] for line in self.lines("saved")]
        return {robot: numbers.count(robot) for robot in range(5)}

    def kill(self) -> None:
        """SIGKILL: no handler, no flush, no goodbye."""
        assert self.process.poll() is None, f"the robots stumbled: {self.errors.read_text()}"
        self.process.kill()
        self.process.wait()

    def without_reply(self) -> list[dict[str, Any]]:
        """What each robot asked for last, where it was never told that it is kept."""
        told = {line["key"] for line in self.lines("saved")}
        return [line for line in self.lines("asks") if line["key"] not in told]

    def first_of_each(self) -> list[dict[str, Any]]:
        """The first answer of each robot that was shown as saved."""
        newest_first = reversed(self.lines("saved"))
        return list({line["robot"]: line for line in newest_first}.values())


def posts(house: House) -> list[tuple[str, str]]:
    """Who answers which form: one person in two tabs, two people on one form, and one alone."""
    first, scan = sealed_first(house), index(house)
    return [
        ("anna", first),
        ("anna", first),
        ("carla", form_of(house, "workup_conclusion")),
        ("iris", scan),
        ("igor", scan),
    ]


@contextmanager
def robots(house: House, folder: Path, seed: int) -> Iterator[Robots]:
    """Let five robots answer about a new patient; at the end they are gone, whatever happened."""
    handle = house.enrol(f"01-{seed:03}")
    house.office.database.dispose()  # nobody else holds the file open when they are killed
    running = Robots(house, handle, folder, seed)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()


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
    flying, desks = told.without_reply(), {line["robot"]: line["token"] for line in told.lines("begins")}
    before = compared(office, told)
    with office.database.reading() as connection:
        kept = [line for line in flying if sheets.answer_by_key(connection, line["key"])]
    for line in [*flying, *told.first_of_each()]:
        capture.answer(office.desk(desks[line["robot"]]), **request_of(line))
    after = compared(office, told, also=flying)
    office.database.dispose()
    after.flying, after.flying_kept = len(flying), len(kept)
    after.missing += before.missing
    after.breaks += before.breaks
    return after


def request_of(line: dict[str, Any]) -> dict[str, Any]:
    """The answer that a line tells of, as it was asked for."""
    said = {name: value for name, value in line.items() if name not in ("robot", "event")}
    return {**said, "value": stored(said["value"])}


def stored(value: Any) -> Any:
    """A value as it was before it was a line."""
    return tuple(value) if isinstance(value, list) else value


def compared(office: Office, told: Robots, also: list[dict[str, Any]] | None = None) -> Figures:
    """Count what differs between the robots' lines and the record."""
    shown = [*told.lines("saved"), *(also or [])]
    asked = {line["key"] for line in told.lines("asks")}
    figures = Figures(shown=len(told.lines("saved")), waits=len(told.lines("waits")))
    with office.database.reading() as connection:
        for line in shown:
            row = sheets.answer_by_key(connection, line["key"])
            figures.missing += row is None
            figures.other += row is not None and (row.item, row.value) != (
                line["item"],
                stored(line["value"]),
            )
        keys = connection.execute(sa.text(KEYS), {"handle": told.handle}).scalars().all()
        figures.unasked = len(set(keys) - asked)
        figures.twice = len(keys) - len(set(keys))
        answers, own, events = connection.execute(sa.text(EVENTS)).one()
        figures.without_event, figures.shared_events = abs(answers - events), answers - own
    verdict = record.verify_at(office.database.url.render_as_string(hide_password=False), office.study)
    assert verdict.cases_checked or verdict.breaks
    figures.breaks = len(verdict.breaks)
    return figures


KEYS = """
select answer.key from answer join sheet on sheet.id = answer.sheet_id
join patient on patient.id = sheet.patient_id where patient.handle = :handle
"""
# Every answer, how many events they belong to, and how many events say that an answer was saved.
EVENTS = """
select (select count(*) from answer), (select count(distinct event_id) from answer),
       (select count(*) from audit_event where deed = 'answer.saved')
"""
