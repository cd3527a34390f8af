"""One patient's page: the whole way, what does not fit, and what a coordinator changes."""

from __future__ import annotations

from datetime import date

from her2dash.actions import patients, worklist
from her2dash.study.model import Value
from tests.filled import filled
from tests.house import House
from tests.pages.conftest import Screen, press, text


def sign(house: House, login: str, handle: str, form: str, **said: Value) -> None:
    study = house.office.study
    house.sign(login, handle, form, filled(study, study.form(form), house.clock.now().date(), **said))


def test_the_page_tells_forms_and_what_happened(house: House, screen: Screen) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    said = text(screen(house, "paula", "patient", patient=handle))
    assert "Patient 01-001" in said
    assert "Referred by Dr Anna" in said
    assert "“Questionnaire before the PET” signed by Dr Anna" in said
    assert "Circulating tumour cells" in said
    assert "No deviation is known." in said
    assert "Asked at " in said


def test_a_physician_reads_nothing_there_of_cells_or_of_other_peoples_patients(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    sign(house, "lars", handle, "ctc")
    said = text(screen(house, "anna", "patient", patient=handle))
    assert "Patient 01-001" in said
    assert "irculating" not in said
    assert "There is no such patient among yours." in text(screen(house, "bram", "patient", patient=handle))
    assert "this address names none" in text(screen(house, "anna", "patient"))


def test_a_query_is_explained_where_it_stands(house: House, screen: Screen) -> None:
    handle = house.enrol()
    said = {"lesions:1": "row", "lesion_visual:1": "4", "lesion_site:1": "bone"}
    sign(house, "iris", handle, "pet", call="negative", **said)
    at = screen(house, "carla", "patient", patient=handle)
    title = "The patient is called negative and at least one lesion is positive"
    assert title in text(at)
    key = f"{handle}.negative_with_positive_lesion"
    press(at, f"explain.{key}")
    assert "Explain in a few words" in text(at)
    at.text_input(key=f"explanation.{key}").set_value("a healing fracture").run()
    press(at, f"explain.{key}")
    assert "Explained by Dr Carla" in text(at)
    assert title not in text(screen(house, "carla", "worklist"))


def test_a_coordinator_reassigns_moves_and_gives_up(house: House, screen: Screen) -> None:
    handle = house.enrol()
    at = screen(house, "carla", "patient", patient=handle)
    press(at, "reassign")
    assert "Choose first what is to be changed." in text(at)
    at.selectbox(key="keeping.physician").set_value("bram").run()
    press(at, "reassign")
    assert "Reassigned to Dr Bram" in text(at)
    assert worklist.worklist(house.desk("anna")) == ()
    at.date_input(key="keeping.planned").set_value(date(2026, 4, 20)).run()
    press(at, "replan")
    assert "test planned for 20 Apr 2026" in text(at).replace(
        "\u00a0", " "
    )  # its blanks keep a day on one line
    at.selectbox(key="keeping.form").set_value("q_pre").run()
    at.selectbox(key="keeping.reason").set_value("no_reply").run()
    press(at, "give-up")
    assert "closed as not obtained by Dr Carla" in text(at)
    press(at, "again.q_pre")
    (row,) = patients.patients(house.desk("carla"))
    assert [each.not_obtained for each in row.forms if each.form == "q_pre"] == [None]


def test_nobody_else_is_offered_a_change(house: House, screen: Screen) -> None:
    handle = house.enrol()
    for login in ("anna", "paula", "mona"):
        assert "Change something about this patient" not in text(
            screen(house, login, "patient", patient=handle)
        )


def test_a_signer_is_called_unblinded_where_it_matters_not_the_laboratory_on_its_own_form(
    house: House, screen: Screen
) -> None:
    handle = house.enrol(physician="peter")
    sign(house, "lars", handle, "ctc")
    sign(house, "peter", handle, "q_pre")
    said = text(screen(house, "paula", "patient", patient=handle))
    assert said.count("unblinded signer") == 1
    assert "“Questionnaire before the PET” signed by Dr Peter (unblinded signer)" in said


def test_the_end_of_a_participation_is_recorded_from_the_patients_page(house: House, screen: Screen) -> None:
    handle = house.enrol()
    assert "Record" in text(screen(house, "carla", "patient", patient=handle))
    sign(house, "carla", handle, "status", ended="withdrew")
    said = text(screen(house, "carla", "patient", patient=handle))
    assert "The patient withdrew. Nothing is due any more." in said
    # A result that comes late can still be recorded, but nothing asks for it.
    assert "Not needed any more" in said
    assert "Record anyway" in said
    assert "Start" not in said


LESIONS = {
    "lesions:1": "row", "lesion_visual:1": "4", "lesion_site:1": "bone", "lesion_suvmax:1": "9.5",
    "lesions:2": "row", "lesion_visual:2": "3", "lesion_site:2": "liver", "lesion_suvmax:2": "12",
}  # fmt: skip


def test_answers_stand_side_by_side_with_their_differences_in_words(house: House, screen: Screen) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre", plan="endocrine", agents=("serd",), plan_confidence="2")
    assert "not signed" in text(screen(house, "paula", "patient", patient=handle))
    sign(house, "iris", handle, "pet")
    press(screen(house, "iris", "worklist"), f"release.{handle}")
    sign(house, "anna", handle, "q_post", plan="chemo", agents=("taxane",), plan_confidence="4")
    said = " ".join(text(screen(house, "paula", "patient", patient=handle)).split())
    assert "Question Before After Month 3" in said
    assert "Confidence in the plan Slightly confident Very confident (higher) not signed" in said
    assert "Chemotherapy without anti-HER2 therapy (another answer)" in said
    assert "Has the treatment plan changed since before the PET? After" in said


def test_lesions_are_drawn_for_who_reads_the_test_and_for_nobody_else(house: House, screen: Screen) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    sign(house, "iris", handle, "pet", call="positive", **LESIONS)
    said = text(screen(house, "mona", "patient", patient=handle))
    assert "The highest SUVmax is 12.0: Liver (own uptake)" in said
    assert "Class 4: clearly visible, high uptake" in said
    hidden = text(screen(house, "anna", "patient", patient=handle))
    assert "Patient 01-001" in hidden
    assert "Lesions" not in hidden
    assert "12.0" not in hidden
    press(screen(house, "iris", "worklist"), f"release.{handle}")
    assert "The highest SUVmax is 12.0" in text(screen(house, "anna", "patient", patient=handle))


def test_a_coordinator_reads_no_answers_of_the_physician_there(house: House, screen: Screen) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre", plan="endocrine", agents=("serd",))
    said = text(screen(house, "carla", "patient", patient=handle))
    assert "Endocrine therapy" not in said
    assert "None of these forms is signed yet." in said
