"""In a demo one button per person lets in, no password exists, and anybody may put it back to its start."""

from __future__ import annotations

import re

from tests.ui.conftest import Server
from tests.ui.tab import Tab


def test_the_demo_offers_its_people_says_that_they_are_invented_and_asks_no_password(
    served_demo: Server,
) -> None:
    with served_demo.client() as visitor:
        page = visitor.get("/overview", follow_redirects=True).text
    assert "Synthetic data" in page
    assert 'type="password"' not in page
    for part in ("Referring physician", "Coordinator", "Principal investigator", "Monitor"):
        assert part in page


def test_an_address_without_a_page_says_in_a_demo_too_that_its_data_are_synthetic(
    served_demo: Server,
) -> None:
    with served_demo.client() as visitor:
        login = re.findall(r'name="login" value="([^"]+)"', visitor.get("/sign-in").text)[0]
        visitor.post("/sign-in/demo", data={"login": login})
        answer = visitor.get("/no/such/page")
    assert (answer.status_code, "Synthetic data" in answer.text) == (404, True)


def test_one_button_lets_in_and_leads_on(served_demo: Server) -> None:
    with served_demo.client() as visitor:
        logins = re.findall(r'name="login" value="([^"]+)"', visitor.get("/sign-in").text)
        answer = visitor.post("/sign-in/demo", data={"login": logins[0], "next": "/form"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/form")
        with Tab(served_demo.address, dict(answer.cookies)) as tab:
            assert logins[0] in tab.run("form").text


def test_nobody_unknown_gets_into_a_demo_and_no_password_is_taken(served_demo: Server) -> None:
    with served_demo.client() as visitor:
        assert visitor.post("/sign-in/demo", data={"login": "nobody"}).status_code == 403
        assert visitor.post("/sign-in", data={"login": "cli", "password": ""}).status_code == 405


def test_the_language_chosen_at_the_door_is_the_persons_language(served_demo: Server) -> None:
    with served_demo.client() as visitor:
        login = re.findall(r'name="login" value="([^"]+)"', visitor.get("/sign-in").text)[-1]
        for language in ("nl", "en"):
            visitor.post("/sign-in/demo", data={"login": login, "lang": language})
            assert f'<html lang="{language}"' in visitor.get("/overview").text


def test_the_reset_signs_everybody_out_and_says_that_it_was_done(served_demo: Server) -> None:
    with served_demo.client() as visitor:
        login = re.findall(r'name="login" value="([^"]+)"', visitor.get("/sign-in").text)[0]
        visitor.post("/sign-in/demo", data={"login": login})
        answer = visitor.post("/demo/reset", data={"lang": "en"})
        assert answer.headers["location"] == "/sign-in?news=reset&lang=en"
        assert "The demo is back at its start." in visitor.get(answer.headers["location"]).text
        assert visitor.get("/overview").status_code == 303


def test_another_site_cannot_reset_the_demo(served_demo: Server) -> None:
    with served_demo.client() as visitor:
        assert visitor.post("/demo/reset", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_a_real_study_has_neither_open_buttons_nor_a_reset(served: Server) -> None:
    with served.client() as visitor:
        assert visitor.post("/sign-in/demo", data={"login": "paula"}).status_code in (404, 405)
        assert visitor.post("/demo/reset").status_code in (404, 405)
        assert "Synthetic" not in visitor.get("/sign-in").text
