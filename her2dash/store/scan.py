"""Reading what may hold anything: a row that holds what its column cannot is named, and the rest is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select
from sqlalchemy.exc import OperationalError

# What reading a row can raise when somebody wrote into it what its column does not hold; SQLite's driver
# calls a text that is none an operational error.
UNREADABLE = (ValueError, TypeError, LookupError, OperationalError)

_AT_ONCE = 2000


def each(
    connection: Connection, query: Select[Any], key: Column[int]
) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Return the key and the content of every row; none for one that cannot be read."""
    keys = connection.execute(query.with_only_columns(key).order_by(key)).scalars().all()
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        try:
            yield from _read(connection, query, key, some)
        except UNREADABLE:
            yield from _one_by_one(connection, query, key, some)


def _one_by_one(
    connection: Connection, query: Select[Any], key: Column[int], keys: Sequence[int]
) -> Iterator[tuple[int, dict[str, Any] | None]]:
    for one in keys:
        try:
            yield from _read(connection, query, key, [one])
        except UNREADABLE:
            yield one, None


def _read(
    connection: Connection, query: Select[Any], key: Column[int], keys: Sequence[int]
) -> list[tuple[int, dict[str, Any]]]:
    between = query.where(key >= keys[0], key <= keys[-1]).order_by(key)
    return [(row[key.name], dict(row)) for row in connection.execute(between).mappings()]
