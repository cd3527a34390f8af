"""Answers that go through every page of every form of our study, each kind of question among them."""

from __future__ import annotations

from datetime import timedelta

from her2dash.study.model import Value
from tests.browser.world import TODAY


def _ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


Q_PRE: dict[str, Value] = {
    "identity": "confirmed", "status": "negative", "status_confidence": "3", "plan": "anti_her2_chemo",
    "agents": ("trastuzumab", "taxane"), "plan_confidence": "2", "tests_planned": ("biopsy", "other"),
    "tests_other": "liquid biopsy", "comment": "nothing to add",
}  # fmt: skip
WORKUP: dict[str, Value] = {
    "performance": "1", "ct": "done", "bone_scan": "not_done", "bone_scan_why": "not_needed",
    "fdg_pet": "done", "biopsy": "not_done", "biopsy_why": "not_feasible", "samples:1": "row",
    "sample_on:1": _ago(900), "sample_of:1": "first_primary", "ihc:1": "3", "ish_ratio:1": "2.4",
    "copies:1": "6.1", "guideline:1": "asco_cap_2013", "sample_local:1": "positive",
    "sample_central:1": "positive", "conclusion": "unknown",
}  # fmt: skip
PET: dict[str, Value] = {
    "injected_on": _ago(104), "tracer": "zr89_trastuzumab", "activity": "37", "mass": "50",
    "call": "positive", "scanned_on": _ago(100), "reported_on": _ago(98), "rule": "dominant_load",
    "load": "entire", "liver_suv": "5.2", "lesions:1": "row", "lesion_site:1": "bone",
    "lesion_visual:1": "3", "lesion_suvmax:1": "55.5", "lesion_suvmax:1~why": "measured twice",
    "lesion_fdg:1": "yes", "lesions:2": "row", "lesion_site:2": "liver", "lesion_visual:2": "3",
    "lesion_suvmax:2": "12",
}  # fmt: skip
CTC: dict[str, Value] = {
    "state": "detected", "drawn_on": _ago(104), "analysed_on": _ago(102), "total": "9", "her2_0": "5",
    "her2_1": "1", "her2_2": "1", "her2_3": "2",
}  # fmt: skip
Q_POST: dict[str, Value] = {
    "status": "positive", "status_confidence": "3", "understanding": "better", "plan": "anti_her2_chemo",
    "agents": ("trastuzumab", "pertuzumab"), "plan_confidence": "4", "changed": "no",
    "tests_avoided": ("biopsy",), "tests_added": ("none",),
}  # fmt: skip
THERAPY: dict[str, Value] = {
    "outcome": "regimen", "decided_on": _ago(95), "regimen:1": "row", "agent:1": "trastuzumab",
    "agent_given:1": "given", "started_on:1": _ago(90), "continued:1": "no", "regimen:2": "row",
    "agent:2": "pertuzumab", "agent_given:2": "intended", "continued:2": "no", "source": "chart",
}  # fmt: skip
Q_MONTH3: dict[str, Value] = {
    "as_intended": "yes", "given": "anti_her2_chemo", "agents": ("trastuzumab", "pertuzumab"),
    "plan_confidence": "4", "supported": "yes", "solved": "yes", "understanding": "better", "tissue": "no",
}  # fmt: skip
STATUS: dict[str, Value] = {
    "ended": "withdrew", "injected": "yes", "ended_on": TODAY.isoformat(), "source": "chart",
}  # fmt: skip
