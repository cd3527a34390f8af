"""Answers as the events that wrote them: what was given, what stood before, whether it was signed since."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from db.schema import answer, free_text, sheet, signature
from her2dash.study.model import Value

_BEFORE, _TEXT_BEFORE = answer.alias("before"), free_text.alias("text_before")
_SIGNED_UPTO = (
    select(func.max(signature.c.answers_upto))
    .where(signature.c.sheet_id == answer.c.sheet_id)
    .correlate(answer)
    .scalar_subquery()
)
_GIVEN = (
    select(
        answer.c.event_id, answer.c.id, sheet.c.patient_id, sheet.c.form, sheet.c.form_version, answer.c.item,
        answer.c.language, answer.c.value, answer.c.text_hash, free_text.c.text,
        _BEFORE.c.value.label("value_before"), _BEFORE.c.text_hash.label("text_hash_before"),
        _TEXT_BEFORE.c.text.label("text_before"), _SIGNED_UPTO.label("signed_upto"),
    )
    .select_from(answer)
    .join(sheet, sheet.c.id == answer.c.sheet_id)
    .outerjoin(free_text, free_text.c.hash == answer.c.text_hash)
    .outerjoin(
        _BEFORE,
        and_(
            _BEFORE.c.sheet_id == answer.c.sheet_id,
            _BEFORE.c.item == answer.c.item,
            _BEFORE.c.version == answer.c.version - 1,
        ),
    )
    .outerjoin(_TEXT_BEFORE, _TEXT_BEFORE.c.hash == _BEFORE.c.text_hash)
)  # fmt: skip


@dataclass(frozen=True)
class Content:
    """What an answer says: a coded value, or what somebody typed; both none: taken back, or never given."""

    value: Value | None
    text_hash: str | None

    @property
    def blanked(self) -> bool:
        """Whether the typed text was blanked afterwards."""
        return self.value is None and self.text_hash is not None


@dataclass(frozen=True)
class GivenRow:
    """One answer of one event; `was_signed` tells whether a signature has covered it since."""

    event_id: int
    patient_id: int
    form: str
    form_version: int
    item: str
    language: str
    before: Content
    after: Content
    was_signed: bool


def given_by(connection: Connection, events: Iterable[int]) -> dict[int, GivenRow]:
    """Return the answer that each of these events gave; events that gave several, or none, have none."""
    found: dict[int, list[Any]] = {}
    for row in connection.execute(_GIVEN.where(answer.c.event_id.in_(list(events)))):
        found.setdefault(row.event_id, []).append(row)
    return {event: _given(rows[0]) for event, rows in found.items() if len(rows) == 1}


def _given(row: Row[Any]) -> GivenRow:
    return GivenRow(
        row.event_id, row.patient_id, row.form, row.form_version, row.item, row.language,
        _content(row.value_before, row.text_hash_before, row.text_before),
        _content(row.value, row.text_hash, row.text),
        was_signed=row.signed_upto is not None and row.id <= row.signed_upto,
    )  # fmt: skip


def _content(coded: str | None, text_hash: str | None, text: str | None) -> Content:
    if text_hash is not None:
        return Content(text, text_hash)
    value = json.loads(coded) if coded is not None else None
    return Content(tuple(value) if isinstance(value, list) else value, None)
