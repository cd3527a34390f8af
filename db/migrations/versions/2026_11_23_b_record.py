"""The record: patients, sheets, answers, signatures, releases."""

import sqlalchemy as sa
from alembic import op

from db.moment import Moment
from db.triggers import protect, unprotect

revision = "2026_11_23_b"
down_revision = "2026_11_23_a"
branch_labels = None
depends_on = None

APPEND_ONLY = ("patient", "assignment", "sheet", "answer", "signature", "release")


def upgrade() -> None:
    """Make the tables and protect them."""
    op.create_table(
        "patient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(length=16), nullable=False, comment="random; stands in addresses"),
        sa.Column(
            "number", sa.String(length=20), nullable=False, comment="study number; no name exists here"
        ),
        sa.Column("site", sa.String(length=20), nullable=False),
        sa.Column("age", sa.Integer(), nullable=False, comment="at consent, in years"),
        sa.Column("dilemma", sa.String(length=40), nullable=False),
        sa.Column("eligible", sa.Boolean(), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False, comment="planned date of the index test"),
        sa.Column("enrolled_at", Moment(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False, comment="idempotency key"),
        sa.Column(
            "event_id",
            sa.Integer(),
            nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.CheckConstraint("age between 0 and 130", name=op.f("ck_patient_age")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name=op.f("fk_patient_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("handle", name=op.f("uq_patient_handle")),
        sa.UniqueConstraint("key", name=op.f("uq_patient_key")),
        sa.UniqueConstraint("number", name=op.f("uq_patient_number")),
        comment="chained",
    )
    op.create_index("ix_patient_site", "patient", ["site"])

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column(
            "event_id",
            sa.Integer(),
            nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name=op.f("fk_assignment_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_assignment_patient_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        comment="chained; the newest row names the referring physician",
    )
    op.create_index("ix_assignment_patient_id", "assignment", ["patient_id"])
    op.create_index("ix_assignment_person_id", "assignment", ["person_id"])

    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column(
            "sealed_before", sa.Boolean(), nullable=False, comment="the pre-test form was signed before"
        ),
        sa.Column("reason_hash", sa.String(length=64), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False, comment="idempotency key"),
        sa.Column(
            "event_id",
            sa.Integer(),
            nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.CheckConstraint("sealed_before or reason_hash is not null", name=op.f("ck_release_reason")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name=op.f("fk_release_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_release_patient_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_release_person_id")),
        sa.ForeignKeyConstraint(["reason_hash"], ["free_text.hash"], name=op.f("fk_release_reason_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("key", name=op.f("uq_release_key")),
        sa.UniqueConstraint("patient_id", name=op.f("uq_release_patient_id")),
        comment="chained; the index test was shown to the referring physician",
    )
    op.create_table(
        "sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column(
            "form_version", sa.Integer(), nullable=False, comment="a draft finishes on the version it began"
        ),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column(
            "event_id",
            sa.Integer(),
            nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name=op.f("fk_sheet_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_sheet_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("patient_id", "form", name=op.f("uq_sheet_patient_id_form")),
        comment="chained; one form of one patient",
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False, comment="with its row, and what hangs on it"),
        sa.Column("version", sa.Integer(), nullable=False, comment="1, 2, ... per sheet and item"),
        sa.Column("based_on", sa.Integer(), nullable=False, comment="the newest version its author had seen"),
        sa.Column(
            "value", sa.Text(), nullable=True, comment="JSON; none: taken back, or a text (see text_hash)"
        ),
        sa.Column("text_hash", sa.String(length=64), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column(
            "language",
            sa.String(length=5),
            nullable=False,
            comment="the language in which the item was shown",
        ),
        sa.Column("key", sa.String(length=64), nullable=False, comment="idempotency key"),
        sa.Column(
            "event_id",
            sa.Integer(),
            nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name=op.f("fk_answer_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_answer_person_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_answer_sheet_id")),
        sa.ForeignKeyConstraint(["text_hash"], ["free_text.hash"], name=op.f("fk_answer_text_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("key", name=op.f("uq_answer_key")),
        sa.UniqueConstraint("sheet_id", "item", "version", name=op.f("uq_answer_sheet_id_item_version")),
        comment="chained; answers are never updated",
    )
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("printed_name", sa.String(length=200), nullable=False),
        sa.Column(
            "meaning", sa.Text(), nullable=False, comment="the sentence that was signed, as it was shown"
        ),
        sa.Column("source", sa.String(length=20), nullable=False, comment="form, chart or telephone"),
        sa.Column(
            "unblinded", sa.Boolean(), nullable=False, comment="the signer could see endpoints or markers"
        ),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column(
            "answers_upto",
            sa.Integer(),
            nullable=False,
            comment="newest answer.id of the sheet that was signed",
        ),
        sa.Column(
            "content_hash",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of form, version and counted answers",
        ),
        sa.Column("reference", sa.String(length=20), nullable=False, comment="printed on the receipt"),
        sa.Column("key", sa.String(length=64), nullable=False, comment="idempotency key"),
        sa.Column(
            "event_id",
            sa.Integer(),
            nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name=op.f("fk_signature_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signature_person_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_signature_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("key", name=op.f("uq_signature_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_signature_reference")),
        comment="chained",
    )
    op.create_index("ix_signature_sheet_id", "signature", ["sheet_id"])
    for statement in protect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    """Take the tables away again."""
    for statement in unprotect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
    op.drop_table("signature")
    op.drop_table("answer")
    op.drop_table("sheet")
    op.drop_table("release")
    op.drop_table("assignment")
    op.drop_table("patient")
