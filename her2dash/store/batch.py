"""Appending the rows and the events of many deeds at once: each table is written in one statement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text
from typing_extensions import override

from db.schema import CHAINED, audit_event, free_text
from her2dash.store.ledger import Author, Deed, Ledger, event_digest, move_head, salted

_Rows = list[dict[str, Any]]

# PostgreSQL counts apart from the rows, and has to go on behind them.
_GO_ON = text("select setval(pg_get_serial_sequence(:counted, 'id'), :newest)")


class BatchLedger(Ledger):
    """Gathers what many deeds write, each with its event, until `write`.

    The caller has the writers' turn and the tables are append-only, so that the next id of each is known.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._gathered: dict[Table, _Rows] = {table: [] for table in CHAINED}
        self._newest = {table: _newest(connection, table) for table in CHAINED}
        self._texts: _Rows = []
        self._events: _Rows = []

    @override
    def add(self, table: Table, **values: object) -> int:
        """Gather a row of a chained table and remember its hash; return the id that it will have."""
        self._newest[table] += 1
        own = {"id": self._newest[table], "event_id": self.event_id}
        row = {column.name: None for column in table.c} | values | own
        self._gathered[table].append(row)
        self._cover(table, row)
        return self._newest[table]

    @override
    def keep_text(self, text: str) -> str:
        """Gather what somebody typed; return the hash that stands for it."""
        kept = salted(text)
        self._texts.append(dict(kept))
        return kept["hash"]

    @override
    def close(self, author: Author, deed: Deed, at: datetime) -> None:
        """Gather the event of one deed; what is added from now on belongs to the next."""
        event = self._event(author, deed, at)
        self._previous = event_digest(event)
        self._events.append({**event, "hash": self._previous})
        self.event_id, self._rows = self.event_id + 1, []

    def write(self) -> None:
        """Write everything that was gathered, and move the head of the chain."""
        # What a row points to stands before it, its event too: SQLite would look for the rows of one that
        # follows them, each time in whole tables.
        for table, rows in ((free_text, self._texts), (audit_event, self._events), *self._gathered.items()):
            if rows:
                self.connection.execute(insert(table), rows)
        for table in (table for table, rows in self._gathered.items() if rows):
            go_on(self.connection, table, self._newest[table])
        if self._events:
            move_head(self.connection, audit_event, self.event_id - 1, self._previous)


def _newest(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one())


def go_on(connection: Connection, table: Table, newest: int) -> None:
    """Let the next id that the database gives be the one after the newest."""
    if connection.dialect.name == "postgresql":
        connection.execute(_GO_ON, {"counted": table.name, "newest": newest})
