"""A signed form for the site's own file: every answer that its newest signature covers."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

import pytest

from her2dash.actions import signed_forms
from her2dash.store.canonical import digest
from tests.actions.steps import index, sign
from tests.exports.copies import LESIONS, copy_of, told
from tests.exports.page import Page
from tests.house import House


def test_the_head_says_of_which_study_patient_site_and_version_it_is(house: House) -> None:
    handle, study = house.enrol(), house.office.study
    sign(house, "anna", handle, "q_pre")
    said = told(copy_of(house, handle, "q_pre"))
    assert said["Study"] == study.title["en"]
    assert said["Registered as"] == "NCT01832051"
    assert said["Patient"] == "01-001"
    assert said["Site"] == f"01, {study.site('01').name}"
    assert said["Form"] == "Questionnaire before the PET, version 1"


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
