"""The words of the board of flow: steps, endpoints, their states, and why somebody or something lacks."""

from __future__ import annotations

from her2dash.analysis.endpoints import Endpoint, Reason, State
from her2dash.analysis.flow import Out, Sealed, Step
from her2dash.i18n import N_

STEPS = {
    Step.ENROLLED: N_("Enrolled"),
    Step.INCLUDED: N_("Included"),
    Step.RESULT: N_("With a test result"),
    Step.THERAPY: N_("Therapy known too"),
    Step.COMPARED: N_("Test and therapy compared"),
}

OUTS = {
    Out.NOT_YET_INJECTED: N_("not injected yet"),
    Out.NEVER_INJECTED: N_("ended before the injection"),
    Out.RESULT_PENDING: N_("result pending"),
    Out.NOT_EVALUABLE: N_("test not evaluable"),
    Out.DECISION_PENDING: N_("decision pending"),
    Out.NO_DECISION: N_("no decision possible"),
    Out.EQUIVOCAL: N_("equivocal result"),
}

ENDPOINTS = {
    Endpoint.BEFORE: N_("Questionnaire before the test"),
    Endpoint.BIOPSY: N_("Biopsy with a result"),
    Endpoint.TEST: N_("Result of the test"),
    Endpoint.CELLS: N_("Tumour cells to assess"),
    Endpoint.AFTER: N_("Questionnaire after the test"),
    Endpoint.THERAPY: N_("Therapy known"),
    Endpoint.MONTH3: N_("Questionnaire at month 3"),
}

# Above a column: a phone has room for no more than a few letters.
SHORT = {
    Endpoint.BEFORE: N_("before"),
    Endpoint.BIOPSY: N_("biopsy"),
    Endpoint.TEST: N_("test"),
    Endpoint.CELLS: N_("cells"),
    Endpoint.AFTER: N_("after"),
    Endpoint.THERAPY: N_("therapy"),
    Endpoint.MONTH3: N_("month 3"),
}

STATES = {
    State.PRESENT: N_("present"),
    State.MISSING: N_("missing"),
    State.NOT_APPLICABLE: N_("not applicable"),
    State.NOT_YET_DUE: N_("not yet due"),
}

REASONS = {
    Reason.NOT_SEALED: N_("not sealed before the release"),
    Reason.NOT_BEFORE: N_("not signed before the test"),
    Reason.NOT_SIGNED: N_("not signed in time"),
    Reason.NO_RESULT: N_("no biopsy with a result"),
    Reason.NOT_DONE: N_("not done"),
    Reason.FAILED: N_("technical failure"),
    Reason.NOT_EVALUABLE: N_("not evaluable"),
    Reason.LEFT: N_("withdrew or was lost"),
    Reason.DIED: N_("died before"),
    Reason.NEVER_INJECTED: N_("ended before the injection"),
    Reason.NO_CELL: N_("no cell found"),
    Reason.NO_DECISION: N_("no decision possible"),
    Reason.NOT_YET_DUE: N_("not yet due"),
}

SEALINGS = {
    Sealed.SEALED: N_("sealed before the release"),
    Sealed.NOT_SEALED: N_("not sealed before the release"),
    Sealed.NOT_RELEASED: N_("not released"),
}
