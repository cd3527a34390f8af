"""Reports by their address: the bytes whose hash is kept, or a note of why not; and only for readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from her2dash.actions import reports
from her2dash.analysis.subset import Subset
from her2dash.exports import pictures
from her2dash.ui import office, report_making
from her2dash.ui.authenticator import COOKIE
from her2dash.ui.reader import reader_at
from her2dash.ui.report_files import REPORT_FILES
from her2dash.ui.report_making import make
from tests.house import House
from tests.ui.asking import ask

Get = Callable[..., httpx.Response]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.sqlite'}"


@pytest.fixture
def get(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Get]:
    """Ask as a person, on a server that has no browser; there is one report."""
    monkeypatch.setattr(pictures, "BROWSERS", ())
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    office.take(house.office)
    house.clock.advance(minutes=5)
    who = reader_at(house.desk("paula"))
    make(who, cut=who.now - timedelta(seconds=1), subset=Subset(), language="en", key="k")
    yield lambda path, login="paula": ask(REPORT_FILES, path, {COOKIE: house.desk(login)._token})
    office.take(None)


def test_the_file_has_the_hash_that_is_listed(house: House, get: Get) -> None:
    (kept,) = reports.reports(house.desk("mona"))
    answer = get("/report/1.html", "mona")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert sha256(answer.content).hexdigest() == kept.html_hash
    assert answer.headers["content-disposition"] == 'inline; filename="her2pet-report-1.html"'


def test_the_page_says_that_it_is_as_it_was_made(get: Get) -> None:
    answer = get("/report/1")
    assert answer.status_code == 200
    assert "This report is as it was made" in answer.text


def test_other_code_is_named_on_the_page_and_in_the_file(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    real = report_making.versions
    monkeypatch.setattr(report_making, "versions", lambda study: replace(real(study), code="9.9"))
    monkeypatch.setattr(report_making, "report_html", lambda *_: "<html><body>\n<p>other</p></body></html>")
    told = "This report differs from the one that was made. Code version 0.1.0 then, 9.9 now."
    assert told in get("/report/1").text
    assert told in get("/report/1.html").text


def test_without_a_browser_there_is_no_pdf_and_the_sentence_says_what_would_help(get: Get) -> None:
    answer = get("/report/1.pdf")
    assert answer.status_code == 403
    assert "apt-get install chromium" in answer.text


@pytest.mark.parametrize("login", ["anna", "carla", "iris", "lars", "adam"])
@pytest.mark.parametrize("file", ["1", "1.html", "1.pdf"])
def test_who_may_not_see_endpoints_gets_none(get: Get, login: str, file: str) -> None:
    answer = get(f"/report/{file}", login)
    assert answer.status_code == 403
    assert "concordant" not in answer.text


@pytest.mark.usefixtures("get")
def test_nobody_without_a_session_gets_one() -> None:
    assert ask(REPORT_FILES, "/report/1.html", {}).headers["location"] == "/sign-in"


@pytest.mark.parametrize("file", ["2", "2.html", "1.exe", f"{2**80}.html", "0.pdf"])
def test_what_there_is_not_is_not_found(get: Get, file: str) -> None:
    assert get(f"/report/{file}").status_code == 404
