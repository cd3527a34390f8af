"""The words of the board of impact: times, places of a plan, effects, and why an answer is lacking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap

from her2dash.analysis.cases import Case
from her2dash.analysis.confidence_course import Turn
from her2dash.analysis.impact import Effect
from her2dash.analysis.lacking import Lack, lacks
from her2dash.analysis.plan_paths import GIVEN, MISSING
from her2dash.analysis.proportion import Proportion
from her2dash.analysis.states import Therapy
from her2dash.figures.numbers import percent_interval, share
from her2dash.i18n import N_, Words

TIMES = {"pre": N_("before"), "post": N_("after"), "m3": N_("month 3"), GIVEN: N_("given")}

PLANS = {
    "anti_her2": N_("anti-HER2"),
    "chemo": N_("chemo"),
    "endocrine": N_("endocrine"),
    "other": N_("other"),
    MISSING: N_("missing"),
}

DECISIONS = {
    Therapy.YES: N_("given"),
    Therapy.NO: N_("not given"),
    Therapy.PENDING: N_("pending"),
    Therapy.NOT_EVALUABLE: N_("no decision"),
}

PLACES: Mapping[str, str] = PLANS | {state.value: name for state, name in DECISIONS.items()}
"""The short words for the places of a plan: a phone has room for no more."""

EFFECTS = {
    Effect.ALTERED: N_("plan or agents altered"),
    Effect.CONFIDENCE_ONLY: N_("same plan, more confidence"),
    Effect.NEITHER: N_("neither"),
    Effect.INCOMPLETE: N_("answers incomplete"),
}

TURNS = {
    Turn.MORE: N_("more confident"),
    Turn.SAME: N_("as confident"),
    Turn.LESS: N_("less confident"),
    Turn.INCOMPLETE: N_("answers incomplete"),
}

LACKS = {
    Lack.NO_PLAN: N_("stated no plan"),
    Lack.NOT_SEALED: N_("not sealed before the release"),
    Lack.ENDED: N_("participation ended"),
    Lack.NOT_RELEASED: N_("test not released yet"),
    Lack.NOT_SIGNED: N_("no signed answer"),
}


def missing_in_words(cases: Iterable[Case], what: str, words: Words, *times: str) -> str:
    """Return how many lack a value, by reason, as "2 missing (1 no signed answer, 1 participation ended)"."""
    return _in_words(lacks(cases, what, *times), words)


def _in_words(found: Mapping[Lack, int], words: Words) -> str:
    if not found:
        return words("nobody missing")
    reasons = ", ".join(f"{count} {words(LACKS[reason])}" for reason, count in found.items())
    return words("{n} missing ({reasons})", n=sum(found.values()), reasons=reasons)


LACKING = {
    "plan": (N_("No plan at a time: {missing}."), N_("Everybody has a plan at each time.")),
    "confidence": (N_("No answer at a time: {missing}."), N_("Everybody has an answer at each time.")),
}
"""What is said of who lacks a value, and where nobody does."""


def missing_at_each(cases: Sequence[Case], what: str, words: Words, times: Iterable[str]) -> str:
    """Return in a sentence for each time how many lack a value there, by reason."""
    found, (some, nobody) = {time: lacks(cases, what, time) for time in times}, LACKING[what]
    if not any(found.values()):
        return words(nobody)
    said = (f"{words(TIMES[time])}: {_in_words(known, words)}" for time, known in found.items())
    return words(some, missing="; ".join(said))


def share_said(of: Proportion, words: Words) -> str:
    """Return a share as "7/12 (58 %), 95 % interval 28 to 85 %"; of few the fraction alone."""
    if of.total and of.too_few:
        return words("{share}, too few for an interval", share=share(of, words))
    level = round(100 * of.interval.confidence)
    told = percent_interval(of, words)
    return words("{share}, {level} % interval {interval}", share=share(of, words), level=level, interval=told)


def narrow(label: str, width: int = 20) -> str:
    """Return a label broken over lines for an axis: a phone has room for so many letters beside a figure."""
    return "<br>".join(wrap(label, width))


def said_of(labels: Mapping[str, str], counts: Mapping[str, int]) -> str:
    """Return counts as "Biopsy 3, CT 1", those of nobody left out."""
    return ", ".join(f"{labels[code]}\u00a0{count}" for code, count in counts.items() if count)
