"""Both chains hold as written, and any row changed, deleted or added by SQL is named with its event.

What stands beside the chains and is compared with them: test_beside.py. The twelve kinds of tampering that
the command must find, counted off: tests/security/test_twelve_tamperings.py.
"""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from db.schema import CHAINED
from her2dash.store.database import Database
from tests.store.intruder import number, tamper, verdict


def test_an_untouched_record_holds(whole_record: Database) -> None:
    found = verdict(whole_record)
    assert found.breaks == ()
    assert found.signatures == 1
    assert found.events == number(whole_record, "select count(*) from audit_event")
    assert found.rows > found.events


ANSWER = "(select min(id) from answer)"
EVENT_OF_ANSWER = f"select event_id from answer where id = {ANSWER}"


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
    tamper(whole_record, change.format(table=table))
    broken = next(each for each in verdict(whole_record).breaks if each.chain == chain_name)
    assert broken.event == 5


def test_the_last_event_cut_off_is_named_by_the_row_it_leaves(whole_record: Database) -> None:
    last = number(whole_record, "select max(id) from audit_event")
    tamper(whole_record, f"delete from audit_event where id = {last}")
    broken = verdict(whole_record).breaks
    assert {each.event for each in broken} == {last}
    assert any("whose event is gone" in each.why for each in broken)


@pytest.mark.parametrize(("name", "table"), [("record", "audit_event"), ("access", "access_event")])
def test_an_end_cut_off_with_its_head_is_missed_by_who_noted_the_head(
    whole_record: Database, name: str, table: str
) -> None:
    before = verdict(whole_record)
    last = number(whole_record, f"select max(id) from {table}")
    noted = {name: before.heads[name]}
    assert verdict(whole_record, noted).breaks == ()
    tamper(
        whole_record,
        *(f"delete from {row} where event_id = {last}" for row in CHAINED if name == "record"),
        f"delete from {table} where id = {last}",
        f"update chain_head set event_id = {last - 1}, "
        f"hash = (select hash from {table} where id = {last - 1}) where chain = '{table}'",
    )
    # By itself the rest is whole: only what was noted elsewhere tells.
    assert verdict(whole_record).breaks == ()
    assert [(each.chain, "noted head" in each.why) for each in verdict(whole_record, noted).breaks] == [
        (name, True)
    ]


def test_a_head_noted_long_ago_lies_on_the_chain(whole_record: Database) -> None:
    with whole_record.reading() as connection:
        early = connection.scalar(sa.text("select hash from audit_event where id = 3"))
    assert verdict(whole_record, {"record": str(early), "access": "0" * 64}).breaks == ()


def test_typed_text_that_was_blanked_by_no_event_is_named(whole_record: Database) -> None:
    event = number(whole_record, "select event_id from release")
    tamper(whole_record, "update free_text set text = null where hash = (select reason_hash from release)")
    assert verdict(whole_record).breaks[0].event == event


@pytest.mark.parametrize(("chain_name", "table"), [("record", "audit_event"), ("access", "access_event")])
def test_an_event_without_rows_cut_off_the_end_is_missed_at_the_head(
    whole_record: Database, chain_name: str, table: str
) -> None:
    last = number(whole_record, f"select max(id) from {table}")
    tamper(whole_record, f"delete from {table} where id = {last}")
    broken = [each for each in verdict(whole_record).breaks if each.chain == chain_name]
    assert (broken[0].event, "head" in broken[0].why or "gone" in broken[0].why) == (last, True)


SHAPES = [
    "detail = '5'", "detail = 'null'", "detail = '[]'", """detail = '{"person":[1],"name":2}'""",
    "rows = '5'", "rows = '[[1]]'", "rows = '[5]'", "rows = '{}'", """rows = '[["answer",[1],"x"]]'""",
    f"rows = '{'[' * 100_000}'", "rows = 'x'",
]  # fmt: skip


def test_an_event_that_says_what_no_event_of_ours_says_is_named(whole_record: Database) -> None:
    for change in SHAPES:
        tamper(whole_record, f"update audit_event set {change} where id = 5")
        assert verdict(whole_record).breaks[0].event == 5


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_a_column_cannot_hold_is_named_like_any_other_change(whole_record: Database) -> None:
    # PostgreSQL refuses such values by itself; SQLite stores anything anywhere.
    event = number(whole_record, EVENT_OF_ANSWER)
    for value in ("at = 'yesterday'", "value = x'ff'", "value = cast(x'ff' as text)", "event_id = 'x'"):
        tamper(whole_record, f"update answer set {value} where id = {ANSWER}")
        assert verdict(whole_record).breaks[0].event == event
    for value in ("at = 'x'", "detail = cast(x'ff' as text)", "hash = x'ff'", "person_id = 'x'"):
        tamper(whole_record, f"update audit_event set {value} where id = 5")
        assert verdict(whole_record).breaks[0].event == 5
