"""What the analysis calls the questions of a study, and what their codes mean to it."""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from her2dash.study.forms import CodeName, Frozen
from her2dash.study.text import Text


class ItemRef(NamedTuple):
    """A question of a form, written "form.item" in the protocol."""

    form: str
    item: str

    def __str__(self) -> str:
        return f"{self.form}.{self.item}"


def _read_ref(raw: Any) -> Any:
    if isinstance(raw, str) and re.fullmatch(r"[a-z0-9_]+\.[a-z0-9_]+", raw):
        return ItemRef(*raw.split("."))
    if isinstance(raw, ItemRef):
        return raw
    remedy = 'Write the form, a point and the question, for instance "pet.call"'
    raise PydanticCustomError("item_ref", "does not name a question", {"remedy": remedy})


Ref = Annotated[ItemRef, BeforeValidator(_read_ref)]


class Roles(Frozen):
    """What the analysis speaks of, and the question that answers it; a study may lack any."""

    index_call: Ref | None = None
    index_injected: Ref | None = None
    index_scan: Ref | None = None
    index_reported: Ref | None = None
    therapy_outcome: Ref | None = None
    therapy_agents: Ref | None = None
    therapy_decided: Ref | None = None
    status_pre: Ref | None = None
    status_post: Ref | None = None
    plan_pre: Ref | None = None
    plan_post: Ref | None = None
    plan_later: Ref | None = None
    agents_pre: Ref | None = None
    agents_post: Ref | None = None
    agents_later: Ref | None = None
    confidence_pre: Ref | None = None
    confidence_post: Ref | None = None
    confidence_later: Ref | None = None
    understanding: Ref | None = None
    changed: Ref | None = None
    drivers: Ref | None = None
    tests_avoided: Ref | None = None
    tests_added: Ref | None = None
    as_intended: Ref | None = None
    why_not: Ref | None = None
    supported: Ref | None = None
    solved: Ref | None = None
    workup_conclusion: Ref | None = None
    sample_on: Ref | None = None
    sample_of: Ref | None = None
    sample_local: Ref | None = None
    sample_central: Ref | None = None
    lesion_site: Ref | None = None
    lesion_visual: Ref | None = None
    lesion_uptake: Ref | None = None
    marker_state: Ref | None = None
    marker_total: Ref | None = None
    ended: Ref | None = None
    ended_on: Ref | None = None
    ended_injected: Ref | None = None  # whether the test had begun when the participation ended


class Meaning(Frozen):
    """Which codes of a question mean what to the analysis."""

    def of(self, code: str | None) -> str | None:
        """Return what a code means, or None where it has no meaning."""
        return next((name for name in type(self).model_fields if code in getattr(self, name)), None)


class CallMeaning(Meaning):
    """What the codes of the index test's call mean."""

    positive: tuple[CodeName, ...] = ()
    negative: tuple[CodeName, ...] = ()
    equivocal: tuple[CodeName, ...] = ()
    not_evaluable: tuple[CodeName, ...] = ()


class OutcomeMeaning(Meaning):
    """What the codes of the treatment decision mean."""

    regimen: tuple[CodeName, ...] = ()
    none: tuple[CodeName, ...] = ()
    not_made: tuple[CodeName, ...] = ()


class ConclusionMeaning(Meaning):
    """What the codes of the standard work-up's conclusion mean; a discordant one is equivocal."""

    positive: tuple[CodeName, ...] = ()
    negative: tuple[CodeName, ...] = ()
    equivocal: tuple[CodeName, ...] = ()
    unknown: tuple[CodeName, ...] = ()


class SampleMeaning(Meaning):
    """What the codes of a tissue sample's HER2 result mean."""

    positive: tuple[CodeName, ...] = ()
    negative: tuple[CodeName, ...] = ()
    equivocal: tuple[CodeName, ...] = ()
    undetermined: tuple[CodeName, ...] = ()


class LesionMeaning(Meaning):
    """What the visual classes of a lesion mean."""

    positive: tuple[CodeName, ...] = ()
    negative: tuple[CodeName, ...] = ()


class MarkerMeaning(Meaning):
    """What the codes of the marker's analysis mean; none found is no negative result."""

    detected: tuple[CodeName, ...] = ()
    not_detected: tuple[CodeName, ...] = ()
    not_done: tuple[CodeName, ...] = ()
    failed: tuple[CodeName, ...] = ()


class EndedMeaning(Meaning):
    """What the codes of an ended participation mean; without the test a patient was never included."""

    died: tuple[CodeName, ...] = ()
    withdrew: tuple[CodeName, ...] = ()
    lost: tuple[CodeName, ...] = ()
    not_included: tuple[CodeName, ...] = ()


class Meanings(Frozen):
    """How the analysis reads the codes of the questions that it speaks of."""

    index_call: CallMeaning = CallMeaning()
    therapy_outcome: OutcomeMeaning = OutcomeMeaning()
    workup_conclusion: ConclusionMeaning = ConclusionMeaning()
    sample_local: SampleMeaning = SampleMeaning()
    sample_central: SampleMeaning = SampleMeaning()
    lesion_visual: LesionMeaning = LesionMeaning()
    marker_state: MarkerMeaning = MarkerMeaning()
    ended: EndedMeaning = EndedMeaning()
    improved: tuple[CodeName, ...] = ()  # answers that say the disease is understood better
    supported: tuple[CodeName, ...] = ()  # answers that say the test supported the decision
    injected: tuple[CodeName, ...] = ()  # the answers by which it had
    metastasis: tuple[CodeName, ...] = ()  # the origins of a sample that speak for the present disease
    own_uptake: tuple[CodeName, ...] = ()  # sites of lesions that take up the tracer by themselves
    anti_her2_group: str


class Marker(Frozen):
    """The rule by which a patient's marker is positive: at least one cell among the named counts."""

    rule: Text
    positive: tuple[Ref, ...]
