"""What a database says of itself: which study, and whether it is a demo."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, insert, select, text

from db.schema import metadata, place
from her2dash.store import history


def stamp(connection: Connection, **facts: str) -> None:
    """Write what this database is, once, when it is made."""
    connection.execute(insert(place), [{"key": key, "value": value} for key, value in facts.items()])


def facts(connection: Connection) -> dict[str, str]:
    """Return what the database says of itself; nothing for one that was never stamped."""
    return {row.key: row.value for row in connection.execute(select(place))}


def stamp_of(connection: Connection) -> tuple[str | None, dict[str, str]]:
    """Return revision and facts of a database that may be anybody's."""
    ours = {place.name, "alembic_version"} <= set(history.tables(connection))
    return (history.revision_of(connection), facts(connection)) if ours else (None, {})


def stamp_in(file: Path) -> tuple[str | None, dict[str, str]]:
    """Return revision and facts of an SQLite file that may be anybody's, and leave it as it is.

    Opening it as ours would set its journal mode, and reading its journal would lay files beside it: the
    stamp stands in the file itself since it was made.
    """
    looked_at = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(looked_at, uri=True)) as looking:
            found = looking.execute("select version_num from alembic_version").fetchone()
            return found[0] if found else None, dict(looking.execute("select key, value from place"))
    except (sqlite3.Error, ValueError):
        return None, {}


def clear(connection: Connection) -> None:
    """Take every table of ours away; the caller knows that nothing in them is real."""
    metadata.drop_all(connection)
    connection.execute(text("drop table if exists alembic_version"))
