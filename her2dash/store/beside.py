"""What stands beside the chains and is compared with them: texts, people, stamps, reports, triggers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, select, text

from db.schema import (
    APPEND_ONLY,
    answer,
    audit_event,
    correction,
    explanation,
    factor_decision,
    free_text,
    inquiry_step,
    lock,
    person,
    place,
    redaction,
    release,
    report,
    role_grant,
    second_factor,
)
from db.triggers import protect
from her2dash.store.canonical import text_digest
from her2dash.store.links import CHANGED, RECORD, TRIGGERS, Added, Break, Links
from her2dash.store.people import password_mark
from her2dash.store.scan import each
from her2dash.store.second_factors import mark

# The columns that stand for what somebody typed.
_TEXTS: tuple[Column[Any], ...] = (
    answer.c.text_hash, release.c.reason_hash, correction.c.reason_hash, explanation.c.text_hash,
    redaction.c.reason_hash, inquiry_step.c.text_hash, lock.c.reason_hash,
    role_grant.c.reason_hash,
    factor_decision.c.reason_hash,
)  # fmt: skip

_TRIGGER = re.compile(r"create trigger (\w+) before \w+ on (\w+)")

# Enabled: O on our own connections, A on all; D and R are switched off for us.
_OF_POSTGRES = """select t.tgname, pg_get_triggerdef(t.oid), p.prosrc
from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
where not t.tgisinternal and t.tgenabled::text in ('O', 'A') and pg_table_is_visible(c.oid)"""
_OF_SQLITE = "select name, sql, '' from sqlite_master where type = 'trigger'"


def broken_texts(connection: Connection, said: Links) -> Iterator[Break]:
    """Yield every typed text that is not the one whose hash the chain covers."""
    blanked = _blanked(connection, said)
    for column in _TEXTS:
        table = column.table
        kept = select(table.c.id, column.label("wanted"), free_text.c.salt, free_text.c.text)
        joined = kept.outerjoin_from(table, free_text, column == free_text.c.hash).where(column.is_not(None))
        for key, row in each(connection, joined, table.c.id):
            event = said.covered.get((table.name, key), (0, ""))[0]
            if row is not None and row["text"] is None and row["wanted"] in blanked:
                continue
            if row is not None and row["text"] is None:
                yield Break(RECORD, event, f"a text of {table.name} was deleted or blanked")
            elif row is None or text_digest(row["salt"], row["text"]) != row["wanted"]:
                yield Break(RECORD, event, f"a text of {table.name} {CHANGED}")


def _blanked(connection: Connection, said: Links) -> frozenset[str]:
    """Return the hashes of the texts that an event on the chain has blanked."""
    rows = each(connection, select(redaction.c.id, redaction.c.text_hash), redaction.c.id)
    return frozenset(row["text_hash"] for key, row in rows if row and ("redaction", key) in said.covered)


def broken_people(connection: Connection, said: Links) -> Iterator[Break]:
    """Yield everybody who is not as an event made them, and every event that names nobody."""
    unseen = dict(said.named)
    for key, row in each(connection, select(person), person.c.id):
        unseen.pop(key, None)
        added = said.people.get(key)
        if added is None or row is None or _told(row) != (added.at, added.login, added.name, added.site):
            event = added.event if added else said.last[RECORD][0]
            yield Break(RECORD, event, f"{_called(key, row)} {CHANGED}, or was never added by an event")
        elif not _has_password(row, added):
            yield Break(RECORD, added.password_event, f"the password of {_called(key, row)} was replaced")
    for key, (chain, event) in unseen.items():
        yield Break(chain, event, f"names person {key}, who was deleted")


def _told(row: dict[str, Any]) -> tuple[object, ...]:
    return row["created_at"], row["login"], row["name"], row["site"]


def _called(key: int, row: dict[str, Any] | None) -> str:
    return f"person {row['login'] if row else key}"


def _has_password(row: dict[str, Any], added: Added) -> bool:
    held = row["password_hash"]
    return (held is None or isinstance(held, str)) and password_mark(held) == added.password


def broken_factors(connection: Connection, said: Links) -> Iterator[Break]:
    """Yield everybody whose second factor is not the one that the newest event of it gave or took."""
    kept = dict(each(connection, select(second_factor), second_factor.c.person_id))
    for key in sorted({*kept, *said.factors}):
        given, event = said.factors.get(key, (None, said.last[RECORD][0]))
        row = kept.get(key)
        held = row["secret"] if row else None
        readable = (row is not None or key not in kept) and (held is None or isinstance(held, str))
        if not readable or mark(held) != given:
            yield Break(RECORD, event, f"the second factor of person {key} was replaced or removed")


def broken_stamps(connection: Connection, said: Links) -> Iterator[Break]:
    """Yield every stamp of the place that is not what its first event says: no later one changes it."""
    if said.made is None:
        yield Break(RECORD, 1, "does not say how this place was made")
        return
    at, detail = said.made
    stamped = {row.key: row.value for row in connection.execute(select(place))}
    made = {"study": detail.get("study"), "kind": detail.get("kind"), "made": at}
    for key in sorted({*stamped, *made}):
        now = _moment(stamped.get(key)) if key == "made" else stamped.get(key)
        if now != made.get(key):
            was, given = made.get(key), stamped.get(key)
            yield Break(RECORD, 1, f"this place was made as {was} ({key}) and is stamped as {given}")


def _moment(stamped: object) -> object:
    try:
        return datetime.fromisoformat(str(stamped))
    except ValueError:
        return None


def broken_reports(connection: Connection, said: Links) -> Iterator[Break]:
    """Yield every report that names another head of the record than the event has on the chain."""
    named = select(report.c.id, report.c.head_hash, audit_event.c.hash).select_from(report)
    joined = named.outerjoin(audit_event, audit_event.c.id == report.c.head_id)
    for key, row in each(connection, joined, report.c.id):
        if row is None or row["head_hash"] != row["hash"]:
            event = said.covered.get(("report", key), (0, ""))[0]
            yield Break(RECORD, event, f"report {key} was made of a record that is not on the chain")


def broken_triggers(connection: Connection) -> Iterator[Break]:
    """Yield every append-only trigger that is gone, switched off, or does something else."""
    dialect = connection.dialect.name
    alive = {name: (_plain(made), body) for name, made, body in _triggers(connection)}
    body = ""
    for statement in protect(dialect, tuple(table.name for table in APPEND_ONLY), text=True):
        begins = _TRIGGER.match(statement)
        if begins is None:
            body = statement.split("$$")[1]  # the function that PostgreSQL's triggers run
        elif alive.get(begins[1]) != (_plain(statement), body):
            yield Break(TRIGGERS, 0, f"the trigger {begins[1]} of {begins[2]} is missing, off or another one")


def _triggers(connection: Connection) -> list[tuple[str, str, str]]:
    query = _OF_POSTGRES if connection.dialect.name == "postgresql" else _OF_SQLITE
    return [(row[0], row[1], row[2]) for row in connection.execute(text(query))]


def _plain(statement: str) -> str:
    """Return a statement without what a database adds to it: schema, brackets, casts, quotes."""
    bare = re.sub(r"[()\"]|::\w+(\[\])?", "", statement.lower())
    return " ".join(re.sub(r" on \w+\.", " on ", bare).split())
