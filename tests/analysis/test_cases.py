"""From signed answers to one row per patient: by roles only, whatever the forms are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict
from datetime import date
from typing import Any

import pytest

from her2dash.analysis.answered import Answers, Facts
from her2dash.analysis.cases import Case, case_of
from her2dash.study.forms import Code, CodeList, Form, Group, Item
from her2dash.study.model import CallMeaning, ItemRef, Meanings, OutcomeMeaning, Roles, Study

LISTS = {
    "calls": "pos neg doubt bad",
    "outcomes": "given nothing lost",
    "agents": "anti_her2:trastuzumab anti_her2:lapatinib chemo:taxane endocrine:letrozole",
    "points": "none little some much full",
}
ITEMS = {
    "scan": "called=single:calls injected=date scanned=date reported=date",
    "care": "outcome=single:outcomes agents=several:agents decided=date",
    "before": "plan=single:agents agents=several:agents sure=scale:points",
    "after": "plan=single:agents sure=scale:points driver=several:agents solved=single:outcomes",
}
ROLES = {
    "index_call": "scan.called", "index_injected": "scan.injected", "index_scan": "scan.scanned",
    "index_reported": "scan.reported",
    "therapy_outcome": "care.outcome", "therapy_agents": "care.agents", "therapy_decided": "care.decided",
    "plan_pre": "before.plan", "agents_pre": "before.agents", "confidence_pre": "before.sure",
    "plan_post": "after.plan", "confidence_post": "after.sure", "drivers": "after.driver",
    "solved": "after.solved",
}  # fmt: skip
MEANINGS = Meanings(
    index_call=CallMeaning(
        positive=("pos",), negative=("neg",), equivocal=("doubt",), not_evaluable=("bad",)
    ),
    therapy_outcome=OutcomeMeaning(regimen=("given",), none=("nothing",), not_made=("lost",)),
    anti_her2_group="anti_her2",
)
TEXT: Any = {"en": "words"}


def code_list(name: str, codes: str) -> CodeList:
    pairs = [word.rpartition(":") for word in codes.split()]
    each = tuple(Code(code=code, label=TEXT, group=group or None) for group, _, code in pairs)
    return CodeList(id=name, codes=each)


def form(name: str, items: str) -> Form:
    asked = []
    for word in items.split():
        item, _, rest = word.partition("=")
        kind, _, codes = rest.partition(":")
        asked.append(Item(id=item, kind=kind, label=TEXT, codes=codes or None))  # type: ignore[arg-type]  # read by its name
    group = Group(id="all", title=TEXT, items=tuple(asked))
    return Form(id=name, version=1, title=TEXT, intro=TEXT, meaning=TEXT, minutes=1, groups=(group,))


def study(**without: None) -> Study:
    roles = {role: ItemRef(*ref.split(".")) for role, ref in ROLES.items()} | without
    forms = {name: form(name, items) for name, items in ITEMS.items()}
    return Study.model_construct(
        roles=Roles(**roles),
        meanings=MEANINGS,
        forms=forms,
        editions=(),
        codes={name: code_list(name, codes) for name, codes in LISTS.items()},
    )


def case(signed: Answers, *, of: Study | None = None, before: Answers | None = None, **more: Any) -> Case:
    known: Mapping[str, Any] = {"released_on": None, "sealed_before": None} | more
    facts = Facts("01-001", "A", "other", date(2026, 1, 5), signed, before or {}, **known)
    return case_of(of or study(), facts)


def test_a_patient_without_any_form_is_not_included_and_pending() -> None:
    row = case({})
    assert (row.included, row.index_call, row.therapy) == (False, "pending", "pending")
    known = {"patient", "site", "dilemma", "enrolled_on", "included", "index_call", "therapy"}
    assert {name for name, value in asdict(row).items() if value is not None} == known


def test_included_is_who_had_the_tracer_injected() -> None:
    assert case({"scan": {"injected": "2026-02-01"}}).included
    assert not case({"scan": {"called": "pos"}}).included


def test_a_study_without_an_injection_includes_everyone_enrolled() -> None:
    assert case({}, of=study(index_injected=None)).included


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("pos", "positive"),
        ("neg", "negative"),
        ("doubt", "equivocal"),
        ("bad", "not_evaluable"),
        (None, "pending"),
    ],
)
def test_the_call_is_read_by_its_meaning_and_not_by_its_code(code: str | None, call: str) -> None:
    assert case({"scan": {"called": code}}).index_call == call


@pytest.mark.parametrize(
    ("answers", "therapy"),
    [
        ({"outcome": "given", "agents": ("trastuzumab", "taxane")}, "yes"),
        ({"outcome": "given", "agents": ("taxane",)}, "no"),
        ({"outcome": "given", "agents": ()}, "pending"),
        ({"outcome": "given"}, "pending"),
        ({"outcome": "nothing"}, "no"),
        ({"outcome": "lost"}, "not_evaluable"),
        ({"agents": ("trastuzumab",)}, "pending"),
    ],
)
def test_therapy_is_what_the_signed_decision_means(answers: dict[str, Any], therapy: str) -> None:
    assert case({"care": answers}).therapy == therapy


REPORTED = "2026-02-10"


@pytest.mark.parametrize(
    ("decision", "therapy"),
    [
        ({"outcome": "given", "agents": ("trastuzumab",), "decided": "2026-02-09"}, "pending"),
        ({"outcome": "nothing", "decided": "2026-02-09"}, "pending"),
        ({"outcome": "given", "agents": ("trastuzumab",), "decided": "2026-02-10"}, "yes"),
        ({"outcome": "nothing", "decided": "2026-02-11"}, "no"),
        ({"outcome": "given", "agents": ("taxane",), "decided": "2026-02-11"}, "no"),
        ({"outcome": "lost", "decided": "2026-02-09"}, "not_evaluable"),
        ({"outcome": "given", "agents": ("trastuzumab",)}, "yes"),
    ],
)
def test_a_treatment_decided_before_the_report_does_not_follow_it(
    decision: dict[str, Any], therapy: str
) -> None:
    assert case({"scan": {"reported": REPORTED}, "care": decision}).therapy == therapy
    assert case({"care": decision}).therapy != "pending"  # without a report nothing comes before it


def test_where_no_agents_are_asked_a_regimen_is_the_therapy() -> None:
    assert case({"care": {"outcome": "given"}}, of=study(therapy_agents=None)).therapy == "yes"


def test_a_plan_of_before_is_the_one_signed_at_the_release_and_never_a_later_correction() -> None:
    signed: Answers = {"before": {"plan": "taxane", "sure": "much"}, "after": {"plan": "lapatinib"}}
    at_release: Answers = {"before": {"plan": "letrozole", "sure": "little"}}
    row = case(signed, before=at_release, released_on=date(2026, 2, 3), sealed_before=True)
    assert (row.plan_pre, row.confidence_pre, row.plan_post) == ("letrozole", 2, "lapatinib")
    late = case(signed, before={}, released_on=date(2026, 2, 3), sealed_before=False)
    assert (late.plan_pre, late.confidence_pre) == (None, None)
    open_still = case(signed)
    assert (open_still.plan_pre, open_still.confidence_pre) == ("taxane", 4)


def test_dates_scales_and_several_answers_reach_the_row_in_their_own_form() -> None:
    scan = {"called": "pos", "injected": "2026-02-01", "scanned": "2026-02-05"}
    row = case(
        {"scan": scan, "care": {"decided": "2026-02-20"}, "after": {"sure": "full", "driver": ("a", "b")}}
    )
    assert (row.index_on, row.therapy_on) == (date(2026, 2, 5), date(2026, 2, 20))
    assert (row.confidence_post, row.drivers) == (5, "a,b")
    assert row.confidence_later is None


def test_a_role_that_the_study_lacks_is_none() -> None:
    row = case({"after": {"solved": "given"}}, of=study(solved=None))
    assert row.solved is None


def test_a_row_holds_its_columns_and_nothing_else() -> None:
    facts = Facts("1", "A", "other", date(2026, 1, 1), {}, {}, None, None)
    for kept in (case({}), facts):
        assert not hasattr(kept, "__dict__")
        with pytest.raises(FrozenInstanceError):
            kept.site = "B"  # type: ignore[misc]  # the point of the test
