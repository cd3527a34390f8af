"""Pouring every row of one database into the tables of another, of the same kind or of the other."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from db.schema import metadata
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.store.batch import go_on

_AT_ONCE = 5_000

# What a row raises when somebody wrote into it what its column does not hold.
_UNFIT = (ValueError, TypeError, LookupError, DataError, IntegrityError)


def pour(source: Connection, target: Connection) -> None:
    """Write every row into tables that are empty, what is pointed to before what points.

    SQLite holds whatever was written into it past the app; a row that no column of ours can hold is refused.
    """
    for table in metadata.sorted_tables:
        try:
            _pour_table(source, target, table)
        except _UNFIT as error:
            raise Refused(
                N_("A row of {table} was changed past the app, and can be restored into SQLite only."),
                table=table.name,
            ) from error


def _pour_table(source: Connection, target: Connection, table: Table) -> None:
    found = source.execute(select(table).execution_options(yield_per=_AT_ONCE))
    for some in found.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in some])
    _count_on(target, table)


def _count_on(connection: Connection, table: Table) -> None:
    newest: Any = connection.scalar(select(func.max(table.c.id))) if "id" in table.c else None
    if newest is not None:
        go_on(connection, table, newest)
