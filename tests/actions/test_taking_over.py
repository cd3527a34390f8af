"""Histories are taken over whole, checked like what is done here, with an event for each deed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from her2dash.access import Scope
from her2dash.actions import accounts, capture, patient_file, patients, record
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Office
from her2dash.actions.dossier import Dossier, dossiers
from her2dash.actions.histories import History, ToldForm, ToldRelease
from her2dash.actions.office import make_place, open_office
from her2dash.actions.record import _Outside
from her2dash.actions.taking_over import take_over
from her2dash.errors import Forbidden, Refused
from her2dash.settings import Settings
from her2dash.store import cases
from her2dash.store import patients as store
from tests.demo.living import add_people, histories, live_through
from tests.demo.places import TODAY
from tests.store.intruder import tamper, verdict

# Positions in the registry's course: a usual patient, one who was not sealed before, and one who died.
USUAL, UNSEALED, DIED = 0, 2, 8


def place(url: str, now: datetime) -> Iterator[Office]:
    settings = Settings.from_environment({"HER2DASH_DEMO": "1", "HER2DASH_COHORT": "registry-40"})
    settings, clock = replace(settings, database_url=url), GivenClock(now)
    make_place(settings, demo=True, clock=clock)
    office = open_office(settings, clock=clock)
    add_people(office)
    yield office
    office.database.dispose()


@pytest.fixture
def registry(database_url: str) -> Iterator[Office]:
    """A demo with the people of a registry and no patient, as of TODAY."""
    yield from place(database_url, TODAY)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Such a demo into which no test of ours gets anything."""
    yield from place(f"sqlite:///{tmp_path_factory.mktemp('untouched') / 'demo.sqlite'}", TODAY)


def taken(office: Office, *wanted: History) -> int:
    return take_over(accounts.command_desk(office), histories=wanted)


def query(office: Office, statement: str) -> list[tuple[Any, ...]]:
    with office.database.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.text(statement))]


def on_record(office: Office, number: str) -> tuple[object, ...]:
    """Return what is on record of a patient, but for what is drawn by chance: handle, reference and salts."""
    with office.database.reading() as connection:
        view = _Outside(office.study, connection)
        everybody = store.all_patients(connection, scope=Scope(everything=True))
        one = next(one for one in dossiers(view, everybody) if one.patient.number == number)
        kept = cases.by_patient(connection)[one.patient.id]
        lesions = cases.lesions_by_patient(connection).get(one.patient.id, ())
    return kept, lesions, one.case(), one.lesions(), one.patient.released_at, _answered(one), _signed(one)


def _answered(one: Dossier) -> list[tuple[object, ...]]:
    return [
        (form, row.item, row.version, row.based_on, row.value, row.person_name, row.at)
        for form, rows in one.answers.items()
        for row in rows
    ]


def _signed(one: Dossier) -> list[tuple[object, ...]]:
    return [
        (
            form, row.role, row.printed_name, row.meaning, row.at, row.source, row.unblinded,
            "" if any(given.text_hash for given in one.answers[form]) else row.content_hash,
        )
        for form, (row,) in one.signatures.items()
    ]  # fmt: skip


TABLES = ("patient", "assignment", "sheet", "answer", "signature", "release", "audit_event")


@pytest.fixture
def lived(tmp_path: Path) -> Iterator[Office]:
    """Another such demo, long before TODAY."""
    yield from place(f"sqlite:///{tmp_path / 'lived.sqlite'}", TODAY - timedelta(days=1500))


@pytest.mark.parametrize("n", [USUAL, UNSEALED, DIED])
def test_a_history_taken_over_is_what_it_is_lived_through(registry: Office, lived: Office, n: int) -> None:
    history = histories(registry)[n]
    assert taken(registry, history) == 1
    live_through(lived, history)
    number = history.enrolment.number
    assert on_record(registry, number) == on_record(lived, number)


def test_the_record_of_what_was_taken_over_holds_and_goes_on(registry: Office) -> None:
    told = histories(registry)
    assert taken(registry, *told[:20]) == 20
    assert taken(registry, *told[20:]) == 20
    pi = registry.desk(accounts.enter_demo(registry, login="peters", replaces=None))
    assert record.verify_record(pi).breaks == ()
    # What is done here afterwards gets the next ids, on either database.
    waiting = next(row for row in patients.patients(pi) if not row.closed and not row.forms[1].signed_at)
    coordinator = registry.desk(accounts.enter_demo(registry, login="dekker", replaces=None))
    capture.answer(
        coordinator, handle=waiting.handle, form="workup", item="ct", value="done", seen=0, key="after",
        language="en",
    )  # fmt: skip
    found = record.verify_record(pi)
    assert (found.breaks, found.cases_checked) == ((), True)


def test_each_deed_has_its_event_which_says_who_took_it_over_and_who_did_it(registry: Office) -> None:
    history = histories(registry)[USUAL]
    taken(registry, history)
    events = query(registry, "select deed, channel, person_id, detail, rows from audit_event order by id")
    added = events[-(len(history.deeds) + 2) :]
    deeds = {ToldForm: "form.signed", ToldRelease: "index.released"}
    expected = ["patient.enrolled", *(deeds[type(told)] for told in history.deeds), "patients.taken_over"]
    assert [deed for deed, *_ in added] == expected
    assert [channel for _, channel, *_ in added] == ["import"] * (len(added) - 1) + ["command"]
    (cli,) = query(registry, "select id from person where login = 'cli'")[0]
    assert {who for _, _, who, *_ in added} == {cli}
    named = [json.loads(detail) for _, _, _, detail, _ in added[:-1]]
    by_login = dict(query(registry, "select login, id from person"))
    assert [each["person"] for each in named] == [
        by_login[told.by] for told in (history.enrolment, *history.deeds)
    ]
    assert all(json.loads(rows) for *_, rows in added[:-1])


def test_a_changed_answer_of_a_history_is_named_with_its_event(registry: Office) -> None:
    taken(registry, *histories(registry)[:3])
    (event,) = query(registry, "select event_id from answer where id = 9")[0]
    tamper(registry.database, "update answer set role = 'pi' where id = 9")
    assert [each.event for each in verdict(registry.database).breaks] == [event]


def test_the_same_histories_twice_are_taken_over_once(registry: Office) -> None:
    told = histories(registry)[:2]
    before = (taken(registry, *told), counts(registry))[1]
    assert taken(registry, *told) == 0
    assert counts(registry) == before


def counts(office: Office) -> dict[str, int]:
    return {table: query(office, f"select count(*) from {table}")[0][0] for table in TABLES}


def form(history: History, name: str) -> ToldForm:
    return next(told for told in history.deeds if isinstance(told, ToldForm) and told.form == name)


def with_form(history: History, name: str, **changed: Any) -> History:
    """Return the history with a form that is told otherwise."""
    own = form(history, name)
    deeds = tuple(replace(own, **changed) if told is own else told for told in history.deeds)
    return replace(history, deeds=deeds)


def with_answers(history: History, name: str, *without: str, **said: Any) -> History:
    answers = {key: value for key, value in form(history, name).answers.items() if key not in without}
    return with_form(history, name, answers=answers | said)


def without(history: History, *kinds: str) -> History:
    kept = tuple(told for told in history.deeds if getattr(told, "form", "release") not in kinds)
    return replace(history, deeds=kept)


def enrolled(history: History, **changed: Any) -> History:
    return replace(history, enrolment=replace(history.enrolment, **changed))


IMPOSSIBLE: dict[str, Any] = {
    r"workup, ct\): Choose one of the options": lambda h: with_answers(h, "workup", ct="perhaps"),
    r"pet, activity\): Write a number of at most": lambda h: with_answers(h, "pet", activity="5000"),
    r"pet, injected_on\): Choose today or an earlier": lambda h: with_answers(
        h, "pet", injected_on="2026-11-20"
    ),
    r"q_pre, no_such\): The form q_pre has no question": lambda h: with_answers(h, "q_pre", no_such="1"),
    r"pet\): Required answers are missing: 1": lambda h: with_answers(h, "pet", "scanned_on"),
    r"pet\): Answers contradict each other": lambda h: with_answers(h, "pet", scanned_on="2020-01-15"),
    r"pet, lesions:9\): Rows are numbered": lambda h: with_answers(h, "pet", **{"lesions:9": "row"}),
    r"q_pre\): This form has no answers yet": lambda h: with_form(h, "q_pre", answers={}),
    r"q_pre\): This form is not filled in by your role": lambda h: with_form(h, "q_pre", by="dekker"),
    r"q_pre\): There is nobody here": lambda h: with_form(h, "q_pre", by="nobody"),
    r"q_month3\): You answer for somebody else": lambda h: with_form(
        h, "q_month3", by="dekker", source="form"
    ),
    r"q_post\): This form is not open yet": lambda h: without(h, "release"),
    r"release\): There is no signed report": lambda h: without(h, "pet", "therapy", "q_month3"),
    r"release\): The form before the test is not sealed": lambda h: without(h, "q_pre"),
    r"therapy\): This form is not open yet": lambda h: without(h, "pet", "release", "q_post", "q_month3"),
    r"workup\): This form is signed": lambda h: replace(
        h, deeds=tuple(sorted((*h.deeds, form(h, "workup")), key=lambda told: told.at))
    ),
    r"enrolment\): What happened is told in the order of time": lambda h: replace(h, deeds=h.deeds[::-1]),
    r"enrolment\): .* nothing of it lies in the future": lambda h: replace(
        h, deeds=(*h.deeds, replace(h.deeds[-1], at=TODAY + timedelta(days=1)))
    ),
    r"enrolment\): There is no site": lambda h: enrolled(h, site="77"),
    r"enrolment\): A study number here looks like": lambda h: enrolled(h, number="1"),
    r"enrolment\): Age at consent": lambda h: enrolled(h, age=12),
    r"enrolment\): Only an eligible patient": lambda h: enrolled(h, eligible=False),
    r"enrolment\): Choose a referring physician": lambda h: enrolled(h, physician="dekker"),
    r"enrolment\): You do not have the right": lambda h: enrolled(h, by="vandam"),
    r"enrolment\): The day of consent lies in the future": lambda h: enrolled(
        h, consent_on=TODAY.date(), planned_on=TODAY.date()
    ),
}


@pytest.mark.parametrize("sentence", IMPOSSIBLE)
def test_an_impossible_history_is_refused_whole_with_its_patient_and_the_reason(
    untouched: Office, sentence: str
) -> None:
    first, second = (history for n, history in enumerate(histories(untouched)) if n in (1, 3))
    before = counts(untouched)
    wrong = IMPOSSIBLE[sentence](second)
    with pytest.raises(Refused, match=sentence) as refused:
        taken(untouched, first, wrong)
    assert f"patient {wrong.enrolment.number} cannot" in str(refused.value)
    assert counts(untouched) == before


def test_two_histories_of_one_number_are_refused(registry: Office) -> None:
    history = histories(registry)[USUAL]
    with pytest.raises(Refused, match="is in use"):
        taken(registry, history, replace(history, key="another"))
    taken(registry, history)
    with pytest.raises(Refused, match="is in use"):
        taken(registry, replace(history, key="another"))


def test_a_second_release_is_refused(untouched: Office) -> None:
    history = histories(untouched)[USUAL]
    again = next(told for told in history.deeds if isinstance(told, ToldRelease))
    deeds = tuple(sorted((*history.deeds, again), key=lambda told: told.at))
    with pytest.raises(Refused, match="was released before"):
        taken(untouched, replace(history, deeds=deeds))


def test_an_answer_that_was_refused_is_not_repeated_in_the_sentence(untouched: Office) -> None:
    wrong = with_answers(histories(untouched)[USUAL], "workup", ct="perhaps")
    with pytest.raises(Refused) as refused:
        taken(untouched, wrong)
    assert "perhaps" not in str(refused.value)


def test_an_administrator_on_a_page_takes_nothing_over(untouched: Office) -> None:
    admin = untouched.desk(accounts.enter_demo(untouched, login="willems", replaces=None))
    with pytest.raises(Forbidden, match="command line of a demo only"):
        take_over(admin, histories=histories(untouched)[:1])


def test_a_study_takes_no_signatures_over(settings: Settings) -> None:
    make_place(settings)
    office = open_office(settings)
    with pytest.raises(Forbidden, match="command line of a demo only"):
        take_over(accounts.command_desk(office), histories=())
    office.database.dispose()


def test_a_patient_taken_over_has_a_timeline_and_receipts(registry: Office) -> None:
    history = histories(registry)[USUAL]
    taken(registry, history)
    pi = registry.desk(accounts.enter_demo(registry, login="peters", replaces=None))
    (row,) = patients.patients(pi)
    file = patient_file.patient_file(pi, handle=row.handle)
    happened = [entry.at for entry in file.entries if entry.form and entry.at and entry.what != "day"]
    assert [at for at in happened if at] == [told.at for told in history.deeds]
    receipt = capture.open_form(pi, handle=row.handle, form="pet").receipt
    assert receipt is not None
    assert (receipt.signed_at, receipt.number) == (form(history, "pet").at, history.enrolment.number)
