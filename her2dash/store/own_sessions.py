"""The sessions of one person that are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from db.schema import session


@dataclass(frozen=True)
class OpenRow:
    """One open session; neither its token's hash nor its address is read."""

    id: int
    channel: str
    created_at: datetime
    last_seen: datetime


def open_of(connection: Connection, who: int, *, at: datetime, idle_since: datetime) -> tuple[OpenRow, ...]:
    """Return a person's sessions that neither ended, idled out nor were revoked, the newest first."""
    there = (
        select(*(session.c[name] for name in OpenRow.__dataclass_fields__))
        .where(
            session.c.person_id == who, session.c.revoked_at.is_(None), session.c.ends_at > at,
            session.c.last_seen > idle_since,
        )
        .order_by(session.c.id.desc())
    )  # fmt: skip
    return tuple(OpenRow(*row) for row in connection.execute(there))
