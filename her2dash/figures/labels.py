"""The words for states of the analysis, in the fixed order in which every page shows them."""

from __future__ import annotations

from her2dash.analysis.cases import Call, Therapy
from her2dash.i18n import N_

CALLS = {
    Call.POSITIVE: N_("positive"),
    Call.NEGATIVE: N_("negative"),
    Call.EQUIVOCAL: N_("equivocal"),
    Call.NOT_EVALUABLE: N_("not evaluable"),
    Call.PENDING: N_("pending"),
}

THERAPIES = {
    Therapy.YES: N_("yes"),
    Therapy.NO: N_("no"),
    Therapy.PENDING: N_("pending"),
    Therapy.NOT_EVALUABLE: N_("no decision possible"),
}

METHODS = {
    "clopper_pearson": N_("exact, Clopper-Pearson"),
    "wilson": N_("Wilson"),
    "jeffreys": N_("Jeffreys"),
    "agresti_coull": N_("Agresti-Coull"),
    "midp": N_("mid-p"),
}
