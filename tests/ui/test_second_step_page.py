"""The page between password and pages: it asks a code, and what leads to it opens nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from her2dash.actions import accounts, codes, second_factor
from her2dash.actions.clock import SystemClock
from her2dash.actions.office import open_office
from her2dash.ui.files import FILES
from her2dash.ui.form_files import FORM_FILES
from her2dash.ui.passwords import Bcrypt
from her2dash.ui.report_files import REPORT_FILES
from her2dash.ui.trail_files import TRAIL_FILES
from tests.ui.conftest import PASSWORD, Server, furnish, serving, settings_at
from tests.ui.test_gate import FILES as FRAMEWORK_FILES
from tests.ui.test_gate import PAGES, refused

SECOND = "/sign-in/second"
SESSION, STEP = "her2dash_session", "her2dash_first_step"
OUR_FILES = [route.path for route in (*FILES, *REPORT_FILES, *FORM_FILES, *TRAIL_FILES)]


@dataclass
class Guarded:
    """A server of a real place where Paula has a second factor and Niek must set one up."""

    server: Server
    place: Path
    secret: str

    def code(self, secret: str | None = None) -> str:
        """The code of now, as if none had been typed before."""
        with closing(sqlite3.connect(self.place, isolation_level=None)) as connection:
            connection.execute("update second_factor set last_step = null")
        return codes.code_of(secret or self.secret, codes.step_of(SystemClock().now()))

    def halfway(self, visitor: httpx.Client, login: str = "paula") -> httpx.Response:
        """Give a right password."""
        return visitor.post("/sign-in", data={"login": login, "password": PASSWORD, "next": "/overview"})


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    folder = tmp_path_factory.mktemp("guarded")
    settings = settings_at(folder)
    furnish(settings)
    office = open_office(settings, passwords=Bcrypt())
    desk = office.desk(accounts.sign_in(office, login="paula", password=PASSWORD, address="x", replaces=None))
    second_factor.set_up(desk, password=PASSWORD)
    shown = second_factor.shown(desk)
    assert shown is not None
    secret = shown.letters.replace(" ", "")
    second_factor.confirm(desk, code=codes.code_of(secret, codes.step_of(office.clock.now())))
    second_factor.require_of(accounts.command_desk(office), login="niek", required=True)
    office.database.dispose()
    with serving(settings, folder / "log") as server:
        yield Guarded(server, folder / "place.sqlite", secret)


def test_after_the_password_comes_the_code_and_then_the_page_that_was_wanted(guarded: Guarded) -> None:
    with guarded.server.client() as visitor:
        first = guarded.halfway(visitor)
        assert (first.status_code, first.headers["location"]) == (303, f"{SECOND}?next=%2Foverview")
        assert SESSION not in first.cookies
        said = first.headers["set-cookie"].lower()
        assert all(word in said for word in ("httponly", f"path={SECOND}", "samesite=lax"))
        page = visitor.get(first.headers["location"])
        assert 'autocomplete="one-time-code"' in page.text
        assert "QR code" not in page.text
        assert page.headers["cache-control"] == "no-store"
        step, typed = visitor.cookies[STEP], guarded.code()
        second = visitor.post(SECOND, data={"code": typed, "next": "/overview"})
        assert (second.status_code, second.headers["location"]) == (303, "/overview")
        assert visitor.cookies[SESSION] != step
        assert STEP not in visitor.cookies
        assert visitor.get("/overview").status_code == 200
    with guarded.server.client({STEP: step}) as replayed:
        again = replayed.post(SECOND, data={"code": guarded.code()})
        assert again.headers["location"].startswith("/sign-in?news=late")
        assert "Sign in again." in replayed.get(again.headers["location"]).text
    log = guarded.server.log.read_text(encoding="utf-8")
    assert [told for told in (guarded.secret, typed, step) if told in log] == []


def test_outside_this_machine_its_cookie_wants_an_encrypted_line(guarded: Guarded) -> None:
    elsewhere = {"host": "her2.hospital.example", "origin": "http://her2.hospital.example"}
    with guarded.server.client() as visitor:
        answer = visitor.post("/sign-in", data={"login": "paula", "password": PASSWORD}, headers=elsewhere)
    said = answer.headers["set-cookie"]
    assert said.startswith(f"__Secure-{STEP}=")
    assert "; Secure" in said
    with guarded.server.client({f"__Secure-{STEP}": said.split("=")[1].split(";")[0]}) as halfway:
        assert halfway.get(SECOND).status_code == 200


def test_half_a_sign_in_opens_no_page_no_file_and_no_websocket(guarded: Guarded) -> None:
    with guarded.server.client() as visitor:
        guarded.halfway(visitor)
        step = visitor.cookies[STEP]
    for name in (STEP, SESSION):
        with guarded.server.client({name: step}) as halfway:
            for address in (*PAGES, *FRAMEWORK_FILES, *OUR_FILES):
                answer = halfway.get(guarded.server.address + address)
                assert answer.status_code == 303, address
                assert answer.headers["location"].startswith("/sign-in")
        assert refused(guarded.server.address, Cookie=f"{name}={step}") == 403


def test_a_session_is_not_taken_for_half_a_sign_in(guarded: Guarded) -> None:
    with guarded.server.client() as visitor:
        guarded.halfway(visitor)
        visitor.post(SECOND, data={"code": guarded.code()})
        session = visitor.cookies[SESSION]
    with guarded.server.client({STEP: session}) as other:
        assert other.get(SECOND).headers["location"].startswith("/sign-in?news=late")


def test_a_wrong_code_says_so_opens_nothing_and_is_not_sent_back(guarded: Guarded) -> None:
    with guarded.server.client() as visitor:
        guarded.halfway(visitor)
        answer = visitor.post(SECOND, data={"code": "12345x", "next": "/overview"})
        assert answer.status_code == 403
        assert "The code is not right, or was used before." in answer.text
        assert "12345x" not in answer.text
        assert 'value="/overview"' in answer.text
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_the_first_step_there_is_no_second(guarded: Guarded, method: str) -> None:
    with guarded.server.client() as visitor:
        answer = visitor.request(method, SECOND, params={"next": "//evil.example"})
        assert answer.headers["location"] == "/sign-in?news=late&next=%2F"


def test_another_site_cannot_finish_a_sign_in(guarded: Guarded) -> None:
    with guarded.server.client() as visitor:
        guarded.halfway(visitor)
        evil = {"origin": "http://evil.example"}
        answer = visitor.post(SECOND, data={"code": guarded.code()}, headers=evil)
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_who_must_have_one_sets_it_up_before_anything_opens(guarded: Guarded) -> None:
    with guarded.server.client() as visitor:
        first = guarded.halfway(visitor, "niek")
        page = visitor.get(first.headers["location"], params={"lang": "nl"}).text
        assert "Stel uw tweede factor in" in page
        assert 'alt="QR-code voor uw authenticator-app"' in page
        assert "<script" not in page
        assert visitor.get("/overview").status_code == 303
        assert visitor.post(SECOND, data={"code": "000"}).status_code == 403
        secret = page.split("secret=")[1].split("&")[0]
        second = visitor.post(SECOND, data={"code": guarded.code(secret), "next": "/overview"})
        assert second.headers["location"] == "/overview"
        assert visitor.get("/overview").status_code == 200
        assert secret not in guarded.server.log.read_text(encoding="utf-8")
    with guarded.server.client() as again:
        guarded.halfway(again, "niek")
        assert "QR code" not in again.get(SECOND).text


def test_a_demo_asks_for_no_code(served_demo: Server) -> None:
    with served_demo.client() as visitor:
        assert visitor.get(SECOND).status_code != 200
