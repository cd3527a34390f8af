"""An invented patient: what nobody sees, and what is thought, found and decided because of it.

The shares are ours and plausible: the published cohort is another demo (her2dash/demo/published.toml).
"""

from __future__ import annotations

from dataclasses import dataclass

from her2dash.demo.chance import Chance

DILEMMAS = {
    "two_primaries": 0.35, "inaccessible": 0.33, "mixed_metastases": 0.2, "equivocal_primary": 0.07,
    "other": 0.05,
}  # fmt: skip
_THOUGHT = {"cannot_say": 0.4, "positive": 0.3, "negative": 0.15, "mixed": 0.15}
_PLANS = {
    "anti_her2_chemo": 0.28, "anti_her2_without_chemo": 0.15, "chemo": 0.3, "endocrine": 0.18,
    "diagnostics": 0.04, "no_active": 0.02, "local": 0.02, "cannot_say": 0.01,
}  # fmt: skip
WITH = ("anti_her2_chemo", "anti_her2_without_chemo")
_WITH = {"anti_her2_chemo": 0.7, "anti_her2_without_chemo": 0.3}
_WITHOUT = {"chemo": 0.6, "endocrine": 0.4}
_AGENTS = {
    "anti_her2_chemo": {
        ("trastuzumab", "pertuzumab", "taxane"): 0.5, ("trastuzumab", "vinca"): 0.1, ("t_dxd",): 0.2,
        ("t_dm1",): 0.1, ("lapatinib", "fluoropyrimidine"): 0.1,
    },
    "anti_her2_without_chemo": {
        ("trastuzumab", "aromatase_inhibitor"): 0.5, ("trastuzumab", "pertuzumab"): 0.3,
        ("trastuzumab",): 0.2,
    },
    "chemo": {
        ("taxane",): 0.35, ("fluoropyrimidine",): 0.35, ("vinca",): 0.15, ("platinum", "taxane"): 0.15,
    },
    "endocrine": {
        ("aromatase_inhibitor", "cdk46"): 0.5, ("aromatase_inhibitor",): 0.2, ("serd",): 0.2,
        ("tamoxifen",): 0.1,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A treatment that is thought of, with its agents, and how sure of it the physician is, from 1 to 5."""

    code: str
    agents: tuple[str, ...]
    confidence: int


@dataclass(frozen=True)
class Invented:
    """One invented patient."""

    age: int
    dilemma: str
    positive: bool  # the truth about the disease
    call: str
    status: str
    before: Plan
    after: Plan
    given: Plan


def invent(chance: Chance, call: str | None = None) -> Invented:
    """Return a patient; `call` is a result of the test that is wanted of this one."""
    positive = chance.happens(0.55)
    seen = positive if chance.happens(0.92) else not positive
    drawn = chance.one_of({"seen": 0.945, "equivocal": 0.045, "not_evaluable": 0.01})
    found = call or {"seen": "positive" if seen else "negative"}.get(drawn, drawn)
    before = plan(chance, chance.one_of(_PLANS), chance.one_of({1: 0.1, 2: 0.3, 3: 0.4, 4: 0.17, 5: 0.03}))
    after = _after(chance, before, found)
    return Invented(
        age=round(chance.about(58, 12, least=27, most=88)), dilemma=chance.one_of(DILEMMAS),
        positive=positive, call=found, status=chance.one_of(_THOUGHT), before=before, after=after,
        given=_given(chance, after),
    )  # fmt: skip


def plan(chance: Chance, code: str, confidence: int) -> Plan:
    """Return a treatment with agents that belong to it; those without drugs have none."""
    agents = chance.one_of(_AGENTS[code]) if code in _AGENTS else ()
    return Plan(code, agents, min(max(confidence, 1), 5))


def _after(chance: Chance, before: Plan, call: str) -> Plan:
    """Return the plan that follows the result: in most, and not in all."""
    sure = before.confidence + chance.one_of({0: 0.3, 1: 0.45, 2: 0.15, -1: 0.1})
    follows = chance.happens(0.9) and call in ("positive", "negative")
    wanted = (call == "positive") if follows else (before.code in WITH)
    drugs = before.code in _AGENTS
    if drugs and (before.code in WITH) == wanted and chance.happens(0.9):
        return Plan(before.code, before.agents, min(max(sure, 1), 5))
    return plan(chance, chance.one_of(_WITH if wanted else _WITHOUT), sure)


def _given(chance: Chance, after: Plan) -> Plan:
    """Return what the patient was given: the plan, or something else."""
    if chance.happens(0.92):
        return after
    return plan(chance, chance.one_of({"chemo": 0.5, "endocrine": 0.3, "no_active": 0.2}), after.confidence)
