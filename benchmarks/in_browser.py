"""How long a person waits for a complete dashboard in a browser, beside a plain page in the same run.

usage: python benchmarks/in_browser.py [--sizes 20,20000] [--json]

Complete is a page whose every figure is drawn. "start" is from starting the process to that page in a
browser that already runs; "fresh" is a new context with nothing kept, "reload" the same context once more
(medians of REPEATS). Each server is started STARTS times. Needs Chromium (tests/browser/bring_chromium.sh).
Exits with 1 where a target is missed: at most 3 s from the start, 2.5 s fresh, 1 s for a reload, and half the
plain page's time from the start.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from compared import ours, plain
from dashboard import PAGE
from playwright.sync_api import Browser, Page, sync_playwright
from servers import Running

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from tests.browser.conftest import FLAGS, chromium_path  # noqa: E402 - the place is put on the path first
from tests.browser.world import see_figures  # noqa: E402 - as above

STARTS, REPEATS = 3, 5
SCREEN = {"width": 1600, "height": 1000}


@dataclass(frozen=True)
class Waited:
    """One kind of page at one size; seconds."""

    what: str
    patients: int
    start: float
    fresh: float
    reload: float
    figures: int


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--sizes", default="20,20000")
    asked.add_argument("--json", action="store_true")
    told = asked.parse_args()
    sizes = [int(size) for size in told.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        waited = [each for size in sizes for each in at_size(browser, Path(folder), size)]
        browser.close()
    print(json.dumps([asdict(each) for each in waited]) if told.json else table(waited))  # noqa: T201 - its answer
    missed = list(misses(waited))
    print("\n".join(missed) or "every target is met", file=sys.stderr)  # noqa: T201 - its verdict
    sys.exit(bool(missed))


def at_size(browser: Browser, folder: Path, size: int) -> Iterator[Waited]:
    """Measure ours and the plain page at a size."""
    for what, page, made in (("her2dash", PAGE, ours), ("plain", "", plain)):
        yield measured(browser, what, size, page, [made(folder, size) for _ in range(STARTS)])


def measured(
    browser: Browser, what: str, size: int, page: str, servers: list[AbstractContextManager[Running]]
) -> Waited:
    """Start servers one after the other; of the last take what others wait for."""
    starts: list[float] = []
    for number, begun in enumerate(servers, 1):
        with begun as server:
            complete(opened(browser, server), server, page)
            starts.append(time.perf_counter() - server.begun)
            if number == len(servers):
                fresh, reload, figures = later(browser, server, page)
    return Waited(what, size, *(round(each, 2) for each in (median(starts), fresh, reload)), figures)


def later(browser: Browser, server: Running, page: str) -> tuple[float, float, int]:
    """Return the wait of a new context, of its reload, and how many figures there were."""
    fresh, again, figures = [], [], 0
    for _ in range(REPEATS):
        tab = opened(browser, server)
        fresh.append(complete(tab, server, page))
        again.append(complete(tab, server, page))
        figures = tab.locator("[data-testid=stPlotlyChart]").count()
        tab.context.close()
    return median(fresh), median(again), figures


def opened(browser: Browser, server: Running) -> Page:
    """Open a context of its own, signed in where the server knows who looks."""
    context = browser.new_context(viewport=SCREEN)  # type: ignore[arg-type]  # a size as a dictionary
    context.add_cookies(
        [{"name": name, "value": value, "url": server.address} for name, value in server.cookies.items()]
    )
    return context.new_page()


def complete(tab: Page, server: Running, page: str) -> float:
    """Return how long the page takes until all of its figures are drawn."""
    start = time.perf_counter()
    tab.goto(f"{server.address}/{page}")
    see_figures(tab)
    return time.perf_counter() - start


def misses(waited: list[Waited]) -> Iterator[str]:
    """Yield each target that was missed."""
    plain_starts = {each.patients: each.start for each in waited if each.what == "plain"}
    for each in waited:
        if each.what != "plain":
            for what, value, most in (
                ("from the start", each.start, 3.0),
                ("fresh", each.fresh, 2.5),
                ("reload", each.reload, 1.0),
                ("from the start, against plain", each.start / plain_starts[each.patients], 0.5),
            ):
                if value > most:
                    yield f"missed at {each.patients}: {what}: {value:.2f}, wanted at most {most:.2f}"


def table(waited: list[Waited]) -> str:
    """Return what was taken as a table."""
    rows = [tuple(asdict(waited[0])), *(tuple(map(str, asdict(each).values())) for each in waited)]
    return "\n".join("  ".join(f"{cell:>10}" for cell in row) for row in rows)


if __name__ == "__main__":
    main()
