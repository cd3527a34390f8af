"""A session, a right, a clock or a form changes under somebody's hands: what was saved before is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from her2dash.access import Role
from her2dash.actions import accounts, capture, dashboard, keeping, office, patients, people, signing
from her2dash.actions.desk import Desk
from her2dash.actions.door import LASTS
from her2dash.errors import Forbidden, SignedOut
from her2dash.settings import Settings
from her2dash.study.model import Value
from tests.actions.drill.stage import FORM, folders
from tests.actions.steps import index, sealed_first
from tests.faults.test_databases import holds, say
from tests.filled import filled
from tests.house import House, make_house


def answer(desk: Desk, handle: str, form: str, item: str, value: Value, seen: int = 0) -> None:
    capture.answer(
        desk, handle=handle, form=form, item=item, value=value, seen=seen, key=uuid4().hex, language="en"
    )


def sign(desk: Desk, handle: str, form: str, mark: int, login: str) -> None:
    password = f"{login} has a long password"
    signing.sign(desk, handle=handle, form=form, mark=mark, password=password, key=uuid4().hex, language="en")


def whole(house: House, form: str) -> dict[str, Value]:
    """Answers with which a form can be signed."""
    return filled(house.office.study, house.office.study.form(form), house.clock.now().date())


def sign_out(house: House, desk: Desk) -> None:
    accounts.sign_out(house.office.desk(desk._token))  # in another tab


def lose_every_role(house: House, _: Desk) -> None:
    people.withdraw_role(house.desk("adam"), login="peter", role=Role.PHYSICIAN)
    people.withdraw_role(house.desk("adam"), login="peter", role=Role.PI)


def lose_the_role(house: House, _: Desk) -> None:
    people.withdraw_role(house.desk("adam"), login="peter", role=Role.PHYSICIAN)


def work_too_long(house: House, desk: Desk) -> None:
    """Stay busy until the session ends for good, however busy."""
    began = house.clock.now()
    while house.clock.now() - began < LASTS:
        accounts.stay(desk)
        house.clock.advance(minutes=20)


def fall_silent(house: House, _: Desk) -> None:
    house.clock.advance(minutes=31)


ENDS = pytest.mark.parametrize(
    ("end", "told"),
    [
        (sign_out, SignedOut), (lose_every_role, SignedOut), (work_too_long, SignedOut),
        (fall_silent, SignedOut), (lose_the_role, Forbidden),
    ],
    ids=["signed out elsewhere", "every role withdrawn", "twelve hours", "silence", "one role withdrawn"],
)  # fmt: skip


@ENDS
def test_what_ends_between_the_last_answer_and_the_signature_writes_nothing_and_loses_nothing(
    house: House, end: Callable[[House, Desk], None], told: type[Exception]
) -> None:
    handle, form = house.enrol(physician="peter"), sealed_first(house)
    answers = whole(house, form)
    house.fill("peter", handle, form, answers)
    desk = house.desk("peter")
    mark = capture.mark(desk, handle=handle, form=form)
    end(house, desk)
    with pytest.raises(told):
        sign(desk, handle, form, mark, "peter")
    with pytest.raises(told):
        answer(desk, handle, form, "comment", "too late")
    assert say(house, "select count(*) from signature") == 0
    assert say(house, "select count(*) from answer") == len(answers)
    assert say(house, "select count(*) from audit_event where deed = 'answer.saved'") == len(answers)
    who = goes_on(house, handle, end)
    assert capture.open_form(house.desk(who), handle=handle, form=form).answers == answers
    sign(house.desk(who), handle, form, mark, who)
    assert holds(house)


def goes_on(house: House, handle: str, end: Callable[[House, Desk], None]) -> str:
    """Who signs in the end: the same person, signed in again, or another where the role was withdrawn."""
    if end not in (lose_the_role, lose_every_role):
        return "peter"
    keeping.reassign(house.desk("carla"), handle=handle, physician="anna")
    return "anna"


def test_a_clock_that_is_set_back_changes_no_order_and_loses_nothing(house: House) -> None:
    handle, form, desk = house.enrol(), sealed_first(house), house.desk("anna")
    house.fill("anna", handle, form, {**whole(house, form), "comment": "first"})
    house.clock.advance(minutes=-40)
    answer(desk, handle, form, "comment", "second", seen=1)
    house.clock.advance(minutes=-20)
    answer(house.desk("anna"), handle, form, "comment", "third", seen=2)
    shown = capture.open_form(desk, handle=handle, form=form)
    assert (shown.answers["comment"], shown.answered["comment"].newest) == ("third", 3)
    assert shown.answered["comment"].rivals == ()
    sign(desk, handle, form, shown.mark, "anna")
    assert capture.open_form(desk, handle=handle, form=form).receipt is not None
    assert say(house, "select count(*) from answer a join answer b on a.id < b.id and a.at > b.at") > 0
    assert holds(house)


def test_what_is_signed_after_a_clock_was_set_back_is_whole_in_the_statistics_of_that_moment(
    house: House,
) -> None:
    handle, paula = house.enrol(), house.desk("paula")
    house.clock.advance(minutes=30)
    house.fill("iris", handle, index(house), whole(house, index(house)))
    house.clock.advance(minutes=-20)
    house.sign("iris", handle, index(house))
    (now,), (then,) = (dashboard.findings(paula, as_of=at).cases for at in (None, house.clock.now()))
    assert now.index_call is not None
    assert then == now


def enrolled(house: House) -> str:
    """A patient of the second study, whose scan may be recorded at once."""
    desk, today = house.desk("carla"), house.clock.now().date()
    return patients.enrol(
        desk, number=patients.next_number(desk, site="A"), site="A", physician="anna", age=60,
        dilemma="young", consent_on=today, planned_on=today, eligible=True, key=uuid4().hex,
    )  # fmt: skip


def test_a_draft_finishes_on_the_version_it_began_when_a_newer_one_is_published(
    settings: Settings, tmp_path: Path
) -> None:
    before, after = folders(tmp_path)
    house = make_house(replace(settings, study=before), sites=("A", "B"))
    drafted, fresh = enrolled(house), enrolled(house)
    answer(house.desk("iris"), drafted, FORM, "seen_on", "2026-03-02")
    later = office.open_office(
        replace(settings, study=after), clock=house.clock, passwords=house.office.passwords
    )
    published = House(later, house.clock, house.settings)
    answers = filled(later.study, later.study.form(FORM, 1), house.clock.now().date())
    published.fill("iris", drafted, FORM, answers)
    sheet = capture.open_form(published.desk("iris"), handle=drafted, form=FORM)
    assert (sheet.form.version, sheet.answers) == (1, {**answers, "seen_on": "2026-03-02"})
    sign(published.desk("iris"), drafted, FORM, sheet.mark, "iris")
    assert capture.open_form(published.desk("iris"), handle=drafted, form=FORM).receipt.form_version == 1
    assert capture.open_form(published.desk("iris"), handle=fresh, form=FORM).form.version == 2
    assert holds(published)
    later.database.dispose()
    house.office.database.dispose()
