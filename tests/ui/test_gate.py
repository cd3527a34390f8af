"""Without a live session nothing is served, on a cold server too."""

from __future__ import annotations

from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from her2dash.ui.navigation import ROOMS
from tests.ui.conftest import Server, furnish, serving, settings_at
from tests.ui.tab import Tab

PAGES = ["/", "/overview", "/form?page=2", "/concordance", "/probe", "/pages/overview"]
FILES = [
    "/static/js/index.js", "/media/0123.csv", "/_stcore/host-config", "/favicon.png", "/sign-in/pages.css",
    "/component/x/index.html", "/sign-in/", "/sign-in/x", "//sign-in",
    "/_stcore/health/x",
]  # fmt: skip


def refused(address: str, **headers: str) -> int:
    """The status with which a websocket is refused."""
    stream = address.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus) as refusal, connect(stream, additional_headers=headers, proxy=None):
        pass
    return refusal.value.response.status_code


def test_a_cold_server_answers_a_deep_link_with_the_sign_in_page_and_then_with_that_page(
    tmp_path: Path,
) -> None:
    furnish(settings_at(tmp_path))
    with serving(settings_at(tmp_path), tmp_path / "log") as server, server.client() as visitor:
        assert refused(server.address) == 403
        answer = visitor.get("/overview?site=01")
        assert (answer.status_code, answer.headers["location"]) == (
            303,
            "/sign-in?next=%2Foverview%3Fsite%3D01",
        )
        assert 'name="password"' in visitor.get(answer.headers["location"]).text
        with server.signed_in() as client, Tab(server.address, dict(client.cookies)) as tab:
            assert "Page overview" in tab.run("overview").text


def test_a_cold_server_of_the_real_app_shows_nobody_a_page(tmp_path: Path) -> None:
    furnish(settings_at(tmp_path))
    command = ("-m", "uvicorn", "app:app", "--port", "{port}")
    rooms = ["/", *(f"/{room.name}?patient=a" for room in ROOMS)]
    with serving(settings_at(tmp_path), tmp_path / "log", *command) as server, server.client() as visitor:
        assert refused(server.address) == 403
        for address in rooms:
            answer = visitor.get(address, follow_redirects=True)
            assert (answer.status_code, answer.url.path, len(answer.history)) == (200, "/sign-in", 1)
            assert 'name="password"' in answer.text
            assert '<div id="root">' not in answer.text
        assert refused(server.address, Cookie="her2dash_session=guessed") == 403


@pytest.mark.parametrize("address", PAGES)
def test_a_page_leads_to_the_sign_in_page(served: Server, address: str) -> None:
    with served.client() as visitor:
        answer = visitor.get(address)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
        assert answer.content == b""


@pytest.mark.parametrize("address", FILES)
def test_no_file_is_served_and_none_is_remembered_as_the_way_back(served: Server, address: str) -> None:
    with served.client() as visitor:
        answer = visitor.get(served.address + address, headers={"sec-fetch-dest": "script"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_no_other_method_passes(served: Server, method: str) -> None:
    with served.client() as visitor:
        assert visitor.request(method, "/overview").headers["location"] == "/sign-in"


def test_a_websocket_without_a_session_is_refused_whatever_it_brings(served: Server) -> None:
    assert refused(served.address) == 403
    assert refused(served.address, Cookie="her2dash_session=guessed") == 403
    forged = {"X-Her2dash-Session": "1", "Cookie": "her2dash_session=guessed"}
    assert refused(served.address, **forged) == 403


def test_a_websocket_from_another_site_is_refused_with_a_live_session(served: Server) -> None:
    with served.regular() as client:
        cookie = f"her2dash_session={client.cookies['her2dash_session']}"
        assert refused(served.address, Cookie=cookie, Origin="http://localhost:9999") == 403
        assert refused(served.address, Cookie=cookie, Origin="http://evil.example") == 403


SHUT = ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent/openapi.json", "/_stcore/upload_file/a/b"]


@pytest.mark.parametrize("address", SHUT)
def test_what_tells_of_the_process_or_takes_files_is_shut_for_everybody(served: Server, address: str) -> None:
    with served.client() as visitor, served.regular() as client:
        assert visitor.get(address).status_code == client.get(address).status_code == 404


def test_a_forged_header_does_not_say_whose_session_it_is(served: Server) -> None:
    with served.regular() as client:
        with Tab(served.address, dict(client.cookies)) as honest:
            mine = honest.run().text
        with Tab(served.address, dict(client.cookies), headers={"X-Her2dash-Session": "999"}) as forged:
            assert forged.run().text.splitlines()[1] == mine.splitlines()[1]


def test_a_resumed_line_keeps_its_state_for_the_same_session_only(served: Server) -> None:
    with served.regular("paula") as paula, served.regular("niek") as niek:
        with Tab(served.address, dict(paula.cookies)) as tab:
            assert "pressed 1" in tab.run().run(press="Press").text
            known = tab.session
        with Tab(served.address, dict(niek.cookies), resume=known) as stranger:
            assert "pressed 0" in stranger.run().text
            assert stranger.session != known
        with Tab(served.address, dict(paula.cookies), resume=known) as again:
            assert "pressed 1" in again.run().text


def test_every_address_of_a_page_is_one_document_in_the_readers_language(served: Server) -> None:
    with served.regular("niek") as dutch, served.regular("paula") as english:
        assert '<html lang="nl" translate="no">' in dutch.get("/overview").text
        assert '<html lang="en" translate="no">' in english.get("/form").text


def test_signing_in_leads_to_the_first_room_under_its_own_address(served: Server) -> None:
    with served.regular("paula") as client:
        assert client.get("/").headers["location"] == "/overview"
        assert client.get("/overview").status_code == 200


@pytest.mark.parametrize("address", ["/anything", "/overview/more", "/Overview", "/overview/"])
def test_an_address_that_is_no_room_is_not_found_and_says_so(served: Server, address: str) -> None:
    with served.regular() as client:
        answer = client.get(address)
        assert (answer.status_code, "There is no page" in answer.text) == (404, True)


def test_every_room_has_an_address(served: Server) -> None:
    with served.regular() as client:
        assert {client.get(f"/{room.name}").status_code for room in ROOMS} == {200}


def test_the_health_check_is_open(served: Server) -> None:
    with served.client() as visitor:
        assert visitor.get("/_stcore/health").text == "ok"
