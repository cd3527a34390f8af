"""The servers that are measured: begun, asked for pages, read of their CPU and memory, and ended."""

from __future__ import annotations

import compileall
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.ui import tab as tabs
from tests.ui.tab import Tab

# Seconds; twenty uncached pages of 20,000 patients at once take more than the tests wait for.
tabs.PATIENCE = 300.0


@dataclass
class Running:
    """A server that runs, and how its pages are asked for."""

    address: str
    process: psutil.Process
    cookies: dict[str, str]
    begun: float

    def tab(self) -> Tab:
        """Open a tab."""
        return Tab(self.address, self.cookies)

    def cpu(self) -> float:
        """Return the seconds that the server has used."""
        used = self.process.cpu_times()
        return used.user + used.system


@contextmanager
def serving(place: Path, line: tuple[str, ...], environment: dict[str, str]) -> Iterator[Running]:
    """Run a server until the body ends."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = int(taken.getsockname()[1])
    compile_ours()
    told = ("--server.port",) if line[0] == "streamlit" else ("--port",)
    begun = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own servers
        [sys.executable, "-m", *line, *told, str(port)], cwd=place, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        running = Running(f"http://127.0.0.1:{port}", psutil.Process(process.pid), {}, begun)
        try:
            wait_for(running)
            yield running
        finally:
            process.terminate()
            process.wait(20)


def compile_ours() -> None:
    """Compile our modules, as pip has compiled the libraries.

    Else every start where Python may keep nothing compiled, and the first anywhere, measures the compiler.
    """
    for folder in ("her2dash", "db", "pages"):
        compileall.compile_dir(Path(__file__).resolve().parents[1] / folder, quiet=1)


def wait_for(running: Running) -> None:
    """Wait until the server answers."""
    for _ in range(3000):
        try:
            if httpx.get(running.address + "/_stcore/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.01)
    raise RuntimeError("the server never answered")
