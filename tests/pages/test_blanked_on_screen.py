"""A blanked text reads so wherever the answer stands: on the form, its summary and the patient's page."""

from __future__ import annotations

from uuid import uuid4

from her2dash.actions import accounts, redaction, trail
from tests.actions.locking import open_again
from tests.actions.steps import sign
from tests.actions.test_blanked_answers import NAMED, REQUIRED, blank
from tests.house import House
from tests.pages.conftest import Screen, place, press, text


def test_a_blanked_answer_reads_so_on_the_form_its_summary_and_the_patients_page(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre", **REQUIRED)
    blank(house, "plan_other")
    here = {"patient": handle, "form": "q_pre"}
    label = house.office.study.form("q_pre").item("plan_other").label
    assert f"{label['en']} (blanked)" in " ".join(text(screen(house, "anna", "form", **here)).split())
    assert "(blanked)" in text(screen(house, "paula", "patient", patient=handle))
    open_again(house, handle, "anna", "q_pre")
    at = screen(house, "anna", "form", **here, page="check")
    assert f"{label['en']} (blanked)" in " ".join(text(at).split())
    assert "Write an answer to" not in text(at)
    press(at, "change.plan_other")
    assert at.text_area(key=place(handle, "q_pre", "plan_other")).value == ""
    assert "(blanked)" in text(at)
    accounts.set_language(house.desk("anna"), language="nl")
    said = " ".join(text(screen(house, "anna", "form", **here, page="check")).split())
    assert f"{label['nl']} (gewist)" in said
    assert NAMED not in said


def test_a_blanked_reason_reads_so_where_the_correction_is_told(house: House, screen: Screen) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    open_again(house, handle, "anna", "q_pre")
    (opened, *_) = trail.whole_trail(house.desk("paula"), wanted=trail.Wanted(thing="form"))
    redaction.redact(house.desk("paula"), event=opened.number, reason="a name", key=uuid4().hex)
    assert "“(blanked)”" in text(screen(house, "anna", "form", patient=handle, form="q_pre"))
    assert "by Dr Anna: “(blanked)”" in text(screen(house, "paula", "patient", patient=handle))
