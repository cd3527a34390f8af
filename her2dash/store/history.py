"""The schema's history: bring a database to the newest revision, or tell where it stands."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, inspect, select, table

import db
from her2dash.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(db.__file__).parent / "migrations"
_LINE = re.compile(r'^(down_revision|revision) = (?:"(\w+)"|None)$', re.MULTILINE)
_STAMP = table("alembic_version", column("version_num"))


# Alembic is brought in where a schema is made or changed. Every start only asks where a database stands, and
# would wait for it a tenth of a second.
def _config(connection: Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database) -> None:
    """Bring the database to the newest revision; two processes at once wait for each other."""
    with database.writing() as connection:
        upgrade_here(connection)


def upgrade_here(connection: Connection) -> None:
    """Bring a database to the newest revision within a transaction that goes on."""
    from alembic import command

    command.upgrade(_config(connection), "head")


def downgrade(database: Database, revision: str = "base") -> None:
    """Take the database back to a revision; only the tests and an emergency need it."""
    from alembic import command

    with database.writing() as connection:
        command.downgrade(_config(connection), revision)


@cache  # the migrations of a running app do not change
def head() -> str:
    """Return the newest revision; several heads are an error of ours."""
    (revision,) = revisions() - _before()
    return revision


def is_known(revision: str) -> bool:
    """Tell whether this version of the app has heard of a revision: a later one's is unknown."""
    return revision in revisions()


def revisions() -> set[str]:
    """Return every revision that this version of the app knows, as the migrations themselves name it."""
    return {told["revision"] for told in _told()}


def _before() -> set[str]:
    return {told["down_revision"] for told in _told()}


@cache
def _told() -> tuple[dict[str, str], ...]:
    files = (_MIGRATIONS / "versions").glob("*.py")
    return tuple(dict(_LINE.findall(file.read_text(encoding="utf-8"))) for file in files)


def tables(connection: Connection) -> list[str]:
    """Return the tables that a database holds, whoever made them."""
    return inspect(connection).get_table_names()


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a database, none for an empty one."""
    if not inspect(connection).has_table(_STAMP.name):
        return None
    return connection.execute(select(_STAMP.c.version_num)).scalar_one_or_none()
