"""The page of the audit trail: sentences, filters in the address, proof, blanking, and who sees what."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from her2dash.actions import accounts, trail
from tests.actions.steps import sealed_first, sign
from tests.house import House
from tests.pages.conftest import Screen, address, press, text


@pytest.mark.usefixtures("whole_record")
def test_what_was_done_is_told_in_sentences_with_their_reasons(house: House, screen: Screen) -> None:
    said = text(screen(house, "paula", "trail"))
    for part in (
        "The test was released to the referring physician.", "Reason: “the physician is away”",
        "The test was planned for 12 Mar 2026, and is planned for 20 Mar 2026 from now on.",
        "“HER2-PET” was opened for correction.", "Reason: “typed too fast”", "The reason was blanked.",
        "“What is the result for the patient as a whole?” in “HER2-PET”: answered “Negative”.",
        "“Lesion 1” in “HER2-PET” was added.",
        "“Lesion 1: How much tracer uptake is visible in this lesion?” in “HER2-PET”: answered",
        "Report 1 was made.",
        "Dr Iris · patient 01-001", "imaging · page · form version 1 · shown in English · 2026-03-02 09:00:",
    ):  # fmt: skip
        assert part in said, part
    assert "Mrs Janssen" not in said


@pytest.mark.usefixtures("whole_record")
def test_it_is_read_in_dutch_too(house: House, screen: Screen) -> None:
    accounts.set_language(house.desk("paula"), language="nl")
    said = text(screen(house, "paula", "trail"))
    assert "De test is vrijgegeven aan de verwijzend arts." in said
    assert "Reden: “the physician is away”" in said


@pytest.mark.usefixtures("whole_record")
def test_a_filter_is_written_into_the_address_and_narrows_the_list(house: House, screen: Screen) -> None:
    at = screen(house, "mona", "trail", page="2")
    at.selectbox(key="trail.thing").set_value("report").run()
    assert not at.exception
    assert (address(at, "thing"), "page" in at.query_params) == ("report", False)
    assert "1 event\n" in f"{text(at)}\n"
    at.date_input(key="trail.until").set_value(date(2026, 3, 1)).run()
    assert address(at, "until") == "2026-03-01"
    assert "No event is like that." in text(at)


@pytest.mark.parametrize(
    "odd",
    [
        {"thing": "<b>"},
        {"since": "yesterday"},
        {"page": "-3"},
        {"log": "none"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"until": "2099-01-01"},
        {"number": "a\0b"},
        {"person": "\0"},
    ],
)
def test_what_an_address_cannot_mean_is_passed_over(
    house: House, screen: Screen, odd: dict[str, str]
) -> None:
    found = trail.trail_page(house.desk("mona"), wanted=trail.Wanted()).found
    assert f"{found} events" in text(screen(house, "mona", "trail", **odd))


def test_both_chains_are_verified_by_a_press_and_a_changed_row_is_named(house: House, screen: Screen) -> None:
    sign(house, "anna", house.enrol(), sealed_first(house))
    at = press(screen(house, "mona", "trail"), "verify-chains")
    assert "Both chains hold." in at.success[0].value
    with house.office.database.engine.begin() as connection:
        connection.execute(sa.text("drop trigger answer_no_update"))
        connection.execute(sa.text("update answer set value = '\"5\"' where id = 1"))
    at = press(at, "verify-chains")
    assert "The record does not hold." in at.error[0].value
    assert "record event" in at.error[0].value


@pytest.mark.usefixtures("whole_record")
def test_who_looked_is_another_list_for_who_watches_the_study(house: House, screen: Screen) -> None:
    at = screen(house, "mona", "trail")
    accounts.sign_out(house.desk("carla"))
    at.radio(key="trail.log").set_value("access").run()
    assert address(at, "log") == "access"
    assert "Dr Carla: Signed in" in text(at)
    assert "Dr Carla: Signed out: by the person there" in text(at)
    assert "Looked at: the audit trail" in text(at)
    assert "Looked at: patient 01-001, “HER2-PET”" in text(at)
    assert "Every sign-in is listed here, and every sign-out with how it came about." in text(at)
    assert "trail.log" not in {each.key for each in screen(house, "carla", "trail", log="access").radio}


@pytest.mark.usefixtures("whole_record")
def test_a_text_is_blanked_with_a_reason_and_says_so_from_then_on(house: House, screen: Screen) -> None:
    at = screen(house, "paula", "trail", thing="index")
    (blank,) = [each.key for each in at.button if (each.key or "").startswith("blank-")]
    at = press(at, str(blank))
    at = press(at, "blank-now")
    assert "Say in a few words why the text is blanked, without repeating it." in text(at)
    at.text_input(key="blank.reason").set_value("names a person").run()
    at = press(at, "blank-now")
    assert "The reason was blanked." in text(at)
    assert "the physician is away" not in text(at)
    assert "Reason: “names a person”" in text(screen(house, "mona", "trail", thing="text"))


@pytest.mark.parametrize("login", ["anna", "iris", "lars"])
def test_the_page_is_shut_to_others(house: House, screen: Screen, login: str) -> None:
    assert "event 1" not in text(screen(house, login, "trail", shut=True))


@pytest.mark.parametrize(
    "change",
    [
        "update answer set item = 'nonsense' where id = 1",
        "update audit_event set detail = 'nonsense' where deed = 'form.signed'",
        "update audit_event set detail = '{\"form\": \"none\"}' where deed = 'form.signed'",
        "update audit_event set deed = 'nonsense.done' where deed = 'form.signed'",
    ],
)
def test_what_somebody_wrote_past_the_app_is_shown_all_the_same(
    house: House, screen: Screen, change: str
) -> None:
    sign(house, "anna", house.enrol(), sealed_first(house))
    with house.office.database.engine.begin() as connection:
        for table in ("answer", "audit_event"):
            connection.execute(sa.text(f"drop trigger {table}_no_update"))
        connection.execute(sa.text(change))
    found = trail.trail_page(house.desk("mona"), wanted=trail.Wanted()).found
    assert f"{found} events" in text(screen(house, "mona", "trail"))
