"""One row per patient for the statistics, with the patient's lesions.

Its columns are the fields of her2dash.analysis.cases.Case.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from db.schema.base import metadata

CODED = (
    "status_pre",
    "status_post",
    "plan_pre",
    "plan_post",
    "plan_later",
    "understanding",
    "changed",
    "as_intended",
    "why_not",
    "supported",
    "solved",
    "workup",
    "biopsy",
    "marker",
    "ended",
)
SEVERAL = ("agents_pre", "agents_post", "agents_later", "drivers", "tests_avoided", "tests_added")
RANKED = ("confidence_pre", "confidence_post", "confidence_later", "marker_total", "marker_positive")

patient_case = Table(
    "patient_case",
    metadata,
    Column("patient_id", Integer, ForeignKey("patient.id"), primary_key=True),
    Column("patient", String(20), nullable=False),
    Column("site", String(20), nullable=False),
    Column("dilemma", String(40), nullable=False),
    Column("enrolled_on", Date, nullable=False),
    Column("included", Boolean, nullable=False),
    Column("index_call", String(20), nullable=False),
    Column("index_on", Date),
    Column("therapy", String(20), nullable=False),
    Column("therapy_on", Date),
    Column("released_on", Date),
    Column("sealed_before", Boolean),
    Column("ended_on", Date),
    *(Column(name, String(40)) for name in CODED),
    *(Column(name, Text, comment="codes, comma between them") for name in SEVERAL),
    *(Column(name, Integer) for name in RANKED),
    Index("ix_patient_case_site", "site"),
    comment="one row per patient for the statistics; derived, kept in the transaction that changes it",
)

patient_lesion = Table(
    "patient_lesion",
    metadata,
    Column("patient_id", Integer, ForeignKey("patient.id"), primary_key=True),
    Column("lesion", Integer, primary_key=True, autoincrement=False, comment="its row in the form"),
    Column("site", String(40)),
    Column("call", String(20), nullable=False),
    Column("uptake", Float, comment="SUVmax"),
    comment="the lesions of the index test; derived, kept with the patient's case",
)
