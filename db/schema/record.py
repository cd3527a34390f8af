"""The record: patients, sheets, answers, signatures, releases, and what people typed."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from db.moment import Moment
from db.schema.base import event, metadata, to

free_text = Table(
    "free_text",
    metadata,
    Column("hash", String(64), primary_key=True, comment="SHA-256 of salt and text; chained rows hold it"),
    Column("salt", String(32), nullable=False),
    Column("text", Text, comment="none: redacted; the chain stays valid"),
    comment="what people typed, apart from the chain, so that a name typed by mistake can be blanked",
)

patient = Table(
    "patient",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("handle", String(16), nullable=False, unique=True, comment="random; stands in addresses"),
    Column("number", String(20), nullable=False, unique=True, comment="study number; no name exists here"),
    Column("site", String(20), nullable=False),
    Column("age", Integer, nullable=False, comment="at consent, in years"),
    Column("dilemma", String(40), nullable=False),
    Column("eligible", Boolean, nullable=False),
    Column("consent_on", Date, nullable=False),
    Column("planned_on", Date, nullable=False, comment="planned date of the index test"),
    Column("enrolled_at", Moment, nullable=False),
    Column("key", String(64), nullable=False, unique=True, comment="idempotency key"),
    event(),
    CheckConstraint("age between 0 and 130", name="age"),
    Index("ix_patient_site", "site"),
    comment="chained",
)

assignment = Table(
    "assignment",
    metadata,
    Column("id", Integer, primary_key=True),
    to("patient.id"),
    to("person.id"),
    Column("at", Moment, nullable=False),
    event(),
    Index("ix_assignment_patient_id", "patient_id"),
    Index("ix_assignment_person_id", "person_id"),
    comment="chained; the newest row names the referring physician",
)

sheet = Table(
    "sheet",
    metadata,
    Column("id", Integer, primary_key=True),
    to("patient.id"),
    Column("form", String(40), nullable=False),
    Column("form_version", Integer, nullable=False, comment="a draft finishes on the version it began"),
    Column("opened_at", Moment, nullable=False),
    event(),
    UniqueConstraint("patient_id", "form"),
    comment="chained; one form of one patient",
)

answer = Table(
    "answer",
    metadata,
    Column("id", Integer, primary_key=True),
    to("sheet.id"),
    Column("item", String(60), nullable=False, comment="with its row, and what hangs on it"),
    Column("version", Integer, nullable=False, comment="1, 2, ... per sheet and item"),
    Column("based_on", Integer, nullable=False, comment="the newest version its author had seen"),
    Column("value", Text, comment="JSON; none: taken back, or a text (see text_hash)"),
    Column("text_hash", String(64), ForeignKey("free_text.hash")),
    to("person.id"),
    Column("role", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("language", String(5), nullable=False, comment="the language in which the item was shown"),
    Column("key", String(64), nullable=False, unique=True, comment="idempotency key"),
    event(),
    UniqueConstraint("sheet_id", "item", "version"),
    comment="chained; answers are never updated",
)

signature = Table(
    "signature",
    metadata,
    Column("id", Integer, primary_key=True),
    to("sheet.id"),
    to("person.id"),
    Column("role", String(20), nullable=False),
    Column("printed_name", String(200), nullable=False),
    Column("meaning", Text, nullable=False, comment="the sentence that was signed, as it was shown"),
    Column("source", String(20), nullable=False, comment="form, chart or telephone"),
    Column("unblinded", Boolean, nullable=False, comment="the signer could see endpoints or markers"),
    Column("language", String(5), nullable=False),
    Column("at", Moment, nullable=False),
    Column("answers_upto", Integer, nullable=False, comment="newest answer.id of the sheet that was signed"),
    Column(
        "content_hash", String(64), nullable=False, comment="SHA-256 of form, version and counted answers"
    ),
    Column("reference", String(20), nullable=False, unique=True, comment="printed on the receipt"),
    Column("key", String(64), nullable=False, unique=True, comment="idempotency key"),
    event(),
    Index("ix_signature_sheet_id", "sheet_id"),
    comment="chained",
)

release = Table(
    "release",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("patient_id", Integer, ForeignKey("patient.id"), nullable=False, unique=True),
    to("person.id"),
    Column("at", Moment, nullable=False),
    Column("sealed_before", Boolean, nullable=False, comment="the pre-test form was signed before"),
    Column("reason_hash", String(64), ForeignKey("free_text.hash")),
    Column("key", String(64), nullable=False, unique=True, comment="idempotency key"),
    event(),
    CheckConstraint("sealed_before or reason_hash is not null", name="reason"),
    comment="chained; the index test was shown to the referring physician",
)
