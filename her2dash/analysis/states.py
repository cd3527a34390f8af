"""The states of a patient's index test and therapy, in the plan's fixed order."""

from __future__ import annotations

from enum import StrEnum


class Call(StrEnum):
    """The reader's patient-level result of the index test, in the plan's fixed order."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    EQUIVOCAL = "equivocal"
    NOT_EVALUABLE = "not_evaluable"
    PENDING = "pending"


class Therapy(StrEnum):
    """Whether the first regimen decided after the report holds the therapy in question."""

    YES = "yes"
    NO = "no"
    PENDING = "pending"
    NOT_EVALUABLE = "not_evaluable"
