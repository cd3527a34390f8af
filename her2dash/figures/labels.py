"""The words for states of the analysis, in the fixed order in which every page shows them."""

from __future__ import annotations

from her2dash.analysis.states import Call, Therapy
from her2dash.i18n import N_

CALLS = {
    Call.POSITIVE: N_("positive"),
    Call.NEGATIVE: N_("negative"),
    Call.EQUIVOCAL: N_("equivocal"),
    Call.NOT_EVALUABLE: N_("not evaluable"),
    Call.PENDING: N_("result pending"),
}

THERAPIES = {
    Therapy.YES: N_("such therapy"),
    Therapy.NO: N_("no such therapy"),
    Therapy.PENDING: N_("decision pending"),
    Therapy.NOT_EVALUABLE: N_("no decision possible"),
}

METHODS = {
    "clopper_pearson": N_("exact, Clopper-Pearson"),
    "wilson": N_("Wilson"),
    "jeffreys": N_("Jeffreys"),
    "agresti_coull": N_("Agresti-Coull"),
    "midp": N_("mid-p"),
}
