"""The tour of a demo leads from person to person through the real app; outside a demo there is none."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from her2dash.ui.tour import COOKIE, STEPS, Tour, tour_of
from tests.ui.conftest import Server


def press(server: Server, held: dict[str, str], step: str, **sent: str) -> tuple[int, str, dict[str, str]]:
    """Press a button of the tour: status, where to, and the cookies held then."""
    with server.client(held) as client:
        headers = {"referer": f"{server.address}/worklist?x=1", **sent}
        answer = client.post("/demo/tour", data={"step": step, "lang": "nl"}, headers=headers)
        return answer.status_code, answer.headers.get("location", ""), {**held, **answer.cookies}


def test_each_step_goes_on_as_its_person_where_there_is_something_to_do(served_demo: Server) -> None:
    held: dict[str, str] = {}
    seen = []
    for step in range(1, len(STEPS) + 1):
        before, (_, where, held) = held, press(served_demo, held, str(step))
        seen.append(re.sub(r"patient=[\w-]+", "patient=X", where))
        with served_demo.client(before) as left:
            assert left.get("/account").status_code == 303
        with served_demo.client(held) as client:
            assert '<html lang="nl"' in client.get("/account").text
    assert len(STEPS) <= 5
    assert seen == ["/overview", "/worklist", "/form?patient=X&form=therapy", "/overview"]


def test_the_tour_remembers_when_it_began_until_it_begins_anew(served_demo: Server) -> None:
    old = Tour(2, datetime(2026, 1, 2, tzinfo=UTC)).written()
    _, _, held = press(served_demo, {COOKIE: old}, "3")
    assert tour_of(held) == Tour(3, datetime(2026, 1, 2, tzinfo=UTC))
    _, _, held = press(served_demo, held, "1")
    anew = tour_of(held)
    assert anew is not None
    assert (anew.step, anew.begun.year > 2025) == (1, True)
    assert anew.begun != datetime(2026, 1, 2, tzinfo=UTC)


def test_ending_it_stays_on_the_page_as_the_same_person(served_demo: Server) -> None:
    _, _, held = press(served_demo, {}, "2")
    with served_demo.client(held) as client:
        left = client.post(
            "/demo/tour", data={"step": "0"}, headers={"referer": f"{served_demo.address}/worklist"}
        )
        assert (left.status_code, left.headers["location"]) == (303, "/worklist")
        assert left.headers["set-cookie"].startswith(f'{COOKIE}=""; ')
        assert client.get("/worklist").status_code == 200


@pytest.mark.parametrize("held", ["", "9.5", "0.5", "1", "1.", "1.x", "1.-5", "1.999999999999999", "x.1"])
def test_a_cookie_that_is_not_ours_is_no_tour(held: str) -> None:
    assert tour_of({COOKIE: held}) is None


def test_another_site_leads_nobody_anywhere(served_demo: Server) -> None:
    assert press(served_demo, {}, "1", origin="http://evil.example")[0::2] == (403, {})


def test_a_real_study_has_no_tour(served: Server) -> None:
    assert press(served, {}, "1")[0::2] == (405, {}) or press(served, {}, "1")[0] == 404
    with served.client() as visitor:
        assert "tour" not in visitor.get("/sign-in").text
