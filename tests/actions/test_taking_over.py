"""A history that is taken over is what it is when lived through, and its record holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from her2dash.access import Scope
from her2dash.actions import accounts, capture, patient_file, patients, record
from her2dash.actions.desk import Office
from her2dash.actions.dossier import Dossier, dossiers
from her2dash.actions.histories import ToldForm, ToldRelease
from her2dash.actions.record import _Outside
from her2dash.store import cases
from her2dash.store import patients as store
from tests.actions.histories import DIED, UNSEALED, USUAL, counts, form, place, query, taken
from tests.demo.living import histories, live_through
from tests.demo.places import TODAY
from tests.store.intruder import tamper, verdict


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
