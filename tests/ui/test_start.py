"""How the server starts, what it refuses, and what it says where there is nothing to serve."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import streamlit as st
from streamlit.web.server.app_discovery import discover_asgi_app

from her2dash.actions.office import make_place
from her2dash.errors import CannotStart
from her2dash.settings import PLACE
from her2dash.ui.configuration import REQUIRED, check_configuration
from her2dash.ui.server import send_at_once
from her2dash.ui.warm import wait_until_warm, warm_up
from tests.ui.conftest import PROBE, furnish, serving, settings_at
from tests.ui.tab import Tab

# What a server starts with, and every board of a demo; then what it brought in for that.
_ALL_BOARDS = """
import sys
import app, pages.entry
from her2dash.actions import accounts, dashboard
from her2dash.actions.office import open_office
from her2dash.figures.boards import BOARDS
from her2dash.i18n import Words
from her2dash.settings import Settings
office = open_office(Settings.from_environment())
found = dashboard.findings(office.desk(accounts.enter_demo(office, login="peters", replaces=None)))
drawn = [board(found, Words("en")) for board in BOARDS.values()]
print(len(drawn) == len(BOARDS), *(name for name in sys.argv[1:] if name in sys.modules))
"""


def test_neither_the_start_nor_a_board_waits_for_what_they_do_not_use(
    demo_of_today: Path, tmp_path: Path
) -> None:
    file = shutil.copy(demo_of_today, tmp_path / "demo.sqlite")
    told = {"HER2DASH_DEMO": "1", "HER2DASH_DATABASE_URL": f"sqlite:///{file}", "PYTHONPATH": str(PLACE)}
    slow = ("pandas", "scipy.stats", "alembic", "icalendar", "zxcvbn")
    run = subprocess.run(
        [sys.executable, "-c", _ALL_BOARDS, *slow], env={**os.environ, **told}, cwd=PLACE,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout.split() == ["True"]


def configured(**other: object) -> dict[str, object]:
    return {**REQUIRED, "logger.level": "warning"} | {name.replace("__", "."): v for name, v in other.items()}


def test_the_collector_rests_while_a_process_starts_and_works_when_it_is_warm() -> None:
    gc.disable()  # as app.py does
    try:
        warm_up()
        wait_until_warm()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.enable()


def test_the_configuration_of_the_repository_is_the_one_that_is_wanted() -> None:
    check_configuration(configured().__getitem__)
    check_configuration(st.get_option)


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_an_option_that_differs_is_named(name: str) -> None:
    wrong = configured() | {name: "something else"}
    with pytest.raises(CannotStart, match=name.replace(".", r"\.")):
        check_configuration(wrong.__getitem__)


def test_every_wrong_option_is_named_at_once() -> None:
    wrong = configured(runner__postScriptGC=True, client__showErrorDetails="full", logger__level="debug")
    with pytest.raises(CannotStart) as refusal:
        check_configuration(wrong.__getitem__)
    for name in ("runner.postScriptGC", "client.showErrorDetails", "logger.level"):
        assert name in str(refusal.value)


def test_a_list_from_the_command_line_is_a_list() -> None:
    check_configuration(configured(client__allowedOrigins=()).__getitem__)


def test_in_a_folder_without_the_configuration_the_server_refuses_to_start(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "uvicorn", "--app-dir", str(PLACE), PROBE, "--port", "0"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert "runner.postScriptGC is True, not False" in ended.stderr
    assert "her2dash serve" in ended.stderr


def test_an_empty_place_says_how_to_begin_and_opens_by_itself_when_it_is_made(tmp_path: Path) -> None:
    settings = settings_at(tmp_path)
    with serving(settings, tmp_path / "log") as server, server.client() as visitor:
        for address in ("/", "/overview", "/sign-in", "/static/js/x.js"):
            answer = visitor.get(address)
            assert answer.status_code == 503
            assert "her2dash init" in answer.text
            assert "her2dash demo" in answer.text
        assert visitor.get("/_stcore/health").text == "ok"
        assert not (tmp_path / "place.sqlite").exists()
        furnish(settings)
        assert _soon(visitor, "/sign-in") == 200


def test_a_demo_is_not_opened_as_a_real_study(tmp_path: Path) -> None:
    make_place(settings_at(tmp_path), demo=True)
    with serving(settings_at(tmp_path), tmp_path / "log") as server, server.client() as visitor:
        answer = visitor.get("/sign-in")
        assert (answer.status_code, "stamped as demo" in answer.text) == (503, True)


STARTS = [("-m", "uvicorn", "app:app", "--port", "0"), ("-m", "streamlit", "run", "app.py")]


def refusal(command: tuple[str, ...], **environment: str) -> str:
    """Start the app, which has to end by itself, and return what it says in the end."""
    ended = subprocess.run(
        [sys.executable, *command], cwd=PLACE, env={**os.environ, **environment}, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.mark.parametrize("command", STARTS, ids=["uvicorn", "streamlit run"])
def test_a_switch_that_cannot_be_meant_is_answered_with_a_sentence(command: tuple[str, ...]) -> None:
    said = refusal(command, HER2DASH_DEMO="maybe")
    assert "her2dash: HER2DASH_DEMO is 'maybe': say 1 or 0." in said


@pytest.mark.parametrize("command", STARTS, ids=["uvicorn", "streamlit run"])
def test_a_demo_is_not_made_where_something_else_stands(tmp_path: Path, command: tuple[str, ...]) -> None:
    theirs, ours = tmp_path / "theirs.sqlite", settings_at(tmp_path)
    theirs.write_bytes(b"a letter to the board")
    said = refusal(command, HER2DASH_DEMO="1", HER2DASH_DATABASE_URL=f"sqlite:///{theirs}")
    assert f"her2dash: There is something else at {theirs} already" in said
    assert theirs.read_bytes() == b"a letter to the board"
    furnish(ours)
    said = refusal(command, HER2DASH_DEMO="1", HER2DASH_DATABASE_URL=ours.database_url)
    assert "her2dash: This database is stamped as real" in said


# What `her2dash serve` comes down to, before the entry script of the tests.
SERVE = (
    "-c",
    "from her2dash.ui.server import serve; from her2dash.settings import Settings; "
    "import uvicorn; run = uvicorn.run; "
    f"uvicorn.run = lambda app, **given: run('{PROBE}', **given); "
    "serve(Settings.from_environment(), port={port})",
)


@pytest.mark.parametrize(
    "command",
    [("-m", "streamlit", "run", "tests/ui/probe_app.py", "--server.port", "{port}"), SERVE],
    ids=["streamlit run", "her2dash serve"],
)
def test_the_other_ways_to_start_serve_the_same(tmp_path: Path, command: tuple[str, ...]) -> None:
    furnish(settings_at(tmp_path))
    with serving(settings_at(tmp_path), tmp_path / "log", *command) as server:
        assert httpx.get(server.address + "/overview").status_code == 303
        with server.signed_in() as client, Tab(server.address, dict(client.cookies)) as tab:
            assert "Page overview" in tab.run("overview").text


@pytest.mark.parametrize("behind", [False, True])
def test_who_names_another_address_with_each_try_is_believed_behind_our_proxy_alone(
    tmp_path: Path, behind: bool
) -> None:
    furnish(settings_at(tmp_path))
    settings = replace(settings_at(tmp_path), behind_proxy=behind)
    with serving(settings, tmp_path / "log", *SERVE) as server, server.client() as visitor:
        tries = [
            visitor.post(
                "/sign-in",
                data={"login": "paula", "password": "wrong"},
                headers={"x-forwarded-for": f"10.1.0.{tried}"},
            )
            for tried in range(9)
        ]
    assert any("Too many wrong passwords." in answer.text for answer in tries) is not behind


def test_streamlit_recognises_the_launcher() -> None:
    found = discover_asgi_app(PLACE / "app.py")
    assert (found.is_asgi_app, found.import_string) == (True, "app:app")


def test_no_folder_named_pages_lies_where_streamlit_would_look_for_pages() -> None:
    assert not (PLACE / "pages" / "pages").exists()


def test_nagles_algorithm_is_off_on_a_listening_socket() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        send_at_once()
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1


def _soon(visitor: httpx.Client, address: str) -> int:
    for _ in range(50):
        status = visitor.get(address).status_code
        if status != 503:
            return status
        time.sleep(0.1)
    return 503
