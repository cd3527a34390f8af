"""Copies of whole databases: one SQLite file each, whichever database it was taken from or is put into."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from her2dash.errors import CannotStart, Refused
from her2dash.i18n import N_
from her2dash.store import first_steps, history, sessions
from her2dash.store.database import Database
from her2dash.store.pouring import pour

# What SQLite lays beside a file that is open, or that was not closed.
_BESIDE = ("-wal", "-journal")


def address(file: Path) -> str:
    """Return the address of an SQLite file."""
    return f"sqlite:///{file.absolute()}"


def take(source: Database, file: Path) -> None:
    """Write all that a database holds at one moment into a new file; whoever works there goes on.

    Refused where there is no room for it.
    """
    with _open(file) as copy:
        try:
            if source.is_sqlite:
                copy.copy_from(source)
            else:
                _write_out(source, copy)
        except sqlite3.Error as error:
            raise Refused(N_("The copy could not be written: {why}."), why=error) from error


def bring_up(file: Path, at: datetime) -> None:
    """Bring a copy to the newest revision of the schema, and end the sessions that were alive in it."""
    with _open(file) as copy:
        history.upgrade(copy)
        with copy.writing() as connection:
            sessions.revoke_all(connection, at)
            first_steps.end_all(connection, at)


def must_be_empty(target: Database) -> None:
    """Raise CannotStart where a copy cannot be put, since something is there."""
    if target.is_sqlite:
        _must_be_free(_file_of(target))
        return
    with target.reading() as connection:
        _must_have_no_tables(connection)


def put(file: Path, target: Database) -> None:
    """Put a copy into an empty place: all of it, or nothing."""
    if target.is_sqlite:
        _put_file(file, _file_of(target))
        return
    with _open(file) as copy, copy.reading() as theirs, target.writing() as ours:
        _must_have_no_tables(ours)  # asked in our turn: another one may have come first
        history.upgrade_here(ours)
        pour(theirs, ours)


@contextmanager
def _open(file: Path) -> Iterator[Database]:
    database = Database(address(file))
    try:
        yield database
    finally:
        database.dispose()


def _write_out(source: Database, copy: Database) -> None:
    with source.reading() as theirs, copy.writing() as ours:
        history.upgrade_here(ours)
        pour(theirs, ours)


def _file_of(target: Database) -> Path:
    return Path(target.url.database or "").absolute()


def _must_be_free(file: Path) -> None:
    left = [Path(f"{file}{end}") for end in _BESIDE if Path(f"{file}{end}").exists()]
    if file.exists() and (not file.is_file() or file.stat().st_size):
        left.append(file)
    if left:
        raise CannotStart(
            N_(
                "There is something at {where} already. A backup goes into an empty place only: move it away."
            ),
            where=left[-1],
        )


def _must_have_no_tables(connection: Connection) -> None:
    if found := history.tables(connection):
        raise CannotStart(
            N_("There are {n} tables in the database, and a backup goes into an empty one only."),
            n=len(found),
        )


def _put_file(copy: Path, file: Path) -> None:
    _must_be_free(file)
    aside = file.with_name(f".{file.name}.coming")
    try:
        shutil.copyfile(copy, aside)
        with aside.open("rb+") as written:
            os.fsync(written.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
