"""Second factors: a person's secret, what administrators decided about it, and half a sign-in."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table

from db.moment import Moment
from db.schema.base import event, metadata, to

second_factor = Table(
    "second_factor",
    metadata,
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("secret", String(64), comment="base32, as the person's app holds it; none: there is none"),
    Column("last_step", Integer, comment="the 30 seconds whose code was taken last: a code works once"),
    Column("drawn", String(64), comment="a secret that was shown and counts after its first right code"),
    Column("drawn_for", String(40), comment="the sign-in that it was shown to"),
    comment="what makes the codes of a person; decision 12 says what its lying here means",
)

factor_decision = Table(
    "factor_decision",
    metadata,
    Column("id", Integer, primary_key=True),
    to("person.id"),
    Column(
        "required", Boolean, nullable=False, comment="whether the person signs in with a code from now on"
    ),
    Column("taken_away", Boolean, nullable=False, comment="the one that the person had no longer works"),
    Column("reason_hash", String(64), ForeignKey("free_text.hash"), comment="why it was taken away"),
    Column("at", Moment, nullable=False),
    event(),
    CheckConstraint("not taken_away or reason_hash is not null", name="reason"),
    Index("ix_factor_decision_person_id", "person_id"),
    comment="chained; the newest row of a person counts",
)

first_step = Table(
    "first_step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "token_hash", String(64), nullable=False, unique=True, comment="SHA-256; the token is never stored"
    ),
    to("person.id"),
    Column("at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("used_at", Moment, comment="also when it was ended otherwise"),
    Index("ix_first_step_person_id", "person_id"),
    comment="a right password whose code is still to come; no session, so it opens nothing",
)
