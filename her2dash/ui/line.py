"""What may come over a page's line, its websocket: a run of the script, its end, a sign of life.

Streamlit obeys more, from whoever is signed in: it forgets every reader's cache, tells of the code's
repository, gives addresses to upload to. The browser sends none of that here; somebody else might.
"""

from __future__ import annotations

import logging
from typing import Final

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

_log = logging.getLogger(__name__)

_TAKEN = frozenset({"rerun_script", "stop_script", "app_heartbeat"})

# Bytes; the longest form is a few kB.
LARGEST: Final = 1_000_000

# Codes of RFC 6455 with which a line ends.
_UNREADABLE, _NO_BYTES, _TOO_LARGE = 1002, 1003, 1009


def only_ours(receive: Receive, send: Send) -> Receive:
    """Return `receive` without what no page of ours sends; what no page can send ends the line."""

    async def taken() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            kind = _kind(message.get("bytes"))
            if kind in _TAKEN:
                return message
            _log.warning("A message that no page sends was not taken: %s", kind)
            if isinstance(kind, int):
                await send({"type": "websocket.close", "code": kind})
                return {"type": "websocket.disconnect", "code": kind}

    return taken


def _kind(data: bytes | None) -> str | int | None:
    """Return what a message asks for, or the code with which the line ends because of it."""
    if data is None:
        return _NO_BYTES
    if len(data) > LARGEST:
        return _TOO_LARGE
    try:
        kind: str | None = BackMsg.FromString(data).WhichOneof("type")
    except DecodeError:
        return _UNREADABLE
    return kind
