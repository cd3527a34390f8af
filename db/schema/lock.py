"""Locks of forms, patients and the study's data base: set, and lifted for a time (`until`) or for good."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from db.moment import Moment
from db.schema.base import event, metadata, to

_SIGNED = ("printed_name", "meaning", "language", "data_version", "head_hash")

lock = Table(
    "lock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("patient_id", Integer, ForeignKey("patient.id"), comment="none: the study's data base"),
    Column("form", String(40), comment="none: all of the patient's record"),
    Column("locked", Boolean, nullable=False, comment="false: lifted until a moment, then locked by itself"),
    Column("until", Moment, comment="when it locks again"),
    Column("reason_hash", String(64), ForeignKey("free_text.hash"), comment="why it was lifted"),
    Column("printed_name", String(200), comment="with those below: the signature of a lock of the study"),
    Column("meaning", Text, comment="the sentence that was signed, as it was shown"),
    Column("language", String(5)),
    Column("data_version", Integer),
    Column("head_hash", String(64), comment="hash of the newest event before: the record that was signed"),
    to("person.id"),
    Column("role", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("key", String(64), nullable=False, unique=True, comment="idempotency key"),
    event(),
    CheckConstraint("form is null or patient_id is not null", name="form"),
    CheckConstraint("locked or reason_hash is not null", name="lifted"),
    CheckConstraint(
        f"patient_id is not null or ({' and '.join(f'{name} is not null' for name in _SIGNED)})",
        name="signed",
    ),
    Index("ix_lock_patient_id", "patient_id"),
    comment="chained; the newest row of a form, a patient or the study counts",
)
