"""The process of the robots: started, listened to, and killed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.actions.steps import form_of, index, sealed_first
from tests.house import House

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
