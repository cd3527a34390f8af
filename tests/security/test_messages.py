"""Messages that no page sends, and messages too large for a page: passed over or the end of one line only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from her2dash.ui.line import LARGEST
from tests.security.attack import SECRET, nothing_comes_of_it, robot, session
from tests.security.robot import Robot, state
from tests.ui.real import NUMBER, Study

LARGE = 25_000_000
MEGABYTE = 1024  # of the kilobytes that the kernel counts in

KINDS = (
    "clear_cache", "load_git_info", "set_run_on_save", "debug_disconnect_websocket", "debug_shutdown_runtime",
)  # fmt: skip


def wanting(kind: str) -> BackMsg:
    message = BackMsg()
    if kind == "file_urls_request":
        message.file_urls_request.file_names.append("../../place.sqlite")
    elif kind == "backend_operation_request":
        message.backend_operation_request.install_skills.SetInParent()
    else:
        setattr(message, kind, True)
    return message


def test_what_no_page_asks_for_is_passed_over_and_noted(study: Study) -> None:
    kinds = (*KINDS, "file_urls_request", "backend_operation_request")
    with robot(study, session(study, "anna")) as attacker, nothing_comes_of_it(study):
        attacker.run("worklist")
        for kind in kinds:
            attacker.say(wanting(kind), heard=False)
        attacker.run("account")  # the line goes on
        told = {message.WhichOneof("type") for message in attacker.messages}
    assert told.isdisjoint({"git_info_changed", "file_urls_response", "backend_operation_response"})
    log = study.server.log.read_text()
    assert [kind for kind in kinds if f"not taken: {kind}" not in log] == []


def ended(attacker: Robot) -> int:
    """The code with which a line ends."""
    with pytest.raises(ConnectionClosed) as closed:
        attacker.listen()
    return closed.value.rcvd.code if closed.value.rcvd else 0


@pytest.mark.parametrize(("sent", "code"), [(SECRET, 1003), (SECRET.encode() + b"\xff", 1002)])
def test_what_cannot_be_read_ends_one_line_and_leaves_no_fault(
    study: Study, sent: str | bytes, code: int
) -> None:
    token = session(study, "anna")
    with robot(study, token) as attacker, robot(study, token) as other, nothing_comes_of_it(study):
        attacker.line.send(sent)
        assert ended(attacker) == code
        assert NUMBER in other.run("worklist").text
    assert "Traceback" not in study.server.log.read_text()


def wide_state(attacker: Robot) -> None:
    attacker.forge(state("x", string_value=SECRET * (LARGE // len(SECRET))), heard=False)


def just_too_wide(attacker: Robot) -> None:
    attacker.forge(state("x", string_value="x" * LARGEST), heard=False)


def wide_address(attacker: Robot) -> None:
    attacker.forge(query="x=" + "x" * LARGE, heard=False)


def many_states(attacker: Robot) -> None:
    attacker.forge(*(state(f"x{n}", string_value=SECRET * 99) for n in range(LARGE // 1000)), heard=False)


@pytest.mark.parametrize("sends", [wide_state, wide_address, many_states, just_too_wide])
def test_what_is_too_large_ends_the_line_that_brings_it_while_others_are_served(
    study: Study, sends: Callable[[Robot], None]
) -> None:
    token = session(study, "anna")
    with nothing_comes_of_it(study), robot(study, token) as other:
        other.run("worklist")
        with robot(study, token) as attacker:
            sends(attacker)
            assert NUMBER in other.run("worklist").text
            assert ended(attacker) == 1009


def test_the_server_does_not_keep_what_was_too_large(study: Study) -> None:
    def twice() -> int:
        for _ in range(2):
            with robot(study, session(study, "anna")) as attacker:
                wide_state(attacker)
                assert ended(attacker) == 1009
        return resident(study)

    first = twice()
    assert twice() - first < 20 * MEGABYTE


def resident(study: Study) -> int:
    """How many kilobytes of memory the server holds."""
    told = Path(f"/proc/{study.server.process.pid}/status").read_text(encoding="ascii")
    return int(told.partition("VmRSS:")[2].split()[0])


@pytest.mark.parametrize(("method", "path", "status"), [("POST", "/sign-in", 403), ("PUT", "/worklist", 405)])
def test_a_body_of_25_megabytes_is_not_taken(study: Study, method: str, path: str, status: int) -> None:
    with study.server.client({"her2dash_session": session(study, "anna")}) as client:
        assert client.request(method, path, content=b"x" * LARGE).status_code == status
        upload = client.put("/_stcore/upload_file/a/b", content=b"x" * LARGE)
        assert upload.status_code == 404
