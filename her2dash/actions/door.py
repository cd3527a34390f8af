"""The one door: every action asks who it is, checks the right, works in one transaction, and is written down.

Nothing here is left to discipline: a writing action that ends without saying what it did is
rolled back, and so is one that wrote what is locked; a reading one runs on a connection that cannot
write, and a test walks the package for public functions that did not pass through here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from her2dash.access import Permission
from her2dash.actions.attempts import Kind, Try, check_password
from her2dash.actions.desk import Desk, Work
from her2dash.actions.locked import must_not_be_locked
from her2dash.actions.registry import guarded
from her2dash.actions.rights import must_hold
from her2dash.errors import Forbidden, NotFound, SignedOut
from her2dash.store import people, sessions
from her2dash.store.ledger import Ledger, note_access

P = ParamSpec("P")
R = TypeVar("R")

IDLE = timedelta(minutes=30)
LASTS = timedelta(hours=12)
_TOUCHED = timedelta(seconds=30)


def action(
    permission: Permission, *, writes: bool = False, confirmed: bool = False
) -> Callable[[Callable[Concatenate[Work, P], R]], Callable[Concatenate[Desk, P], R]]:
    """Make a function an action: its body sees Work, its caller holds a Desk.

    `confirmed` wants the person's password again (keyword `password`), checked before the
    transaction begins, since a hasher is slow and writers wait in a row.
    """

    def wrap(body: Callable[Concatenate[Work, P], R]) -> Callable[Concatenate[Desk, P], R]:
        guarded[f"{body.__module__}.{body.__name__}"] = permission

        @wraps(body)
        def enter(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
            try:
                if confirmed:
                    _confirm(desk, str(kwargs["password"]))
                return (
                    _writing(desk, permission, body, args, kwargs)
                    if writes
                    else _reading(desk, permission, body, args, kwargs)
                )
            except (Forbidden, NotFound):
                _note_refusal(desk, body.__name__)
                raise

        return enter

    return wrap


def _reading(desk: Desk, permission: Permission, body: Callable[..., R], args: Any, kwargs: Any) -> R:
    with desk.office.database.reading() as connection:
        work = _work(desk, connection)
        must_hold(work, permission)
        answer = body(work, *args, **kwargs)
    if work.looked is not None:
        _note_look(work, work.looked)
    return answer


def _writing(desk: Desk, permission: Permission, body: Callable[..., R], args: Any, kwargs: Any) -> R:
    with desk.office.database.writing() as connection:
        work = _work(desk, connection, Ledger(connection))
        must_hold(work, permission)
        answer = body(work, *args, **kwargs)
        if work.now - work.session.last_seen > _TOUCHED:
            sessions.touch(connection, work.session.id, work.now)
        _write_down(work, body.__name__)
    return answer


def _write_down(work: Work, name: str) -> None:
    if work.deed is not None:
        must_not_be_locked(work, work.deed)
        work.ledger.close(work.author, work.deed, work.now)
    elif not (work.nothing_changed and work.ledger.is_empty):
        raise RuntimeError(f"the action {name} wrote and did not say what it did: rolled back")


def _work(desk: Desk, connection: Any, ledger: Ledger | None = None) -> Work:
    now = desk.office.clock.now()
    session = sessions.live(connection, desk._token, at=now, idle_since=now - IDLE)  # noqa: SLF001 - the door alone
    person = people.by_id(connection, session.person_id) if session else None
    if session is None or person is None or not person.roles:
        raise SignedOut
    return Work(desk.office, connection, person, session, now, ledger)


def _note_look(work: Work, subject: str) -> None:
    seen = (work.session.id, subject)
    if seen not in work.office.looked_at:
        with work.office.database.noting() as connection:
            note_access(connection, work.author, "record.read", subject, work.now)
        work.office.looked_at.add(seen)


def _note_refusal(desk: Desk, name: str) -> None:
    with desk.office.database.noting() as connection:
        work = _work(desk, connection)
        note_access(connection, work.author, "action.refused", name, work.now)


def _confirm(desk: Desk, password: str) -> None:
    office = desk.office
    with office.database.reading() as connection:
        work = _work(desk, connection)
    if office.demo:
        return  # a demo has no passwords; the database itself is stamped as one
    # Counted apart from sign-ins: a stranger's tries do not keep a person from signing.
    tried = Try(Kind.SIGNATURE, work.person.login, f"session {work.session.id}", password)
    check_password(office, tried, hashed=work.person.password_hash, author=work.author)
