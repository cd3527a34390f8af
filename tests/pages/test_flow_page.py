"""The page of flow: its figures, and below them what the rules notice, each patient a link."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.actions import deviations
from her2dash.study.rows import IS_THERE
from her2dash.ui import deviations as shown
from tests.filled import filled
from tests.house import House
from tests.pages.conftest import Screen, press, text

TITLE = "The patient is called negative and at least one lesion is positive"


def doubtful(house: House, number: str = "01-001") -> str:
    handle, study, today = house.enrol(number), house.office.study, house.clock.now().date()
    said = {"lesions:1": IS_THERE, "lesion_visual:1": "4", "lesion_site:1": "bone"}
    house.sign("iris", handle, "pet", filled(study, study.form("pet"), today, call="negative", **said))
    return handle


def links(at: AppTest) -> list[str]:
    return [each.proto.label for each in at.main if each.type == "page_link"]


def test_an_empty_study_says_that_the_rules_notice_nothing(house: House, screen: Screen) -> None:
    said = text(screen(house, "paula", "flow"))
    assert "Who came how far, and why did others not?" in said
    assert "The rules notice nothing." in said


def test_figures_and_deviations_speak_of_the_signed_data(house: House, screen: Screen) -> None:
    doubtful(house)
    at = screen(house, "paula", "flow")
    said = text(at)
    assert "0 of 1 enrolled patients have a result and a therapy to compare" in said
    assert "n = 1 enrolled, 1 of them with a deviation or a query." in said
    assert f"{TITLE} (1)" in said
    assert links(at) == ["Patient 01-001, not explained"]
    assert "Blood for the CTCs was not drawn on the day of the injection 0 –" in " ".join(said.split())


def test_a_filter_holds_for_the_deviations_too(house: House, screen: Screen) -> None:
    doubtful(house)
    said = text(screen(house, "paula", "flow", site="02"))
    assert "n = 0 enrolled, 0 of them with a deviation or a query." in said
    assert TITLE + " (1)" not in said


def test_of_many_one_rule_is_chosen_and_any_patient_of_it_is_found(
    house: House, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown, "ALL_RULES", 1)
    monkeypatch.setattr(shown, "MOST", 2)
    for n in (1, 2, 3):
        doubtful(house, f"01-00{n}")
    at = screen(house, "paula", "flow")
    assert links(at) == []
    at.selectbox(key="noticed.rule").set_value("negative_with_positive_lesion").run()
    assert not at.exception
    assert "3 patients; choose one by its number." in text(at)
    assert links(at) == []
    at.selectbox(key="search.negative_with_positive_lesion").set_value("01-003").run()
    assert links(at) == ["Patient 01-003, not explained"]


def test_of_a_registry_the_answers_are_read_on_request_only(
    house: House, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful(house)
    monkeypatch.setattr(shown, "AT_ONCE", 0)
    asked: list[object] = []
    real = deviations.all_noticed
    monkeypatch.setattr(deviations, "all_noticed", lambda *a, **k: asked.append(a) or real(*a, **k))
    at = screen(house, "paula", "flow")
    assert asked == []
    assert TITLE not in text(at)
    press(at, "look-for-deviations")
    assert asked
    assert TITLE in text(at)


@pytest.mark.parametrize("login", ["anna", "carla", "iris", "lars", "adam"])
def test_the_page_is_for_who_sees_endpoints(house: House, screen: Screen, login: str) -> None:
    at = screen(house, login, "flow", shut=True)
    assert [element.type for element in at.main if element.type != "main"] == ["exception"]
