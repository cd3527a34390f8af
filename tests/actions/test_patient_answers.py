"""A patient's answers side by side and the lesions: each form for who may read it, once it is signed."""

from __future__ import annotations

from uuid import uuid4

import pytest

from her2dash.actions import corrections
from her2dash.actions.patient_file import patient_file
from her2dash.actions.patient_views import Differs, SideBySide, Told
from tests.actions.steps import index, release, sign
from tests.house import House

LESIONS = {
    "lesions:1": "row", "lesion_site:1": "bone", "lesion_visual:1": "2", "lesion_suvmax:1": "3.5",
    "lesions:2": "row", "lesion_site:2": "liver", "lesion_visual:2": "4", "lesion_suvmax:2": "12",
    "lesions:3": "row", "lesion_site:3": "lung", "lesion_visual:3": "1", "lesion_suvmax:3~none": "not_done",
}  # fmt: skip
BEFORE = {"status": "negative", "status_confidence": "2", "plan": "chemo", "agents": ("taxane",)}
AFTER = {
    "status": "positive", "status_confidence": "4", "plan": "anti_her2_chemo",
    "agents": ("trastuzumab", "taxane"),
}  # fmt: skip
LATER = {"given": "anti_her2_chemo", "agents": ("taxane", "trastuzumab")}


@pytest.fixture
def handle(house: House) -> str:
    """A patient of Anna's, enrolled; everything else is signed by the tests."""
    return house.enrol()


def answers(house: House, login: str, handle: str) -> SideBySide:
    return patient_file(house.desk(login), handle=handle).answers


def row(told: SideBySide, name: str) -> Told:
    return next(each for each in told.rows if each.name == name)


def whole_way(house: House, handle: str) -> None:
    sign(house, "anna", handle, "q_pre", **BEFORE)  # type: ignore[arg-type]
    sign(house, "iris", handle, index(house), call="positive", **LESIONS)
    release(house, handle)
    sign(house, "anna", handle, "q_post", **AFTER)  # type: ignore[arg-type]
    house.clock.advance(days=91)
    sign(house, "anna", handle, "q_month3", **LATER)  # type: ignore[arg-type]


def test_the_same_question_stands_beside_itself_with_its_difference(house: House, handle: str) -> None:
    whole_way(house, handle)
    told = answers(house, "paula", handle)
    assert [when.time for when in told.times] == ["pre", "post", "m3"]
    plan = row(told, "plan")
    assert {time: asked.value for time, asked in plan.asked.items()} == {
        "pre": "chemo", "post": "anti_her2_chemo", "m3": "anti_her2_chemo",
    }  # fmt: skip
    assert plan.differs == {"post": Differs.OTHER, "m3": Differs.SAME}
    # the order in which agents were chosen says nothing
    assert row(told, "agents").differs == {"post": Differs.OTHER, "m3": Differs.SAME}
    sure = next(each for each in told.rows if "status_confidence" in {a.item.id for a in each.asked.values()})
    assert sure.differs == {"post": Differs.HIGHER}


def test_a_question_of_one_time_and_one_that_nobody_answered(house: House, handle: str) -> None:
    whole_way(house, handle)
    told = answers(house, "paula", handle)
    changed = [each for each in told.rows if {a.item.id for a in each.asked.values()} == {"changed"}]
    assert [list(each.asked) for each in changed] == [["post"]]
    assert changed[0].differs == {}
    assert "comment" not in {a.item.id for each in told.rows for a in each.asked.values()}


@pytest.mark.parametrize(
    ("login", "times"),
    [
        ("anna", ["pre", "post", "m3"]),
        ("mona", ["pre", "post", "m3"]),
        # a coordinator reads the questionnaire that may be answered from the chart, and no other
        ("carla", ["m3"]),
    ],
)
def test_each_reader_has_the_times_of_the_forms_that_the_study_lets_read(
    house: House, handle: str, login: str, times: list[str]
) -> None:
    whole_way(house, handle)
    told = answers(house, login, handle)
    assert [when.time for when in told.times] == times
    assert {time for each in told.rows for time in each.asked} == set(times)


def test_a_draft_is_shown_to_nobody(house: House, handle: str) -> None:
    house.fill("anna", handle, "q_pre", {"status": "negative"})
    for login in ("anna", "paula"):
        told = answers(house, login, handle)
        assert told.rows == ()
        assert not any(when.signed for when in told.times)


def test_answers_from_before_the_test_that_were_signed_again_after_its_release_are_marked(
    house: House, handle: str
) -> None:
    sign(house, "anna", handle, "q_pre", **BEFORE)  # type: ignore[arg-type]
    sign(house, "iris", handle, index(house), call="positive")
    release(house, handle)
    assert [when.late for when in answers(house, "paula", handle).times] == [False, False, False]
    corrections.correct(house.desk("anna"), handle=handle, form="q_pre", reason="a slip", key=uuid4().hex)
    house.sign("anna", handle, "q_pre", {"plan": "endocrine", "agents": ("tamoxifen",)})
    assert [when.late for when in answers(house, "paula", handle).times] == [True, False, False]


def test_lesions_come_by_uptake_the_unmeasured_last(house: House, handle: str) -> None:
    sign(house, "iris", handle, index(house), call="positive", **LESIONS)
    found = patient_file(house.desk("mona"), handle=handle).lesions
    assert found is not None
    assert [(bar.lesion, bar.site, bar.visual, bar.uptake) for bar in found] == [
        (2, "liver", "4", 12.0), (1, "bone", "2", 3.5), (3, "lung", "1", None),
    ]  # fmt: skip
    assert [bar.at_own for bar in found] == [True, False, False]


def test_the_referring_physician_has_lesions_only_after_the_release_in_whatever_role(house: House) -> None:
    own, other = house.enrol("01-001", physician="peter"), house.enrol("01-002", physician="anna")
    for each in (own, other):
        sign(house, "iris", each, index(house), call="positive", **LESIONS)
    assert patient_file(house.desk("peter"), handle=own).lesions is None
    assert patient_file(house.desk("anna"), handle=other).lesions is None
    assert patient_file(house.desk("peter"), handle=other).lesions is not None
    sign(house, "anna", other, "q_pre")
    release(house, other)
    assert patient_file(house.desk("anna"), handle=other).lesions is not None


def test_before_the_test_is_signed_nobody_has_lesions(house: House, handle: str) -> None:
    assert patient_file(house.desk("paula"), handle=handle).lesions is None
