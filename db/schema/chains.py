"""The two chains: the record and the access log. Each event carries the hash of the one before."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from db.moment import Moment
from db.schema.base import metadata


def _chain(name: str, *columns: Column[object], comment: str) -> Table:
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False, comment="1, 2, 3 ... without a gap"),
        Column("at", Moment, nullable=False),
        Column("person_id", Integer, ForeignKey("person.id")),
        Column("session_id", Integer),
        Column("channel", String(20), nullable=False),
        Column("deed", String(60), nullable=False, comment="thing.deed, in the past"),
        *columns,
        Column("previous", String(64), nullable=False, comment="hash of the event before"),
        Column("hash", String(64), nullable=False, unique=True),
        comment=comment,
    )


audit_event = _chain(
    "audit_event",
    Column("role", String(20)),
    Column("patient_id", Integer),
    Column(
        "moves",
        Boolean,
        nullable=False,
        comment="signed data changed: the newest such id is the data version",
    ),
    Column("detail", Text, nullable=False, comment="JSON; codes and numbers, never what somebody typed"),
    Column("rows", Text, nullable=False, comment="JSON: table, id and hash of every row written"),
    comment="the record's chain; append-only",
)

access_event = _chain(
    "access_event",
    Column("subject", String(200), nullable=False),
    comment="sign-ins, refusals and readings; a chain of its own, so that looking wakes no board",
)

chain_head = Table(
    "chain_head",
    metadata,
    Column("chain", String(20), primary_key=True),
    Column("event_id", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    comment="the newest event of each chain, kept with it: what is cut off the end is missed here",
)

Index("ix_audit_event_moves_id", audit_event.c.moves, audit_event.c.id)
