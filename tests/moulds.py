"""Places that many tests begin from: made once by a process, through the actions, and then copied."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from her2dash.settings import Settings

_made: dict[Hashable, tuple[Settings, datetime]] = {}
_folder = tempfile.TemporaryDirectory(prefix="her2dash-moulds-")


def cast(settings: Settings, key: Hashable, make: Callable[[Settings], datetime]) -> datetime:
    """Fill the empty database of `settings` as `make` would, and return what time it is there.

    `make` fills a database of the same kind, closes it and tells its time; what it does depends on nothing
    but the settings and the key.
    """
    mould = (_where(settings.database_url), settings.study, settings.demo, key)
    if mould not in _made:
        begun = replace(settings, database_url=_another(settings.database_url))
        _made[mould] = begun, make(begun)
    begun, now = _made[mould]
    _copy(begun.database_url, settings.database_url)
    return now


def new_postgres_database(server: str, template: str = "template1", name: str | None = None) -> str:
    """Make a database on the server, empty or like another one, and return its address."""
    name = name or f"t{uuid4().hex}"
    with _server(server) as connection:
        connection.exec_driver_sql(f"drop database if exists {name}")
        # file by file, a tenth of what the log of every page takes
        connection.exec_driver_sql(f"create database {name} template {template} strategy file_copy")
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def drop_postgres_database(url: str) -> None:
    """Drop a database, whoever is still connected to it."""
    with _server(url) as connection:
        connection.exec_driver_sql(f"drop database if exists {sa.make_url(url).database} with (force)")


def _where(url: str) -> str:
    """Where a copy can be made of it: any file, or a database of the same server."""
    return "sqlite" if url.startswith("sqlite") else str(sa.make_url(url).set(database=""))


def _another(url: str) -> str:
    if url.startswith("sqlite"):
        return f"sqlite:///{_folder.name}/{uuid4().hex}.sqlite"
    return new_postgres_database(url)


def _copy(source: str, target: str) -> None:
    kept, wanted = sa.make_url(source).database, sa.make_url(target).database
    assert kept
    assert wanted
    if target.startswith("sqlite"):
        assert not Path(f"{kept}-wal").exists(), "a mould is copied when it is closed"
        shutil.copy(kept, wanted)
    else:
        new_postgres_database(target, kept, wanted)


def _server(url: str) -> sa.Connection:
    address = sa.make_url(url).set(drivername="postgresql+psycopg", database="postgres")
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    return engine.connect()
