"""A repeating page: rows are added, filled, removed and put back; what hangs on an answer is beside it."""

from __future__ import annotations

from her2dash.actions import capture
from tests.house import House
from tests.pages.conftest import Screen, place, press, text

LESIONS = {"call": "positive", "lesions:1": "row"}


def on_record(house: House, handle: str, form: str = "pet") -> dict[str, object]:
    return dict(capture.open_form(house.desk("iris"), handle=handle, form=form).answers)


def test_a_row_is_added_filled_and_saved_answer_by_answer(house: House, screen: Screen) -> None:
    handle = house.enrol()
    house.fill("iris", handle, "pet", {"call": "positive"})
    at = screen(house, "iris", "form", patient=handle, form="pet", page="3")
    assert "None yet." in text(at)
    press(at, "add.lesions")
    assert "Lesion 1" in text(at)
    at.radio(key=place(handle, "pet", "lesion_site:1")).set_value("bone").run()
    press(at, "add.lesions")
    at.radio(key=place(handle, "pet", "lesion_site:2")).set_value("liver").run()
    assert on_record(house, handle) == {
        "call": "positive", "lesions:1": "row", "lesion_site:1": "bone", "lesions:2": "row",
        "lesion_site:2": "liver",
    }  # fmt: skip


def test_no_two_questions_of_a_page_sound_alike(house: House, screen: Screen) -> None:
    handle = house.enrol()
    house.fill("iris", handle, "pet", {**LESIONS, "lesions:2": "row"})
    at = screen(house, "iris", "form", patient=handle, form="pet", page="3")
    names = [widget.label for widget in (*at.radio, *at.text_input, *at.selectbox)]
    assert len(names) == len(set(names))
    assert any(name.startswith("Lesion 2: ") for name in names)


def test_a_removed_row_can_be_put_back_with_its_answers(house: House, screen: Screen) -> None:
    handle = house.enrol()
    house.fill("iris", handle, "pet", {**LESIONS, "lesion_site:1": "bone"})
    at = screen(house, "iris", "form", patient=handle, form="pet", page="3")
    press(at, "remove.lesions.1")
    assert "Lesion 1 was removed" in text(at)
    assert not [radio for radio in at.radio if radio.key == place(handle, "pet", "lesion_site:1")]
    assert on_record(house, handle) == {"call": "positive", "lesion_site:1": "bone"}
    press(at, "restore.lesions")
    assert at.radio(key=place(handle, "pet", "lesion_site:1")).value == "bone"


def test_an_unusual_number_asks_why_it_is_right(house: House, screen: Screen) -> None:
    handle = house.enrol()
    house.fill("iris", handle, "pet", LESIONS)
    at = screen(house, "iris", "form", patient=handle, form="pet", page="3")
    at.text_input(key=place(handle, "pet", "lesion_suvmax:1")).set_value("58,5").run()
    assert on_record(house, handle)["lesion_suvmax:1"] == "58.5"
    assert "An SUVmax above 40 is unusual" in text(at)
    at.text_area(key=place(handle, "pet", "lesion_suvmax:1~why")).set_value("measured twice").run()
    assert on_record(house, handle)["lesion_suvmax:1~why"] == "measured twice"


def test_an_impossible_number_is_refused_with_the_clinical_reason(house: House, screen: Screen) -> None:
    handle = house.enrol()
    at = screen(house, "iris", "form", patient=handle, form="pet", page="1")
    at.text_input(key=place(handle, "pet", "activity")).set_value("5000").run()
    wanted = house.office.study.form("pet").item("activity")
    assert wanted.impossible is not None
    assert wanted.impossible["en"] in at.error[0].value.replace("\\", "")
    assert "activity" not in on_record(house, handle)
    assert at.text_input(key=place(handle, "pet", "activity")).value == "5000"  # what was typed is kept


def test_a_reason_stands_for_a_number_that_cannot_be_had(house: House, screen: Screen) -> None:
    handle = house.enrol()
    house.fill("iris", handle, "pet", LESIONS)
    at = screen(house, "iris", "form", patient=handle, form="pet", page="3")
    at.selectbox(key=place(handle, "pet", "lesion_suvmax:1~none")).set_value("not_done").run()
    assert on_record(house, handle)["lesion_suvmax:1~none"] == "not_done"
    at.text_input(key=place(handle, "pet", "lesion_suvmax:1")).set_value("7").run()
    assert not [box for box in at.selectbox if box.key == place(handle, "pet", "lesion_suvmax:1~none")]


def test_what_an_answer_hides_is_named_beside_it(house: House, screen: Screen) -> None:
    handle = house.enrol()
    house.fill("anna", handle, "q_pre", {"status": "positive", "status_confidence": "4"})
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="2")
    at.radio(key=place(handle, "q_pre", "status")).set_value("cannot_say").run()
    assert "Because of this answer these are asked no more" in text(at)
    assert "How confident are you in this HER2 status?" in text(at)
    check = screen(house, "anna", "form", patient=handle, form="q_pre", page="check")
    assert "Answered earlier, asked no more, and not counted" in text(check)


def test_answers_that_exclude_each_other_are_named_on_the_page_and_keep_the_form_open(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    house.fill("anna", handle, "q_pre", {"plan": "chemo", "agents": ("trastuzumab",)})
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="3")
    assert "The treatment chosen is without anti-HER2 therapy" in text(at)
    check = screen(house, "anna", "form", patient=handle, form="q_pre", page="check")
    assert "The treatment chosen is without anti-HER2 therapy" in text(check)
    assert check.button(key="sign").disabled


def test_a_row_that_is_wanted_is_named_at_continue(house: House, screen: Screen) -> None:
    handle = house.enrol()
    days = dict.fromkeys(("injected_on", "scanned_on", "reported_on"), "2026-03-02")
    house.sign("iris", handle, "pet", {"call": "positive", **days})
    house.fill("carla", handle, "therapy", {"outcome": "regimen", "decided_on": "2026-03-02"})
    at = screen(house, "carla", "form", patient=handle, form="therapy", page="2")
    press(at, "continue")
    assert text(at).count("Add “Agent 1”: at least this one is wanted") == 2
    press(at, "add.regimen")
    assert "at least this one is wanted" not in text(at)


def test_a_group_without_rows_says_so_where_answers_are_checked_and_leads_to_its_page(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    at = screen(house, "carla", "form", patient=handle, form="workup", page="check")
    assert "Nothing was added here" in text(at)
    press(at, "change.samples")
    assert "Page 3 of 4" in text(at)


def test_a_number_is_read_with_its_unit(house: House, screen: Screen) -> None:
    handle = house.enrol()
    house.fill("iris", handle, "pet", {"activity": "37"})
    assert "37 MBq" in text(screen(house, "iris", "form", patient=handle, form="pet", page="check"))


def test_two_people_who_differ_about_a_row_choose_whether_it_is_there(house: House, screen: Screen) -> None:
    handle = house.enrol()
    house.fill("iris", handle, "pet", LESIONS)
    of = {"handle": handle, "form": "pet", "item": "lesions:1", "seen": 1, "language": "en"}
    capture.answer(house.desk("iris"), value=None, key="removed", **of)
    capture.answer(house.desk("igor"), value="row", key="kept", **of)
    check = screen(house, "iris", "form", patient=handle, form="pet", page="check")
    assert "Choose between the two answers to “Lesion 1”" in text(check)
    assert check.button(key="sign").disabled
    at = screen(house, "iris", "form", patient=handle, form="pet", page="3")
    assert "Two answers differ" in text(at)
    assert "What stood there before: It is there" in text(at)
    press(at, f"keep.{place(handle, 'pet', 'lesions:1')}.3")
    assert "Two answers differ" not in text(at)
    assert on_record(house, handle)["lesions:1"] == "row"
