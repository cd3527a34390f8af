"""Signed forms by their address: for who may read the form at that moment, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa

from her2dash.actions import corrections
from her2dash.exports import pictures
from her2dash.settings import Settings
from her2dash.ui import office
from her2dash.ui.authenticator import COOKIE
from her2dash.ui.form_files import FORM_FILES
from her2dash.ui.server import front_door
from tests.actions.steps import index, release, sealed_first, sign
from tests.filled import filled
from tests.house import House
from tests.ui.asking import ask

Get = Callable[..., httpx.Response]

NOT_OPEN = "This form is not open to your role."


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.sqlite'}"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server without a browser."""
    monkeypatch.setattr(pictures, "BROWSERS", ())
    monkeypatch.delenv("BROWSER_PATH", raising=False)


@pytest.fixture
def get(house: House) -> Iterator[Get]:
    """Ask as a person."""
    office.take(house.office)
    yield lambda path, login: ask(FORM_FILES, path, {COOKIE: house.desk(login)._token})
    office.take(None)


@pytest.fixture
def before_test(house: House) -> str:
    """The address, without its ending, of Anna's signed form before the test."""
    handle = house.enrol()
    sign(house, "anna", handle, sealed_first(house))
    return f"/signed/{handle}/{sealed_first(house)}"


def read(house: House) -> list[tuple[str, str]]:
    """Who was shown what, by the access log."""
    with house.office.database.reading() as connection:
        rows = connection.execute(
            sa.text(
                "select person.login, access_event.subject from access_event join person "
                "on person.id = access_event.person_id where access_event.deed = 'record.read'"
            )
        )
        return [(row.login, row.subject) for row in rows if row.subject.endswith("as a file")]


@pytest.mark.parametrize("login", ["anna", "paula", "mona"])
def test_who_may_read_the_form_gets_a_file_named_by_study_number_and_form_and_it_is_noted(
    house: House, get: Get, before_test: str, login: str
) -> None:
    answer = get(f"{before_test}.html", login)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["content-disposition"] == 'attachment; filename="her2pet-01-001-q_pre.html"'
    assert "Dr Anna" in answer.text
    assert read(house) == [(login, "01-001 q_pre as a file")]


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("login", ["bram", "carla", "dirk", "iris", "lars", "adam"])
@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_who_may_not_read_the_form_gets_a_sentence_and_nothing_of_it(
    house: House, get: Get, before_test: str, login: str, kind: str
) -> None:
    answer = get(f"{before_test}.{kind}", login)
    assert answer.status_code == (404 if login in ("bram", "dirk") else 403)
    assert "This file is not to be had" in answer.text
    assert "01-001" not in answer.text
    assert read(house) == []


def test_the_treating_physician_gets_the_index_test_after_its_release_only(house: House, get: Get) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, sealed_first(house))
    sign(house, "iris", handle, index(house))
    address = f"/signed/{handle}/{index(house)}.html"
    refused = get(address, "anna")
    assert refused.status_code == 403
    assert NOT_OPEN in refused.text
    assert get(address, "iris").status_code == 200
    release(house, handle)
    assert get(address, "anna").status_code == 200


def test_an_investigator_who_treats_the_patient_waits_for_the_release_too(house: House, get: Get) -> None:
    handle = house.enrol(physician="peter")
    sign(house, "peter", handle, sealed_first(house))
    sign(house, "iris", handle, index(house))
    assert get(f"/signed/{handle}/{index(house)}.html", "peter").status_code == 403
    assert get(f"/signed/{handle}/{index(house)}.html", "paula").status_code == 200


def test_a_draft_is_no_file_and_only_who_fills_it_learns_that_it_is_one(house: House, get: Get) -> None:
    handle, form = house.enrol(), house.office.study.form(sealed_first(house))
    house.fill("anna", handle, form.id, filled(house.office.study, form, house.clock.now().date()))
    address = f"/signed/{handle}/{form.id}.html"
    own, other = get(address, "anna"), get(address, "paula")
    assert own.status_code == 404
    assert "This form is not signed yet; there is nothing to take away." in own.text
    assert other.status_code == 403
    assert NOT_OPEN in other.text


def test_what_is_changed_in_a_correction_leaves_with_nobody(house: House, get: Get, before_test: str) -> None:
    handle, form = before_test.split("/")[2:]
    corrections.correct(house.desk("anna"), handle=handle, form=form, reason="in haste", key=uuid4().hex)
    before = get(f"{before_test}.html", "mona").text
    house.fill("anna", handle, form, {"status": "mixed"})
    mixed = house.office.study.codelist(house.office.study.form(form).item("status").codes).labels("en")
    for login in ("anna", "mona"):
        assert mixed["mixed"] not in get(f"{before_test}.html", login).text
    assert get(f"{before_test}.html", "mona").text == before
    assert "This form is open for correction since" in before


@pytest.mark.usefixtures("bare")
def test_without_a_browser_there_is_no_pdf_and_the_sentence_names_the_html(
    get: Get, before_test: str
) -> None:
    answer = get(f"{before_test}.pdf", "anna")
    assert answer.status_code == 403
    assert "Take the HTML and print it" in answer.text
    assert get(f"{before_test}.html", "anna").status_code == 200


def test_the_servers_browser_prints_a_pdf_that_can_be_read_aloud(get: Get, before_test: str) -> None:
    answer = get(f"{before_test}.pdf", "anna")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == 'attachment; filename="her2pet-01-001-q_pre.pdf"'
    assert answer.content.startswith(b"%PDF-")
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang"):
        assert mark in answer.content


def test_the_copy_speaks_the_language_that_the_address_names(get: Get, before_test: str) -> None:
    assert "Handtekening" in get(f"{before_test}.html?lang=nl", "mona").text


def test_the_server_answers_at_this_address_before_streamlit_does() -> None:
    routes = front_door(Settings.from_environment({}))["routes"]
    assert "/signed/{handle}/{form}.{kind}" in [route.path for route in routes]


def test_nobody_without_a_session_gets_one(before_test: str, get: Get) -> None:
    assert get is not None
    assert ask(FORM_FILES, f"{before_test}.html", {}).headers["location"] == "/sign-in"


@pytest.mark.parametrize("path", ["{}.exe", "/signed/nobody/q_pre.html", "/signed/{handle}/nothing.pdf"])
def test_what_there_is_not_is_not_found(get: Get, before_test: str, path: str) -> None:
    handle = before_test.split("/")[2]
    assert get(path.format(before_test, handle=handle), "anna").status_code == 404
