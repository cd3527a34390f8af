"""A demo whose visitors are apart: each in a copy that others find by its address alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.demo.places import placed
from tests.ui.conftest import Server, serving
from tests.ui.tab import Tab

COOKIE = "her2dash_session"


@pytest.fixture(scope="module")
def apart(demo_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in front of a demo whose visitors are apart."""
    folder = tmp_path_factory.mktemp("apart")
    with serving(replace(placed(demo_of_today, folder), apart=True), folder / "log") as server:
        yield server


def enter(server: Server, place: str = "", **more: str) -> str:
    """Go in as the investigator: what the browser holds then."""
    with server.client() as visitor:
        answer = visitor.post("/sign-in/demo", data={"login": "peters", "study": place, **more})
        return answer.cookies[COOKIE]


def place_of(held: str) -> str:
    return held.rpartition(".")[0]


def language(server: Server, held: str) -> str:
    """The language of the investigator, who is another one in each copy."""
    with server.client({COOKIE: held}) as client:
        return re.findall(r'<html lang="(..)"', client.get("/overview").text)[0]


def test_two_visitors_see_nothing_of_each_other(apart: Server) -> None:
    one, other = enter(apart), enter(apart, lang="nl")
    assert re.fullmatch(r"in-progress~[a-z0-9]{20}", place_of(one))
    assert place_of(one) != place_of(other)
    assert (language(apart, one), language(apart, other)) == ("en", "nl")
    with apart.client({COOKIE: f"{place_of(one)}.{other.rpartition('.')[2]}"}) as stranger:
        assert stranger.get("/overview").status_code == 303
    with apart.client({COOKIE: other.rpartition(".")[2]}) as stranger:
        assert stranger.get("/overview").status_code == 303


def test_a_page_is_bound_to_the_session_of_its_own_copy(apart: Server) -> None:
    held = [enter(apart), enter(apart)]
    named = []
    for one in held:
        with Tab(apart.address, {COOKIE: one}) as tab:
            named.append(re.findall(r"peters in session (\S+)", tab.run("overview").text)[0])
    assert [name.rpartition(".")[0] for name in named] == [place_of(one) for one in held]


def test_who_is_given_the_address_sees_the_same_copy(apart: Server) -> None:
    mine = enter(apart)
    with apart.client() as second_screen:
        door = second_screen.get("/sign-in", params={"study": place_of(mine)}).text
    assert "sees this copy of the demo; nobody else does." in door
    assert set(re.findall(r'name="study" value="([^"]*)"', door)) == {place_of(mine)}
    assert place_of(enter(apart, place_of(mine), lang="nl")) == place_of(mine)
    assert language(apart, mine) == "nl"


def test_another_role_the_tour_and_signing_out_stay_in_the_copy(apart: Server) -> None:
    mine = enter(apart)
    with apart.client({COOKIE: mine}) as client:
        held = client.post("/demo/role", data={"become": "monitor"}).cookies[COOKIE]
    with apart.client({COOKIE: held}) as client:
        held = client.post("/demo/tour", data={"step": "1"}).cookies[COOKIE]
        assert place_of(held) == place_of(mine)
    with apart.client({COOKIE: held}) as client:
        study = place_of(mine)
        assert client.get("/auth/logout").headers["location"] == f"/sign-in?study={study}"
    with apart.client({COOKIE: held}) as client:
        assert client.get("/overview").headers["location"] == f"/sign-in?study={study}&next=%2Foverview"


def test_the_reset_puts_back_the_own_copy_alone(apart: Server) -> None:
    mine, theirs = enter(apart, lang="nl"), enter(apart, lang="nl")
    with apart.client() as visitor:
        assert "/demo/reset" not in visitor.get("/sign-in").text
        visitor.post("/demo/reset", data={"study": ""})
        assert (language(apart, mine), language(apart, theirs)) == ("nl", "nl")
        answer = visitor.post("/demo/reset", data={"study": place_of(mine)})
        assert answer.headers["location"].startswith("/sign-in?news=reset")
    with apart.client({COOKIE: mine}) as signed_out:
        assert signed_out.get("/overview").status_code == 303
    assert language(apart, theirs) == "nl"
    assert language(apart, enter(apart, place_of(mine))) == "en"


@pytest.mark.parametrize("place", ["in-progress~../../x", "in-progress~short", "nothing~" + "a" * 20])
def test_a_name_that_was_never_given_leads_to_no_file(apart: Server, place: str) -> None:
    with apart.client() as visitor:
        assert visitor.get("/sign-in", params={"study": place}).status_code == 200
        answer = visitor.post("/sign-in/demo", data={"login": "peters", "study": place})
    assert answer.status_code == 403 or place_of(answer.cookies[COOKIE]).startswith("in-progress~")
    assert place_of(answer.cookies.get(COOKIE, "")) != place


def test_a_copy_is_not_reset_by_another_site_or_without_its_name(apart: Server) -> None:
    mine = enter(apart, lang="nl")
    with apart.client() as visitor:
        elsewhere = {"sec-fetch-site": "cross-site"}
        sent = visitor.post("/demo/reset", data={"study": place_of(mine)}, headers=elsewhere)
        assert sent.status_code == 403
        visitor.post("/demo/reset", data={"study": "in-progress~" + "a" * 20})
    assert language(apart, mine) == "nl"
