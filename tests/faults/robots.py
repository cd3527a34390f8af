"""Five robots who answer as quickly as they can, in a process of their own, which a test kills.

    python -m tests.faults.robots '{"database_url": ..., "handle": ..., "posts": [["anna", "form"], ...]}'

Each writes a line before it asks the record to keep an answer, and a line after it was told that it is kept:
the second is what a page shows as "Saved". A line that was written outlives the process. An answer that the
record cannot take now is given again with the same key, as her2dash.ui.answers does.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from her2dash.actions import accounts, capture
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Office
from her2dash.actions.office import open_office
from her2dash.actions.views import Saved
from her2dash.errors import OutOfReach
from her2dash.settings import Settings
from her2dash.study.model import Form, Item, Kind, Study, Value
from tests.house import QuickPasswords

A_MOMENT = 0.05  # until an answer that could not be kept is given again


class Notebook:
    """A file to which every robot appends its lines, each whole."""

    def __init__(self, file: str) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def write(self, robot: int, event: str, **said: Any) -> None:
        """Append a line; it is there also when the process is killed at once."""
        line = json.dumps({"robot": robot, "event": event, **said})
        os.write(self._file, f"{line}\n".encode())


class Robot:
    """One person at one desk, who changes the own questions of one form again and again."""

    def __init__(self, number: int, office: Office, notebook: Notebook, said: dict[str, Any]) -> None:
        self.number, self.office, self.notebook = number, office, notebook
        login, self.form = said["posts"][number]
        self.handle, self.chance = said["handle"], Random(f"{said['seed']} {number}")  # noqa: S311
        self.token = accounts.sign_in(
            office, login=login, password=f"{login} has a long password", address="::1", replaces=None
        )
        self.items = self._own([form for _, form in said["posts"]])
        self.seen: dict[str, int] = {}
        self.held: dict[str, Value] = {}
        notebook.write(number, "begins", token=self.token)

    def _own(self, forms: list[str]) -> list[Item]:
        """The questions that this robot alone answers: so each of its answers says something new."""
        sharing = [number for number, form in enumerate(forms) if form == self.form]
        items = outside_rows(self.office.study.form(self.form))
        return items[sharing.index(self.number) :: len(sharing)]

    def work(self) -> None:
        """Answer for ever."""
        for request in self.requests():
            self.notebook.write(self.number, "asks", **request)
            saved = self.give(request)
            self.notebook.write(self.number, "saved", **request)
            self.seen[request["item"]] = saved.answered.newest

    def requests(self) -> Iterator[dict[str, Any]]:
        """What it asks the record to keep, one after the other."""
        while True:
            item = self.chance.choice(self.items)
            value = another(self.office.study, item, self.held.get(item.id), self.today, self.chance)
            self.held[item.id] = value
            yield {
                "handle": self.handle, "form": self.form, "item": item.id, "value": value,
                "seen": self.seen.get(item.id, 0), "key": uuid4().hex, "language": "en",
            }  # fmt: skip

    def give(self, request: dict[str, Any]) -> Saved:
        """Give an answer until it is kept."""
        while True:
            try:
                return capture.answer(self.office.desk(self.token), **request)
            except OutOfReach as outage:
                self.notebook.write(self.number, "waits", why=outage.text)
                time.sleep(A_MOMENT)

    @property
    def today(self) -> date:
        """The day on which it answers."""
        return self.office.clock.now().date()


def outside_rows(form: Form) -> list[Item]:
    """The questions of a form that are asked once."""
    return [item for group in form.groups if not group.repeats for item in group.items]


def another(study: Study, item: Item, held: Value | None, today: date, chance: Random) -> Value:
    """An answer that the item can hold, and does not hold now."""
    return chance.choice([value for value in possible(study, item, today) if value != held])


def possible(study: Study, item: Item, today: date) -> list[Value]:
    """Several answers that an item can hold, as they are stored."""
    if item.kind.coded:
        codes = [code.code for code in study.codelist(item.codes).codes]
        return [(code,) for code in codes] if item.kind == Kind.SEVERAL else list(codes)
    if item.kind == Kind.NUMBER:
        least = int(item.minimum or 0) + 1
        return [str(number) for number in range(least, int(item.maximum or least + 40))]
    if item.kind == Kind.DATE:
        return [(today + timedelta(n if item.earliest else -n)).isoformat() for n in range(40)]
    return [f"words {number}" for number in range(40)]


def main() -> None:
    """Let the robots work until the process is killed; one that stumbles ends it for all."""
    said = json.loads(sys.argv[1])
    settings = replace(Settings.from_environment({}), database_url=said["database_url"])
    clock = GivenClock(datetime.fromisoformat(said["now"]))
    office = open_office(settings, clock=clock, passwords=QuickPasswords())
    notebook = Notebook(said["notebook"])
    robots = [Robot(number, office, notebook, said) for number in range(len(said["posts"]))]
    with ThreadPoolExecutor(len(robots)) as together:
        done, _ = wait([together.submit(robot.work) for robot in robots], return_when=FIRST_EXCEPTION)
        traceback.print_exception(done.pop().exception())
        os._exit(1)


if __name__ == "__main__":
    main()
