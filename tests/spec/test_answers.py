"""Which questions are asked, what is missing, and what counts.

AN-01  A question without a condition is always asked; one with conditions when all of them hold.
AN-02  is: the answer is one of the codes; of several answers, one of them is.
AN-03  is_not: there is an answer, and it is none of the codes.
AN-04  at_least: the answer is a number that is not smaller.
AN-05  answered: there is an answer, or (false) there is none.
AN-06  A question that is not answered meets no other condition.
AN-07  A hidden question counts as unanswered, also for the conditions of later questions; its answer is
       kept by whoever keeps it, and counts again when it is asked again.
AN-08  A page is shown when it has a question to ask, with those questions only; so progress stays right.
AN-09  Required means asked and unanswered: cannot sign. Optional answers are never missing.
AN-10  A date before the date that it must not precede is a contradiction.
AN-11  Nothing is preselected: with no answer given, none counts, and a definition cannot name a default.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from her2dash.study.answers import applicable, contradictions, counted, missing, pages
from her2dash.study.load import load_study
from her2dash.study.model import Answers, AskIf, Form, Group, Item, Study
from tests.study.folders import SECOND

WORDS = {"en": "?"}


def item(id: str, rule: Mapping[str, object] | None = None, *, required: bool = True) -> Item:
    """Return a question; `rule` is the one condition on the first question under which it is asked."""
    conditions = [AskIf.model_validate({"item": "first", **rule})] if rule else []
    return Item.model_validate(
        {"id": id, "kind": "single", "label": WORDS, "required": required, "ask_if": conditions}
    )


def form_of(*groups: tuple[Item, ...]) -> Form:
    """Return a form with these pages."""
    made = [Group.model_validate({"id": f"g{n}", "title": WORDS, "items": g}) for n, g in enumerate(groups)]
    return Form.model_validate(
        {
            "id": "f",
            "version": 1,
            "minutes": 1,
            "title": WORDS,
            "intro": WORDS,
            "meaning": WORDS,
            "groups": made,
        }
    )


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study()


def asked(form: Form, answers: Answers) -> list[str]:
    """Return the ids of the questions that are asked."""
    return [question.id for question in applicable(form, answers)]


# rule | condition | answer to the question before (- is none) | is it asked?
CONDITIONS = [
    ("AN-02", {"is": ["a"]}, "a", True),
    ("AN-02", {"is": ["a", "b"]}, "b", True),
    ("AN-02", {"is": ["a"]}, "c", False),
    ("AN-02", {"is": ["a"]}, ("b", "a"), True),
    ("AN-02", {"is": ["a"]}, ("b", "c"), False),
    ("AN-03", {"is_not": ["a"]}, "b", True),
    ("AN-03", {"is_not": ["a"]}, "a", False),
    ("AN-03", {"is_not": ["a"]}, ("b", "a"), False),
    ("AN-03", {"is_not": ["a"]}, ("b", "c"), True),
    ("AN-04", {"at_least": "10"}, "10", True),
    ("AN-04", {"at_least": "10"}, "9.5", False),
    ("AN-04", {"at_least": "10"}, "100", True),
    ("AN-04", {"at_least": "-1"}, "0", True),
    ("AN-05", {"answered": True}, "a", True),
    ("AN-05", {"answered": False}, "a", False),
    ("AN-05", {"answered": True}, None, False),
    ("AN-05", {"answered": False}, None, True),
    ("AN-06", {"is": ["a"]}, None, False),
    ("AN-06", {"is_not": ["a"]}, None, False),
    ("AN-06", {"at_least": "0"}, None, False),
]


@pytest.mark.parametrize(("rule", "condition", "answer", "expected"), CONDITIONS)
def test_a_question_is_asked_when_its_condition_holds(
    rule: str, condition: dict[str, object], answer: str | tuple[str, ...] | None, expected: bool
) -> None:
    """AN-02 AN-03 AN-04 AN-05 AN-06: the table above."""
    form = form_of((item("first"), item("second", condition)))
    answers = {} if answer is None else {"first": answer}
    assert ("second" in asked(form, answers)) is expected, rule


def test_all_conditions_must_hold() -> None:
    """AN-01: the second study asks for the doubt that is left of who is unsure and does not wait."""
    verdict = load_study(SECOND).form("verdict")
    both = {"sureness_now": "1", "intention_now": "treat"}
    assert "doubt_left" in asked(verdict, both)
    assert "doubt_left" not in asked(verdict, {**both, "intention_now": "wait"})
    assert "doubt_left" not in asked(verdict, {**both, "sureness_now": "2"})


def test_an_answer_to_a_hidden_question_does_not_count_and_comes_back(study: Study) -> None:
    """AN-07: the agents named for an anti-HER2 plan hide with the plan, and their text with them."""
    form = study.form("q_pre")
    given: dict[str, str | tuple[str, ...]] = {
        "plan": "anti_her2_chemo",
        "agents": ("trastuzumab", "chemo_other"),
        "agents_other": "etoposide",
    }
    assert counted(form, given) == given
    hidden = {**given, "plan": "no_active"}
    assert counted(form, hidden) == {"plan": "no_active"}
    assert {"agents", "agents_other"}.isdisjoint(asked(form, hidden))
    assert counted(form, {**hidden, "plan": "chemo"}).keys() == given.keys()


def test_a_page_without_a_question_to_ask_is_not_shown() -> None:
    """AN-08: page 2 of 3 becomes page 2 of 2."""
    form = form_of((item("first"),), (item("second", {"is": ["a"]}),), (item("third"),))
    assert [page.id for page in pages(form, {"first": "b"})] == ["g0", "g2"]
    assert [page.id for page in pages(form, {"first": "a"})] == ["g0", "g1", "g2"]


def test_a_page_holds_only_the_questions_that_are_asked(study: Study) -> None:
    """AN-08: and all pages together hold exactly those."""
    form = study.form("q_post")
    answers = {"status": "cannot_say", "plan": "local", "changed": "no"}
    shown = pages(form, answers)
    assert [question.id for page in shown for question in page.items] == asked(form, answers)
    assert "driver" not in asked(form, answers)


def test_what_is_required_asked_and_unanswered_is_missing(study: Study) -> None:
    """AN-09: the form may be saved without, and not signed."""
    therapy = study.form("therapy")
    assert [i.id for i in missing(therapy, {})] == ["outcome", "source"]
    assert [i.id for i in missing(therapy, {"outcome": "none", "source": "chart"})] == ["decided_on"]
    assert [i.id for i in missing(therapy, {"outcome": "regimen", "source": "chart"})] == [
        "decided_on", "regimen:1",
    ]  # fmt: skip
    done = {"outcome": "none", "source": "chart", "decided_on": "2026-03-02"}
    assert missing(therapy, done) == ()


def test_an_optional_question_is_never_missing() -> None:
    """AN-09."""
    assert missing(form_of((item("first", required=False),)), {}) == ()


def test_a_scan_before_its_injection_is_a_contradiction(study: Study) -> None:
    """AN-10: and a day that is not known contradicts nothing."""
    pet = study.form("pet")
    days = {"call": "positive", "injected_on": "2026-03-06", "scanned_on": "2026-03-02"}
    assert [found.item.id for found in contradictions(pet, days)] == ["scanned_on"]
    assert contradictions(pet, {**days, "scanned_on": "2026-03-06"}) == ()
    assert contradictions(pet, {"call": "positive", "scanned_on": "2026-03-02"}) == ()
    assert contradictions(pet, {**days, "call": "not_scanned"}) == ()  # hidden: it does not count


def test_nothing_is_preselected(study: Study) -> None:
    """AN-11: no definition has a word for it."""
    assert not any(
        {"default", "value", "preselected", "initial"} & set(kind.model_fields) for kind in (Item, Form)
    )
    assert all(counted(form, {}) == {} for form in study.forms.values())
    assert all(missing(form, {}) for form in study.forms.values())
