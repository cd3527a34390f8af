"""The board of flow: who came how far, what is there of each endpoint, the sites, what was sealed in time."""

from __future__ import annotations

from her2dash.analysis.endpoints import looks
from her2dash.analysis.findings import Findings
from her2dash.figures.drawn import Board, Part
from her2dash.figures.missingness import missingness
from her2dash.figures.patient_flow import patient_flow
from her2dash.figures.sealing import sealed_before
from her2dash.figures.site_funnel import site_funnel
from her2dash.i18n import Words


def flow_board(found: Findings, words: Words) -> Board:
    """Return the figures of the flow; what the sites share needs a test and a therapy."""
    roles, of = found.study.roles, looks(found.study, found.cases, today=found.today)
    compared = roles.index_call is not None and roles.therapy_outcome is not None
    sites = (Part(words("Sites"), (site_funnel(found, words),)),) if compared else ()
    return (
        Part(words("From enrolment to the endpoints"), (patient_flow(found, of, words),)),
        Part(words("What is there and what is missing"), (missingness(found, of, words),)),
        *sites,
        Part(words("Sealed before the test"), (sealed_before(found, words),)),
    )
