"""The way in and the way out: one cookie, one session row, no other site."""

from __future__ import annotations

import pytest

from tests.ui.conftest import PASSWORD, Server
from tests.ui.tab import Tab


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(served: Server) -> None:
    with served.client() as visitor:
        answer = visitor.post("/sign-in", data={"login": "paula", "password": PASSWORD, "next": "/overview"})
    name, *said = answer.headers["set-cookie"].lower().replace("; ", ";").split(";")
    assert name.startswith("her2dash_session=")
    assert len(name) > 40
    assert sorted(said) == ["httponly", "path=/", "samesite=lax"]
    assert answer.headers["location"] == "/overview"


def test_outside_this_machine_the_cookie_wants_an_encrypted_line(served: Server) -> None:
    with served.client() as visitor:
        elsewhere = {"host": "her2.hospital.example", "origin": "http://her2.hospital.example"}
        answer = visitor.post("/sign-in", data={"login": "paula", "password": PASSWORD}, headers=elsewhere)
        assert answer.headers["set-cookie"].startswith("__Host-her2dash_session=")
        assert "secure" in answer.headers["set-cookie"].lower()


def test_what_a_neighbour_planted_does_not_count_beside_the_cookie_of_this_host(served: Server) -> None:
    with served.signed_in("niek") as neighbour, served.signed_in("paula") as client:
        both = {
            "her2dash_session": neighbour.cookies["her2dash_session"],
            "__Host-her2dash_session": client.cookies["her2dash_session"],
        }
    with served.client(both) as mixed, Tab(served.address, both) as tab:
        assert '<html lang="en"' in mixed.get("/overview").text  # niek reads Dutch
        assert "paula" in tab.run("overview").text
        left = mixed.get("/auth/logout")
        assert left.headers["clear-site-data"] == '"storage"'
        assert left.headers["set-cookie"].count("Max-Age=0") == 2
        assert (
            served.client({"her2dash_session": both["__Host-her2dash_session"]}).get("/").status_code == 303
        )


def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence(served: Server) -> None:
    with served.client() as visitor:
        wrong = visitor.post("/sign-in", data={"login": "niek", "password": "wrong"})
        unknown = visitor.post("/sign-in", data={"login": "nick", "password": "wrong"})
    assert wrong.status_code == unknown.status_code == 403
    assert "The user name or the password is not right." in wrong.text
    assert wrong.text.replace("niek", "") == unknown.text.replace("nick", "")
    assert "set-cookie" not in wrong.headers


def test_after_several_wrong_passwords_the_next_try_has_to_wait(served: Server) -> None:
    # The first wait is a second, and each is twice the one before: no machine is too slow for all of them.
    with served.client() as visitor:
        said = [visitor.post("/sign-in", data={"login": "hasty", "password": "wrong"}).text for _ in range(9)]
    waits = ["Too many wrong passwords." in page for page in said]
    assert waits[:3] == [False, False, False]
    assert any(waits[3:])


def test_what_was_typed_is_shown_again_as_text_and_the_password_never(served: Server) -> None:
    with served.client() as visitor:
        answer = visitor.post("/sign-in", data={"login": '"><b>x', "password": "a secret word"})
    assert "<b>x" not in answer.text
    assert "&quot;&gt;&lt;b&gt;x" in answer.text
    assert "a secret word" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_site_cannot_sign_anybody_in(served: Server, headers: dict[str, str]) -> None:
    with served.client() as visitor:
        answer = visitor.post("/sign-in", data={"login": "paula", "password": PASSWORD}, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_a_form_larger_than_ours_is_not_read(served: Server) -> None:
    with served.client() as visitor:
        answer = visitor.post("/sign-in", data={"login": "paula", "password": "x" * 20_000})
        assert (answer.status_code, "larger than any" in answer.text) == (403, True)


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example", "/\\evil.example", "/sign-in?x"]
)
def test_signing_in_leads_nowhere_else(served: Server, onward: str) -> None:
    with served.client() as visitor:
        answer = visitor.post("/sign-in", data={"login": "paula", "password": PASSWORD, "next": onward})
        assert answer.headers["location"] == "/"


def test_signing_in_ends_the_session_that_it_replaces(served: Server) -> None:
    with served.signed_in("paula") as first:
        with served.client(dict(first.cookies)) as again:
            again.post("/sign-in", data={"login": "niek", "password": PASSWORD})
        assert first.get("/").status_code == 303


def test_signing_out_ends_the_session_and_leads_back_to_the_page(served: Server) -> None:
    with served.signed_in() as client:
        token = client.cookies["her2dash_session"]
        answer = client.get("/auth/logout", headers={"referer": served.address + "/form?page=2"})
        assert answer.headers["location"] == "/sign-in?next=%2Fform%3Fpage%3D2"
        assert 'her2dash_session=""' in answer.headers["set-cookie"]
        assert "Max-Age=0" in answer.headers["set-cookie"]
    with served.client({"her2dash_session": token}) as replayed:
        assert replayed.get("/overview").status_code == 303


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"referer": "http://evil.example/overview"}]
)
def test_another_site_cannot_sign_anybody_out(served: Server, headers: dict[str, str]) -> None:
    with served.regular() as client:
        answer = client.get("/auth/logout", headers=headers)
        assert answer.headers["location"] == "/sign-in"
        assert "set-cookie" not in answer.headers
        assert client.get("/overview").status_code == 200


def test_signing_out_twice_is_no_fault(served: Server) -> None:
    with served.signed_in() as client, served.client(dict(client.cookies)) as same:
        assert client.get("/auth/logout").status_code == same.get("/auth/logout").status_code == 303


def test_after_signing_out_an_open_tab_gets_and_does_nothing_more(served: Server) -> None:
    with served.signed_in() as client, Tab(served.address, dict(client.cookies)) as tab:
        tick = tab.run("overview").fragments[0]
        assert "tick 2" in tab.run(fragment=tick).text
        tab.run("overview")
        client.get("/auth/logout")
        assert (tab.run(fragment=tick).text, tab.sent_away_to) == ("", "/auth/logout")
    with served.signed_in() as client, Tab(served.address, dict(client.cookies)) as tab:
        tab.run("overview")
        client.get("/auth/logout")
        assert (tab.run("overview").text, tab.sent_away_to) == ("", "/auth/logout")


def test_after_signing_out_a_callback_is_not_run(served: Server) -> None:
    with served.signed_in() as client, Tab(served.address, dict(client.cookies)) as tab:
        tab.run("overview")
        client.get("/auth/logout")
        assert tab.run(press="Press").sent_away_to == "/auth/logout"
        assert "paula" not in tab.text


def test_the_button_in_the_page_signs_out_before_the_browser_goes(served: Server) -> None:
    with served.signed_in() as client, Tab(served.address, dict(client.cookies)) as tab:
        assert tab.run("overview").run(press="Sign out").sent_away_to == "/auth/logout"
        assert client.get("/overview").status_code == 303


def test_nobody_signed_out_leaves_a_trace_of_it_as_an_error_in_the_log(served: Server) -> None:
    with served.signed_in() as client, Tab(served.address, dict(client.cookies)) as tab:
        client.get("/auth/logout")
        tab.run("overview")
    assert "SignedOut" not in served.log.read_text()


def test_a_page_that_fails_says_so_plainly_and_the_log_holds_no_answer(served: Server) -> None:
    with served.regular() as client, Tab(served.address, dict(client.cookies)) as tab:
        assert tab.run("fails").text.startswith("Something went wrong on this page.")
        assert b"01-001" not in b"".join(tab.received)
    log = served.log.read_text()
    assert "builtins.ValueError (its text is not logged)" in log
    assert "in _fail" in log
    assert "01-001" not in log
