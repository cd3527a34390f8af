"""The trail as a file: every event that was asked for, no formula in a cell, and only for readers."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import httpx
import pytest

from her2dash.actions import trail
from her2dash.ui import office
from her2dash.ui.authenticator import COOKIE
from her2dash.ui.trail_files import TRAIL_FILES
from tests.actions.steps import index, release, sealed_first, sign
from tests.filled import filled
from tests.house import House
from tests.ui.asking import ask

Get = Callable[..., httpx.Response]
FORMULA = '=HYPERLINK("http://x")'


def rows_of(answer: httpx.Response) -> list[dict[str, str]]:
    """The rows below the lines that say what the file is of."""
    lines = answer.content.decode("utf-8-sig").splitlines(keepends=True)
    told = [line for line in lines if not line.startswith(("#", '"#'))]
    return list(csv.DictReader(StringIO("".join(told))))


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.sqlite'}"


@pytest.fixture
def get(house: House) -> Iterator[Get]:
    """Ask as a person; one patient was released out of order, for a reason that looks like a formula."""
    office.take(house.office)
    handle = house.enrol()
    sign(house, "iris", handle, index(house))
    release(house, handle, FORMULA)
    form = house.office.study.form(sealed_first(house))
    house.fill("anna", handle, form.id, filled(house.office.study, form, house.clock.now().date()))
    yield lambda path, login="mona": ask(TRAIL_FILES, path, {COOKIE: house.desk(login)._token})
    office.take(None)


def test_every_event_is_in_the_file_with_who_when_what_and_why(house: House, get: Get) -> None:
    answer = get("/trail/trail.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="her2pet-trail.csv"'
    rows, found = rows_of(answer), trail.whole_trail(house.desk("mona"), wanted=trail.Wanted())
    assert [row["event"] for row in rows] == [str(entry.number) for entry in found]
    (released,) = [row for row in rows if row["deed"] == "index.released"]
    assert (released["person"], released["role"], released["patient"]) == ("Dr Iris", "imaging", "01-001")
    assert released["at_utc"] == "2026-03-02T09:00:00+00:00"
    assert released["reason"] == f"'{FORMULA}"
    assert "taken by Dr Mona on 2 Mar 2026, 10:00 CET" in answer.text


def test_the_filters_of_the_page_are_those_of_the_file(get: Get) -> None:
    assert {row["deed"] for row in rows_of(get("/trail/trail.csv?thing=index&person=iris"))} == {
        "index.released"
    }
    assert rows_of(get("/trail/trail.csv?until=2026-03-01")) == []


def test_a_draft_is_in_nobodys_file(get: Get) -> None:
    drafts = [row for row in rows_of(get("/trail/trail.csv")) if row["form"] == "q_pre"]
    assert drafts
    assert {row["what"].partition(":")[0] for row in drafts} == {
        "A question of “Questionnaire before the PET” was answered"
    }


def test_the_access_log_is_a_file_too(get: Get) -> None:
    assert ("Dr Carla", "session.began") in {
        (row["person"], row["deed"]) for row in rows_of(get("/trail/access.csv"))
    }


@pytest.mark.parametrize(("path", "login"), [("trail", "anna"), ("trail", "iris"), ("access", "carla")])
def test_who_may_not_read_it_gets_a_sentence(get: Get, path: str, login: str) -> None:
    answer = get(f"/trail/{path}.csv", login)
    assert answer.status_code == 403
    assert "You do not have the right to do this." in answer.text
    assert "Dr Iris" not in answer.text


def test_without_a_session_one_is_led_to_the_sign_in_page(get: Get) -> None:
    assert get is not None
    assert ask(TRAIL_FILES, "/trail/trail.csv", {}).headers["location"] == "/sign-in"


def test_another_file_is_not_there(get: Get) -> None:
    assert get("/trail/secrets.csv").status_code == 404
