"""Texts that were typed by mistake and blanked: which, by whom, when and why."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from db.moment import Moment
from db.schema.base import event, metadata, to

redaction = Table(
    "redaction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "of_event_id", Integer, ForeignKey("audit_event.id"), nullable=False, comment="which wrote the text"
    ),
    Column("text_hash", String(64), ForeignKey("free_text.hash"), nullable=False, unique=True),
    Column("reason_hash", String(64), ForeignKey("free_text.hash"), nullable=False),
    to("person.id"),
    Column("role", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("key", String(64), nullable=False, unique=True, comment="idempotency key"),
    event(),
    comment="chained; a text was blanked, its hash stays in the chain",
)
