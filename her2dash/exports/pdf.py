"""A document as PDF: its HTML printed by the browser that also draws the figures.

WeasyPrint was considered. It needs Pango, which comes from the system's packages and not from a wheel, it
would be a second engine that lays a page out its own way, and the server that can draw figures has a
browser already. So there is nothing to install, and paper and screen show the same.
"""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from her2dash.errors import Refused
from her2dash.exports.pictures import must_draw
from her2dash.i18n import N_

WITHIN = 120.0
"""Seconds: a browser that has not printed by then will not."""

_FLAGS = (
    "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--no-first-run",
    "--no-default-browser-check",
    # Nothing in the document leads out; what the browser itself would ask for finds nobody.
    "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer", "--generate-pdf-document-outline",
)  # fmt: skip


def pdf_of(html: str, *, within: float = WITHIN) -> bytes:
    """Return an HTML document as PDF; Refused where the server has no browser or it does not print."""
    browser = must_draw()
    # The browser may still close its files when it has printed.
    with TemporaryDirectory(prefix="her2dash-pdf-", ignore_cleanup_errors=True) as folder:
        page, printed = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_text(html, encoding="utf-8")
        _run(browser, page, printed, within)
        if not printed.is_file():
            raise Refused(N_("The browser of this server did not print. Open the HTML and print it."))
        return printed.read_bytes()


def _run(browser: str, page: Path, printed: Path, within: float) -> None:
    own = page.parent / "profile"
    command = [
        browser, *_FLAGS, *_without_sandbox(), f"--user-data-dir={own}", f"--print-to-pdf={printed}",
        page.as_uri(),
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - no shell, and nothing in it that somebody typed
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, env={**os.environ, "HOME": str(page.parent)},
    )  # fmt: skip
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        printed.unlink(missing_ok=True)
    finally:
        _end(process)


def _without_sandbox() -> tuple[str, ...]:
    """As root, in a container, Chromium refuses to start with its sandbox."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the browser with all its processes, if one still runs."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
