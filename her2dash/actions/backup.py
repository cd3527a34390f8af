"""Copies of a place: taken while it is at work, looked at from outside, put into an empty place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from her2dash.actions.dashboard import EVERYBODY, Basis
from her2dash.actions.evidence import Evidence
from her2dash.actions.office import open_office
from her2dash.actions.record import Verdict, verify_at
from her2dash.actions.registry import entrance
from her2dash.analysis.findings import Findings
from her2dash.errors import CannotStart
from her2dash.i18n import N_
from her2dash.settings import Settings
from her2dash.store import cases, copies, history, place
from her2dash.store.database import Connection, Database
from her2dash.study.load import load_study
from her2dash.study.model import Study

_NOTHING_NOTED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Stamp:
    """What a place is: of which study, a demo or real, at which revision of the schema."""

    study: str
    kind: str
    revision: str


@dataclass(frozen=True)
class State:
    """What a place holds: its stamp, its proof, and every result; none where the record does not hold."""

    stamp: Stamp
    study: Study
    verdict: Verdict
    findings: Findings | None


@entrance
def take_copy(settings: Settings, file: Path) -> Settings:
    """Copy all that a place holds at one moment into a new SQLite file, while others go on working.

    Returns the settings with which the app opens the copy.
    CannotStart where the app could not open the place, Refused where the copy cannot be written.
    """
    office = open_office(settings)
    try:
        copies.take(office.database, file)
    finally:
        office.database.dispose()
    return replace(settings, database_url=copies.address(file))


@entrance
def state_of(settings: Settings, *, at: datetime, noted: Mapping[str, str] = _NOTHING_NOTED) -> State:
    """Verify a place, and return what all its results are made of, looked at as on the day of a moment.

    `noted` are heads of the chains that were noted earlier. Nobody's own patients are held back: who has the
    database has them.
    """
    office = open_office(settings)
    try:
        verdict = verify_at(settings.database_url, office.study, noted=noted)
        with office.database.reading() as connection:
            found = None if verdict.breaks else _findings(connection, office.study, at)
            return State(_stamp(connection), office.study, verdict, found)
    finally:
        office.database.dispose()


@entrance
def must_take(settings: Settings, stamp: Stamp) -> None:
    """Raise CannotStart unless the place of the settings is empty and may become what the stamp says."""
    study = load_study(settings.study).id
    if stamp.study != study:
        raise CannotStart(
            N_("The backup holds the study {found}, not {wanted}. Name its folder in HER2DASH_STUDY."),
            found=stamp.study, wanted=study,
        )  # fmt: skip
    if (stamp.kind == "demo") != settings.demo:
        raise CannotStart(
            N_("The backup is stamped as {kind}: HER2DASH_DEMO=1 restores demos, its absence studies."),
            kind=stamp.kind,
        )
    if not history.is_known(stamp.revision):
        raise CannotStart(
            N_("The backup is of a later version of the app: schema {found}, here {known}."),
            found=stamp.revision, known=history.head(),
        )  # fmt: skip
    _in(settings, copies.must_be_empty)


@entrance
def put_copy(settings: Settings, file: Path, *, at: datetime) -> None:
    """Put a copy into the empty place of the settings, at the newest revision; everybody is signed out.

    CannotStart where something is there: nothing is changed then.
    """
    copies.bring_up(file, at)
    _in(settings, lambda target: copies.put(file, target))


def _in(settings: Settings, do: Callable[[Database], None]) -> None:
    database = Database(settings.database_url)
    try:
        do(database)
    finally:
        database.dispose()


def _findings(connection: Connection, study: Study, at: datetime) -> Findings:
    told = Evidence(
        cases.data_version(connection), cases.by_patient(connection), cases.lesions_by_patient(connection)
    )
    return Basis(told, at, at.astimezone(ZoneInfo(study.zone)).date()).findings(study, EVERYBODY)


def _stamp(connection: Connection) -> Stamp:
    facts = place.facts(connection)
    return Stamp(facts["study"], facts["kind"], str(history.revision_of(connection)))
