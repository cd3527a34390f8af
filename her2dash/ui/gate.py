"""The gate: without a live session no page, file or websocket is served.

It stands before everything Streamlit serves, so that no script, no media file and no message of the
protocol reaches anybody who is not signed in, also on a cold server.
"""

from __future__ import annotations

import logging
from contextlib import suppress

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from her2dash.actions import accounts
from her2dash.errors import CannotStart, OutOfReach
from her2dash.settings import Settings
from her2dash.ui.authenticator import token_of
from her2dash.ui.beginning import beginning, broken
from her2dash.ui.browser import SECOND, from_our_own_page, sign_in_address
from her2dash.ui.configuration import SESSION_HEADER
from her2dash.ui.faults import discreetly
from her2dash.ui.headers import add_safety
from her2dash.ui.line import only_ours
from her2dash.ui.office import bare, held_in, look_again, named, study_of

_log = logging.getLogger(__name__)

# Served whatever the state of the place.
_ALWAYS = frozenset({"/_stcore/health", "/sign-in/style.css", "/sign-in/icon.svg"})
# Served to anybody; the exact addresses, since whatever lies below one would fall through to Streamlit.
_OPEN = frozenset(
    {"/sign-in", "/sign-in/demo", "/sign-in/first", SECOND, "/auth/logout", "/demo/reset", "/demo/tour"}
)
# Never served: they tell of the process, act without a page, or take files.
_SHUT = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/_stcore/upload_file")


class Gate:
    """ASGI middleware in front of Streamlit and of our own routes."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        # Nobody outside may say which session a request belongs to.
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] != SESSION_HEADER.encode()]
        await (self._http if scope["type"] == "http" else self._websocket)(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_safely(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                add_safety(MutableHeaders(scope=message), scope["path"])
            await send(message)

        request = HTTPConnection(scope)
        try:
            answer = await self._answer(request, scope) or self.app
            await answer(scope, receive, send_safely)
        except Exception as error:
            # Here and not further out, where the text of the error would be logged.
            _log.error("A request failed\n%s", discreetly(error))
            if not started:
                await broken(request)(scope, receive, send_safely)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._line(HTTPConnection(scope), scope, receive, send)
        except Exception as error:
            _log.error("A page's line failed\n%s", discreetly(error))
            with suppress(RuntimeError):  # it may have ended already
                await send({"type": "websocket.close", "code": 1011})

    async def _line(self, request: HTTPConnection, scope: Scope, receive: Receive, send: Send) -> None:
        session = None
        # A browser always names the page's origin; a program that names none has no cookie to abuse.
        if "origin" not in request.headers or from_our_own_page(request):
            with suppress(CannotStart, OutOfReach):  # the page knocks again by itself
                session = await self._session(request)
        if session is None:
            await send({"type": "websocket.close", "code": 1008, "reason": "sign in first"})
            return
        _name(scope, session)
        await self.app(scope, only_ours(receive, send), send)

    async def _answer(self, request: HTTPConnection, scope: Scope) -> Response | None:
        """Return what is answered here, or none when the request may go on."""
        path = scope["path"]
        if path.startswith(_SHUT):
            return PlainTextResponse("Not found", 404)
        if path in _ALWAYS:
            return None
        try:
            session = await self._session(request)
        except CannotStart as fault:
            return beginning(request, self.settings, fault)
        if session is not None:
            _name(scope, session)
        elif path not in _OPEN:
            study = named(study_of(token_of(request.cookies)))
            return RedirectResponse(sign_in_address(_onward(request, scope), study), 303)
        return None

    async def _session(self, request: HTTPConnection) -> str | None:
        return await to_thread.run_sync(self._live, token_of(request.cookies))

    def _live(self, held: str) -> str | None:
        """Return the name of a live session: its number, in a demo within its study."""
        office = look_again(self.settings, held)
        session = accounts.is_open(office, bare(held)) if held else None
        return None if session is None else held_in(study_of(held), str(session))


def _name(scope: Scope, session: str) -> None:
    scope["headers"].append((SESSION_HEADER.encode(), session.encode()))


def _onward(request: HTTPConnection, scope: Scope) -> str:
    """Return the address to come back to after signing in: only a page's, never a file's."""
    is_page = scope["method"] == "GET" and request.headers.get("sec-fetch-dest", "document") == "document"
    query = scope["query_string"].decode("latin-1")
    return scope["path"] + (f"?{query}" if query else "") if is_page else "/"
