"""Overview and concordance: the numbers of the signed data, with denominator and context."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from her2dash.actions import dashboard
from her2dash.figures.boards import BOARDS, every
from her2dash.i18n import Words
from her2dash.study.rows import IS_THERE
from her2dash.ui import owed
from tests.filled import filled
from tests.house import House
from tests.pages.conftest import Screen, address, press, text


def numbers(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


def tables(of: Block) -> list[str]:
    return [each.proto.body for each in of.get("html") if "her2-table" in each.proto.body]


def one_concordant_patient(house: House, screen: Screen) -> None:
    handle, study, today = house.enrol(), house.office.study, house.clock.now().date()
    house.sign("anna", handle, "q_pre", filled(study, study.form("q_pre"), today))
    house.sign("iris", handle, "pet", filled(study, study.form("pet"), today, call="positive"))
    press(screen(house, "iris", "worklist"), f"release.{handle}")
    agent = {"regimen:1": IS_THERE, "agent:1": "trastuzumab"}
    decided = filled(study, study.form("therapy"), today, outcome="regimen", **agent)
    house.sign("carla", handle, "therapy", decided)


def test_an_empty_study_says_what_will_fill_the_figure(house: House, screen: Screen) -> None:
    at = screen(house, "paula", "overview")
    assert numbers(at)["Enrolled"] == "0 of 20"
    assert "No patient is included yet" in text(at)
    assert "The first signed injection date fills this figure." in text(at)
    assert "No form is due or overdue." in text(at)
    assert {one.label: (one.value, one.delta) for one in at.metric}["Concordant so far"] == (
        "–", "no patient is included yet",
    )  # fmt: skip


@pytest.mark.parametrize("board", sorted(BOARDS))
def test_with_nobody_no_table_of_zeros_stands_open_and_no_empty_group_is_offered(
    house: House, screen: Screen, board: str
) -> None:
    """Found on pictures: an empty board was twelve screens of zeros on a phone."""
    at = screen(house, "paula", board)
    shut = sum(len(tables(each)) for each in at.expander)
    assert len(tables(at.main)) == shut > 0
    assert "Patients by group" not in {one.label for one in at.selectbox}
    # a caption of nobody told of methods, and that nobody was missing
    assert "nobody missing" not in text(at)


def test_the_overview_moves_with_what_is_signed(house: House, screen: Screen) -> None:
    at = screen(house, "paula", "overview")
    one_concordant_patient(house, screen)
    at.run()
    assert numbers(at) == {
        "Enrolled": "1 of 20",
        "Included": "1 of 1",
        "Concordant so far": "1/1",
        "Still needed": "13 of 19",
        "Forms overdue": "0",
    }
    assert "Interim, unadjusted." in text(at)
    share = next(metric for metric in at.metric if metric.label == "Concordant so far")
    assert share.delta == "95\u00a0% CI too few"  # no line ends before the sign
    needed = next(metric for metric in at.metric if metric.label == "Still needed")
    assert (
        needed.delta
        == "patients who can still become concordant (0\u00a0pending, 19\u00a0still to be included)"
    )


def test_who_owes_a_form_is_listed_with_the_days(house: House, screen: Screen) -> None:
    house.enrol()
    house.clock.advance(days=14)
    at = screen(house, "paula", "overview")
    assert numbers(at)["Forms overdue"] == "1 of 1"
    assert "Overdue: 1 of 1." in text(at)
    assert "Dr Anna: 1\u00a0overdue, 0\u00a0due" in text(at)
    assert "Late: 4 days (on time until 12 Mar 2026)" in text(at)
    assert "Questionnaire before the PET · Dr Anna" in " ".join(text(at).split())


def test_a_form_that_is_only_due_is_not_said_to_be_late(house: House, screen: Screen) -> None:
    house.enrol()
    house.clock.advance(days=6)
    at = screen(house, "paula", "overview")
    assert numbers(at)["Forms overdue"] == "0 of 1"
    assert "Due 12 Mar 2026" in text(at)
    assert "Late:" not in text(at)


def test_the_next_day_a_form_is_later_though_nothing_was_signed(house: House, screen: Screen) -> None:
    house.enrol()
    house.clock.advance(days=14)
    screen(house, "paula", "overview")
    house.clock.advance(days=1)
    assert "Late: 5 days" in text(screen(house, "paula", "overview"))


def test_a_long_list_of_owed_forms_is_read_page_by_page_to_its_end(
    house: House, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found on a picture of 2,000 patients: the figures began eleven screens below."""
    monkeypatch.setattr(owed, "FIRST", 2)
    for number in ("01-001", "01-002", "01-003"):
        house.enrol(number)
    house.clock.advance(days=14)
    at = screen(house, "paula", "overview")
    assert "Page 1 of 2" in text(at)
    assert "Patient 01-003" not in _led_to(at)
    press(at, "next")
    assert address(at, "page") == "2"
    assert list(_led_to(at)) == ["Patient 01-003"]


def test_an_owed_form_leads_to_its_patient(house: House, screen: Screen) -> None:
    handle = house.enrol()
    house.clock.advance(days=14)
    assert _led_to(screen(house, "paula", "overview")) == {"Patient 01-001": f"patient={handle}"}


def _led_to(at: AppTest) -> dict[str, str]:
    """The links to patients, by what they say."""
    return {one.proto.label: one.proto.query_string for one in at.main if one.type == "page_link"}


@pytest.mark.parametrize("page", ["0", "9", "x"])
def test_a_page_that_the_list_does_not_have_is_its_first_or_last(
    house: House, screen: Screen, page: str
) -> None:
    house.enrol()
    house.clock.advance(days=14)
    assert list(_led_to(screen(house, "paula", "overview", page=page))) == ["Patient 01-001"]


def test_the_forms_of_one_physician_are_chosen_from_the_list(
    house: House, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owed, "FIRST", 1)
    house.enrol("01-001")
    house.enrol("01-002", physician="bram")
    house.clock.advance(days=14)
    at = screen(house, "paula", "overview", page="2")
    assert "1 more physician" in {one.label for one in at.expander}
    at.selectbox(key="owed.of").set_value("Dr Anna").run()
    assert list(_led_to(at)) == ["Patient 01-001"]
    assert "Dear Dr Anna," in "".join(one.value for one in at.code)
    assert numbers(at)["Forms overdue"] == "2 of 2"  # the choice is one of the list alone


def test_nothing_is_read_again_while_nothing_moved(
    house: House, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, read = screen(house, "paula", "overview"), []
    monkeypatch.setattr(dashboard, "findings", lambda desk, **_: read.append(desk))
    at.run()
    assert not at.exception
    assert read == []


def test_refresh_asks_now_and_says_when(house: House, screen: Screen) -> None:
    at = screen(house, "paula", "concordance", site="01")
    assert "Asked at 10:00:00: nothing newer." in text(at)
    one_concordant_patient(house, screen)
    house.clock.advance(minutes=3)
    press(at, "refresh")
    assert "Asked at 10:03:00: nothing newer." in text(at)
    assert "n = 1 included" in text(at)
    assert address(at, "site") == "01"


def test_the_past_is_not_asked_again_and_says_why(house: House, screen: Screen) -> None:
    before = house.clock.now()
    house.clock.advance(days=1)
    at = screen(house, "paula", "concordance", **{"as-of": before.isoformat()})
    assert "nothing of it changes any more" in text(at)
    assert [button.key for button in at.button] == ["clear-filters"]


@pytest.mark.parametrize("room", ["patients", "reports"])
def test_a_page_that_does_not_move_by_itself_is_asked_by_the_same_press(
    house: House, screen: Screen, room: str
) -> None:
    at = screen(house, "paula", room)
    house.clock.advance(seconds=7)
    assert "Asked at 10:00:07." in text(press(at, "refresh"))


def test_concordance_shows_the_rule_the_interval_and_the_table(house: House, screen: Screen) -> None:
    one_concordant_patient(house, screen)
    at = screen(house, "paula", "concordance")
    assert "at least 2/3 of the included patients, that is 14 of 20" in text(at)
    assert "So far 1/1 of the included patients are concordant" in text(at)
    assert "n = 1 included: 1 concordant, 0 discordant, 0 equivocal" in text(at)
    assert "positive 1 0 0 0 1" in " ".join(text(at).split())


@pytest.mark.parametrize("room", ["overview", "concordance"])
@pytest.mark.parametrize("login", ["anna", "carla", "iris", "lars", "adam"])
def test_who_may_not_see_endpoints_gets_none_even_past_the_navigation(
    house: House, screen: Screen, login: str, room: str
) -> None:
    at = screen(house, login, room, shut=True)
    assert [element.type for element in at.main if element.type != "main"] == ["exception"]


@pytest.mark.parametrize("board", BOARDS)
def test_every_figure_says_of_whom_and_as_of_when_it_is_and_has_files(
    house: House, screen: Screen, board: str
) -> None:
    one_concordant_patient(house, screen)
    at = screen(house, "paula", board)
    figures = every(BOARDS[board](dashboard.findings(house.desk("paula")), Words("en")))
    said = text(at)
    assert said.count("All patients. Analysis version") == len(figures) + 1  # once for the page
    for drawn in figures:
        assert drawn.finding in said
    assert said.count("Take away:") == len(figures)
