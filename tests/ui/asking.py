"""Asking routes of ours as a browser would, without a server."""

from __future__ import annotations

from collections.abc import Sequence

import httpx
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.routing import Route


def ask(routes: Sequence[Route], path: str, cookies: dict[str, str]) -> httpx.Response:
    """Ask for an address; where it leads on, nobody follows."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=list(routes)))
        async with httpx.AsyncClient(transport=transport, base_url="http://x", cookies=cookies) as client:
            return await client.get(path)

    # In a thread of its own: after browser tests a loop already runs in this one.
    with start_blocking_portal() as portal:
        return portal.call(asked)
