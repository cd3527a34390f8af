"""Drawing on the server: plotly's figures by kaleido in the browser that the machine has, none of ours."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from threading import Lock
from types import ModuleType

import plotly.graph_objects as go

from her2dash.errors import Refused
from her2dash.i18n import N_

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SCALE = 2
"""A picture has twice the pixels of the screen, for print."""

# One browser draws one picture at a time.
_drawing = Lock()


def browser() -> str | None:
    """Return the browser of this machine: the one that BROWSER_PATH names, or the first that is known."""
    named = os.environ.get("BROWSER_PATH")
    return named or next((found for each in BROWSERS if (found := shutil.which(each))), None)


def must_draw() -> str:
    """Return the browser's path; Refused, with what would help, where there is none."""
    found = browser()
    if found is None:
        raise Refused(
            N_(
                "This server has no browser to draw pictures with. Take the CSV, or have Chromium installed "
                "on the server (Debian: apt-get install chromium)."
            )
        )
    return found


def drawn_by() -> str | None:
    """Return name and version of the browser that draws, none where there is none."""
    found = browser()
    return None if found is None else _version(found)


@cache
def _version(path: str) -> str:
    said = subprocess.run(  # noqa: S603 - the browser of this machine, and nothing that somebody typed
        [path, "--version"], capture_output=True, text=True, timeout=30, check=False
    )
    named = re.match(r"[^\d]*\d[\d.]*", said.stdout.strip())
    return named[0] if named else Path(path).name


def picture(figure: go.Figure, kind: str) -> bytes:
    """Return a figure as "png" or "svg"."""
    path = must_draw()
    size = {"width": figure.layout.width, "height": figure.layout.height}
    with _drawing:
        kaleido = _started(path)
        drawn = kaleido.calc_fig_sync(
            figure, opts={"format": kind, **size, "scale": SCALE if kind == "png" else 1}
        )
    return bytes(drawn)


@cache
def _started(path: str) -> ModuleType:
    """Start the browser once; kaleido stops it when the process ends."""
    # Brought in here: most servers never draw.
    kaleido: ModuleType = importlib.import_module("kaleido")
    kaleido.start_sync_server(n=1, path=path, mathjax=False, silence_warnings=True)
    return kaleido
