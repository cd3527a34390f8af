"""The signatures on the copy of a form: the newest, earlier ones, and what does not fit them."""

from __future__ import annotations

import re
from html import escape
from uuid import uuid4

import sqlalchemy as sa

from her2dash.actions import capture, corrections, redaction, releases, signed_forms, signing, trail
from her2dash.exports.form_copy import Taken
from tests.actions.steps import index, sealed_first, sign
from tests.exports.copies import TAKEN, _past_the_triggers, copy_of, correct, told
from tests.exports.page import Page
from tests.filled import filled
from tests.house import House
from tests.pages.conftest import enrol


def test_the_signature_stands_there_whole(house: House) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    receipt = signed_forms.signed_form(house.desk("mona"), handle=handle, form="q_pre").receipt
    html = copy_of(house, handle, "q_pre")
    said = told(html)
    assert said["Printed name"] == "Dr Anna"
    assert said["Signed as"] == "referring physician"
    assert said["Date and time"] == "2 Mar 2026, 10:00 CET"
    assert said["Date and time in UTC"] == "2026-03-02 09:00:00 UTC"
    assert said["Source of the answers"] == "The signer's own answers"
    assert said["Signer could see endpoints or markers"] == "No"
    assert said["Reference"] == receipt.reference
    assert re.fullmatch(r"[0-9a-f]{64}", said["SHA-256 of the answers"])
    assert said["SHA-256 of the answers"] == receipt.content_hash
    assert escape(house.office.study.form("q_pre").meaning["en"]) in html
    assert "Copy taken by Dr Mona on 2 Mar 2026, 16:00 CET" in html
    assert "Earlier signatures" not in html
    assert "synthetic" not in html.lower()


def test_while_a_correction_is_under_way_what_was_signed_is_printed_and_the_copy_says_since_when(
    house: House,
) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre", status="positive")
    house.clock.advance(hours=1)
    correct(house, "anna", handle, "q_pre", "chosen in haste")
    house.fill("anna", handle, "q_pre", {"status": "mixed"})
    signed = signed_forms.signed_form(house.desk("mona"), handle=handle, form="q_pre")
    assert signed.answers["status"] == "positive"
    assert signed.seal_holds
    said = (
        "This form is open for correction since 2 Mar 2026, 11:00 CET; the signature below stands for what "
        "is printed here."
    )
    assert said in copy_of(house, handle, "q_pre")


def test_every_earlier_signature_stands_below_with_why_the_form_was_corrected(house: House) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre", status="positive")
    for hours, (status, reason) in enumerate([("mixed", "chosen in haste"), ("negative", "read it anew")], 1):
        house.clock.advance(hours=hours)
        correct(house, "anna", handle, "q_pre", "a slip of the finger")
        corrections.drop_correction(house.desk("anna"), handle=handle, form="q_pre", key=uuid4().hex)
        correct(house, "anna", handle, "q_pre", reason)
        house.sign("anna", handle, "q_pre", {"status": status})
    signed = signed_forms.signed_form(house.desk("mona"), handle=handle, form="q_pre")
    assert signed.answers["status"] == "negative"
    assert [one.reason for one in signed.earlier] == ["chosen in haste", "read it anew"]
    assert [one.receipt.signed_at.hour for one in signed.earlier] == [9, 10]
    assert len({signed.receipt.content_hash, *(one.receipt.content_hash for one in signed.earlier)}) == 3
    tables = [dict(table.rows) for table in Page(copy_of(house, handle, "q_pre")).tables[-2:]]
    assert [table["Corrected since, because"] for table in tables] == ["read it anew", "chosen in haste"]
    assert [table["Date and time in UTC"] for table in tables] == [
        "2026-03-02 10:00:00 UTC", "2026-03-02 09:00:00 UTC",
    ]  # fmt: skip


def test_who_answers_for_somebody_else_is_printed_with_the_source(house: House) -> None:
    handle, study = house.enrol(), house.office.study
    sign(house, "anna", handle, sealed_first(house))
    sign(house, "iris", handle, index(house), call="negative")
    releases.release(house.desk("iris"), handle=handle, reason=None, key=uuid4().hex)
    house.clock.advance(days=95)
    form, carla = study.form("q_month3"), house.desk("carla")
    house.fill("carla", handle, form.id, filled(study, form, house.clock.now().date()))
    mark = capture.mark(carla, handle=handle, form=form.id)
    signing.sign(
        carla, handle=handle, form=form.id, mark=mark,
        password="carla has a long password", key="k", language="nl", source="telephone",
    )  # fmt: skip
    html = copy_of(house, handle, form.id)
    said = told(html)
    assert said["Source of the answers"] == "By telephone from the person who was asked"
    assert said["Signed as"] == "coordinator"
    assert escape(form.meaning["nl"]) in html


def test_an_unblinded_signer_is_marked(house: House) -> None:
    handle = house.enrol(physician="peter")
    sign(house, "peter", handle, "q_pre")
    said = told(copy_of(house, handle, "q_pre"))
    assert said["Signer could see endpoints or markers"] == "Yes: marked as unblinded"


def test_a_text_that_was_blanked_is_named_so_and_the_seal_still_holds(house: House) -> None:
    handle, paula = house.enrol(), house.desk("paula")
    sign(house, "iris", handle, index(house), call="negative", comment="Mrs Janssen")
    (typed,) = [
        entry for entry in trail.whole_trail(paula, wanted=trail.Wanted(thing="answer"))
        if entry.item and entry.item.id == "comment"
    ]  # fmt: skip
    redaction.redact(paula, event=typed.number, reason="a name", key=uuid4().hex)
    html = copy_of(house, handle, index(house))
    assert told(html)["Is there anything you want to add?"] == "(blanked)"
    assert "Janssen" not in html
    assert signed_forms.signed_form(paula, handle=handle, form=index(house)).seal_holds


def test_a_reason_that_was_blanked_is_named_so(house: House) -> None:
    handle, paula = house.enrol(), house.desk("paula")
    sign(house, "anna", handle, "q_pre", status="positive")
    correct(house, "anna", handle, "q_pre", "Mrs Janssen said so")
    (opened, *_) = trail.whole_trail(paula, wanted=trail.Wanted(thing="form"))
    redaction.redact(paula, event=opened.number, reason="a name", key=uuid4().hex)
    house.sign("anna", handle, "q_pre", {"status": "mixed"})
    html = copy_of(house, handle, "q_pre")
    assert told(html)["Corrected since, because"] == "(blanked)"
    assert "Janssen" not in html


def test_answers_that_were_changed_past_the_app_are_not_passed_off_as_signed(house: House) -> None:
    handle = house.enrol()
    sign(house, "iris", handle, index(house), call="negative")
    with house.office.database.writing() as connection:
        for statement in _past_the_triggers(connection):
            connection.execute(sa.text(statement))
    assert "These answers do not give the hash that was signed" in copy_of(house, handle, index(house))


def test_a_demo_says_that_its_data_are_synthetic_at_the_head_and_at_every_foot(house: House) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    html = copy_of(house, handle, "q_pre", taken=Taken("Dr Mona", TAKEN.at, demo=True))
    assert '<p class="banner">Synthetic data: nobody in this demo is real.</p>' in html
    assert re.search(r'content: "Synthetic data .*Questionnaire before the PET', html)


def test_another_studys_form_has_its_copy_too(other: House) -> None:
    study = other.office.study

    handle, form = enrol(other), study.form(study.release.sealed_first)
    other.sign("anna", handle, form.id, filled(study, form, other.clock.now().date()))
    said = told(copy_of(other, handle, form.id, login="paula"))
    assert said["Printed name"] == "Dr Anna"
    assert said["Study"] == study.title[study.languages[0]]
