"""One way to write a row as text, and its SHA-256: the same on every database and for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any


def canonical(value: object) -> str:
    """Return JSON with sorted keys and no spaces; moments in UTC with microseconds."""
    return _PEN.encode(value)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a chained row cannot hold a {type(value).__name__}")


_PEN = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical text, in hex."""
    return sha256(canonical(value).encode()).hexdigest()


def row_digest(table: str, row: Mapping[str, Any]) -> str:
    """Return the hash by which an event remembers a row.

    Empty columns are left out, so that a column added later leaves the hash of every older row as it is.
    """
    return digest({"table": table, "row": {name: value for name, value in row.items() if value is not None}})


def text_digest(salt: str, text: str) -> str:
    """Return the salted hash that stands in the chain for what somebody typed."""
    return sha256(f"{salt}\n{text}".encode()).hexdigest()
