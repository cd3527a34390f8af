"""A signed form for the site's own file: what its newest signature covers, and the signature."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from itertools import pairwise
from uuid import uuid4

import pytest
import sqlalchemy as sa

from her2dash.actions import capture, corrections, redaction, releases, signed_forms, signing, trail
from her2dash.exports.form_copy import Taken, form_copy
from her2dash.exports.wording import Wording
from her2dash.i18n import Words
from her2dash.store.canonical import digest
from tests.actions.steps import index, sealed_first, sign
from tests.conftest import House
from tests.exports.page import Page
from tests.filled import filled
from tests.pages.conftest import enrol

TAKEN = Taken("Dr Mona", datetime(2026, 3, 2, 15, 0, tzinfo=UTC), demo=False)
LESIONS: dict[str, str] = {
    "call": "positive", "activity": "37", "liver_suv~none": "not_done",
    "lesions:1": "row", "lesion_site:1": "liver", "lesion_visual:1": "4", "lesion_suvmax:1": "12.5",
    "lesions:2": "row", "lesion_site:2": "other", "lesion_site_other:2": "spleen", "lesion_visual:2": "3",
}  # fmt: skip


def copy_of(
    house: House, handle: str, form: str, *, login: str = "mona", language: str = "en", taken: Taken = TAKEN
) -> str:
    study = house.office.study
    signed = signed_forms.signed_form(house.desk(login), handle=handle, form=form)
    return form_copy(signed, Wording(study, Words(language, study.zone)), taken)


def told(html: str) -> dict[str, str]:
    """What each row of the copy tells, by its head; of two rows with one head the first."""
    rows = [row for table in Page(html).tables for row in table.rows]
    return dict(reversed(rows))


def correct(house: House, login: str, handle: str, form: str, reason: str) -> None:
    corrections.correct(house.desk(login), handle=handle, form=form, reason=reason, key=uuid4().hex)


def test_the_head_says_of_which_study_patient_site_and_version_it_is(house: House) -> None:
    handle, study = house.enrol(), house.office.study
    sign(house, "anna", handle, "q_pre")
    said = told(copy_of(house, handle, "q_pre"))
    assert said["Study"] == study.title["en"]
    assert said["Registered as"] == "NCT01832051"
    assert said["Patient"] == "01-001"
    assert said["Site"] == f"01, {study.site('01').name}"
    assert said["Form"] == "Questionnaire before the PET, version 1"


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
    assert said["Source of the answers"] == "From the person who was asked"
    assert said["Signer could see endpoints or markers"] == "No"
    assert said["Reference"] == receipt.reference
    assert re.fullmatch(r"[0-9a-f]{64}", said["SHA-256 of the answers"])
    assert said["SHA-256 of the answers"] == receipt.content_hash
    assert escape(house.office.study.form("q_pre").meaning["en"]) in html
    assert "Copy taken by Dr Mona on 2 Mar 2026, 16:00 CET" in html
    assert "Earlier signatures" not in html
    assert "synthetic" not in html.lower()


def test_the_hash_is_that_of_the_answers_that_are_printed(house: House) -> None:
    handle = house.enrol()
    sign(house, "iris", handle, index(house), call="negative")
    signed = signed_forms.signed_form(house.desk("mona"), handle=handle, form=index(house))
    content = {
        "patient": "01-001", "form": index(house), "version": 1,
        "answers": {"injected_on": "2026-03-02", "call": "negative", "scanned_on": "2026-03-02",
                    "reported_on": "2026-03-02"},
    }  # fmt: skip
    assert signed.answers == content["answers"]
    assert signed.receipt.content_hash == digest(content)
    assert signed.seal_holds


def test_every_question_that_was_asked_is_there_with_its_answer_in_words_row_by_row(house: House) -> None:
    handle = house.enrol()
    sign(house, "iris", handle, index(house), **LESIONS)
    html = copy_of(house, handle, index(house))
    tables = [table.rows for table in Page(html).tables]
    said = told(html)
    assert (
        said["What is the result for the patient as a whole?"]
        == house.office.study.codelist("call").labels("en")["positive"]
    )
    assert said["Which activity was injected?"] == "37 MBq"
    assert said["On which day was the scan made?"] == "2 Mar 2026"
    assert said["Is there anything you want to add?"] == "Not provided"
    assert said["What is the mean SUV of normal liver?"] == "Not provided: Not measured"
    assert html.index("<h3>Lesion 1</h3>") < html.index("<h3>Lesion 2</h3>")
    first, second = (dict(rows) for rows in tables if any("SUVmax" in head for head, _ in rows))
    assert first["What is the SUVmax of this lesion?"] == "12.5"
    assert "Which other site?" not in first
    assert second["Which other site?"] == "spleen"
    assert second["What is the SUVmax of this lesion?"] == "Not provided"


def test_a_group_without_rows_says_so(house: House) -> None:
    handle = house.enrol()
    sign(house, "iris", handle, index(house), call="negative")
    assert "<h2>Lesions</h2>\n<p>Nothing was recorded here.</p>" in copy_of(house, handle, index(house))


def test_what_a_branch_hid_is_left_out(house: House) -> None:
    handle, form = house.enrol(), index(house)
    house.fill("iris", handle, form, {"call": "not_evaluable", "why_not_evaluable": "she moved"})
    sign(house, "iris", handle, form, call="negative")
    html = copy_of(house, handle, form)
    assert "she moved" not in html
    assert "Why is there no evaluable scan?" not in html


def test_an_unusual_number_has_its_reason_below_it(house: House) -> None:
    handle = house.enrol()
    said = {"call": "negative", "activity": "12", "activity~why": "half a vial"}
    sign(house, "iris", handle, index(house), **said)
    found = told(copy_of(house, handle, index(house)))
    assert found["An activity below 30 or above 45 MBq is unusual. Why is it right?"] == "half a vial"


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '=HYPERLINK("http://x")', "a & b\nc"])
def test_what_somebody_typed_is_text_and_nothing_else(house: House, typed: str) -> None:
    handle = house.enrol()
    sign(house, "iris", handle, index(house), call="negative", comment=typed)
    html = copy_of(house, handle, index(house))
    assert told(html)["Is there anything you want to add?"] == typed
    assert escape(typed) in html
    assert Page(html).tags.isdisjoint({"script", "a", "img", "link", "iframe", "form"})


def test_nothing_is_loaded_and_nothing_runs(house: House) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    html = copy_of(house, handle, "q_pre")
    page = Page(html)
    assert page.outside == []
    assert "script" not in page.tags
    assert not re.search(r"@import|url\(", html)
    assert "default-src 'none'" in html
    assert page.headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(page.headings))


def test_it_speaks_the_language_of_the_reader_and_keeps_the_words_that_were_signed(house: House) -> None:
    handle, study = house.enrol(), house.office.study
    sign(house, "iris", handle, index(house), **LESIONS)
    html = copy_of(house, handle, index(house), language="nl")
    said = told(html)
    assert '<html lang="nl">' in html
    assert said["Wat is de SUVmax van deze laesie?"] == "12,5"
    assert said["Datum en tijd"] == "2 mrt 2026, 10:00 CET"
    meaning = escape(study.form(index(house)).meaning["en"])
    assert f'<blockquote lang="en">{meaning}</blockquote>' in html


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


def _past_the_triggers(connection: sa.Connection) -> tuple[str, ...]:
    """What somebody who owns the database would do."""
    names = connection.execute(
        sa.text("select name from sqlite_master where type = 'trigger' and tbl_name = 'answer'")
    ).scalars()
    change = "update answer set value = '\"positive\"' where item = 'call'"
    return (*(f"drop trigger {name}" for name in names), change)


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
