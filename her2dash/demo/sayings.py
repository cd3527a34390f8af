"""What the forms say of an invented patient, as a cohort would say it; days as they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from her2dash.demo.chance import Chance
from her2dash.demo.invented import WITH, Invented, Plan
from her2dash.demo.lesions import lesions_of, load_of

Said = dict[str, Any]
# The day so many days after the enrolment, as it is written.
Day = Callable[[int], str]
# What happens so many days after the enrolment.
Days = Mapping[str, int]

_DONE = {"done": 0.85, "not_done": 0.15}
_WHY = {"not_needed": 0.4, "not_feasible": 0.35, "risk": 0.15, "refused": 0.1}
_TESTS = {("biopsy",): 0.4, ("none",): 0.2, ("fdg_pet",): 0.1, ("biopsy", "mri"): 0.15, ("retest",): 0.15}
_CONCLUDED = {"unknown": 0.45, "equivocal": 0.2, "positive": 0.15, "negative": 0.12, "discordant": 0.08}
_UNDERSTOOD = {"better": 0.55, "much_better": 0.22, "unchanged": 0.2, "worse": 0.03}
_DRIVERS = {"pet": 0.8, "pathology": 0.07, "clinical": 0.08, "patient": 0.05}


def workup(who: Invented, chance: Chance, day: Day, _days: Days) -> Said:
    """Return the standard work-up: what was done, the tissue, and what it concludes."""
    done: Said = {}
    for test in ("ct", "bone_scan", "fdg_pet", "biopsy"):
        done[test] = chance.one_of({"done": 0.25, "not_done": 0.75} if test == "biopsy" else _DONE)
        done[f"{test}_why"] = chance.one_of(_WHY)
    origins = ["first_primary"]
    if who.dilemma == "two_primaries":
        origins.append("second_primary")
    if done["biopsy"] == "done":
        origins.append("metastasis")
    return {
        "performance": chance.one_of({"0": 0.45, "1": 0.4, "2": 0.15}),
        **done,
        "samples": [_sample(who, chance, day, origin) for origin in origins],
        "conclusion": chance.one_of(_CONCLUDED),
    }


def _sample(who: Invented, chance: Chance, day: Day, origin: str) -> Said:
    old = origin != "metastasis"
    positive = chance.happens(0.5) if old else who.positive
    ihc = chance.one_of({"3": 0.7, "2": 0.3} if positive else {"0": 0.4, "1": 0.4, "2": 0.2})
    local = "equivocal" if ihc == "2" else "positive" if positive else "negative"
    ratio = chance.about(2.6 if positive else 1.3, 0.4, least=0.6, most=8)
    central = chance.one_of(
        {"positive" if positive else "negative": 0.85, "equivocal": 0.1, "not_revised": 0.05}
    )
    return {
        "sample_on": day(-chance.days(300, 4000) if old else -chance.days(5, 40)),
        "sample_of": origin, "ihc": ihc, "sample_local": local, "sample_central": central,
        "guideline": chance.one_of({"asco_cap_2013": 0.3, "asco_cap_2018": 0.7}),
        "ish_ratio": f"{ratio:.2f}" if ihc == "2" else "",
    }  # fmt: skip


def q_pre(who: Invented, chance: Chance, _day: Day, _days: Days) -> Said:
    """Return the questionnaire before the test."""
    return {
        "identity": "confirmed",
        "status": who.status,
        "status_confidence": chance.one_of({"1": 0.2, "2": 0.35, "3": 0.35, "4": 0.1}),
        **_planned(who.before),
        "tests_planned": chance.one_of(_TESTS),
    }


def _planned(plan: Plan, question: str = "plan") -> Said:
    return {question: plan.code, "agents": plan.agents, "plan_confidence": str(plan.confidence)}


def pet(who: Invented, chance: Chance, day: Day, days: Days) -> Said:
    """Return the test: injection, result and lesions."""
    lesions = lesions_of(who, chance)
    return {
        "injected_on": day(days["injected"]), "scanned_on": day(days["scanned"]),
        "reported_on": day(days["reported"]), "tracer": "zr89_trastuzumab",
        "activity": f"{chance.about(37, 1.2, least=31, most=44):.1f}", "mass": "50",
        "call": who.call, "why_not_evaluable": "The patient moved during the scan",
        "rule": "single_lesion" if len(lesions) == 1 else "dominant_load", "load": load_of(who, chance),
        "liver_suv": f"{chance.about(5.2, 0.9, least=2.5, most=9):.1f}", "lesions": lesions,
    }  # fmt: skip


def ctc(who: Invented, chance: Chance, day: Day, days: Days) -> Said:
    """Return the laboratory's analysis of the blood."""
    cells = [round(chance.around(3, 2.6)) for _ in range(3)]
    strong = round(chance.around(3, 2.2)) if chance.happens(0.65 if who.positive else 0.2) else 0
    counts = dict(zip(("her2_0", "her2_1", "her2_2", "her2_3"), (*cells, strong), strict=True))
    state = chance.one_of({"detected": 0.5, "not_detected": 0.44, "failed": 0.04, "not_done": 0.02})
    if state == "detected" and not sum(counts.values()):
        counts["her2_0"] = 1
    drawn = days["injected"] + (chance.days(-1, 1) if chance.happens(0.04) else 0)
    total = sum(counts.values())
    return {
        "state": state, "drawn_on": day(drawn), "analysed_on": day(drawn + chance.days(1, 3)),
        "why_not": "The sample arrived too late", "total": str(total),
        "total~why": "Counted twice" if total > 1000 else "", **{k: str(n) for k, n in counts.items()},
    }  # fmt: skip


def q_post(who: Invented, chance: Chance, _day: Day, _days: Days) -> Said:
    """Return the questionnaire directly after the test."""
    before, after = who.before, who.after
    same = (before.code, before.agents) == (after.code, after.agents)
    turned = {(False, True): "started", (True, False): "stopped"}.get(
        (before.code in WITH, after.code in WITH)
    )
    status = who.call if who.call in ("positive", "negative") else who.status
    return {
        "status": status if chance.happens(0.9) else "mixed",
        "status_confidence": chance.one_of({"2": 0.1, "3": 0.25, "4": 0.45, "5": 0.2}),
        "understanding": chance.one_of(_UNDERSTOOD),
        **_planned(after),
        "changed": "no" if same else turned or "other_change",
        "driver": chance.one_of(_DRIVERS),
        "tests_avoided": chance.one_of(_TESTS),
        "tests_added": chance.one_of({("none",): 0.85, ("biopsy",): 0.1, ("mri",): 0.05}),
    }


def therapy(who: Invented, chance: Chance, day: Day, days: Days) -> Said:
    """Return the first treatment that was decided after the report, agent by agent."""
    started = day(min(days["decided"] + chance.days(0, 10), days["recorded"]))
    regimen = [
        {
            "agent": agent, "agent_given": "given", "started_on": started,
            "continued": "yes" if agent in who.before.agents and chance.happens(0.2) else "no",
        }
        for agent in who.given.agents
    ]  # fmt: skip
    return {
        "outcome": "regimen" if regimen else "none", "decided_on": day(days["decided"]), "regimen": regimen,
        "source": chance.one_of({"chart": 0.8, "tumour_board": 0.15, "telephone": 0.05}),
    }  # fmt: skip


def q_month3(who: Invented, chance: Chance, _day: Day, _days: Days) -> Said:
    """Return the questionnaire three months after the test."""
    kept = (who.after.code, who.after.agents) == (who.given.code, who.given.agents)
    return {
        "as_intended": "yes" if kept else "no",
        "why_not": chance.one_of({"progression": 0.5, "toxicity": 0.2, "refusal": 0.3}),
        **_planned(who.given, "given"),
        "supported": chance.one_of({"yes": 0.76, "no": 0.14, "unsure": 0.1}),
        "solved": chance.one_of({"yes": 0.6, "partly": 0.25, "no": 0.15}),
        "understanding": chance.one_of(_UNDERSTOOD),
        "tissue": chance.one_of({"no": 0.85, "yes": 0.12, "unknown": 0.03}),
        "tissue_her2": "positive" if who.positive else "negative",
    }


def status(ended: str, chance: Chance, day: Day, days: Days, *, injected: bool) -> Said:
    """Return how and when the participation ended."""
    return {
        "ended": ended, "injected": "yes" if injected else "no", "ended_on": day(days["ended"]),
        "source": chance.one_of({"chart": 0.8, "telephone": 0.2}),
    }  # fmt: skip


SAID_IN: Mapping[str, Callable[[Invented, Chance, Day, Days], Said]] = {
    "workup": workup, "q_pre": q_pre, "pet": pet, "ctc": ctc, "q_post": q_post, "therapy": therapy,
    "q_month3": q_month3,
}  # fmt: skip
