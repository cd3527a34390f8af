"""The page on which a person sets the first password: without a script, without the code in an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pytest

from her2dash.actions import accounts, invitations
from her2dash.actions.office import open_office
from tests.ui.conftest import Server, furnish, serving, settings_at

STRONG = "bicycle lantern mustard"
ADDRESS = "/sign-in/first"


@pytest.fixture(scope="module")
def invited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server of a real place, and the code of one of its people."""
    folder = tmp_path_factory.mktemp("invited")
    settings = settings_at(folder)
    furnish(settings)
    office = open_office(settings)
    code, _ = invitations.invite(accounts.command_desk(office), login="paula")
    office.database.dispose()
    with serving(settings, folder / "log") as server:
        yield server, code


def form(code: str, other: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    return {"login": "paula", "code": code, "password": STRONG, "again": STRONG} | other


def test_the_sign_in_page_leads_there_and_it_works_in_dutch(invited: tuple[Server, str]) -> None:
    with invited[0].client() as visitor:
        assert f'href="{ADDRESS}"' in visitor.get("/sign-in").text
        page = visitor.get(ADDRESS, params={"lang": "nl"}).text
    assert "Stel uw wachtwoord in" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "AAAAA-AAAAA-AAAAA-AAAAA"}, "The user name or the code is not right"),
        ({"again": "bicycle lantern mustart"}, "The two passwords are not the same."),
        ({"password": "passwordpassword", "again": "passwordpassword"}, "This password is guessed soon"),
        ({"password": "short", "again": "short"}, "15 characters or more"),
    ],
)
def test_what_is_wrong_is_said_and_no_password_is_sent_back(
    invited: tuple[Server, str], wrong: dict[str, str], said: str
) -> None:
    server, code = invited
    with server.client() as visitor:
        answer = visitor.post(ADDRESS, data=form(code, wrong))
    assert answer.status_code == 403
    assert said in answer.text
    assert STRONG not in answer.text
    assert code not in answer.text


def test_a_form_of_another_site_sets_nothing(invited: tuple[Server, str]) -> None:
    server, code = invited
    with server.client() as visitor:
        answer = visitor.post(ADDRESS, data=form(code), headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
    assert "did not come from a page of her2dash" in answer.text


def test_with_the_code_the_person_sets_a_password_and_signs_in_with_it(invited: tuple[Server, str]) -> None:
    server, code = invited
    with server.client() as visitor:
        answer = visitor.post(ADDRESS, data=form(code))
        assert answer.headers["location"] == "/sign-in?news=password"
        assert "Your password is set." in visitor.get(answer.headers["location"]).text
        entered = visitor.post("/sign-in", data={"login": "paula", "password": STRONG})
        assert entered.status_code == 303
        assert visitor.post(ADDRESS, data=form(code)).status_code == 403
    assert code not in server.log.read_text(encoding="utf-8")


def test_nobody_is_invited_to_a_demo(served_demo: Server) -> None:
    with served_demo.client() as visitor:
        assert visitor.get(ADDRESS).status_code != 200
