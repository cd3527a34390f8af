"""The tick of every page: it asks the session's row, warns by it, and goes when it is dead."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from her2dash.access import Role
from her2dash.actions import accounts, people
from her2dash.errors import OutOfReach
from her2dash.ui.authenticator import COOKIE
from tests.house import House


def page() -> None:
    import streamlit as st

    from her2dash.actions.views import Me
    from her2dash.i18n import Words
    from her2dash.ui.idle import note_sign_of_life, warn_before_the_end
    from her2dash.ui.office import the_office
    from her2dash.ui.reader import Reader
    from her2dash.ui.session import current_desk

    # A page drawn long ago: of all that is here only the tick asks who is there.
    me = Me(0, "mona", "Dr Mona", frozenset(), None, "en", frozenset())
    reader = Reader(current_desk(the_office()), me, Words("en"))
    note_sign_of_life(reader.now, by_itself="drawn" in st.session_state)
    st.session_state["drawn"] = True
    warn_before_the_end(reader)


@pytest.fixture
def tick(house: House, cookies: dict[str, str]) -> AppTest:
    cookies[COOKIE] = house.desk("mona")._token
    return AppTest.from_function(page).run()


def test_long_before_the_end_a_tick_draws_nothing(house: House, tick: AppTest) -> None:
    house.clock.advance(minutes=24)
    tick.run()
    assert [len(drawn) for drawn in (tick.warning, tick.button, tick.exception)] == [0, 0, 0]


def test_the_warning_counts_what_is_left_and_another_tab_takes_it_away(
    house: House, cookies: dict[str, str], tick: AppTest
) -> None:
    house.clock.advance(minutes=26)
    assert "in about 4 minutes" in tick.run().warning[0].value
    accounts.stay(house.office.desk(cookies[COOKIE]))
    assert not tick.run().warning


def test_the_button_of_the_warning_is_a_sign_of_life(house: House, tick: AppTest) -> None:
    house.clock.advance(minutes=29)
    tick.run().button[0].click().run()
    assert not tick.run().warning
    house.clock.advance(minutes=29)
    assert "in about 1 minute" in tick.run().warning[0].value


def test_the_absolute_end_is_warned_of_whoever_is_busy(
    house: House, cookies: dict[str, str], tick: AppTest
) -> None:
    for _ in range(25):
        house.clock.advance(minutes=28, seconds=38)
        accounts.stay(house.office.desk(cookies[COOKIE]))
    assert "in about 4 minutes" in tick.run().warning[0].value


def test_after_the_end_of_the_session_the_tick_draws_nothing_more(
    house: House, cookies: dict[str, str], tick: AppTest
) -> None:
    accounts.end_session(house.office, cookies[COOKIE])
    assert_ends(tick)


def test_after_half_an_hour_without_a_sign_of_life_too(house: House, tick: AppTest) -> None:
    house.clock.advance(minutes=30)
    assert_ends(tick)


def test_and_when_the_last_role_is_taken_away(house: House, tick: AppTest) -> None:
    people.withdraw_role(house.desk("adam"), login="mona", role=Role.MONITOR)
    assert_ends(tick)


def test_a_record_out_of_reach_takes_no_page_away_and_keeps_none_open_for_ever(
    house: House, tick: AppTest
) -> None:
    with house.office.database.writing() as connection:
        connection.execute(sa.text("alter table session rename to out_of_reach"))
    house.clock.advance(minutes=26)
    tick.run()
    assert (len(tick.exception), "4 minutes" in tick.warning[0].value) == (0, True)
    house.clock.advance(minutes=4)
    assert_ends(tick)


def test_a_database_that_is_away_takes_no_page_away_either(
    tick: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(_: object) -> None:
        raise OutOfReach("told by the store")

    monkeypatch.setattr(accounts, "time_left", out_of_reach)
    assert not tick.run().exception


def assert_ends(tick: AppTest) -> None:
    tick.run()
    # What becomes of it in a real server: test_real_app.py.
    assert tick.exception
    assert not tick.warning
