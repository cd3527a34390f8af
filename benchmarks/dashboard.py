"""What a view of the dashboard costs at 20, 2,000 and 20,000 patients, beside a plain page in the same run.

usage: python benchmarks/dashboard.py [--sizes 20,2000,20000] [--json]

A view is a whole page as its websocket sends it, until the script has finished; the browser's drawing is not
in it. "plain" is benchmarks/plain_page.py, uncached, with Streamlit's own defaults; "empty" is a page with a
title and nothing else: faster no Streamlit page begins. CPU is of the server's process. "page" is the board
with most figures (impact). Exits with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median

from compared import empty, ours, plain, settings_at, study_of
from servers import Running

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from her2dash.actions import accounts, keeping, patients  # noqa: E402 - the place is put on the path first
from her2dash.actions.desk import Office  # noqa: E402 - as above
from her2dash.actions.office import open_office  # noqa: E402 - as above
from tests.ui.tab import Tab  # noqa: E402 - as above

BOARDS = ("overview", "concordance", "impact", "workup", "ctc", "flow")
PAGE = "impact"
VIEWS, PEOPLE = 20, 20


@dataclass(frozen=True)
class Taken:
    """One server at one size; times in milliseconds, memory in MB."""

    what: str
    patients: int
    first_after_start: float
    cpu_first_after_start: float
    cpu_first_after_change: float | None
    cpu_view: float
    filter_p50: float
    filter_p95: float
    twenty_worst: float
    memory: float
    boards: dict[str, float]


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--sizes", default="20,2000,20000")
    asked.add_argument("--json", action="store_true")
    told = asked.parse_args()
    sizes = [int(size) for size in told.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        taken = [each for size in sizes for each in at_size(Path(folder), size)]
        with empty() as server:
            taken.append(measured("empty", 0, server, "", None))
    print(json.dumps([asdict(each) for each in taken]) if told.json else table(taken))  # noqa: T201 - its answer
    missed = list(misses(taken, sizes))
    print("\n".join(missed) or "every target is met", file=sys.stderr)  # noqa: T201 - its verdict
    sys.exit(bool(missed))


def at_size(folder: Path, size: int) -> Iterator[Taken]:
    """Measure ours and the plain page at a size."""
    with ours(folder, size) as server:
        office = open_office(settings_at(study_of(folder, size)))
        yield measured("her2dash", size, server, PAGE, lambda: change(office))
        office.database.dispose()
    with plain(folder, size) as server:
        yield measured("plain", size, server, "", None)


def measured(what: str, size: int, server: Running, page: str, move: Callable[[], None] | None) -> Taken:
    """Measure a server: the first view, views as they are, filters, twenty people, after a change."""
    with server.tab() as tab:
        tab.run(page)
        first, cpu_first = time.perf_counter() - server.begun, server.cpu()
        cpu_view = cpu_of(server, lambda: tab.run(page))
        boards = {name: round(1000 * cpu_of(server, lambda name=name: tab.run(name)), 1)  # type: ignore[misc]  # bound now
                  for name in (BOARDS if move else ())}  # fmt: skip
        filters = sorted(waits(tab, page))
        after = after_change(server, tab, page, move) if move else None
    worst = together(server, page)
    p95 = filters[int(0.95 * len(filters))]
    memory = server.process.memory_full_info().uss / 1e6
    return Taken(
        what, size, round(1000 * first, 1), round(1000 * cpu_first, 1),
        round(1000 * after, 1) if after else None,
        round(1000 * cpu_view, 1), round(1000 * median(filters), 1), round(1000 * p95, 1),
        round(1000 * worst, 1), round(memory), boards,
    )  # fmt: skip


def cpu_of(server: Running, view: Callable[[], object]) -> float:
    """Return the CPU seconds of one view among many that change nothing."""
    view()
    start = server.cpu()
    for _ in range(VIEWS):
        view()
    return (server.cpu() - start) / VIEWS


def waits(tab: Tab, page: str) -> Iterator[float]:
    """Yield how long a change of the site filter takes, each site for the first time and again."""
    for turn in range(VIEWS):
        start = time.perf_counter()
        tab.run(page, query=f"site=0{turn % 4 + 1}")
        yield time.perf_counter() - start


def after_change(server: Running, tab: Tab, page: str, move: Callable[[], None]) -> float:
    """Return the CPU seconds of the first view after signed data changed, the middle of five."""
    found = []
    for _ in range(5):
        move()
        start = server.cpu()
        tab.run(page)
        found.append(server.cpu() - start)
    return median(found)


def change(office: Office) -> None:
    """Change signed data: a coordinator plans a test for another day."""
    desk = office.desk(accounts.enter_demo(office, login="dekker", replaces=None))
    row = patients.patients(desk)[0]
    keeping.replan(desk, handle=row.handle, planned_on=row.planned_on + timedelta(1), key=str(time.time()))


def together(server: Running, page: str) -> float:
    """Return the longest wait of twenty people who open the page at once; an error ends the run."""
    found: list[float] = []

    def person() -> None:
        start = time.perf_counter()
        with server.tab() as tab:
            tab.run(page)
            found.append(time.perf_counter() - start)

    threads = [threading.Thread(target=person) for _ in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(found) != PEOPLE:
        raise RuntimeError(f"{PEOPLE - len(found)} of {PEOPLE} got no page")
    return max(found)


def misses(taken: list[Taken], sizes: list[int]) -> Iterator[str]:
    """Yield each target that was missed; they are ratios of one run."""
    own = {each.patients: each for each in taken if each.what == "her2dash"}
    peer = {each.patients: each for each in taken if each.what == "plain"}
    small, large = sizes[0], sizes[-1]
    for what, value, most in (
        ("CPU of a cached view, largest against smallest", own[large].cpu_view / own[small].cpu_view, 1.2),
        ("CPU of a view against plain, smallest", own[small].cpu_view / peer[small].cpu_view, 1 / 5),
        ("CPU of a view against plain, largest", own[large].cpu_view / peer[large].cpu_view, 1 / 10),
        ("first view after a change, largest, against plain at the smallest",
         (own[large].cpu_first_after_change or 0) / peer[small].cpu_view, 2.0),
        ("first complete view after start, against plain",
         own[small].first_after_start / peer[small].first_after_start, 1 / 2),
    ):  # fmt: skip
        if value > most:
            yield f"missed: {what}: {value:.2f}, wanted at most {most:.2f}"


def table(taken: list[Taken]) -> str:
    """Return what was taken as a table."""
    heads = (
        "what",
        "patients",
        "first ms",
        "CPU first",
        "after change",
        "CPU view",
        "filter p50",
        "p95",
        "20 worst",
        "MB",
    )
    rows = [heads, *(tuple(str(value) for value in list(asdict(each).values())[:-1]) for each in taken)]
    lines = ["  ".join(f"{cell:>12}" for cell in row) for row in rows]
    lines += [f"CPU ms per board at {each.patients}: {each.boards}" for each in taken if each.boards]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
