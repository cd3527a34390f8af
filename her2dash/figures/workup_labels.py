"""The words of the boards that compare the test: conclusions, tissue, tumour cells, and what is lacking."""

from __future__ import annotations

from collections.abc import Mapping

from her2dash.analysis.compared import Against, Conclusion, Marker, Tissue
from her2dash.analysis.uptake_cells import Absent
from her2dash.i18n import N_, Words

CONCLUSIONS = {
    Conclusion.POSITIVE: N_("positive"),
    Conclusion.NEGATIVE: N_("negative"),
    Conclusion.EQUIVOCAL: N_("equivocal"),
    Conclusion.UNKNOWN: N_("no conclusion possible"),
    Conclusion.NOT_SIGNED: N_("not signed yet"),
}

TISSUES = {
    Tissue.POSITIVE: N_("positive"),
    Tissue.NEGATIVE: N_("negative"),
    Tissue.EQUIVOCAL: N_("equivocal"),
    Tissue.NO_RESULT: N_("no biopsy with a result"),
    Tissue.NOT_SIGNED: N_("not signed yet"),
}

MARKERS = {
    Marker.POSITIVE: N_("HER2-positive"),
    Marker.NEGATIVE: N_("HER2-negative"),
    Marker.NOT_TOLD: N_("found, HER2 not told"),
    Marker.NO_CELL: N_("not assessable (no cell found)"),
    Marker.NOT_DONE: N_("not done"),
    Marker.FAILED: N_("technical failure"),
    Marker.NOT_SIGNED: N_("not signed yet"),
}

# Below a column: a phone has room for no more than a few letters.
SHORT: Mapping[str, str] = {
    CONCLUSIONS[Conclusion.EQUIVOCAL]: N_("equivocal"),
    CONCLUSIONS[Conclusion.UNKNOWN]: N_("unknown"),
    CONCLUSIONS[Conclusion.NOT_SIGNED]: N_("not<br>signed"),
    TISSUES[Tissue.NO_RESULT]: N_("no<br>result"),
    MARKERS[Marker.POSITIVE]: N_("HER2+"),
    MARKERS[Marker.NEGATIVE]: N_("HER2−"),
    MARKERS[Marker.NOT_TOLD]: N_("HER2<br>?"),
    MARKERS[Marker.NO_CELL]: N_("no<br>cell"),
    MARKERS[Marker.NOT_DONE]: N_("not<br>done"),
    MARKERS[Marker.FAILED]: N_("failed"),
}

AGAINST = {
    Against.TRUE_POSITIVE: N_("both positive"),
    Against.FALSE_POSITIVE: N_("test positive, biopsy negative"),
    Against.FALSE_NEGATIVE: N_("test negative, biopsy positive"),
    Against.TRUE_NEGATIVE: N_("both negative"),
    Against.NOT_SIGNED: N_("work-up not signed yet"),
    Against.NO_BIOPSY: N_("no biopsy with a result"),
    Against.BIOPSY_EQUIVOCAL: N_("biopsy equivocal"),
    Against.TEST_EQUIVOCAL: N_("test equivocal"),
    Against.TEST_NOT_EVALUABLE: N_("test not evaluable"),
    Against.TEST_PENDING: N_("test result pending"),
}

ABSENT = {
    Absent.NOT_SIGNED: N_("cell analysis not signed yet"),
    Absent.NOT_DONE: N_("cell analysis not done"),
    Absent.FAILED: N_("technical failure"),
    Absent.NOT_TOLD: N_("cells not counted"),
    Absent.NO_CELL: N_("no cell found"),
    Absent.NO_UPTAKE: N_("no measured lesion"),
}

COMPARABLE = (
    Against.TRUE_POSITIVE, Against.FALSE_POSITIVE, Against.FALSE_NEGATIVE, Against.TRUE_NEGATIVE,
)  # fmt: skip


def missing_said(counts: Mapping[str, int], words: Words) -> str:
    """Return how many are missing by reason, as "2 missing (1 not done, 1 no cell found)"."""
    told = {reason: count for reason, count in counts.items() if count}
    if not told:
        return words("nobody missing")
    reasons = ", ".join(f"{count} {reason}" for reason, count in told.items())
    return words("{n} missing ({reasons})", n=sum(told.values()), reasons=reasons)
