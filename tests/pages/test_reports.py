"""The page of reports: one is made of what is chosen, found again, and compared with another."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.actions import reports
from her2dash.exports import pictures
from tests.actions.steps import index, release, sealed_first, sign
from tests.house import House
from tests.pages.conftest import Screen, press, text


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server has no browser: pictures have their own tests."""
    monkeypatch.setattr(pictures, "BROWSERS", ())
    monkeypatch.delenv("BROWSER_PATH", raising=False)


def markup(at: AppTest) -> str:
    return "".join(element.proto.body for element in at.main if element.type == "html")


def test_who_doubts_that_the_list_is_of_now_asks_anew(house: House, screen: Screen) -> None:
    at = screen(house, "paula", "reports")
    assert "Asked at 10:00" in text(at)
    house.clock.advance(minutes=5)
    assert "Asked at 10:05" in text(press(at, "refresh"))


def test_without_a_report_the_page_says_so_and_what_the_server_lacks(house: House, screen: Screen) -> None:
    said = text(screen(house, "paula", "reports"))
    assert "No report has been made yet." in said
    assert "This server has no browser: a report has no pictures, and there is no PDF." in said
    assert "What changed between two reports?" not in said


def test_a_report_is_made_by_one_button_and_stands_in_the_list_with_its_files(
    house: House, screen: Screen
) -> None:
    house.clock.advance(minutes=1)
    at = press(screen(house, "paula", "reports"), "make-report")
    (kept,) = reports.reports(house.desk("mona"))
    assert "Report 1 is made." in [each.value for each in at.success]
    for part in (
        "Report 1: data as of 2 Mar 2026, 10:01 CET", "Made by Dr Paula, 2 Mar 2026, 10:01 CET, in English.",
        f"Data version {kept.basis.data_version}, analysis version 2", kept.html_hash[:16], "All patients.",
    ):  # fmt: skip
        assert part in " ".join(text(at).split())  # a day's blanks keep it on one line
    for address in ("/report/1.html", "/report/1.pdf", "/report/1"):
        assert f'href="{address}"' in markup(at)


def test_each_press_makes_one_report_and_the_newest_stands_first(house: House, screen: Screen) -> None:
    at = screen(house, "paula", "reports")
    for _ in range(2):
        house.clock.advance(minutes=1)
        press(at, "make-report")
    at.run()
    assert text(at).index("Report 2: data as of") < text(at).index("Report 1: data as of")
    assert len(reports.reports(house.desk("paula"))) == 2


def test_the_end_of_a_day_patients_and_a_language_are_chosen(house: House, screen: Screen) -> None:
    house.clock.advance(days=3)
    at = screen(house, "paula", "reports", site="01")
    at.date_input(key="q.as-of").set_value(date(2026, 3, 3)).run()
    at.selectbox(key="report.language").set_value("nl").run()
    press(at, "make-report")
    (kept,) = reports.reports(house.desk("paula"))
    assert kept.basis.cut == datetime(2026, 3, 3, 22, 59, 59, tzinfo=UTC)
    assert (kept.subset.site, kept.language) == ("01", "nl")
    assert "Only: site 01." in text(at)


def test_a_moment_before_the_record_is_answered_with_a_sentence(house: House, screen: Screen) -> None:
    house.clock.advance(days=3)
    at = press(screen(house, "paula", "reports", **{"as-of": "2026-01-01T00:00:00+00:00"}), "make-report")
    assert [each.value for each in at.error] == ["At that moment there was no record yet."]


def test_two_reports_are_compared_and_only_what_differs_is_shown(house: House, screen: Screen) -> None:
    handle = house.enrol()
    house.clock.advance(minutes=1)
    at = press(screen(house, "paula", "reports"), "make-report")
    sign(house, "anna", handle, sealed_first(house))
    sign(house, "iris", handle, index(house), call="positive")
    release(house, handle)
    house.clock.advance(minutes=1)
    press(at, "make-report")
    at.selectbox(key="compare.one").set_value(2).run()
    at.selectbox(key="compare.other").set_value(1).run()
    assert not at.exception
    said = " ".join(text(at).split())
    caption = "Concordance: Included patients by test result, and by whether the therapy"
    assert caption in said
    assert "Row then, report 1 now, report 2" in said
    assert "positive · decision pending 0 1" in said
    assert "numbers differ." in said
    assert "such therapy 0 0" not in said


def test_two_reports_of_the_same_data_have_every_number_the_same(house: House, screen: Screen) -> None:
    house.report(), house.report()
    at = screen(house, "paula", "reports")
    at.selectbox(key="compare.one").set_value(1).run()
    at.selectbox(key="compare.other").set_value(2).run()
    assert "Every number is the same." in text(at)


def test_only_reports_in_the_same_language_are_offered_to_compare(house: House, screen: Screen) -> None:
    house.report(), house.report(language="nl")
    at = screen(house, "paula", "reports")
    at.selectbox(key="compare.one").set_value(1).run()
    assert "There is no other report in the same language." in text(at)


def test_what_is_kept_from_a_treating_investigator_is_not_compared(house: House, screen: Screen) -> None:
    house.enrol(physician="peter")
    house.clock.advance(minutes=1)
    house.report(), house.report("peter")
    at = screen(house, "peter", "reports")
    at.selectbox(key="compare.one").set_value(1).run()
    at.selectbox(key="compare.other").set_value(2).run()
    assert "that are not released to you yet" in [each.value for each in at.info][-1]
    at = screen(house, "paula", "reports")
    at.selectbox(key="compare.one").set_value(1).run()
    at.selectbox(key="compare.other").set_value(2).run()
    assert "One of them was made by a physician of the study" in [each.value for each in at.info][-1]


@pytest.mark.parametrize("login", ["anna", "carla", "iris", "lars", "adam"])
def test_who_may_not_see_endpoints_gets_nothing(house: House, screen: Screen, login: str) -> None:
    at = screen(house, login, "reports", shut=True)
    assert [element.type for element in at.main if element.type != "main"] == ["exception"]
