"""The stage of the drill: one database, a study before and after its form has a second version, people."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from her2dash.access import Scope
from her2dash.actions import accounts, capture, office, patients, record
from her2dash.actions.desk import Desk, Office
from her2dash.actions.views import Answered, Sheet
from her2dash.errors import Forbidden, NotFound, Refused, WrongAnswer
from her2dash.settings import Settings
from her2dash.store import patients as store
from her2dash.store import sheets
from tests.actions.model import DONE, NOT_FOUND, REFUSED, SAME, WRONG_ANSWER
from tests.house import House, make_house

FORM = "scan"
FILLERS = ("iris", "igor")
PROBLEMS = {WrongAnswer: WRONG_ANSWER, Refused: REFUSED, NotFound: NOT_FOUND}
READER, VERIFIER = "paula", "mona"
HERE = Path(__file__).parent
SECOND = Path(__file__).parents[2] / "study" / "second"


def folders(to: Path) -> tuple[Path, Path]:
    """Copy the second study with the drilled form, before and after the form's second version."""
    before, after = to / "before", to / "after"
    for folder in (before, after):
        shutil.copytree(SECOND, folder)
        with (folder / "codes.toml").open("a", encoding="utf-8") as codes:
            codes.write("\n" + (HERE / "codes.toml").read_text(encoding="utf-8"))
        for version in ("scan.v1.toml", "scan.v2.toml"):
            shutil.copy(HERE / version, folder / "forms" / version)
    (before / "forms" / "scan.v2.toml").unlink()
    return before, after


@dataclass
class Stage:
    """Where the drill plays; `published` tells which of the two studies the people have before them."""

    house: House
    after: Office
    tokens: dict[str, str]
    published: bool = False
    steps: int = 0
    tally: Counter[str] = field(default_factory=Counter)

    def desk(self, login: str) -> Desk:
        """The desk of a person, in the study of the moment."""
        return (self.after if self.published else self.house.office).desk(self.tokens[login])

    def enrol(self) -> str:
        """Enrol a patient whose scan may be recorded at once."""
        desk, today = self.desk("carla"), self.house.clock.now().date()
        return patients.enrol(
            desk, number=patients.next_number(desk, site="A"), site="A", physician="anna", age=60,
            dilemma="young", consent_on=today, planned_on=today + timedelta(7), eligible=True,
            key=uuid4().hex,
        )  # fmt: skip

    def act(self, action: Callable[..., Any], login: str, **said: Any) -> tuple[str, Any]:
        """Do something at a person's desk; return how it ended, told by the chain, and its answer."""
        before, answer = self.count("audit_event"), None
        try:
            answer = action(self.desk(login), form=FORM, **said)
        except Exception as problem:
            ended = (word for kind, word in PROBLEMS.items() if isinstance(problem, kind))
            outcome = next(ended, f"{type(problem).__name__}, which no rule knows")
            assert self.count("audit_event") == before, "what was refused left a trace in the record"
        else:
            outcome = {0: SAME, 1: DONE}[self.count("audit_event") - before]
        self.tally[f"{action.__name__}: {outcome}"] += 1
        return outcome, answer

    def count(self, table: str) -> int:
        """The number of rows of a table."""
        with self.after.database.reading() as connection:
            return int(connection.execute(sa.text(f"select count(*) from {table}")).scalar_one())

    def view(self, login: str, handle: str) -> Sheet | None:
        """The form as a person sees it; none where it is not open to the person."""
        try:
            return capture.open_form(self.desk(login), handle=handle, form=FORM)
        except Forbidden:
            return None

    def written(self, handle: str) -> list[tuple[Any, ...]]:
        """Every answer in the record, in the order in which it was given: item, version, value, author."""
        with self.after.database.reading() as connection:
            patient = store.by_handle(connection, handle, scope=Scope(everything=True))
            sheet = sheets.sheet_of(connection, patient.id, FORM) if patient else None
            rows = sheets.answers_of(connection, [patient.id]) if patient and sheet else ()
            rows = tuple(row for row in rows if sheet and row.sheet_id == sheet.id)
        return [(row.item, row.version, row.value, row.person_name) for row in rows]

    def verify(self) -> None:
        """The record holds: chains, every covered row, and the rows of the statistics derived anew."""
        verdict = record.verify_record(self.after.desk(self.tokens[VERIFIER]))
        assert verdict.breaks == ()
        assert verdict.cases_checked


@contextmanager
def staged(settings: Settings, to: Path) -> Iterator[Stage]:
    """Build the stage on an empty database, and close it."""
    before, after = folders(to)
    house = make_house(replace(settings, study=before), sites=("A", "B"))
    later = office.open_office(
        replace(settings, study=after), clock=house.clock, passwords=house.office.passwords
    )
    tokens = {
        login: accounts.sign_in(
            house.office, login=login, password=f"{login} has a long password", address="::1", replaces=None
        )
        for login in (*FILLERS, READER, VERIFIER, "carla")
    }
    yield Stage(house, later, tokens)
    later.database.dispose()
    house.office.database.dispose()


def plain(answered: Answered) -> tuple[Any, int, tuple[Any, ...]]:
    """What the model speaks of: the value that counts, how many answers there are, the rivals."""
    return answered.value, answered.newest, tuple(rival.value for rival in answered.rivals)


def shown(sheet: Sheet) -> dict[str, tuple[Any, int, tuple[Any, ...]]]:
    """The answers that a sheet shows, as the model speaks of them."""
    return {item: plain(answered) for item, answered in sheet.answered.items()}
