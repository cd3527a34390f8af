"""Asking about a signed answer on the screen: asked, answered, closed, and seen by whom it concerns."""

from __future__ import annotations

from uuid import uuid4

import pytest

from her2dash.actions import accounts, inquiries, inquiry_lists
from her2dash.errors import NotFound
from tests.filled import filled
from tests.house import House
from tests.pages.conftest import Screen, press, text

WHY = "Is this plan right?"


def sign(house: House, login: str, handle: str, form: str) -> None:
    study = house.office.study
    house.sign(login, handle, form, filled(study, study.form(form), house.clock.now().date()))


def ask(house: House, handle: str, form: str, item: str | None = None, words: str = WHY) -> int:
    mona = house.desk("mona")
    return inquiries.ask(mona, handle=handle, form=form, item=item, text=words, key=uuid4().hex)


def keys(at: object) -> set[str]:
    """Which buttons a page offers."""
    return {button.key for button in at.button}  # type: ignore[attr-defined]


@pytest.fixture
def handle(house: House) -> str:
    """A patient of Anna's whose form before the test is signed."""
    enrolled = house.enrol()
    sign(house, "anna", enrolled, "q_pre")
    return enrolled


def test_a_monitor_asks_the_physician_answers_and_the_monitor_closes(
    house: House, screen: Screen, handle: str
) -> None:
    at = screen(house, "mona", "form", patient=handle, form="q_pre")
    key = f"inquiry.{handle}.q_pre"
    press(at, "ask-now")
    assert "Say in a few words what you ask or answer; nothing was kept." in text(at)
    at.selectbox(key=f"{key}.item").select("plan").run()
    at.text_input(key=key).set_value(WHY).run()
    press(at, "ask-now")
    assert f"Asked by Dr Mona (monitor) on 2 Mar 2026: “{WHY}”" in text(at)
    assert "Waits for an answer" in text(at)
    assert at.text_input(key=key).value == ""
    (one,) = inquiry_lists.waiting(house.desk("anna"))
    assert one.item == "plan"
    mine = screen(house, "anna", "form", patient=handle, form="q_pre")
    assert "Ask about an answer" not in text(mine)
    assert text(mine).index("Questions to answer") < text(mine).index("Signed and sealed")
    mine.text_input(key=f"inquiry.{one.number}.answer").set_value("Yes, it *is*.").run()
    press(mine, f"answer.{one.number}")
    assert "Answered by Dr Anna (referring physician) on 2 Mar 2026: “Yes, it *is*.”" in text(mine)
    assert f"answer.{one.number}" not in keys(mine)
    assert text(mine).index("Signed and sealed") < text(mine).index("Questions about these answers")
    assert "Questions to answer" not in text(mine)
    again = screen(house, "mona", "form", patient=handle, form="q_pre")
    press(again, f"close.{one.number}")
    assert "Closed by Dr Mona (monitor) on 2 Mar 2026" in text(again)
    again.text_input(key=f"inquiry.{one.number}.again").set_value("And since then?").run()
    press(again, f"again.{one.number}")
    assert "“And since then?”" in text(again)
    assert keys(again) == {"ask-now"}


def test_open_questions_stand_at_the_top_of_the_work_list_with_their_age(
    house: House, screen: Screen, handle: str
) -> None:
    ask(house, handle, "q_pre", "plan")
    said = text(screen(house, "anna", "worklist"))
    assert said.index("Questions to answer") < said.index("To do now")
    assert "Patient 01-001 · Questionnaire before the PET" in said
    assert "asked today" in said
    house.clock.advance(days=1)
    assert "asked 1 day ago" in text(screen(house, "anna", "worklist"))
    house.clock.advance(days=2)
    assert "asked 3 days ago" in text(screen(house, "anna", "worklist"))
    for login in ("bram", "carla", "iris"):
        assert "Questions to answer" not in text(screen(house, login, "worklist"))


def test_a_question_is_answered_while_the_form_is_corrected(
    house: House, screen: Screen, handle: str
) -> None:
    number = ask(house, handle, "q_pre", "plan")
    at = screen(house, "anna", "form", patient=handle, form="q_pre")
    at.text_input(key=f"correction.{handle}.q_pre").set_value("as the monitor asks").run()
    press(at, "open-correction")
    assert f"“{WHY}”" in text(at)
    at.text_input(key=f"inquiry.{number}.answer").set_value("Corrected.").run()
    press(at, f"answer.{number}")
    assert f"“{WHY}”" not in text(at)
    (one,) = inquiry_lists.of_form(house.desk("anna"), handle=handle, form="q_pre")
    assert [said.text for said in one.said] == [WHY, "Corrected."]


def test_patients_tell_monitor_and_investigator_how_many_are_open_and_answered(
    house: House, screen: Screen, handle: str
) -> None:
    number = ask(house, handle, "q_pre", "plan")
    ask(house, handle, "q_pre")
    inquiries.reply(house.desk("anna"), number=number, text="Yes.", key=uuid4().hex)
    for login in ("paula", "mona"):
        tally = "Questions about answers: 1 open, 1 answered"
        assert tally in text(screen(house, login, "patients"))
        said = text(screen(house, login, "patient", patient=handle))
        assert "The form as a whole  \nasked today" in said
    assert "Questions about answers" not in text(screen(house, "carla", "patients"))
    assert "Questions about answers" not in text(screen(house, "carla", "patient", patient=handle))


def test_nobody_who_only_reads_a_form_sees_what_was_asked_about_it(
    house: House, screen: Screen, handle: str
) -> None:
    sign(house, "carla", handle, "workup")
    ask(house, handle, "workup", words="Which laboratory was it?")
    said = text(screen(house, "anna", "form", patient=handle, form="workup"))
    assert "Signed and sealed" in said
    assert "Which laboratory" not in said
    assert "Questions" not in said
    assert "Which laboratory" in text(screen(house, "carla", "form", patient=handle, form="workup"))


def test_an_investigator_who_treats_sees_nothing_of_a_question_about_the_unreleased_test(
    house: House, screen: Screen
) -> None:
    handle = house.enrol(physician="peter")
    sign(house, "peter", handle, "q_pre")
    sign(house, "iris", handle, "pet")
    ask(house, handle, "pet", "call", words="Positive in the liver?")
    for room, query in (("patients", {}), ("patient", {"patient": handle}), ("worklist", {}), ("trail", {})):
        said = text(screen(house, "peter", room, **query))
        assert "Positive in the liver?" not in said
        assert "open, " not in said
        assert "Question 1" not in said
    assert "Nothing was asked." in text(screen(house, "peter", "patient", patient=handle))
    assert "Question 1 was asked, about “HER2-PET”" in text(screen(house, "paula", "trail"))
    with pytest.raises(NotFound):
        inquiries.reply(house.desk("peter"), number=1, text="No.", key=uuid4().hex)


def test_an_answer_in_a_row_is_asked_about_with_the_name_of_its_row(house: House, screen: Screen) -> None:
    handle, study = house.enrol(), house.office.study
    lesion = {"lesions:1": "row", "lesion_visual:1": "4", "lesion_site:1": "bone"}
    day = house.clock.now().date()
    house.sign("iris", handle, "pet", filled(study, study.form("pet"), day, call="positive", **lesion))
    at = screen(house, "mona", "form", patient=handle, form="pet")
    key = f"inquiry.{handle}.pet"
    at.selectbox(key=f"{key}.item").select("lesion_site:1").run()
    at.text_input(key=key).set_value("Which bone is it?").run()
    press(at, "ask-now")
    label = next(item for item in study.form("pet").items if item.id == "lesion_site").label["en"]
    assert f"**Lesion 1: {label}**" in text(at)
    assert f"Lesion 1: {label}" in text(screen(house, "iris", "worklist"))


def test_it_is_said_in_dutch(house: House, screen: Screen, handle: str) -> None:
    ask(house, handle, "q_pre")
    accounts.set_language(house.desk("anna"), language="nl")
    assert "Vragen om te beantwoorden" in text(screen(house, "anna", "worklist"))
    said = text(screen(house, "anna", "form", patient=handle, form="q_pre"))
    assert f"Gevraagd door Dr Mona (monitor) op 2 mrt 2026: “{WHY}”" in said
    assert "Het formulier als geheel" in said
