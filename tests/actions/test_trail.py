"""The audit trail: every event with who, when, what, before, after and why; values for who may read."""

from __future__ import annotations

import ast
import re
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

import her2dash
from her2dash.actions import capture, corrections, keeping, record, redaction, trail
from her2dash.actions.trail import Wanted
from her2dash.actions.trail_views import Change, Entry
from her2dash.errors import Forbidden, NotFound, Refused
from her2dash.study.forms import Kind
from her2dash.ui import trail_sentences
from tests.actions.steps import index, release, sealed_first, sign
from tests.house import House

SECRET = "Mrs Janssen from Breda"


def entries(house: House, login: str = "mona", **wanted: object) -> tuple[Entry, ...]:
    return trail.trail_page(house.desk(login), wanted=Wanted(**wanted)).rows  # type: ignore[arg-type]


def text_item(house: House, form: str) -> str:
    return next(
        item.id for item in house.office.study.form(form).items if item.kind is Kind.TEXT and not item.ask_if
    )


def give(house: House, login: str, handle: str, form: str, item: str, value: object) -> None:
    house.fill(login, handle, form, {item: value})  # type: ignore[dict-item]


def test_an_answer_that_was_changed_is_shown_before_and_after_with_form_version_and_language(
    house: House,
) -> None:
    handle, form = house.enrol(), sealed_first(house)
    item = text_item(house, form)
    give(house, "anna", handle, form, item, "first")
    give(house, "anna", handle, form, item, "second")
    sign(house, "anna", handle, form)
    changed = next(
        each for each in entries(house, thing="answer") if each.change == Change("first", "second")
    )
    assert (changed.person, changed.role, changed.patient) == ("Dr Anna", "physician", "01-001")
    assert (changed.form, changed.form_version, changed.language) == (form, 1, "en")
    assert changed.item is not None
    assert changed.item.id == item
    assert changed.at == house.clock.now()


def test_what_is_not_signed_yet_is_shown_to_who_fills_the_form_alone(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    give(house, "anna", handle, form, text_item(house, form), SECRET)
    (seen,) = entries(house, thing="answer")
    assert (seen.change, seen.hidden, seen.form) == (None, True, form)
    sign(house, "anna", handle, form)
    assert Change(None, SECRET) in {each.change for each in entries(house, thing="answer")}


def test_an_investigator_who_treats_a_patient_reads_no_result_before_its_release(house: House) -> None:
    handle = house.enrol(physician="peter")
    sign(house, "peter", handle, sealed_first(house))
    sign(house, "iris", handle, index(house))
    hidden = [each for each in entries(house, "peter", thing="answer") if each.form == index(house)]
    assert hidden
    assert all(each.hidden and each.change is None for each in hidden)
    assert all(each.change for each in entries(house, "paula", thing="answer") if each.form == index(house))
    release(house, handle)
    now = [each for each in entries(house, "peter", thing="answer") if each.form == index(house)]
    assert not any(each.hidden for each in now)


def test_an_administrator_sees_that_answers_were_given_and_never_what(house: House) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, sealed_first(house))
    found = entries(house, "adam", thing="answer")
    assert found
    assert all(each.hidden and each.change is None and each.handle is None for each in found)


def test_a_coordinator_has_the_events_of_the_own_site_and_none_of_people(house: House) -> None:
    house.enrol("01-001")
    assert {each.patient for each in entries(house, "carla")} == {"01-001"}
    assert entries(house, "dirk") == ()
    assert {each.patient for each in entries(house, "mona")} == {"01-001", None}


@pytest.mark.parametrize("login", ["anna", "iris", "lars"])
def test_others_have_no_trail(house: House, login: str) -> None:
    with pytest.raises(Forbidden):
        entries(house, login)
    with pytest.raises(Forbidden):
        trail.whole_trail(house.desk(login), wanted=Wanted())


@pytest.mark.parametrize("login", ["anna", "carla", "iris", "lars"])
def test_the_access_log_is_for_who_watches_the_study(house: House, login: str) -> None:
    with pytest.raises(Forbidden):
        trail.access_page(house.desk(login), wanted=Wanted())
    with pytest.raises(Forbidden):
        trail.whole_access(house.desk(login), wanted=Wanted())


def test_who_looked_at_a_form_stands_in_the_access_log(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    capture.open_form(house.desk("anna"), handle=handle, form=form)
    looks = trail.access_page(house.desk("mona"), wanted=Wanted(number="01-001", person="Anna")).rows
    assert [(each.deed, each.subject) for each in looks] == [("record.read", f"01-001 {form}")]


def test_the_reason_of_a_correction_and_of_an_early_release_stand_there(house: House) -> None:
    handle = house.enrol()
    sign(house, "iris", handle, index(house))
    release(house, handle, "the physician is away")
    corrections.correct(
        house.desk("iris"), handle=handle, form=index(house), reason="typed too fast", key=uuid4().hex
    )
    found = {each.deed: each.reason for each in entries(house)}
    assert found["index.released"] == "the physician is away"
    assert found["form.correction_opened"] == "typed too fast"


def test_a_moved_plan_and_another_physician_say_what_was_before(house: House) -> None:
    handle = house.enrol(planned_on=date(2026, 3, 12))
    for day in (date(2026, 3, 20), date(2026, 3, 25)):
        keeping.replan(house.desk("carla"), handle=handle, planned_on=day, key=uuid4().hex)
    keeping.reassign(house.desk("carla"), handle=handle, physician="bram")
    moved = [each.moved for each in entries(house, thing="patient") if each.moved]
    assert moved == [
        ("Dr Anna", "Dr Bram"),
        ("2026-03-20", "2026-03-25"),
        ("2026-03-12", "2026-03-20"),
    ]


def test_events_are_found_by_patient_person_kind_and_moment(house: House) -> None:
    house.enrol("01-001")
    before = house.clock.now()
    house.clock.advance(days=2)
    house.enrol("01-002")
    since = before + timedelta(days=1)
    assert [each.patient for each in entries(house, thing="patient")] == ["01-002", "01-001"]
    assert [each.patient for each in entries(house, thing="patient", since=since)] == ["01-002"]
    assert [each.patient for each in entries(house, thing="patient", until=since)] == ["01-001"]
    assert [each.patient for each in entries(house, number="-001")] == ["01-001"]
    assert {each.person for each in entries(house, person="carla")} == {"Dr Carla"}
    assert entries(house, number="%") == ()


def test_a_long_trail_comes_by_pages_and_whole_as_a_file(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    for turn in range(trail.AT_ONCE):
        give(house, "anna", handle, form, text_item(house, form), f"text {turn}")
    desk = house.desk("mona")
    first, last = (trail.trail_page(desk, wanted=Wanted(), page=page) for page in (1, 99))
    assert (first.pages, last.page, len(first.rows)) == (2, 2, trail.AT_ONCE)
    numbers = [each.number for each in (*first.rows, *last.rows)]
    assert numbers == list(range(first.found, 0, -1))
    assert [each.number for each in trail.whole_trail(desk, wanted=Wanted())] == numbers


def test_a_text_that_is_blanked_is_gone_its_event_stays_and_the_chain_holds(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    item = text_item(house, form)
    give(house, "anna", handle, form, item, SECRET)
    sign(house, "anna", handle, form)
    (written,) = [each for each in entries(house, "paula") if each.change == Change(None, SECRET)]
    redaction.redact(house.desk("paula"), event=written.number, reason="a name", key="once")
    redaction.redact(house.desk("paula"), event=written.number, reason="a name", key="once")
    (now,) = [each for each in entries(house) if each.number == written.number]
    assert (now.change, now.text_hash, now.hash) == (
        Change(None, None, blanked_after=True),
        None,
        written.hash,
    )
    (blanked,) = entries(house, thing="text")
    assert (blanked.person, blanked.reason, blanked.detail) == (
        "Dr Paula",
        "a name",
        {"of_event": written.number},
    )
    verdict = record.verify_record(house.desk("mona"))
    assert (verdict.breaks, verdict.cases_checked) == ((), True)
    assert SECRET not in str(capture.open_form(house.desk("anna"), handle=handle, form=form))


def test_a_text_is_blanked_with_a_reason_by_who_reads_it_and_only_where_there_is_one(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    give(house, "anna", handle, form, text_item(house, form), SECRET)
    number = entries(house)[0].number
    with pytest.raises(NotFound, match=f"Event {number}"):  # not signed: nobody but the physician reads it
        redaction.redact(house.desk("paula"), event=number, reason="a name", key="a")
    sign(house, "anna", handle, form)
    with pytest.raises(Refused, match="in a few words"):
        redaction.redact(house.desk("paula"), event=number, reason="  ", key="b")
    with pytest.raises(NotFound, match="Event 1 "):
        redaction.redact(house.desk("paula"), event=1, reason="a name", key="c")
    for login in ("anna", "mona", "adam"):
        with pytest.raises(Forbidden):
            redaction.redact(house.desk(login), event=number, reason="a name", key="d")
    with pytest.raises(NotFound):  # a coordinator of another site
        redaction.redact(house.desk("dirk"), event=number, reason="a name", key="e")
    assert not entries(house, thing="text")


def test_every_deed_and_every_look_of_the_code_has_its_sentence() -> None:
    said = {*trail_sentences._PLAIN, *trail_sentences._LOOKS, "answer.saved"}
    found = {
        node.value
        for path in (Path(her2dash.__path__[0]) / "actions").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(
            r"(answer|form|index|lock|patients?|query|inquiry|report|text|person|role|factor|place|session|password|invitation|code"
            r"|record|action)"
            r"\.[a-z_]+",
            node.value,
        )
    }
    assert found == said
