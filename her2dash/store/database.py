"""The connection to SQLite or PostgreSQL, and the two kinds of transaction: reading and writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

from her2dash.errors import CannotStart
from her2dash.i18n import N_
from her2dash.store.outage import in_words
from her2dash.store.turn import Turn

__all__ = ["ACCESS_LOCK", "RECORD_LOCK", "Connection", "Database"]

_LONGEST_WAIT = 30
"""Seconds for which a writer waits for another, on either database."""

# One number per chain: PostgreSQL's advisory locks are numbers that we choose.
RECORD_LOCK = 7_201
ACCESS_LOCK = 7_202


class Database:
    """One database of one study; hands out transactions and nothing else.

    Writers take turns, also over several processes (SQLite by its one writer, PostgreSQL by an
    advisory lock for the transaction), so what a writer reads before it writes is still true
    when it commits, and the ids of the chain commit in their order.

    What is committed is on the disk, also after a power cut, unless `lasting` is given up: for a file of
    SQLite that is made aside and thrown away if it is not made whole.
    """

    def __init__(self, url: str, *, create: bool = True, lasting: bool = True) -> None:
        self.url = make_url(url)
        kind = self.url.get_backend_name()
        if kind not in ("sqlite", "postgresql"):
            raise CannotStart(
                N_("The address begins with {kind}: her2dash knows sqlite and postgresql."), kind=kind
            )
        self.is_sqlite = kind == "sqlite"
        self._turn = Turn()
        self.engine = _sqlite(url, create) if self.is_sqlite else _postgres(url)
        if self.is_sqlite and not lasting:
            event.listen(self.engine, "connect", _wait_for_no_disk)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state and cannot write; OutOfReach where the database is."""
        with in_words(), self.engine.connect() as connection:
            if self.is_sqlite:
                with _query_only(connection), connection.begin():
                    yield connection
            else:
                with connection.begin():
                    connection.execute(text("set transaction isolation level repeatable read, read only"))
                    yield connection

    @contextmanager
    def writing(self, lock: int = RECORD_LOCK) -> Iterator[Connection]:
        """The one writing transaction of this moment; rolled back when the body raises.

        Raises OutOfReach where the database cannot be reached, is held by another writer, or is full.
        """
        with in_words(), ExitStack() as held:
            if self.is_sqlite:
                held.enter_context(self._turn.taken())
            connection = held.enter_context(self.engine.connect())
            connection.info["writes"] = True
            held.callback(connection.info.pop, "writes", None)
            held.enter_context(connection.begin())
            if not self.is_sqlite:
                connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": lock})
            yield connection

    def noting(self) -> AbstractContextManager[Connection]:
        """A writing transaction for the access log alone: looking never waits for the record."""
        return self.writing(ACCESS_LOCK)

    def hold_log(self, connection: Connection) -> None:
        """Let a transaction that writes the record write the access log too, in its turn."""
        if not self.is_sqlite:
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": ACCESS_LOCK})

    def copy_from(self, other: Database) -> None:
        """Replace everything here by what another SQLite database holds, in one step for every reader."""
        with self._turn.taken(), other.engine.connect() as theirs, self.engine.connect() as ours:
            _driver(theirs).backup(_driver(ours))
        other.dispose()

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _postgres(url: str) -> Engine:
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,  # an error text never holds an answer
        isolation_level="READ COMMITTED",  # a writer must see what was committed while it waited
    )
    event.listen(engine, "connect", _wait_no_longer)
    return engine


def _wait_no_longer(connection: Any, _: Any) -> None:
    """Let a writer that somebody holds up hear so in time; without a limit PostgreSQL waits without end."""
    connection.execute(f"set lock_timeout = '{_LONGEST_WAIT}s'")
    connection.commit()


def _sqlite(url: str, create: bool) -> Engine:
    file = Path(make_url(url).database or "")
    if create:
        file.parent.mkdir(parents=True, exist_ok=True)
    elif not file.is_file():
        raise CannotStart(N_("There is no study here yet. Begin with: her2dash init, or try: her2dash demo"))
    engine = create_engine(url, connect_args={"timeout": _LONGEST_WAIT}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    if create:
        event.listen(engine, "connect", _write_ahead)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    # The driver would begin transactions late and by its own rules: we begin them ourselves.
    connection.isolation_level = None
    for setting in ("synchronous = full", "foreign_keys = on", "recursive_triggers = on"):
        connection.execute(f"pragma {setting}")


def _wait_for_no_disk(connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("pragma synchronous = off")


def _write_ahead(connection: sqlite3.Connection, _: Any) -> None:
    # Kept in the file from then on. A file that we did not make, or only look at, is left as it is.
    connection.execute("pragma journal_mode = wal")


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: upgrading later could fail with somebody else's write between.
    connection.exec_driver_sql("begin immediate" if connection.info.get("writes") else "begin")


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - tells mypy what the engine is
    return driver


@contextmanager
def _query_only(connection: Connection) -> Iterator[None]:
    driver = _driver(connection)
    driver.execute("pragma query_only = on")
    try:
        yield
    finally:
        driver.execute("pragma query_only = off")
