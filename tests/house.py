"""A study at work: its office, its clock, the people whose rights everybody knows, and what they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import uuid4

from her2dash.access import Role
from her2dash.actions import (
    accounts,
    capture,
    corrections,
    inquiries,
    keeping,
    locks,
    office,
    patients,
    people,
    questions,
    redaction,
    releases,
    reports,
    rows,
    second_factor,
    signing,
    trail,
)
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Desk, Office
from her2dash.actions.report_views import NumberTable, Printed, Versions
from her2dash.analysis.subset import Subset
from her2dash.settings import Settings
from her2dash.study.model import Value
from her2dash.study.rows import IS_THERE, name_of
from tests import moulds
from tests.filled import filled

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


# login -> roles and site; each test knows these people.
CAST: dict[str, tuple[tuple[Role, ...], str | None]] = {
    "anna": ((Role.PHYSICIAN,), "01"),
    "bram": ((Role.PHYSICIAN,), "01"),
    "carla": ((Role.COORDINATOR,), "01"),
    "dirk": ((Role.COORDINATOR,), "02"),
    "iris": ((Role.IMAGING,), None),
    "igor": ((Role.IMAGING,), None),
    "lars": ((Role.LABORATORY,), None),
    "paula": ((Role.PI,), None),
    "peter": ((Role.PI, Role.PHYSICIAN), "01"),
    "mona": ((Role.MONITOR,), None),
    "adam": ((Role.ADMIN,), None),
}


class QuickPasswords:
    """A hasher that costs nothing and counts how often it was asked; bcrypt has its own tests."""

    def __init__(self) -> None:
        self.asked = 0

    def hash(self, password: str) -> str:
        return f"hash of {password}"

    def matches(self, password: str, hashed: str) -> bool:
        self.asked += 1
        return hashed == self.hash(password)


@dataclass
class House:
    """A study at work: its office, its clock, and a desk for each person."""

    office: Office
    clock: GivenClock
    settings: Settings

    def desk(self, login: str) -> Desk:
        """Sign a person in."""
        token = accounts.sign_in(
            self.office,
            login=login,
            password=f"{login} has a long password",
            address="127.0.0.1",
            replaces=None,
        )
        return self.office.desk(token)

    def enrol(
        self, number: str = "01-001", *, physician: str = "anna", planned_on: date = date(2026, 3, 12)
    ) -> str:
        """Enrol a patient through the action and return the handle."""
        site = number.split("-")[0]
        return patients.enrol(
            self.desk("carla" if site == "01" else "dirk"),
            number=number, site=site, physician=physician, age=54,
            dilemma=self.office.study.codelist(self.office.study.dilemmas).codes[0].code,
            consent_on=self.clock.now().date(), planned_on=planned_on, eligible=True, key=uuid4().hex,
        )  # fmt: skip

    def fill(self, login: str, handle: str, form: str, answers: dict[str, Value]) -> None:
        """Give answers one by one, each having seen what was there; rows that never were are added."""
        desk = self.desk(login)
        for item, value in answers.items():
            if value == IS_THERE and item not in capture.open_form(desk, handle=handle, form=form).answered:
                rows.add_row(
                    desk, handle=handle, form=form, group=name_of(item), key=uuid4().hex, language="en"
                )
                continue
            before = capture.open_form(desk, handle=handle, form=form).answered.get(item)
            capture.answer(
                desk, handle=handle, form=form, item=item, value=value, seen=before.newest if before else 0,
                key=uuid4().hex, language="en",
            )  # fmt: skip

    def sign(self, login: str, handle: str, form: str, answers: dict[str, Value] | None = None) -> None:
        """Fill a form and sign it."""
        self.fill(login, handle, form, answers or {})
        desk = self.desk(login)
        mark = capture.mark(desk, handle=handle, form=form)
        signing.sign(
            desk, handle=handle, form=form, mark=mark, password=f"{login} has a long password",
            key=uuid4().hex, language="en",
        )  # fmt: skip

    def report(self, login: str = "paula", *numbers: NumberTable, language: str = "en") -> int:
        """Keep a report of now that states these numbers, then let a second pass."""
        desk = self.desk(login)
        basis = reports.basis(desk, cut=self.clock.now())
        printed = Printed(language, Versions("0.1.0", "2", "d" * 64, None), numbers, "a" * 64)
        number = reports.make_report(desk, basis=basis, subset=Subset(), printed=printed, key=uuid4().hex)
        self.clock.advance(seconds=1)
        return number


def make_house(settings: Settings, sites: tuple[str, str] = ("01", "02"), *, whole: bool = False) -> House:
    """Make a place with the cast at two sites of the study and open it, or one with a `whole` record."""
    now = moulds.cast(settings, (sites, whole), partial(_furnish, sites=sites, whole=whole))
    return open_house(settings, now)


def open_house(settings: Settings, now: datetime) -> House:
    """Open a place that was made, at a moment."""
    clock = GivenClock(now)
    return House(office.open_office(settings, clock=clock, passwords=QuickPasswords()), clock, settings)


def _furnish(settings: Settings, sites: tuple[str, str], whole: bool) -> datetime:
    """Make the place, let it be lived in, close it, and tell what time it is there."""
    office.make_place(settings, demo=settings.demo, clock=GivenClock(START))
    house = open_house(settings, START)
    command = accounts.command_desk(house.office)
    codes = dict(zip(("01", "02"), sites, strict=True))
    for login, (roles, place) in CAST.items():
        site = codes[place] if place else None
        hashed = house.office.passwords.hash(f"{login} has a long password")
        people.add_person(
            command, login=login, name=f"Dr {login.title()}", roles=roles, site=site, password_hash=hashed
        )
    if whole:
        _live(house)
    house.office.database.dispose()
    return house.clock.now()


def _live(house: House) -> None:
    """Put a row into every table: enrolled, moved, answered with words, signed, released out of order,
    explained, asked about, given up, opened for a correction with a name in its reason, which was blanked,
    and again; locked, unlocked for a day, answered; a second factor required of somebody and no longer.
    """
    handle, carla = house.enrol(), house.desk("carla")
    study, today = house.office.study, house.clock.now().date()
    index = study.form(study.release.form)
    keeping.replan(carla, handle=handle, planned_on=date(2026, 3, 20), key=uuid4().hex)
    keeping.give_up(carla, handle=handle, form="workup", reason="other", key=uuid4().hex)
    doubtful = {"call": "negative", "lesions:1": "row", "lesion_visual:1": "4"}
    house.sign("iris", handle, index.id, filled(study, index, today, **doubtful))
    releases.release(house.desk("iris"), handle=handle, reason="the physician is away", key=uuid4().hex)
    (query,) = questions.queries(carla)
    questions.explain(
        carla, handle=handle, rule=query.rule.id, evidence=query.evidence, text="a healing fracture",
        key=uuid4().hex,
    )  # fmt: skip
    iris, paula = house.desk("iris"), house.desk("paula")
    number = inquiries.ask(
        paula, handle=handle, form=index.id, item="call", text="negative with a class 4?", key=uuid4().hex
    )
    inquiries.reply(iris, number=number, text="read again: negative", key=uuid4().hex)
    inquiries.close(paula, number=number, key=uuid4().hex)
    corrections.correct(iris, handle=handle, form=index.id, reason="Mrs Janssen", key=uuid4().hex)
    (named, *_) = trail.trail_page(paula, wanted=trail.Wanted(thing="form")).rows
    redaction.redact(paula, event=named.number, reason="a name", key=uuid4().hex)
    corrections.drop_correction(iris, handle=handle, form=index.id, key=uuid4().hex)
    corrections.correct(iris, handle=handle, form=index.id, reason="typed too fast", key=uuid4().hex)
    house.report()
    locks.lock(paula, handle=handle, form=None, key=uuid4().hex)
    until = house.clock.now() + timedelta(days=1)
    locks.unlock(paula, handle=handle, form=None, reason="one more answer", until=until, key=uuid4().hex)
    first = study.form(study.release.sealed_first)
    house.fill("anna", handle, first.id, filled(study, first, today))
    for required in (True, False):
        second_factor.require_of(house.desk("adam"), login="lars", required=required)
