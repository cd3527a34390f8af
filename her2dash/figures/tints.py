"""Fillings that letters can stand on: the same on a light and a dark page, and so is the ink."""

from __future__ import annotations

from her2dash.analysis.states import Call

INK = "#101418"
"""Letters on a filling: at least 4.5:1 on each of these, which the page's own colour of letters is not."""

PALE = "#d5dae0"
"""A filling that says nothing by its colour."""

CALM = "#9cc4e6"
"""A bar on which the arms of an interval are still seen."""

# The hues of CALL_MARKS, lighter.
CALL_TINTS = {
    Call.POSITIVE: "#9cc4e6",
    Call.NEGATIVE: "#f3bd8a",
    Call.EQUIVOCAL: "#b9bfc7",
    Call.NOT_EVALUABLE: "#b9bfc7",
    Call.PENDING: "#b9bfc7",
}

# From nobody to the most, for a table of counts.
RAMP = ((0.0, "#e9eef3"), (1.0, "#6fb0e3"))
