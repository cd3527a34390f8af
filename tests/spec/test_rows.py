"""Questions that are answered more than once, and questions that hang on an answer.

RO-01  A repeating group asks its questions once in every row that is there, in the order of the rows.
RO-02  A row is there while the answer that adds it stands; taken back, its questions are asked no more and
       its answers do not count, and they count again when the row is put back.
RO-03  A condition inside a repeating group looks at its own row, or at a question that is asked once.
RO-04  Of a group that wants rows, those still lacking are missing; of one that is not asked, nothing is.
RO-05  A repeating group that is asked is a page also while it has no row.
RO-06  An unusual number is kept, and why it is right is asked and required; a usual one asks nothing.
RO-07  Where a question allows it, a coded reason stands for a missing answer; an answer given makes it moot.
RO-08  Numbers that must add up contradict each other while they do not; unanswered ones contradict nothing.
RO-09  Answers that exclude each other are a contradiction in the study's own words.
RO-10  What was answered and is asked no more is named, so that it can be shown; a removed row is not.
RO-11  No key leads to a question that the form does not have.
"""

from __future__ import annotations

import pytest

from her2dash.errors import NotFound
from her2dash.study.answers import applicable, contradictions, counted, hidden, missing, pages
from her2dash.study.load import load_study
from her2dash.study.model import Answers, Form, Kind
from her2dash.study.rows import name_of, question, row_of, rows

WORDS = {"en": "?"}
ITEMS = [
    {"id": "site", "kind": "text", "label": WORDS, "required": True},
    {
        "id": "size", "kind": "number", "label": WORDS, "required": True, "missing": "why_none",
        "unusual": {"above": "30", "ask": WORDS},
    },
    {"id": "depth", "kind": "number", "label": WORDS, "ask_if": [{"item": "site", "answered": True}]},
    {"id": "seen", "kind": "date", "label": WORDS, "ask_if": [{"item": "any", "is": ["yes"]}]},
]  # fmt: skip


def form_of(**changes: object) -> Form:
    """Return a form that asks once, then in rows, then once again."""
    lesions = {"id": "lesions", "title": WORDS, "repeats": {"en": "Lesion"}, "items": ITEMS, **changes}
    first = {"id": "first", "title": WORDS, "items": [{"id": "any", "kind": "text", "label": WORDS}]}
    parts = [
        {"id": name, "kind": "number", "label": WORDS, "whole": True}
        for name in ("total", "part_a", "part_b")
    ]
    return Form.model_validate(
        {
            "id": "f", "version": 1, "minutes": 1, "title": WORDS, "intro": WORDS, "meaning": WORDS,
            "sums": [{"total": "total", "parts": ["part_a", "part_b"]}],
            "conflicts": [
                {
                    "when": [{"item": "any", "is": ["no"]}, {"item": "total", "answered": True}],
                    "at": "any",
                    "say": {"en": "None and some"},
                }
            ],
            "groups": [first, lesions, {"id": "last", "title": WORDS, "items": parts}],
        }
    )  # fmt: skip


def asked(form: Form, answers: Answers) -> list[str]:
    return [item.id for item in applicable(form, answers)]


ONE, TWO = {"lesions:1": "row"}, {"lesions:1": "row", "lesions:2": "row"}


def test_a_repeating_group_asks_once_in_every_row() -> None:
    """RO-01"""
    assert asked(form_of(), {}) == ["any", "total", "part_a", "part_b"]
    in_two = asked(form_of(), {"lesions:7": "row", "lesions:2": "row"})
    assert [key for key in in_two if row_of(key)] == [
        "site:2", "size:2", "size:2~none", "site:7", "size:7", "size:7~none",
    ]  # fmt: skip


def test_a_removed_row_does_not_count_and_comes_back_whole() -> None:
    """RO-02"""
    answers = {**TWO, "site:1": "hip", "site:2": "rib"}
    assert counted(form_of(), answers) == answers
    removed = {key: value for key, value in answers.items() if key != "lesions:1"}
    assert counted(form_of(), removed) == {"lesions:2": "row", "site:2": "rib"}
    assert counted(form_of(), {**removed, "lesions:1": "row"}) == answers


@pytest.mark.parametrize(
    ("answers", "deep", "seen"),
    [
        ({**TWO, "site:1": "hip"}, ["depth:1"], []),
        ({**TWO, "site:2": "rib"}, ["depth:2"], []),
        ({**TWO, "any": "yes"}, [], ["seen:1", "seen:2"]),
        ({**TWO, "any": "no"}, [], []),
    ],
)
def test_a_condition_looks_at_its_row_or_at_what_is_asked_once(
    answers: Answers, deep: list[str], seen: list[str]
) -> None:
    """RO-03"""
    found = asked(form_of(), answers)
    assert [key for key in found if name_of(key) == "depth"] == deep
    assert [key for key in found if name_of(key) == "seen"] == seen


def test_rows_that_are_wanted_are_missing_and_of_a_group_not_asked_none() -> None:
    """RO-04"""
    wanting = form_of(at_least=2, ask_if=[{"item": "any", "is": ["yes"]}])
    assert [item.id for item in missing(wanting, {"any": "yes"})] == ["lesions:1", "lesions:2"]
    assert [item.kind for item in missing(wanting, {"any": "yes"})] == [Kind.ROW, Kind.ROW]
    lacking = [item.id for item in missing(wanting, {"any": "yes", "lesions:4": "row"})]
    assert lacking == ["lesions:5", "site:4", "size:4"]
    assert missing(wanting, {"any": "no"}) == ()


def test_a_repeating_group_without_rows_is_a_page() -> None:
    """RO-05"""
    assert [group.id for group in pages(form_of(), {})] == ["first", "lesions", "last"]
    hidden_group = form_of(ask_if=[{"item": "any", "is": ["yes"]}])
    assert [group.id for group in pages(hidden_group, {})] == ["first", "last"]


@pytest.mark.parametrize(("size", "asks"), [("30", False), ("30.1", True), ("400", True)])
def test_an_unusual_number_asks_why_it_is_right(size: str, asks: bool) -> None:
    """RO-06"""
    answers = {**ONE, "site:1": "hip", "size:1": size}
    assert ("size:1~why" in asked(form_of(), answers)) is asks
    assert [item.id for item in missing(form_of(), answers)] == (["size:1~why"] if asks else [])
    explained = {**answers, "size:1~why": "measured twice"}
    assert missing(form_of(), explained) == ()
    assert ("size:1~why" in counted(form_of(), explained)) is asks


def test_a_coded_reason_stands_for_a_missing_answer_and_an_answer_makes_it_moot() -> None:
    """RO-07"""
    without = {**ONE, "site:1": "hip", "size:1~none": "not_done"}
    assert missing(form_of(), without) == ()
    assert counted(form_of(), without)["size:1~none"] == "not_done"
    given = {**without, "size:1": "12"}
    assert "size:1~none" not in counted(form_of(), given)
    assert "size:1~none" not in asked(form_of(), given)


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [
        ({"total": "5", "part_a": "2", "part_b": "3"}, False),
        ({"total": "5", "part_a": "2", "part_b": "2"}, True),
        ({"total": "5", "part_a": "5.0", "part_b": "0"}, False),
        ({"total": "5", "part_a": "2"}, False),
        ({"part_a": "2", "part_b": "2"}, False),
    ],
)
def test_numbers_must_add_up(numbers: Answers, wrong: bool) -> None:
    """RO-08"""
    found = contradictions(form_of(), numbers)
    assert [(each.item.id, [o.id for o in each.others], each.adds_up) for each in found] == (
        [("total", ["part_a", "part_b"], True)] if wrong else []
    )


def test_answers_that_exclude_each_other_contradict_in_the_studys_words() -> None:
    """RO-09"""
    (found,) = contradictions(form_of(), {"any": "no", "total": "3"})
    assert (found.item.id, dict(found.say or {})) == ("any", {"en": "None and some"})
    assert contradictions(form_of(), {"any": "no"}) == ()


def test_plan_and_agents_of_our_questionnaires_exclude_each_other() -> None:
    """RO-09: found by a reader: chemotherapy "without anti-HER2 therapy", with trastuzumab, was sealed."""
    study = load_study()
    for form, plan in (("q_pre", "plan"), ("q_post", "plan"), ("q_month3", "given")):
        definition = study.form(form)
        for chosen, agents, wrong in (
            ("chemo", ("taxane", "trastuzumab"), True),
            ("endocrine", ("t_dxd",), True),
            ("anti_her2_chemo", ("taxane",), True),
            ("chemo", ("taxane",), False),
            ("anti_her2_chemo", ("taxane", "trastuzumab"), False),
            ("anti_her2_chemo", (), False),
        ):
            answers = {plan: chosen, "as_intended": "yes", **({"agents": agents} if agents else {})}
            found = [each.item.id for each in contradictions(definition, answers)]
            assert found == (["agents"] if wrong else []), (form, chosen, agents)


def test_what_is_asked_no_more_is_named_and_a_removed_row_is_not() -> None:
    """RO-10"""
    form = form_of()
    assert [item.id for item in hidden(form, {**ONE, "any": "no", "seen:1": "2026-03-02"})] == ["seen:1"]
    assert hidden(form, {"site:1": "hip"}) == ()
    group = form_of(ask_if=[{"item": "any", "is": ["yes"]}])
    left = hidden(group, {"any": "no", **ONE, "site:1": "hip"})
    assert [item.id for item in left] == ["lesions:1"]


@pytest.mark.parametrize(
    "key",
    [
        "", "nothing", "lesions", "lesions:0", "lesions:x", "site", "site:0", "any:1", "size:1~why~none",
        "site:1~why", "any~none", "size:1~because", "lesions:1~why", "size:99999", "SIZE:1", "total:1",
    ],
)  # fmt: skip
def test_no_key_leads_to_a_question_that_is_not_there(key: str) -> None:
    """RO-11"""
    with pytest.raises(NotFound):
        question(form_of(), key)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("lesions:3", Kind.ROW),
        ("site:3", Kind.TEXT),
        ("size:3", Kind.NUMBER),
        ("size:3~why", Kind.TEXT),
        ("size:3~none", Kind.SINGLE),
        ("total", Kind.NUMBER),
    ],
)
def test_every_key_of_an_asked_question_leads_to_it(key: str, kind: Kind) -> None:
    """RO-11"""
    assert question(form_of(), key).kind is kind
    assert rows(form_of().groups[1], {"lesions:3": "row", "lesions:1": ""}) == (3,)
