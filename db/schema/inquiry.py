"""Questions that a monitor or an investigator asks about the answers of a signed form, step by step."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table

from db.moment import Moment
from db.schema.base import event, metadata, to

inquiry = Table(
    "inquiry",
    metadata,
    Column("id", Integer, primary_key=True),
    to("sheet.id"),
    Column("item", String(60), comment="none: the form as a whole"),
    event(),
    Index("ix_inquiry_sheet_id", "sheet_id"),
    comment="chained; what a question is about; where it stands is its newest step",
)

inquiry_step = Table(
    "inquiry_step",
    metadata,
    Column("id", Integer, primary_key=True),
    to("inquiry.id"),
    Column("step", String(20), nullable=False),
    Column("text_hash", String(64), ForeignKey("free_text.hash")),
    to("person.id"),
    Column("role", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("key", String(64), nullable=False, unique=True, comment="idempotency key"),
    event(),
    CheckConstraint("step in ('asked', 'answered', 'closed')", name="step"),
    CheckConstraint("step = 'closed' or text_hash is not null", name="text"),
    Index("ix_inquiry_step_inquiry_id", "inquiry_id"),
    comment="chained; asked, answered, closed; the newest row of an inquiry counts",
)
