"""Append-only tables: the database itself refuses to change or delete their rows.

SQLite's batch migrations rebuild a table and drop its triggers: call `protect` again after one.
"""

from __future__ import annotations

from collections.abc import Iterator

_SQLITE = """create trigger {name} before {deed} on {table}
begin select raise(abort, '{table} is append-only: {deed} refused'); end"""

_SQLITE_TEXT = """create trigger free_text_blank_only before update on free_text
when new.text is not null or new.hash <> old.hash or new.salt <> old.salt
begin select raise(abort, 'free_text may only be blanked'); end"""

_POSTGRES_FUNCTION = """create or replace function refuse_change() returns trigger language plpgsql as $$
begin raise exception '% is append-only: % refused', tg_table_name, lower(tg_op); end $$"""

_POSTGRES = "create trigger {name} before {deed} on {table} for each {each} execute function refuse_change()"

_POSTGRES_TEXT = """create trigger free_text_blank_only before update on free_text for each row
when (new.text is not null or new.hash <> old.hash or new.salt <> old.salt)
execute function refuse_change()"""


def protect(dialect: str, tables: tuple[str, ...], *, text: bool = False) -> Iterator[str]:
    """Return the statements that make the tables append-only; with `text`, free text blank-only."""
    if dialect == "postgresql":
        yield _POSTGRES_FUNCTION
    for table in tables:
        yield from _protect_table(dialect, table)
    if text:
        yield from _protect_text(dialect)


def unprotect(dialect: str, tables: tuple[str, ...], *, text: bool = False) -> Iterator[str]:
    """Return the statements that take these triggers away again, for a downgrade."""
    for name, table in _names(dialect, tables, text=text):
        yield f"drop trigger {name} on {table}" if dialect == "postgresql" else f"drop trigger {name}"
    if dialect == "postgresql" and text:
        yield "drop function refuse_change()"


def _deeds(dialect: str) -> tuple[str, ...]:
    return ("update", "delete", "truncate") if dialect == "postgresql" else ("update", "delete")


def _protect_table(dialect: str, table: str) -> Iterator[str]:
    for deed in _deeds(dialect):
        each = "statement" if deed == "truncate" else "row"
        statement = _POSTGRES if dialect == "postgresql" else _SQLITE
        yield statement.format(name=f"{table}_no_{deed}", deed=deed, table=table, each=each)


def _protect_text(dialect: str) -> Iterator[str]:
    for statement in _protect_table(dialect, "free_text"):
        if "no_update" not in statement:
            yield statement
    yield _POSTGRES_TEXT if dialect == "postgresql" else _SQLITE_TEXT


def _names(dialect: str, tables: tuple[str, ...], *, text: bool) -> Iterator[tuple[str, str]]:
    for table in tables:
        for deed in _deeds(dialect):
            yield f"{table}_no_{deed}", table
    if text:
        yield from ((f"free_text_no_{deed}", "free_text") for deed in _deeds(dialect) if deed != "update")
        yield "free_text_blank_only", "free_text"
