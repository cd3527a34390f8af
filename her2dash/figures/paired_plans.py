"""Plans in yes and no at two moments: does the plan follow the test, was the intended therapy given."""

from __future__ import annotations

from collections.abc import Sequence

from her2dash.analysis.findings import Findings
from her2dash.analysis.impact import Paired, intended_and_given, plan_follows_call
from her2dash.analysis.paired_plans import (
    AGREES_FIELDS,
    INTENDED_FIELDS,
    agrees,
    anti_her2_plans,
    behind_pairs,
    intended,
)
from her2dash.analysis.paired_shares import paired_shares
from her2dash.analysis.states import Call, Therapy
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_labels import DECISIONS, missing_in_words
from her2dash.figures.matrix import Side
from her2dash.figures.paired_result import Sides, paired_result
from her2dash.i18n import Words

UNKNOWN = (Therapy.PENDING, Therapy.NOT_EVALUABLE)


def follows(found: Findings, words: Words) -> Drawn:
    """Return whether the plan agrees with the test before and after it."""
    codes = anti_her2_plans(found.study)
    paired = plan_follows_call(found.included, anti_her2=codes)
    of, sides = paired_shares(paired), (words("agrees"), words("disagrees"))
    told = Sides(
        Side(words("before"), sides), Side(words("after"), sides),
        (
            words("agrees before and after"), words("agrees before only"),
            words("agrees after only"), words("agrees at neither time"),
        ),
        words("Agrees before"), words("Agrees after"), words("After less before"),
    )  # fmt: skip
    finding = words("Did the plan come to agree with the test?")
    if paired.n:
        finding = words(
            "Before the test {x} of {n} plans agreed with its result, after it {y}",
            x=of.first.successes, n=paired.n, y=of.second.successes,
        )  # fmt: skip
    behind = behind_pairs(found.included, AGREES_FIELDS, lambda case: agrees(case, codes))
    return paired_result(
        "plan-follows-test", finding, _follows_caption(found, paired, words), paired, of, told, behind, words
    )


def _follows_caption(found: Findings, paired: Paired, words: Words) -> str:
    called = found.included.those(
        ("index_call",), lambda case: case.index_call in (Call.POSITIVE, Call.NEGATIVE)
    )
    uncalled, reasons = len(found.included) - len(called), []
    if uncalled:
        reasons.append(words("{n} without a positive or negative result", n=uncalled))
    if len(called) > paired.n:
        missing = missing_in_words(called, "plan", words, "pre", "post")
        reasons.append(words("plan of the others {missing}", missing=missing))
    rule = words("Agreement is an anti-HER2 plan after a positive, another plan after a negative result.")
    return f"{_compared(found, paired, reasons, words)} {rule}"


def _compared(found: Findings, paired: Paired, reasons: Sequence[str], words: Words) -> str:
    """Return how many are compared and why the others are not; of everybody there is no reason to tell."""
    if not reasons:
        return words("n = {n}: all who are included.", n=paired.n)
    return words("n = {n} of {included} included; not compared: {reasons}.",
                 n=paired.n, included=len(found.included), reasons="; ".join(reasons))  # fmt: skip


def given(found: Findings, words: Words) -> Drawn:
    """Return whether the therapy intended after the test was given."""
    codes = anti_her2_plans(found.study)
    paired = intended_and_given(found.included, anti_her2=codes)
    told = Sides(
        Side(words("intended"), (words("anti-HER2"), words("other"))),
        Side(words("anti-HER2 therapy"), (words("given"), words("not given"))),
        (
            words("intended and given"), words("intended, not given"),
            words("not intended, given"), words("not intended, not given"),
        ),
        words("Anti-HER2 therapy intended"), words("Anti-HER2 therapy given"), words("Given less intended"),
    )  # fmt: skip
    of = paired_shares(paired)
    finding = words("Was the therapy given that was intended after the test?")
    if paired.n:
        finding = words(
            "For {x} of {n} patients anti-HER2 therapy was given or left out as intended after the test",
            x=of.same.successes, n=paired.n,
        )  # fmt: skip
    behind = behind_pairs(found.included, INTENDED_FIELDS, lambda case: intended(case, codes))
    return paired_result(
        "intended-and-given", finding, _given_caption(found, paired, words), paired, of, told, behind, words
    )


def _given_caption(found: Findings, paired: Paired, words: Words) -> str:
    waiting = found.included.counted(
        ("plan_post?", "therapy"), lambda case: case.therapy if case.plan_post is not None else None
    )
    undecided = ", ".join(
        f"{count} {words(DECISIONS[state])}" for state in UNKNOWN if (count := waiting[state])
    )
    reasons = []
    if paired.n + sum(waiting[state] for state in UNKNOWN) < len(found.included):
        missing = missing_in_words(found.included, "plan", words, "post")
        reasons.append(words("plan after the test {missing}", missing=missing))
    if undecided:
        reasons.append(words("therapy of the others {undecided}", undecided=undecided))
    return _compared(found, paired, reasons, words)
