"""The schema's history holds on both databases, and its triggers are alive after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from db.schema import APPEND_ONLY, metadata
from her2dash.store import history
from her2dash.store.database import Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    yield made
    made.dispose()


def _tables(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(sa.inspect(connection).get_table_names()) - {"alembic_version"}


def test_there_is_one_head_and_our_reading_of_the_files_is_that_of_alembic() -> None:
    script = ScriptDirectory.from_config(history._config())
    assert script.get_heads() == [history.head()]
    assert history.revisions() == {each.revision for each in script.walk_revisions()}


def test_where_a_database_stands_is_read_as_alembic_reads_it(database: Database) -> None:
    with database.reading() as connection:
        assert history.revision_of(connection) is None
    history.upgrade(database)
    with database.reading() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        assert history.revision_of(connection) == found == history.head()


def test_an_empty_database_goes_to_the_head_and_back_and_up_again(database: Database) -> None:
    history.upgrade(database)
    assert _tables(database) == set(metadata.tables)
    history.downgrade(database)
    assert _tables(database) == set()
    history.upgrade(database)
    assert _tables(database) == set(metadata.tables)


def test_each_revision_goes_down_and_up_alone(database: Database) -> None:
    script = ScriptDirectory.from_config(history._config())
    for revision in reversed([each.revision for each in script.walk_revisions()]):
        with database.writing() as connection:
            command.upgrade(history._config(connection), revision)
            command.downgrade(history._config(connection), "-1")
            command.upgrade(history._config(connection), revision)
    assert _tables(database) == set(metadata.tables)


def test_the_models_equal_the_database(database: Database) -> None:
    history.upgrade(database)
    with database.writing() as connection:
        command.check(history._config(connection))


@pytest.mark.parametrize("table", [table.name for table in APPEND_ONLY])
@pytest.mark.parametrize("deed", ["update {table} set id = id", "delete from {table}"])
def test_a_row_of_an_append_only_table_cannot_be_changed_or_deleted(
    whole_record: Database, table: str, deed: str
) -> None:
    with whole_record.reading() as connection:
        assert connection.scalar(sa.text(f"select count(*) from {table}")) > 0
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), whole_record.writing() as connection:
        connection.execute(sa.text(deed.format(table=table)))


def test_what_somebody_typed_can_be_blanked_and_nothing_else(whole_record: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="free_text"), whole_record.writing() as connection:
        connection.execute(sa.text("update free_text set text = 'other'"))
    with pytest.raises(sa.exc.DBAPIError), whole_record.writing() as connection:
        connection.execute(sa.text("delete from free_text"))
    with whole_record.writing() as connection:
        connection.execute(sa.text("update free_text set text = null"))


def test_a_reading_transaction_cannot_write(database: Database) -> None:
    history.upgrade(database)
    with pytest.raises(sa.exc.DBAPIError), database.reading() as connection:
        connection.execute(sa.text("insert into place (key, value) values ('a', 'b')"))
