"""Reports that were made of a data cut: what each stated, and what it takes to make it anew."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from db.moment import Moment
from db.schema.base import event, metadata, to

report = Table(
    "report",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cut", Moment, nullable=False, comment="what was known at this moment is in it"),
    Column("data_version", Integer, nullable=False),
    Column(
        "head_id", Integer, ForeignKey("audit_event.id"), nullable=False, comment="newest event at the cut"
    ),
    Column("head_hash", String(64), nullable=False, comment="its hash, as the report prints it"),
    Column("language", String(5), nullable=False),
    Column("html_hash", String(64), nullable=False, comment="SHA-256 of the report as HTML"),
    Column("filters", Text, nullable=False, comment="JSON: which patients, by which reading of the test"),
    Column("numbers", Text, nullable=False, comment="JSON: the tables of every figure, for comparisons"),
    Column(
        "withheld", Text, nullable=False,
        comment="JSON: patients of its maker whose test was not released, and counts as pending in it",
    ),
    Column("code", String(40), nullable=False, comment="version of her2dash"),
    Column("analysis", String(20), nullable=False, comment="version of the analysis"),
    Column("study_digest", String(64), nullable=False, comment="SHA-256 of the study's definition"),
    Column("drawn_by", String(80), comment="the browser that drew its figures; none: it has none"),
    to("person.id"),
    Column("role", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("key", String(64), nullable=False, unique=True, comment="idempotency key"),
    event(),
    comment="chained; a report can be made anew from the record as of its cut",
)  # fmt: skip
