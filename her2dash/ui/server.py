"""The server: what st.App is made of, what happens when it starts, and the command that runs it."""

from __future__ import annotations

import gc
import os
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import streamlit as st
import uvicorn
from anyio import to_thread
from starlette.middleware import Middleware

from her2dash import demo
from her2dash.actions.office import refill_demo
from her2dash.demo.place import settings_beside, survey
from her2dash.errors import CannotStart
from her2dash.settings import PLACE, Settings
from her2dash.ui import cache
from her2dash.ui.configuration import check_configuration
from her2dash.ui.demo_roles import RoleSwitch
from her2dash.ui.demo_tour import Guide
from her2dash.ui.faults import keep_the_log_discreet, on_script_error
from her2dash.ui.files import FILES
from her2dash.ui.form_files import FORM_FILES
from her2dash.ui.gate import Gate
from her2dash.ui.index import ADDRESSES
from her2dash.ui.invitation import Invitations
from her2dash.ui.office import look_again, open_beside, shut
from her2dash.ui.report_files import REPORT_FILES
from her2dash.ui.second_step import SecondStep
from her2dash.ui.sign_in import Reception
from her2dash.ui.trail_files import TRAIL_FILES
from her2dash.ui.warm import warm_up

_afresh = threading.Lock()


def front_door(settings: Settings, reset_demo: Callable[[str], None] | None = None) -> dict[str, Any]:
    """Return the arguments of st.App: our routes before Streamlit's, the gate before everything.

    Raises CannotStart where a demo is wanted and something else stands there.
    """
    if settings.demo:
        survey(settings)  # here, where app.py can still answer with the sentence alone
    reception = Reception(settings, reset_demo or (lambda study: start_afresh(settings, study)))
    doors = (reception, Invitations(settings), SecondStep(settings), RoleSwitch(settings), Guide(settings))
    routes = [route for door in doors for route in door.routes()]
    return {
        "routes": [*routes, *FILES, *REPORT_FILES, *FORM_FILES, *TRAIL_FILES, *ADDRESSES],
        "middleware": [Middleware(Gate, settings=settings)],
        "lifespan": lambda app: starting(app, settings),
        "on_script_error": on_script_error,
    }


@asynccontextmanager
async def starting(_: st.App, settings: Settings) -> AsyncIterator[None]:
    """Refuse a wrong configuration, make a demo that is missing, open the office, warm up."""
    check_configuration()
    keep_the_log_discreet()
    await to_thread.run_sync(_prepare, settings)
    send_at_once()
    warm_up()
    yield
    shut()


def _prepare(settings: Settings) -> None:
    if settings.demo:
        demo.prepare(settings)
    # An empty place is no reason to stay away: every address then says how to begin.
    with suppress(CannotStart):
        look_again(settings)


def start_afresh(settings: Settings, study: str = "") -> None:
    """Put a demo back to its start while the server runs; two visitors who ask at once wait in a row."""
    of, _, visitor = (study or settings.cohort).partition("~")
    with _afresh:
        if visitor:
            refill_demo(open_beside(settings, study), settings_beside(settings, of))
        elif not settings.apart:  # what visitors have copies of is nobody's to change
            demo.reset(open_beside(settings, of), settings_beside(settings, of))
        cache.forget()


def send_at_once() -> None:
    """Switch Nagle's algorithm off where `streamlit run` did not: 40 ms of every answer.

    Its listening socket is made with protocol 0, so asyncio leaves the option alone; accepted
    sockets inherit it. There is no public way to the socket.
    """
    for thing in gc.get_objects():
        if type(thing) is socket.socket and thing.fileno() >= 0 and thing.family != socket.AF_UNIX:
            with suppress(OSError):
                if thing.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    thing.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve until interrupted; raises CannotStart when Streamlit's configuration is not ours."""
    # app.py reads them again, and Streamlit looks for its configuration where the process stands.
    os.environ.update(settings.to_environment())
    os.chdir(PLACE)
    check_configuration()
    uvicorn.run(
        "app:app",
        app_dir=str(PLACE),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        # uvicorn's own default believes X-Forwarded-For from whatever runs on this machine.
        proxy_headers=settings.behind_proxy,
        ws="websockets-sansio",
        ws_ping_interval=20,
        ws_ping_timeout=20,
        ws_max_size=2 * 1024 * 1024,
        timeout_graceful_shutdown=3,
    )
