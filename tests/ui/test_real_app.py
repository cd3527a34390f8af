"""The app itself, no entry script of the tests: once a session has ended, its tab gets and writes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from her2dash.actions import accounts
from tests.ui.real import FORM, NUMBER, Study, real_app
from tests.ui.tab import PATIENCE


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with real_app(tmp_path_factory.mktemp("real")) as served:
        yield served


def sign_out_elsewhere(study: Study, token: str) -> None:
    with study.server.client({"her2dash_session": token}) as elsewhere:
        assert elsewhere.get("/auth/logout").status_code == 303


def fall_idle(study: Study, token: str) -> None:
    newest = "(select max(id) from session)"
    study.at_once(f"update session set last_seen = datetime(last_seen, '-31 minutes') where id = {newest}")
    assert accounts.is_open(study.office, token) is None


End = Callable[[Study, str], None]
ENDS = pytest.mark.parametrize("end", [sign_out_elsewhere, fall_idle], ids=["signed out elsewhere", "idle"])


@ENDS
@pytest.mark.parametrize(
    ("login", "page"),
    [("anna", "worklist"), ("anna", "form"), ("carla", "worklist"), ("carla", "patients")],
)
def test_after_the_end_no_tick_of_a_page_shows_anything(
    study: Study, login: str, page: str, end: End
) -> None:
    token = study.sign_in(login)
    with study.tab(token) as tab:
        tab.run(page, query=f"patient={study.handle}&form={FORM}" if page == "form" else "")
        assert NUMBER in tab.text
        ticks = tab.fragments
        assert ticks
        end(study, token)
        tab.received.clear()
        for tick in ticks:
            tab.sent_away_to = ""
            assert (tab.run(fragment=tick).text, tab.sent_away_to) == ("", "/auth/logout")
        assert NUMBER.encode() not in b"".join(tab.received)


def test_while_the_session_lives_the_ticks_leave_the_page_alone(study: Study) -> None:
    with study.tab(study.sign_in("carla")) as tab:
        for tick in tab.run("patients").fragments:
            assert tab.run(fragment=tick).sent_away_to == ""


@ENDS
def test_after_the_end_an_option_that_is_chosen_is_not_written(study: Study, end: End) -> None:
    token = study.sign_in("anna")
    with study.tab(token) as tab:
        tab.run("form", query=f"patient={study.handle}&form={FORM}")
        radio, options = tab.radios[0]
        before = study.number("select count(*) from answer")
        tab.run("form", query=f"patient={study.handle}&form={FORM}", choose=(radio, options[before % 2]))
        assert study.number("select count(*) from answer") == before + 1
        end(study, token)
        tab.received.clear()
        tab.run("form", query=f"patient={study.handle}&form={FORM}", choose=(radio, options[1 - before % 2]))
        assert (tab.text, tab.sent_away_to) == ("", "/auth/logout")
        assert study.number("select count(*) from answer") == before + 1
        assert NUMBER.encode() not in b"".join(tab.received)


def test_a_line_that_is_cut_between_two_answers_loses_neither(study: Study) -> None:
    token, query = study.sign_in("anna"), f"patient={study.handle}&form={FORM}"
    before = saved(study)
    with study.tab(token) as tab:
        radio, options = tab.run("form", query=query).radios[0]
        tab.run("form", query=query, choose=(radio, options[before % 2]), heard=False)
        wait_until(lambda: saved(study) == before + 1)
        tab.line.socket.close()
    with study.tab(token) as again:
        assert "Saved" in again.run("form", query=query).text
        again.run("form", query=query, choose=(radio, options[1 - before % 2]))
    assert saved(study) == before + 2


def saved(study: Study) -> int:
    """How many answers there are, each with its event."""
    events = study.number("select count(*) from audit_event where deed = 'answer.saved'")
    assert study.number("select count(*) from answer") == events
    return events


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for what the server does without a reply."""
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def test_without_a_session_no_address_of_a_page_shows_more_than_the_way_in(study: Study) -> None:
    with study.server.client() as visitor:
        answer = visitor.get(f"/form?patient={study.handle}&form={FORM}", follow_redirects=True)
    assert 'name="password"' in answer.text
    assert NUMBER not in answer.text
