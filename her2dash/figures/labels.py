"""The words for states of the analysis, in the fixed order in which every page shows them."""

from __future__ import annotations

from her2dash.analysis.outcome import Outcome
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

OUTCOMES = {
    Outcome.CONCORDANT: N_("concordant"),
    Outcome.DISCORDANT: N_("discordant"),
    Outcome.EQUIVOCAL: N_("equivocal result"),
    Outcome.NOT_EVALUABLE: N_("not evaluable or without a decision"),
    Outcome.OPEN: N_("still open"),
}

PRIORS = {
    "uniform": N_("uniform prior"),
    "jeffreys": N_("Jeffreys prior"),
    "at_threshold": N_("prior at the threshold"),
}

METHODS = {
    "clopper_pearson": N_("exact, Clopper-Pearson"),
    "wilson": N_("Wilson"),
    "jeffreys": N_("Jeffreys"),
    "agresti_coull": N_("Agresti-Coull"),
    "midp": N_("mid-p"),
}
