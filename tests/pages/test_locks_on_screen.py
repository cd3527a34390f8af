"""Locks on the screen: who locks and unlocks where, what others see, and what was typed too late."""

from __future__ import annotations

from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.actions import accounts, capture, locks
from her2dash.errors import Refused
from tests.filled import filled
from tests.house import House
from tests.pages.conftest import Screen, place, press, text


def sign(house: House, login: str, handle: str, form: str) -> None:
    study = house.office.study
    house.sign(login, handle, form, filled(study, study.form(form), house.clock.now().date()))


def lock(house: House, handle: str, form: str | None = None) -> None:
    locks.lock(house.desk("paula"), handle=handle, form=form, key=uuid4().hex)


def test_the_investigator_locks_a_form_and_unlocks_it_for_a_day(house: House, screen: Screen) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    at = screen(house, "paula", "patient", patient=handle)
    press(at, "lock")
    assert "Choose first what is to be locked or unlocked." in text(at)
    assert at.selectbox(key="locking.lock").options == [
        "All of this patient's record", "Questionnaire before the PET",
    ]  # fmt: skip
    at.selectbox(key="locking.lock").set_value("q_pre").run()
    press(at, "lock")
    assert "“Questionnaire before the PET”: This form is locked since 2 Mar 2026, 10:00 CET." in text(at)
    at.selectbox(key="locking.unlock").set_value("q_pre").run()
    press(at, "unlock")
    assert "Say in a few words why it is unlocked." in text(at)
    at.text_input(key="locking.reason").set_value("a late letter").run()
    press(at, "unlock")
    assert "Unlocked by Dr Paula until 3 Mar 2026, 10:00 CET: “a late letter”." in text(at)
    house.clock.advance(days=1)
    again = text(screen(house, "paula", "patient", patient=handle))
    assert "This form is locked since 3 Mar 2026, 10:00 CET." in again


def test_the_list_of_patients_tells_what_is_locked_and_offers_nothing_to_fill_there(
    house: House, screen: Screen
) -> None:
    whole, form = house.enrol("01-001"), house.enrol("01-002")
    sign(house, "anna", form, "q_pre")
    of_two = ways_to_fill(screen(house, "carla", "patients"))
    lock(house, whole)
    lock(house, form, "q_pre")
    at = screen(house, "carla", "patients")
    assert text(at).count("This patient's record is locked since 2 Mar 2026, 10:00 CET.") == 1
    assert "Signed 2 Mar 2026, locked" in " ".join(text(at).split())  # its day's blanks keep it on one line
    assert 0 < ways_to_fill(at) == of_two // 2
    locks.lock_study(house.desk("paula"), password="paula has a long password", key=uuid4().hex)
    at = screen(house, "carla", "patients")
    assert text(at).count("The study's database is locked since 2 Mar 2026, 10:00 CET.") == 1
    assert ways_to_fill(at) == 0


def ways_to_fill(at: AppTest) -> int:
    return sum(link.label in ("Start", "Record", "Continue") for link in at.get("page_link"))


def test_a_locked_form_says_since_when_and_offers_no_correction(house: House, screen: Screen) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    assert "Correct this form" in labels(screen(house, "anna", "form", patient=handle, form="q_pre"))
    lock(house, handle, "q_pre")
    at = screen(house, "anna", "form", patient=handle, form="q_pre")
    assert "This form is locked since 2 Mar 2026, 10:00 CET." in text(at)
    assert "Signed and sealed" in text(at)
    assert "Correct this form" not in labels(at)


def labels(at: object) -> list[str]:
    return [each.label for each in at.expander]  # type: ignore[attr-defined]


def test_what_is_typed_after_the_lock_is_told_as_not_saved_with_the_words_themselves(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="2")
    lock(house, handle)
    at.radio(key=place(handle, "q_pre", "status")).set_value("negative").run()
    assert not at.exception
    said = " ".join(text(at).split())
    assert "This was answered after the form was locked, and is not saved:" in said
    label = house.office.study.form("q_pre").item("status").label["en"]
    assert f"{label} HER2-negative" in said
    assert "This patient's record is locked since 2 Mar 2026, 10:00 CET." in said
    assert not at.radio
    assert capture.open_form(house.desk("anna"), handle=handle, form="q_pre").answers == {}


def test_a_form_that_was_being_corrected_shows_so_and_nothing_to_press_when_it_is_locked(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    at = screen(house, "anna", "form", patient=handle, form="q_pre")
    at.text_input(key=f"correction.{handle}.q_pre").set_value("chosen in haste").run()
    press(at, "open-correction")
    lock(house, handle)
    closed = screen(house, "anna", "form", patient=handle, form="q_pre")
    assert "is being corrected since" in text(closed)
    assert "This patient's record is locked since" in text(closed)
    assert {"drop-correction", "continue", "sign"}.isdisjoint(each.key for each in closed.button)


def test_the_work_list_offers_nothing_of_a_locked_patient(house: House, screen: Screen) -> None:
    handle = house.enrol()
    assert "01-001" in text(screen(house, "anna", "worklist"))
    lock(house, handle)
    said = text(screen(house, "anna", "worklist"))
    assert "01-001" not in said
    assert "Nothing waits for you now." in said


def test_a_coordinator_is_offered_no_change_of_a_locked_patient(house: House, screen: Screen) -> None:
    handle = house.enrol()
    lock(house, handle)
    at = screen(house, "carla", "patient", patient=handle)
    assert "Change something about this patient" not in labels(at)
    assert "This patient's record is locked since" in text(at)


@pytest.mark.parametrize("login", ["anna", "carla", "mona"])
def test_nobody_else_is_offered_to_lock_or_unlock(house: House, screen: Screen, login: str) -> None:
    handle = house.enrol()
    lock(house, handle)
    assert "Lock and unlock" not in labels(screen(house, login, "patient", patient=handle))
    assert not screen(house, login, "study").button


def test_the_data_base_is_locked_with_a_sentence_that_is_signed_by_the_password(
    house: House, screen: Screen
) -> None:
    at = screen(house, "paula", "study")
    assert "The database is not locked." in text(at)
    assert "I lock the database" in text(at)
    at.text_input(key="lock-study.password").set_value("wrong")
    press(at, "lock-study")
    assert "The password is not right." in text(at)
    at.text_input(key="lock-study.password").set_value("paula has a long password")
    press(at, "lock-study")
    said = text(at)
    assert "The study's database is locked since 2 Mar 2026, 10:00 CET." in said
    assert "Signed 2 Mar 2026, 10:00 CET by Dr Paula: “I have reviewed the data of this study." in said
    with pytest.raises(Refused):
        house.enrol()
    at.text_input(key="study-lock.reason").set_value("a late letter")
    at.text_input(key="unlock-study.password").set_value("paula has a long password")
    press(at, "unlock-study")
    assert "Unlocked by Dr Paula until 3 Mar 2026, 10:00 CET: “a late letter”." in text(at)
    house.enrol()


def test_a_lock_that_was_a_mistake_is_lifted_for_good_and_the_pages_say_so(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    lock(house, handle)
    at = screen(house, "paula", "patient", patient=handle)
    at.selectbox(key="locking.unlock").set_value("").run()
    at.text_input(key="locking.reason").set_value("the wrong patient").run()
    press(at, "unlock-for-good")
    assert "This patient's record is locked" not in text(at)
    assert "Unlocked for good by Dr Paula: the patient's record" in text(at)
    locks.lock_study(house.desk("paula"), password="paula has a long password", key=uuid4().hex)
    at = screen(house, "paula", "study")
    assert "I lift the lock of the database of this study for good" in text(at)
    at.text_input(key="study-lock-for-good.reason").set_value("locked too soon")
    at.text_input(key="end-study-lock.password").set_value("paula has a long password")
    press(at, "end-study-lock")
    assert "The database is not locked." in text(at)
    assert "Unlocked for good by Dr Paula on 2 Mar 2026, 10:00 CET: “locked too soon”." in text(at)
    assert "I have reviewed the data" in text(at)  # and it can be locked again
    assert "Unlocked for good: the database of the study." in text(screen(house, "mona", "trail"))


def test_who_would_enrol_into_a_locked_study_is_told_before_anything_is_typed(
    house: House, screen: Screen
) -> None:
    locks.lock_study(house.desk("paula"), password="paula has a long password", key=uuid4().hex)
    at = screen(house, "carla", "patients")
    assert "The study's database is locked since" in text(at)
    assert "enrol" not in [each.key for each in at.button]


def test_a_lock_is_told_and_signed_in_dutch_to_who_reads_dutch(house: House, screen: Screen) -> None:
    accounts.set_language(house.desk("paula"), language="nl")
    locks.lock_study(house.desk("paula"), password="paula has a long password", key=uuid4().hex)
    said = text(screen(house, "paula", "study"))
    assert "De database van de studie is vergrendeld sinds 2 mrt 2026, 10:00 CET." in said
    assert "Ik heb de gegevens van deze studie nagezien." in said
