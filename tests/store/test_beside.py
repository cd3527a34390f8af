"""What stands beside the chains is compared with them: people, passwords, stamps, triggers, derived rows."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from db.schema import person
from her2dash.actions.record import verify_at
from her2dash.store.database import Database
from her2dash.store.ledger import Author, Deed, Ledger
from her2dash.store.links import CASES, RECORD, TRIGGERS, Break
from her2dash.store.people import password_mark
from her2dash.study.load import load_study
from tests.actions.factors import set_up
from tests.house import House
from tests.store.intruder import number, tamper, tamper_plainly, verdict


def address(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def named(database: Database, change: str) -> Break:
    """The first break after a change, which is taken back by nothing."""
    tamper(database, change)
    return verdict(database).breaks[0]


@pytest.mark.parametrize(
    ("column", "new", "old"),
    [
        ("site", "null", "'01'"),
        ("name", "'Dr Other'", "'Dr Carla'"),
        ("created_at", "'2020-01-01 00:00:00'", "(select created_at from person where login = 'dirk')"),
    ],
)
def test_a_changed_name_site_or_day_of_a_person_is_named(
    whole_record: Database, column: str, new: str, old: str
) -> None:
    assert (
        "person carla" in named(whole_record, f"update person set {column} = {new} where login = 'carla'").why
    )
    tamper(whole_record, f"update person set {column} = {old} where login = 'carla'")
    assert verdict(whole_record).breaks == ()


def test_a_replaced_password_is_named_with_the_event_that_gave_it(whole_record: Database) -> None:
    added = number(
        whole_record, "select id from audit_event where deed = 'person.added' and detail like '%anna%'"
    )
    found = named(whole_record, "update person set password_hash = 'another' where login = 'anna'")
    assert (found.event, found.why) == (added, "the password of person anna was replaced")
    tamper(whole_record, "update person set password_hash = null where login = 'anna'")
    assert verdict(whole_record).breaks == (found,)


def test_a_password_for_who_had_none_is_named(whole_record: Database) -> None:
    found = named(whole_record, "update person set password_hash = 'x' where login = 'cli'")
    assert (found.event, found.why) == (1, "the password of person cli was replaced")


def test_a_password_that_a_later_event_gave_holds_and_is_compared_with_that_event(
    whole_record: Database,
) -> None:
    with whole_record.writing() as connection:
        ledger, who = Ledger(connection), sa.select(person.c.id).where(person.c.login == "anna")
        anna = connection.scalar(who)
        connection.execute(sa.update(person).where(person.c.id == anna).values(password_hash="a new one"))
        told = {"person": anna, "password": password_mark("a new one")}
        at = connection.scalar(sa.select(person.c.created_at).where(person.c.id == anna))
        ledger.close(Author(anna, None, "page"), Deed("person.password_set", detail=told), at)
    assert verdict(whole_record).breaks == ()
    found = named(whole_record, "update person set password_hash = 'x' where login = 'anna'")
    assert found.event == ledger.event_id


def test_a_person_whose_row_is_gone_is_missed_by_the_event_that_added_one(whole_record: Database) -> None:
    paula = number(whole_record, "select id from person where login = 'paula'")
    found = named(whole_record, f"delete from person where id = {paula}")
    assert found.why == f"names person {paula}, who was deleted"
    assert found.event == number(
        whole_record, "select id from audit_event where deed = 'person.added' and detail like '%paula%'"
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("update place set value = 'demo' where key = 'kind'", "stamped as demo"),
        ("update place set value = '2020-01-01T00:00:00+00:00' where key = 'made'", "2020"),
        ("delete from place where key = 'made'", "stamped as None"),
        ("insert into place (key, value) values ('more', 'x')", "stamped as x"),
    ],
)
def test_a_changed_stamp_is_named(whole_record: Database, change: str, why: str) -> None:
    found = named(whole_record, change)
    assert (found.chain, found.event, why in found.why) == (RECORD, 1, True)


def test_a_stamp_of_another_study_does_not_hide_the_changed_rows_of_the_statistics(
    whole_record: Database,
) -> None:
    study, url = load_study(), address(whole_record)
    assert verify_at(url, study).cases_checked
    tamper_plainly(
        whole_record,
        "update place set value = 'another' where key = 'study'",
        "update patient_case set therapy = 'yes'",
    )
    found = verify_at(url, study)
    assert (found.cases_checked, found.breaks[0].event) == (False, 1)
    assert "stamped as another" in found.breaks[0].why


def test_a_row_of_the_statistics_that_the_signed_forms_do_not_say_is_named(whole_record: Database) -> None:
    study, url = load_study(), address(whole_record)
    assert verify_at(url, study).breaks == ()
    tamper_plainly(whole_record, "update patient_case set therapy = 'yes'")
    assert "01-001" in verify_at(url, study).breaks[0].why


def test_a_row_of_the_statistics_that_cannot_be_read_is_no_fault_of_the_proof(whole_record: Database) -> None:
    study, url = load_study(), address(whole_record)
    one = "select id, 99, 'no such call' from patient"
    tamper_plainly(whole_record, f"insert into patient_lesion (patient_id, lesion, call) {one}")
    assert [each.chain for each in verify_at(url, study).breaks] == [CASES]
    if whole_record.is_sqlite:  # PostgreSQL keeps what is no day out of its column
        tamper_plainly(whole_record, "update patient_case set enrolled_on = 'yesterday'")
        assert [each.chain for each in verify_at(url, study).breaks] == [CASES]


def test_without_the_studys_definition_the_verdict_says_what_was_not_checked(whole_record: Database) -> None:
    url, another = address(whole_record), load_study().model_copy(update={"id": "another"})
    assert [verify_at(url).cases_checked, verify_at(url, another).cases_checked] == [False, False]


SWITCHED_OFF = {
    "sqlite": [
        ("answer_no_update", ["drop trigger answer_no_update"]),
        ("audit_event_no_delete", ["drop trigger audit_event_no_delete"]),
        ("free_text_blank_only", ["drop trigger free_text_blank_only"]),
        (
            "answer_no_update",
            [
                "drop trigger answer_no_update",
                "create trigger answer_no_update before update on answer begin select 1; end",
            ],
        ),
    ],
    "postgresql": [
        ("answer_no_update", ["drop trigger answer_no_update on answer"]),
        ("audit_event_no_delete", ["alter table audit_event disable trigger audit_event_no_delete"]),
        ("signature_no_truncate", ["alter table signature enable replica trigger signature_no_truncate"]),
        ("free_text_blank_only", ["alter table free_text disable trigger user"]),
        (
            "answer_no_update",
            [
                "drop trigger answer_no_update on answer",
                "create trigger answer_no_update before update on answer for each row when (false) "
                "execute function refuse_change()",
            ],
        ),
        (
            "answer_no_update",
            [
                "create or replace function refuse_change() returns trigger language plpgsql "
                "as $$ begin return new; end $$"
            ],
        ),
    ],
}  # fmt: skip


def test_a_trigger_that_is_gone_switched_off_or_another_one_is_named(whole_record: Database) -> None:
    for name, statements in SWITCHED_OFF["sqlite" if whole_record.is_sqlite else "postgresql"]:
        tamper_plainly(whole_record, *statements)
        found = verdict(whole_record).breaks
        assert {each.chain for each in found} == {TRIGGERS}
        assert any(f"the trigger {name} of" in each.why for each in found)
        tamper(whole_record)  # puts them back
        assert verdict(whole_record).breaks == ()


@pytest.mark.parametrize(
    "change",
    [
        "numbers = '[1]'",
        "html_hash = 'f'",
        "cut = '2026-01-01 00:00:00'",
        "withheld = '[1]'",
        "drawn_by = 'x'",
    ],
)
def test_a_report_that_was_changed_names_its_event(whole_record: Database, change: str) -> None:
    event = number(whole_record, "select event_id from report")
    tamper(whole_record, f"update report set {change}")
    broken = verdict(whole_record).breaks[0]
    assert (broken.event, "row 1 of report" in broken.why) == (event, True)


def test_a_report_names_the_head_that_lies_on_the_chain(whole_record: Database) -> None:
    event = number(whole_record, "select event_id from report")
    tamper(whole_record, "update report set head_id = head_id - 1")
    said = [each.why for each in verdict(whole_record).breaks if each.event == event]
    assert "report 1 was made of a record that is not on the chain" in said


def test_a_report_that_was_deleted_names_its_event(whole_record: Database) -> None:
    event = number(whole_record, "select event_id from report")
    tamper(whole_record, "delete from report")
    assert verdict(whole_record).breaks[0].event == event


def test_a_second_factor_that_was_replaced_or_removed_past_the_app_is_named(house: House) -> None:
    set_up(house)
    given = number(house.office.database, "select id from audit_event where deed = 'factor.set_up'")
    found = named(house.office.database, "update second_factor set secret = 'ANOTHER'")
    assert (found.event, "second factor of person" in found.why) == (given, True)
    tamper(house.office.database, "delete from second_factor")
    assert verdict(house.office.database).breaks[0].event == given


def test_a_second_factor_that_no_event_gave_is_named(whole_record: Database) -> None:
    anna = number(whole_record, "select id from person where login = 'anna'")
    found = named(whole_record, f"insert into second_factor (person_id, secret) values ({anna}, 'ANOTHER')")
    assert found.why == f"the second factor of person {anna} was replaced or removed"


def test_a_requirement_that_was_lifted_past_the_app_is_named(whole_record: Database) -> None:
    found = named(whole_record, "update factor_decision set required = false where required")
    assert found.chain == RECORD
