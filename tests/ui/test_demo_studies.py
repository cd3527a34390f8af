"""A demo leads from one study to another that stands beside it; a session opens nothing in another."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from her2dash.settings import Settings
from tests.ui.conftest import Server, serving
from tests.ui.tab import Tab

COOKIE = "her2dash_session"


@pytest.fixture(scope="module")
def two(
    demo_of_today: Path, published_demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server in front of the demo in progress, the published one and no others beside it."""
    folder = tmp_path_factory.mktemp("two")
    first = shutil.copy(demo_of_today, folder / "demo-in-progress.sqlite")
    shutil.copy(published_demo, folder / "demo-published.sqlite")
    (folder / "demo-letters.sqlite").write_bytes(b"a letter")
    (folder / "demo-registry-40.sqlite").write_bytes(b"no demo that can be opened")
    settings = Settings.from_environment({"HER2DASH_DEMO": "1"})
    with serving(replace(settings, database_url=f"sqlite:///{first}"), folder / "log") as server:
        yield server


def enter(server: Server, study: str = "", login: str = "peters") -> str:
    """Go in by the door: what the browser holds then."""
    with server.client() as visitor:
        return visitor.post("/sign-in/demo", data={"login": login, "study": study}).cookies[COOKIE]


def is_in(server: Server, held: str) -> bool:
    """Whether a browser that holds this is let in."""
    with server.client({COOKIE: held}) as client:
        return client.get("/account").status_code == 200


def press(server: Server, held: str, **data: str) -> tuple[int, str, str]:
    """Press a button above a page: status, where to, and what is held then."""
    with server.client({COOKIE: held}) as client:
        answer = client.post(
            "/demo/role", data=data, headers={"referer": server.address + "/overview?site=01"}
        )
        return answer.status_code, answer.headers.get("location", ""), answer.cookies.get(COOKIE, "")


def test_the_door_offers_the_studies_that_stand_there(two: Server) -> None:
    with two.client() as visitor:
        first, other = (visitor.get("/sign-in", params={"study": study}).text for study in ("", "published"))
    offered = [("in-progress", "20, in progress"), ("published", "20, published")]
    assert re.findall(r'href="/sign-in\?study=([a-z0-9-]+)[^>]*>([^<]+)', first) == offered
    # of the tour, of the people, of the reset
    assert re.findall(r'name="study" value="([^"]*)"', first) == ["", "", ""]
    assert re.findall(r'name="study" value="([^"]*)"', other) == ["published"] * 3


def test_a_session_belongs_to_one_study(two: Server) -> None:
    there, here = enter(two, "published"), enter(two)
    study, _, token = there.rpartition(".")
    assert (study, is_in(two, there), is_in(two, here)) == ("published", True, True)
    assert not is_in(two, token)
    assert not is_in(two, f"published.{here}")
    with Tab(two.address, {COOKIE: there}) as tab:
        assert re.search(r"peters in session published\.\d+", tab.run("overview").text)


def test_one_press_leads_to_the_other_study_and_back_on_the_same_page(two: Server) -> None:
    first = enter(two)
    status, where, there = press(two, first, study="published")
    assert (status, where, there.startswith("published."), is_in(two, first)) == (
        303,
        "/overview?site=01",
        True,
        False,
    )
    _, _, as_monitor = press(two, there, become="monitor")
    assert (as_monitor.startswith("published."), is_in(two, there)) == (True, False)
    _, _, back = press(two, as_monitor, study="in-progress")
    assert ("." in back, is_in(two, back), is_in(two, as_monitor)) == (False, True, False)


@pytest.mark.parametrize(
    "study", ["letters", "registry-40", "registry-9", "../in-progress", "nothing", "x" * 900]
)
def test_what_is_no_study_of_this_demo_is_refused_and_nobody_is_signed_out(two: Server, study: str) -> None:
    held = enter(two)
    assert press(two, held, study=study)[0::2] == (403, "")
    assert is_in(two, held)
    assert not is_in(two, f"{study}.made-up")


def test_a_real_study_knows_no_other(served: Server) -> None:
    with served.client() as visitor:
        assert "study=" not in visitor.get("/sign-in", params={"study": "published"}).text
    assert not is_in(served, "published.made-up")
