"""Blanking what was typed by mistake: the text goes, its hash stays, and a chained row says who and why."""

from __future__ import annotations

from sqlalchemy import update

from db.schema import free_text, redaction
from her2dash.store.ledger import Ledger


def redact(ledger: Ledger, *, reason: str, text_hash: str, **facts: object) -> int:
    """Blank a text; it cannot be brought back."""
    ledger.connection.execute(update(free_text).where(free_text.c.hash == text_hash).values(text=None))
    return ledger.add(redaction, text_hash=text_hash, reason_hash=ledger.keep_text(reason), **facts)
