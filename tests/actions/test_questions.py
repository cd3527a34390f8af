"""Queries by themselves: listed for the coordinator, closed by a correction or by an explanation."""

from __future__ import annotations

from uuid import uuid4

import pytest

from her2dash.actions import corrections, patient_file, questions
from her2dash.errors import Forbidden, NotFound, Refused
from tests.actions.steps import index, sign
from tests.house import House

RULE = "negative_with_positive_lesion"
LESION = {
    "lesions:1": "row",
    "lesion_site:1": "bone",
    "lesion_visual:1": "4",
    "lesion_suvmax:1~none": "not_done",
}


@pytest.fixture
def handle(house: House) -> str:
    """A patient whose test is called negative, with a positive lesion."""
    enrolled = house.enrol()
    sign(house, "iris", enrolled, index(house), call="negative", rule="single_lesion", **LESION)
    return enrolled


def explain(
    house: House, handle: str, evidence: str, text: str = "a healing fracture", who: str = "carla"
) -> None:
    questions.explain(
        house.desk(who), handle=handle, rule=RULE, evidence=evidence, text=text, key=uuid4().hex
    )


def test_answers_that_do_not_fit_are_listed_for_the_coordinator_of_the_site(
    house: House, handle: str
) -> None:
    (found,) = questions.queries(house.desk("carla"))
    assert (found.rule.id, found.number, found.handle) == (RULE, "01-001", handle)
    assert found.answers == (("pet.call", "negative"), ("pet.lesion_visual", "4"))
    assert questions.queries(house.desk("dirk")) == ()
    assert len(questions.queries(house.desk("mona"))) == 1


def test_an_explanation_closes_the_query_and_stays_with_the_patient(house: House, handle: str) -> None:
    (found,) = questions.queries(house.desk("carla"))
    explain(house, handle, found.evidence)
    assert questions.queries(house.desk("carla")) == ()
    (kept,) = patient_file.patient_file(house.desk("paula"), handle=handle).noticed
    assert kept.explained is not None
    assert (kept.explained.text, kept.explained.person_name) == ("a healing fracture", "Dr Carla")


def test_a_correction_closes_the_query(house: House, handle: str) -> None:
    form = index(house)
    corrections.correct(house.desk("iris"), handle=handle, form=form, reason="wrong class", key=uuid4().hex)
    house.fill("iris", handle, form, {"lesion_visual:1": "2"})
    assert len(questions.queries(house.desk("carla"))) == 1  # not before it is signed
    house.sign("iris", handle, form)
    assert questions.queries(house.desk("carla")) == ()


def test_other_answers_open_an_explained_query_again(house: House, handle: str) -> None:
    (found,) = questions.queries(house.desk("carla"))
    explain(house, handle, found.evidence)
    form = index(house)
    corrections.correct(house.desk("iris"), handle=handle, form=form, reason="wrong class", key=uuid4().hex)
    house.sign("iris", handle, form, {"lesion_visual:1": "3"})
    (again,) = questions.queries(house.desk("carla"))
    assert again.evidence != found.evidence


def test_nobody_explains_what_changed_meanwhile_or_without_words(house: House, handle: str) -> None:
    with pytest.raises(Refused, match="changed meanwhile"):
        explain(house, handle, "0" * 64)
    (found,) = questions.queries(house.desk("carla"))
    with pytest.raises(Refused, match="Explain in a few words"):
        explain(house, handle, found.evidence, text=" ok ")


def test_only_the_coordinator_of_the_site_explains(house: House, handle: str) -> None:
    (found,) = questions.queries(house.desk("carla"))
    with pytest.raises(NotFound):
        explain(house, handle, found.evidence, who="dirk")
    with pytest.raises(Forbidden):
        explain(house, handle, found.evidence, who="paula")


def test_a_rule_about_cells_is_told_to_nobody_who_may_not_read_them(house: House, handle: str) -> None:
    day = house.clock.now().date()
    house.clock.advance(days=2)
    later = house.clock.now().date().isoformat()
    sign(house, "lars", handle, "ctc", state="not_detected", drawn_on=later, analysed_on=later)
    assert day.isoformat() != later
    told = {
        login: {one.rule.id for one in patient_file.patient_file(house.desk(login), handle=handle).noticed}
        for login in ("carla", "anna", "paula")
    }
    assert "ctc_on_another_day" in told["paula"]
    assert "ctc_on_another_day" not in told["carla"] | told["anna"]
