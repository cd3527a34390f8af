"""The tables. SQL about them is spoken in her2dash.store only; db/README.md tells how to change them.

`CHAINED` tables are append-only by trigger, and each of their rows belongs to the audit event
named in `event_id`, which holds the row's hash.
"""

from db.schema.base import metadata
from db.schema.case import patient_case, patient_lesion
from db.schema.chains import access_event, audit_event, chain_head
from db.schema.changes import closing, correction, explanation, replanning
from db.schema.factor import factor_decision, first_step, second_factor
from db.schema.inquiry import inquiry, inquiry_step
from db.schema.invitation import invitation
from db.schema.lock import lock
from db.schema.people import attempt, person, place, role_grant, session
from db.schema.record import answer, assignment, free_text, patient, release, sheet, signature
from db.schema.redaction import redaction
from db.schema.report import report

CHAINED = (
    role_grant, patient, assignment, sheet, answer, signature, release,
    correction, closing, replanning, explanation, report, redaction, lock, inquiry,
    inquiry_step, factor_decision,
)  # fmt: skip
APPEND_ONLY = (*CHAINED, audit_event, access_event)

__all__ = [
    "APPEND_ONLY",
    "CHAINED",
    "access_event",
    "answer",
    "assignment",
    "attempt",
    "audit_event",
    "chain_head",
    "closing",
    "correction",
    "explanation",
    "factor_decision",
    "first_step",
    "free_text",
    "inquiry",
    "inquiry_step",
    "invitation",
    "lock",
    "metadata",
    "patient",
    "patient_case",
    "patient_lesion",
    "person",
    "place",
    "redaction",
    "release",
    "replanning",
    "report",
    "role_grant",
    "second_factor",
    "session",
    "sheet",
    "signature",
]
