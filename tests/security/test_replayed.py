"""Sessions that are planted, and messages that were recorded: neither lives longer than its session."""

from __future__ import annotations

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from tests.security.attack import nothing_comes_of_it, robot, session, written
from tests.security.robot import Robot, forged, state
from tests.ui.conftest import PASSWORD
from tests.ui.real import FORM, NUMBER, Study

PLANTED = "a-cookie-that-an-attacker-knows-0123456789abcdef"


def recorded(study: Study, honest: Robot) -> BackMsg:
    """The message with which an answer was given and written."""
    query = f"patient={study.handle}&form={FORM}"
    radio, options = honest.run("form", query=query).radios[0]
    first, second = (
        forged(state(radio, string_value=each), page="form", query=query) for each in options[:2]
    )
    honest.say(first)
    before = written(study)[0]
    honest.say(second).say(first)
    assert written(study)[0] == before + 2
    return second  # once more it would be a change


def test_a_recorded_answer_is_not_given_again_after_the_session_or_by_somebody_else(study: Study) -> None:
    token = session(study, "anna")
    with robot(study, token) as honest, robot(study, session(study, "bram")) as other:
        answer = recorded(study, honest)
        with study.server.client({"her2dash_session": token}) as elsewhere:
            elsewhere.get("/auth/logout")
        with nothing_comes_of_it(study) as heard:
            honest.received.clear()
            for line in (honest, other):
                line.say(answer)
            heard += honest.received
        assert (honest.text, honest.sent_away_to) == ("", "/auth/logout")
        assert NUMBER.encode() not in b"".join(other.received)
    with pytest.raises(InvalidStatus) as refusal, robot(study, token):
        pass
    assert refusal.value.response.status_code == 403


@pytest.mark.parametrize("whose", ["nobody", "adam"])
def test_a_session_that_was_planted_before_the_sign_in_is_not_the_one_that_begins(
    study: Study, whose: str
) -> None:
    planted = PLANTED if whose == "nobody" else session(study, whose)
    with study.server.client({"her2dash_session": planted}) as victim:
        answer = victim.post("/sign-in", data={"login": "anna", "password": PASSWORD})
    begun = answer.cookies["her2dash_session"]
    assert begun != planted
    with study.server.client({"her2dash_session": planted}) as attacker:
        assert attacker.get("/worklist").headers["location"].startswith("/sign-in")
    with robot(study, begun) as signed_in:
        assert NUMBER in signed_in.run("worklist").text


def test_a_line_that_was_opened_with_a_planted_session_ends_with_it(study: Study) -> None:
    planted = session(study, "adam")
    with robot(study, planted) as attacker:
        attacker.run("account")
        with study.server.client({"her2dash_session": planted}) as victim:
            victim.post("/sign-in", data={"login": "anna", "password": PASSWORD})
        attacker.received.clear()
        assert (attacker.run("worklist").text, attacker.sent_away_to) == ("", "/auth/logout")
