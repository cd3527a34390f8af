"""A report is kept with what it stood on, moves no data, and shows nobody what is kept from the person."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from her2dash.actions import dashboard, record, reports
from her2dash.actions.report_views import NumberTable, Printed, Versions
from her2dash.analysis.subset import Definition, Subset
from her2dash.errors import NotFound, Refused
from tests.actions.steps import index, release, sign
from tests.house import House

PRINTED = Printed("en", Versions("0.1.0", "2", "d" * 64, "Chromium 1"), (), "a" * 64)


def calls(positive: str) -> NumberTable:
    return NumberTable("concordance", "calls", "Calls", ("Result", "Patients"), (("positive", positive),))


def last_event(house: House) -> tuple[int, str, str, bool]:
    with house.office.database.reading() as connection:
        asked = sa.text("select id, hash, deed, moves from audit_event order by id desc limit 1")
        found = connection.execute(asked).one()
    return found.id, found.hash, found.deed, bool(found.moves)


def test_a_report_is_kept_as_it_was_made(house: House) -> None:
    sign(house, "iris", house.enrol(), index(house))
    desk, cut, subset = house.desk("paula"), house.clock.now(), Subset("01", definition=Definition.ANY_LESION)
    head = last_event(house)
    basis = reports.basis(desk, cut=cut)
    house.clock.advance(minutes=1)
    number = reports.make_report(desk, basis=basis, subset=subset, printed=PRINTED, key="k")
    (kept,) = reports.reports(house.desk("mona"))
    assert (kept.number, kept.basis, kept.subset, kept.versions) == (number, basis, subset, PRINTED.versions)
    assert (kept.basis.head_id, kept.basis.head_hash) == head[:2]
    assert kept.basis.data_version == dashboard.data_version(desk)
    assert (kept.html_hash, kept.person_name, kept.at) == ("a" * 64, "Dr Paula", house.clock.now())


def test_making_one_appends_its_event_and_moves_no_data(house: House) -> None:
    desk = house.desk("paula")
    before = dashboard.data_version(desk)
    house.report()
    assert last_event(house)[2:] == ("report.made", False)
    assert dashboard.data_version(desk) == before


def test_the_chain_holds_with_reports_on_it(house: House) -> None:
    house.report("paula", calls("4"))
    house.report("peter", calls("5"), language="nl")
    assert record.verify_record(house.desk("mona")).breaks == ()


def test_the_same_request_makes_one_report(house: House) -> None:
    desk = house.desk("paula")
    basis = reports.basis(desk, cut=house.clock.now())
    made = {
        reports.make_report(desk, basis=basis, subset=Subset(), printed=PRINTED, key="twice")
        for _ in range(2)
    }
    assert len(made) == len(reports.reports(desk)) == 1


def test_the_newest_report_stands_first(house: House) -> None:
    made = [house.report(), house.report("mona"), house.report()]
    assert [each.number for each in reports.reports(house.desk("paula"))] == made[::-1]


def test_a_cut_lies_in_the_past_and_in_the_life_of_the_record(house: House) -> None:
    desk, now = house.desk("paula"), house.clock.now()
    with pytest.raises(Refused, match="past moment"):
        reports.basis(desk, cut=now + timedelta(seconds=1))
    with pytest.raises(Refused, match="no record yet"):
        reports.basis(desk, cut=now - timedelta(days=1))


def test_what_was_written_while_a_report_was_made_makes_it_be_made_again(house: House) -> None:
    desk = house.desk("paula")
    basis = reports.basis(desk, cut=house.clock.now())
    house.enrol()
    with pytest.raises(Refused, match="Make it again"):
        reports.make_report(desk, basis=basis, subset=Subset(), printed=PRINTED, key=uuid4().hex)
    assert reports.reports(desk) == ()


def test_a_language_that_is_not_ours_is_refused(house: House) -> None:
    with pytest.raises(Refused, match="no interface in xx"):
        house.report(language="xx")


@pytest.mark.parametrize("number", [0, 7, -1, 2**31, 2**70])
def test_a_report_that_there_is_not_is_not_found(house: House, number: int) -> None:
    house.report()
    with pytest.raises(NotFound):
        reports.report(house.desk("paula"), number=number)


def test_a_comparison_lists_what_changed_the_earlier_cut_first(house: House) -> None:
    then, now = house.report("paula", calls("4")), house.report("paula", calls("5"))
    for one, other in ((then, now), (now, then)):
        found = reports.compare(house.desk("mona"), one=one, other=other)
        assert (found.then.number, found.now.number) == (then, now)
        assert [(each.row, each.then, each.now) for each in found.differences] == [
            ("positive · Patients", "4", "5")
        ]


def test_reports_in_two_languages_are_not_compared(house: House) -> None:
    one, other = house.report(), house.report(language="nl")
    with pytest.raises(Refused, match="same language"):
        reports.compare(house.desk("paula"), one=one, other=other)


def test_who_treats_a_patient_reads_no_number_that_holds_the_unreleased_result(house: House) -> None:
    handle = house.enrol(physician="peter")
    sign(house, "iris", handle, index(house))
    first, second = house.report("paula", calls("1")), house.report("paula", calls("1"))
    peter = house.desk("peter")
    opened = reports.report(peter, number=first)
    assert (opened.numbers, opened.same_eyes, opened.basis.withheld) == (None, False, ("01-001",))
    with pytest.raises(Refused, match="not released to you"):
        reports.compare(peter, one=first, other=second)
    # Then it was not released, and it stays a report of then.
    release(house, handle, reason="the physician is abroad")
    assert reports.report(peter, number=first).numbers is None
    house.clock.advance(seconds=1)
    assert reports.report(peter, number=house.report("paula", calls("1"))).numbers == (calls("1"),)


def test_what_a_treating_physician_made_is_read_by_all_and_says_whose_results_it_lacks(house: House) -> None:
    house.enrol(physician="peter")
    made = house.report("peter", calls("0"))
    opened = reports.report(house.desk("paula"), number=made)
    assert (opened.kept.basis.withheld, opened.basis.withheld) == (("01-001",), ())
    assert (opened.numbers, opened.same_eyes) == ((calls("0"),), False)
    assert reports.report(house.desk("peter"), number=made).same_eyes


def test_reading_a_report_is_written_down(house: House) -> None:
    number, desk = house.report(), house.desk("mona")
    reports.report(desk, number=number)
    with house.office.database.reading() as connection:
        seen = connection.execute(sa.text("select subject from access_event order by id desc limit 1"))
        assert seen.scalar_one() == f"report {number}"
