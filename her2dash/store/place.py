"""What a database says of itself: which study, and whether it is a demo."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from db.schema import place


def stamp(connection: Connection, **facts: str) -> None:
    """Write what this database is, once, when it is made."""
    connection.execute(insert(place), [{"key": key, "value": value} for key, value in facts.items()])


def facts(connection: Connection) -> dict[str, str]:
    """Return what the database says of itself; nothing for one that was never stamped."""
    return {row.key: row.value for row in connection.execute(select(place))}
