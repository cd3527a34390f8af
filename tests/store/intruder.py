"""What somebody with the database's password can do, and what the proof says of it."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from db.schema import APPEND_ONLY
from db.triggers import protect, unprotect
from her2dash.store import chain
from her2dash.store.chain import Verdict
from her2dash.store.database import Database

_PROTECTED = tuple(table.name for table in APPEND_ONLY)


def verdict(database: Database, noted: Mapping[str, str] | None = None) -> Verdict:
    """Verify the chains."""
    with database.reading() as connection:
        return chain.verify(connection, noted or {})


def tamper(database: Database, *statements: str) -> None:
    """Drop the triggers, mind no foreign key, change rows, and put the triggers back as they were."""
    dialect = database.engine.dialect.name
    keys = ["set local session_replication_role = replica"] if dialect == "postgresql" else []
    gone = [each for each in unprotect(dialect, _PROTECTED, text=True) if "function" not in each]
    gone = [each.replace("drop trigger", "drop trigger if exists") for each in gone]
    tamper_plainly(database, *keys, *gone, *statements, *protect(dialect, _PROTECTED, text=True))


def tamper_plainly(database: Database, *statements: str) -> None:
    """Change what no trigger protects, or the triggers themselves."""
    engine = sa.create_engine(database.engine.url)  # without our pragmas: SQLite checks no foreign key
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement.replace(":", r"\:")))
    engine.dispose()


def number(database: Database, query: str) -> int:
    """Return the one number that a query finds."""
    with database.reading() as connection:
        return int(connection.execute(sa.text(query)).scalar_one())
