"""The secrets that make people's codes, and what administrators decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, insert, or_, select, update

from db.schema import factor_decision, second_factor
from her2dash.store.ledger import Ledger

_OWN = second_factor.c


@dataclass(frozen=True)
class FactorRow:
    """What stands of a person: the secret that counts, and one that was shown and does not count yet."""

    person_id: int
    secret: str | None
    last_step: int | None
    drawn: str | None
    drawn_for: str | None


def of(connection: Connection, who: int) -> FactorRow:
    """Return what stands of a person, also where there is nothing."""
    row = connection.execute(select(second_factor).where(_OWN.person_id == who)).one_or_none()
    return FactorRow(who, None, None, None, None) if row is None else FactorRow(*row)


def mark(secret: str | None) -> str | None:
    """Return what an event says of a secret: it shows a replaced one and makes no code."""
    return None if secret is None else sha256(secret.encode()).hexdigest()


def draw(connection: Connection, who: int, secret: str, shown_to: str) -> None:
    """Keep a secret that is shown to one sign-in of a person; an earlier drawn one no longer counts."""
    if connection.execute(select(_OWN.person_id).where(_OWN.person_id == who)).first() is None:
        connection.execute(insert(second_factor).values(person_id=who))
    _set(connection, who, drawn=secret, drawn_for=shown_to)


def take(connection: Connection, who: int, step: int) -> None:
    """Let the drawn secret count from now on; the code of this step has been used."""
    _set(connection, who, secret=_OWN.drawn, last_step=step, drawn=None, drawn_for=None)


def use(connection: Connection, who: int, secret: str, step: int) -> bool:
    """Note that the code of a step was used; tell false where that or a later one was used before."""
    newer = or_(_OWN.last_step.is_(None), _OWN.last_step < step)
    used = update(second_factor).where(_OWN.person_id == who, _OWN.secret == secret, newer)
    return connection.execute(used.values(last_step=step)).rowcount == 1


def forget(connection: Connection, who: int) -> None:
    """Delete a person's secret, and one that was drawn."""
    _set(connection, who, secret=None, last_step=None, drawn=None, drawn_for=None)


def is_required(connection: Connection, who: int) -> bool:
    """Tell whether a person signs in with a code, by the newest decision."""
    asked = select(factor_decision.c.required).where(factor_decision.c.person_id == who)
    return bool(connection.execute(asked.order_by(factor_decision.c.id.desc()).limit(1)).scalar())


def decide(
    ledger: Ledger, *, who: int, required: bool, at: datetime, taken_away_because: str | None = None
) -> None:
    """Keep what an administrator decided: whether it is required, and why one was taken away, if it was."""
    ledger.add(
        factor_decision, person_id=who, required=required, taken_away=taken_away_because is not None,
        reason_hash=ledger.keep_text(taken_away_because) if taken_away_because else None, at=at,
    )  # fmt: skip


def _set(connection: Connection, who: int, **values: object) -> None:
    connection.execute(update(second_factor).where(_OWN.person_id == who).values(**values))
