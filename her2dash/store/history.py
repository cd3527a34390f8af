"""The schema's history: bring a database to the newest revision, or tell where it stands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

import db
from her2dash.store.database import Database


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(db.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database) -> None:
    """Bring the database to the newest revision; two processes at once wait for each other."""
    with database.writing() as connection:
        upgrade_here(connection)


def upgrade_here(connection: Connection) -> None:
    """Bring a database to the newest revision within a transaction that goes on."""
    command.upgrade(_config(connection), "head")


def downgrade(database: Database, revision: str = "base") -> None:
    """Take the database back to a revision; only the tests and an emergency need it."""
    with database.writing() as connection:
        command.downgrade(_config(connection), revision)


@cache  # the migrations of a running app do not change
def head() -> str:
    """Return the newest revision; several heads are an error of ours."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None  # noqa: S101 - there is a first migration
    return revision


def is_known(revision: str) -> bool:
    """Tell whether this version of the app has heard of a revision: a later one's is unknown."""
    script = ScriptDirectory.from_config(_config())
    return revision in {each.revision for each in script.walk_revisions()}


def tables(connection: Connection) -> list[str]:
    """Return the tables that a database holds, whoever made them."""
    return inspect(connection).get_table_names()


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a database, none for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()
