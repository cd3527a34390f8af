"""What a role must not know does not reach its browser: the bytes are read, not the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Response, WebSocket

from her2dash.figures.boards import BOARDS as BOARD_NAMES
from tests.browser.conftest import NewPage
from tests.browser.world import World

BOARDS = (*(f"/{name}" for name in BOARD_NAMES), "/reports", "/patients")

SOME = ("/overview", "/impact", "/ctc", "/reports", "/patients")

ADDRESSES = ("/", *BOARDS, "/worklist", "/study", "/account", "/form")

# The demo's interim figures, as the investigator reads them.
INTERIM = (b"6/12", b"13 of 20", b"8 of 11", b"Concordant so far", b"21 to 79", b"Clopper")


class Received:
    """Everything that a page received: bodies of answers and frames of websockets."""

    def __init__(self, page: Page) -> None:
        self.frames: list[bytes] = []
        page.on("websocket", self._listen)
        page.on("response", self._keep)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(_bytes(frame)))

    def _keep(self, response: Response) -> None:
        # Streamlit's own bundle is the same for everybody.
        if response.ok and "/static/" not in response.url:
            self.frames.append(response.body())

    def holds(self, words: bytes) -> bool:
        return any(words in frame for frame in self.frames)


def _bytes(frame: bytes | str) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()


def visit(demo: World, page: Page, login: str, addresses: tuple[str, ...]) -> Received:
    received = Received(page)
    demo.sign_in(page, login)
    for address in addresses:
        demo.open(page, address)
        page.wait_for_timeout(400)
    return received


def test_the_investigator_receives_the_interim_figures(demo: World, new_page: NewPage) -> None:
    received = visit(demo, new_page(width=1366), "peters", BOARDS)
    assert [words for words in INTERIM if not received.holds(words)] == []


@pytest.mark.parametrize("login", ["devries", "dekker", "vandam", "brouwer", "willems"])
def test_who_may_not_see_endpoints_receives_none_of_them(demo: World, new_page: NewPage, login: str) -> None:
    everywhere = login == "devries"  # the others stand before the same doors
    received = visit(demo, new_page(width=1366), login, ADDRESSES if everywhere else SOME)
    assert received.frames
    assert [words for words in INTERIM if received.holds(words)] == []


def test_nobody_receives_anything_but_the_sign_in_page(demo: World, new_page: NewPage) -> None:
    page = new_page()
    received = Received(page)
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    for address in ADDRESSES:
        page.goto(f"{demo.server.address}{address}")
        assert page.url.startswith(f"{demo.server.address}/sign-in")
    assert sockets == []
    assert [words for words in (*INTERIM, b"01-001") if received.holds(words)] == []
