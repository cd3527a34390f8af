"""What a patient's test is compared with; where nothing is told stands why, and never a negative result."""

from __future__ import annotations

from enum import StrEnum

from her2dash.analysis.cases import Case
from her2dash.analysis.states import Call


class Conclusion(StrEnum):
    """What the standard work-up concludes of a patient, in its fixed order."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    EQUIVOCAL = "equivocal"
    UNKNOWN = "unknown"
    NOT_SIGNED = "not_signed"


class Tissue(StrEnum):
    """What the samples of the present disease say of a patient, in their fixed order."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    EQUIVOCAL = "equivocal"
    NO_RESULT = "no_result"
    NOT_SIGNED = "not_signed"


class Marker(StrEnum):
    """What the cells in a patient's blood say, in their fixed order; no cell found is no negative result."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NOT_TOLD = "not_told"
    NO_CELL = "no_cell"
    NOT_DONE = "not_done"
    FAILED = "failed"
    NOT_SIGNED = "not_signed"


class Against(StrEnum):
    """A patient's place in the comparison with tissue, or why there is none."""

    TRUE_POSITIVE = "true_positive"
    FALSE_POSITIVE = "false_positive"
    FALSE_NEGATIVE = "false_negative"
    TRUE_NEGATIVE = "true_negative"
    NOT_SIGNED = "not_signed"
    NO_BIOPSY = "no_biopsy"
    BIOPSY_EQUIVOCAL = "biopsy_equivocal"
    TEST_EQUIVOCAL = "test_equivocal"
    TEST_NOT_EVALUABLE = "test_not_evaluable"
    TEST_PENDING = "test_pending"


# The fields that each comparison of the test stands on.
BY_CONCLUSION = ("index_call", "workup")
BY_TISSUE = ("index_call", "workup", "biopsy")
BY_MARKER = ("index_call", "marker", "marker_positive")


def conclusion(case: Case) -> Conclusion:
    """Return what the work-up concludes, or that it is not signed."""
    return Conclusion(case.workup) if case.workup else Conclusion.NOT_SIGNED


def tissue(case: Case, *, concluded: bool = True) -> Tissue:
    """Return what tissue says; `concluded` is whether the study asks for a conclusion of the work-up.

    Only then can be told whether a result is lacking because the work-up is not signed.
    """
    if case.biopsy:
        return Tissue(case.biopsy)
    return Tissue.NOT_SIGNED if concluded and case.workup is None else Tissue.NO_RESULT


def marker(case: Case) -> Marker:
    """Return what the cells say: where none was found there was nothing to be positive or negative."""
    known = {"not_done": Marker.NOT_DONE, "failed": Marker.FAILED, "not_detected": Marker.NO_CELL}
    if case.marker is None:
        return Marker.NOT_SIGNED
    if case.marker in known:
        return known[case.marker]
    if case.marker_positive is None:
        return Marker.NOT_TOLD
    return Marker.POSITIVE if case.marker_positive else Marker.NEGATIVE


_WITHOUT_TISSUE = {
    Tissue.NOT_SIGNED: Against.NOT_SIGNED,
    Tissue.NO_RESULT: Against.NO_BIOPSY,
    Tissue.EQUIVOCAL: Against.BIOPSY_EQUIVOCAL,
}
_WITHOUT_CALL = {
    Call.EQUIVOCAL: Against.TEST_EQUIVOCAL,
    Call.NOT_EVALUABLE: Against.TEST_NOT_EVALUABLE,
    Call.PENDING: Against.TEST_PENDING,
}
_COMPARED = {
    (Call.POSITIVE, Tissue.POSITIVE): Against.TRUE_POSITIVE,
    (Call.POSITIVE, Tissue.NEGATIVE): Against.FALSE_POSITIVE,
    (Call.NEGATIVE, Tissue.POSITIVE): Against.FALSE_NEGATIVE,
    (Call.NEGATIVE, Tissue.NEGATIVE): Against.TRUE_NEGATIVE,
}


def against(case: Case, *, concluded: bool = True) -> Against:
    """Return where a patient stands against tissue; what is lacking there is named before the test's."""
    call, found = Call(case.index_call), tissue(case, concluded=concluded)
    if found in _WITHOUT_TISSUE:
        return _WITHOUT_TISSUE[found]
    return _COMPARED.get((call, found)) or _WITHOUT_CALL[call]
