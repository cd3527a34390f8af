"""Both chains hold as written, and any row changed, deleted or added by SQL is named with its event."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.schema import APPEND_ONLY, CHAINED
from db.triggers import unprotect
from her2dash.actions.record import verify_at
from her2dash.demo import prepare
from her2dash.settings import Settings
from her2dash.store import chain
from her2dash.store.chain import Verdict
from her2dash.store.database import Database
from her2dash.study.load import load_study


def verdict(database: Database) -> Verdict:
    with database.reading() as connection:
        return chain.verify(connection)


def tamper(database: Database, *statements: str) -> None:
    """Do what an intruder with the database's password could do: drop the triggers, then change rows."""
    engine = sa.create_engine(database.engine.url)  # without our pragmas: SQLite checks no foreign key
    with engine.begin() as connection:
        dialect = connection.dialect.name
        for statement in unprotect(dialect, tuple(table.name for table in APPEND_ONLY), text=True):
            if "function" not in statement:
                connection.execute(sa.text(statement))
        for statement in statements:
            connection.execute(sa.text(statement))
    engine.dispose()


def tamper_again(database: Database, statement: str) -> None:
    """Change a table that no trigger protects."""
    with database.writing() as connection:
        connection.execute(sa.text(statement))


def number(database: Database, query: str) -> int:
    with database.reading() as connection:
        return int(connection.execute(sa.text(query)).scalar_one())


def test_an_untouched_record_holds(whole_record: Database) -> None:
    found = verdict(whole_record)
    assert found.breaks == ()
    assert found.signatures == 1
    assert found.events == number(whole_record, "select count(*) from audit_event")
    assert found.rows > found.events


ANSWER = "(select min(id) from answer)"
EVENT_OF_ANSWER = f"select event_id from answer where id = {ANSWER}"


@pytest.mark.parametrize(
    "statement",
    [
        f"update answer set value = '\"other\"' where id = {ANSWER}",
        f"update answer set at = '2026-01-01 00:00:00' where id = {ANSWER}",
        f"update answer set person_id = 1 where id = {ANSWER}",
        f"update answer set sheet_id = (select min(id) from sheet where id <> sheet_id) where id = {ANSWER}",
        f"delete from answer where id = {ANSWER}",
    ],
)
def test_an_answer_changed_or_deleted_names_its_event(whole_record: Database, statement: str) -> None:
    event = number(whole_record, EVENT_OF_ANSWER)
    tamper(whole_record, statement)
    assert verdict(whole_record).breaks[0].event == event


def test_an_answer_added_names_the_event_it_claims(whole_record: Database) -> None:
    names = "sheet_id, item, based_on, value, text_hash, person_id, role, at, language, event_id"
    tamper(
        whole_record,
        f"insert into answer (id, version, key, {names}) "
        f"select 9999, 99, 'forged', {names} from answer where id = {ANSWER}",
    )
    broken = verdict(whole_record).breaks[0]
    assert broken.event == number(whole_record, EVENT_OF_ANSWER)
    assert "added" in broken.why


def test_a_changed_signature_names_its_event(whole_record: Database) -> None:
    tamper(whole_record, "update signature set printed_name = 'Somebody else'")
    event = number(whole_record, "select event_id from signature")
    assert verdict(whole_record).breaks[0].event == event


@pytest.mark.parametrize(("chain_name", "table"), [("record", "audit_event"), ("access", "access_event")])
@pytest.mark.parametrize(
    "change",
    [
        "update {table} set deed = 'other.deed' where id = 5",
        "update {table} set at = '2026-01-01 00:00:00' where id = 5",
        "update {table} set previous = hash where id = 5",
        "delete from {table} where id = 5",
    ],
)
def test_a_changed_or_deleted_event_is_named(
    whole_record: Database, chain_name: str, table: str, change: str
) -> None:
    tamper(whole_record, *_without_keys(whole_record), change.format(table=table))
    broken = next(each for each in verdict(whole_record).breaks if each.chain == chain_name)
    assert broken.event == 5


def _without_keys(database: Database) -> list[str]:
    # Who can drop triggers can drop foreign keys; SQLite's are off for the intruder (see tamper).
    if database.is_sqlite:
        return []
    return [f"alter table {t.name} drop constraint fk_{t.name}_event_id" for t in CHAINED]


def test_the_last_event_cut_off_is_named_by_the_row_it_leaves(whole_record: Database) -> None:
    last = number(whole_record, "select max(id) from audit_event")
    tamper(whole_record, *_without_keys(whole_record), f"delete from audit_event where id = {last}")
    broken = verdict(whole_record).breaks
    assert {each.event for each in broken} == {last}
    assert any("whose event is gone" in each.why for each in broken)


def test_an_added_event_does_not_continue_the_chain(whole_record: Database) -> None:
    last = number(whole_record, "select max(id) from audit_event")
    names = "at, person_id, session_id, channel, deed, role, patient_id, moves, detail, rows, previous"
    tamper(
        whole_record,
        f"insert into audit_event (id, hash, {names}) "
        f"select {last + 1}, 'forged', {names} from audit_event where id = {last}",
    )
    assert verdict(whole_record).breaks[0].event == last + 1


@pytest.mark.parametrize("change", ["text = null", "text = 'another reason'"])
def test_typed_text_that_was_changed_or_blanked_is_named(whole_record: Database, change: str) -> None:
    event = number(whole_record, "select event_id from release")
    of_release = "where hash = (select reason_hash from release)"
    tamper(whole_record, f"update free_text set {change} {of_release}")
    assert verdict(whole_record).breaks[0].event == event


@pytest.mark.parametrize(("chain_name", "table"), [("record", "audit_event"), ("access", "access_event")])
def test_an_event_without_rows_cut_off_the_end_is_missed_at_the_head(
    whole_record: Database, chain_name: str, table: str
) -> None:
    last = number(whole_record, f"select max(id) from {table}")
    tamper(whole_record, *_without_keys(whole_record), f"delete from {table} where id = {last}")
    broken = [each for each in verdict(whole_record).breaks if each.chain == chain_name]
    assert (broken[0].event, "head" in broken[0].why or "gone" in broken[0].why) == (last, True)


@pytest.mark.parametrize(
    "statement",
    [
        f"update answer set at = 'yesterday' where id = {ANSWER}",
        f"update answer set value = x'ff' where id = {ANSWER}",
        "update audit_event set rows = 'x' where id = 5",
        "update audit_event set at = 'x' where id = 5",
    ],
)
def test_what_a_column_cannot_hold_is_named_like_any_other_change(tmp_path: Path, statement: str) -> None:
    # PostgreSQL refuses such values by itself; SQLite stores anything anywhere.
    settings = Settings.from_environment({"HER2DASH_DEMO": "1"})
    settings = replace(settings, database_url=f"sqlite:///{tmp_path / 'demo.sqlite'}")
    prepare(settings)
    database = Database(settings.database_url)
    event = 5 if "audit_event" in statement else number(database, EVENT_OF_ANSWER)
    tamper(database, statement)
    assert verdict(database).breaks[0].event == event
    database.dispose()


def test_a_changed_name_or_site_of_a_person_and_a_changed_stamp_are_named(whole_record: Database) -> None:
    tamper(whole_record, "update person set site = null where login = 'carla'")
    assert "carla" in verdict(whole_record).breaks[0].why
    tamper_again(whole_record, "update person set site = '01' where login = 'carla'")
    tamper_again(whole_record, "update place set value = 'demo' where key = 'kind'")
    assert "stamped as demo" in verdict(whole_record).breaks[0].why


def test_a_row_of_the_statistics_that_the_signed_forms_do_not_say_is_named(whole_record: Database) -> None:
    study, url = load_study(), whole_record.url.render_as_string(hide_password=False)
    assert verify_at(url, study).breaks == ()
    tamper_again(whole_record, "update patient_case set therapy = 'yes'")
    assert "01-001" in verify_at(url, study).breaks[0].why
