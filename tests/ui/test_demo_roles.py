"""In a demo one press goes on as another role, on this page or where the role begins; nowhere else."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Server
from tests.ui.tab import Tab

PAGE = "/patients?site=01"


def become(
    server: Server, held: dict[str, str], role: str, page: str = PAGE, **headers: str
) -> tuple[int, str, dict[str, str]]:
    """Press a role's button on a page: status, where to, and the cookies held then."""
    with server.client(held) as client:
        told = {"referer": server.address + page, **headers}
        answer = client.post("/demo/role", data={"become": role}, headers=told)
        return answer.status_code, answer.headers.get("location", ""), dict(answer.cookies)


@pytest.fixture
def held(served_demo: Server) -> dict[str, str]:
    """The cookies of somebody who went into the demo as its investigator."""
    with served_demo.client() as visitor:
        return dict(visitor.post("/sign-in/demo", data={"login": "peters"}).cookies)


def test_one_press_goes_on_as_the_other_role_and_ends_the_session_before(
    served_demo: Server, held: dict[str, str]
) -> None:
    status, onward, now = become(served_demo, held, "monitor")
    assert (status, onward) == (303, PAGE)
    with Tab(served_demo.address, now) as tab:
        assert "hendriks in session" in tab.run("overview").text  # the demo's monitor
    with served_demo.client(held) as before:
        assert before.get("/overview").headers["location"] == "/sign-in?next=%2Foverview"


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("physician", "/overview"),  # interim results are none of theirs
        ("monitor", "/form?patient=nobody&form=q_pre"),
        ("physician", "/patient?patient=nobody"),
        ("pi", "/no/such/page"),
        ("pi", ""),
    ],
)
def test_where_the_role_sees_nothing_it_begins_at_its_own_beginning(
    served_demo: Server, held: dict[str, str], role: str, page: str
) -> None:
    status, onward, now = become(served_demo, held, role, page)
    assert (status, onward, bool(now)) == (303, "/", True)


def test_the_language_of_the_reader_goes_along(served_demo: Server) -> None:
    with served_demo.client() as visitor:
        held = dict(visitor.post("/sign-in/demo", data={"login": "peters", "lang": "nl"}).cookies)
    now = become(served_demo, held, "monitor")[2]
    with served_demo.client(now) as client:
        assert '<html lang="nl"' in client.get("/overview").text
    become(served_demo, now, "pi")


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_another_site_cannot_press_the_button(
    served_demo: Server, held: dict[str, str], headers: dict[str, str]
) -> None:
    status, _, now = become(served_demo, held, "admin", **headers)
    assert (status, now) == (403, {})
    with served_demo.client(held) as still:
        assert still.get("/overview").status_code == 200


def test_without_a_session_and_for_no_role_nothing_begins(served_demo: Server, held: dict[str, str]) -> None:
    assert become(served_demo, {}, "pi")[0::2] == (303, {})
    assert become(served_demo, {"her2dash_session": "made up"}, "pi")[0::2] == (303, {})
    for role in ("", "cli", "peters", "nobody"):
        assert become(served_demo, held, role)[0::2] == (403, {})


def test_another_tab_of_the_role_before_goes_on_as_the_new_one(
    served_demo: Server, held: dict[str, str]
) -> None:
    with Tab(served_demo.address, held) as left_open:
        left_open.run("patients")
        now = become(served_demo, held, "monitor")[2]
        assert left_open.run("patients").sent_away_to == "/auth/logout"
    with served_demo.client(now) as browser:
        led = browser.get("/auth/logout", headers={"referer": served_demo.address + PAGE})
        assert (led.headers["location"], browser.get("/overview").status_code) == (PAGE, 200)
        browser.get("/auth/logout")  # an address that somebody typed
        assert browser.get("/overview").status_code == 303


def test_a_real_study_has_no_such_button(served: Server) -> None:
    with served.regular() as client:
        answer = client.post("/demo/role", data={"become": "admin"})
        assert (answer.status_code, "set-cookie" in answer.headers) in ((404, False), (405, False))
