"""A browser tab without a browser: Streamlit's protocol over a websocket, with every byte kept."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 20.0


class Tab:
    """One tab, open on a page of the server at an address like http://127.0.0.1:8501."""

    def __init__(
        self,
        address: str,
        cookies: dict[str, str],
        *,
        resume: str = "",
        headers: dict[str, str] | None = None,
    ) -> None:
        offered = ["streamlit", "no-token", resume] if resume else ["streamlit"]
        self._held = ExitStack()
        line = connect(
            address.replace("http", "ws") + "/_stcore/stream",
            origin=Origin(address),
            subprotocols=[Subprotocol(name) for name in offered],
            additional_headers={
                "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
                **(headers or {}),
            },
            proxy=None,
        )
        self.line: ClientConnection = self._held.enter_context(line)
        self.received: list[bytes] = []
        self.messages: list[ForwardMsg] = []
        self.session = ""
        self.page_hash = ""
        self.sent_away_to = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def run(
        self,
        page: str = "",
        *,
        query: str = "",
        press: str = "",
        choose: tuple[str, str] | None = None,
        fragment: str = "",
        heard: bool = True,
    ) -> Self:
        """Run the script of a page, with a button pressed, an option chosen or one fragment alone.

        `choose` is a radio group's id and the option; the answer is taken in, unless nobody is there
        to hear it.
        """
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = self.page_hash if press or choose or fragment else ""
        message.rerun_script.fragment_id = fragment
        message.rerun_script.is_auto_rerun = bool(fragment)
        if press:
            message.rerun_script.widget_states.widgets.append(
                WidgetState(id=self._id_of(press), trigger_value=True)
            )
        if choose:
            name, option = choose
            message.rerun_script.widget_states.widgets.append(WidgetState(id=name, string_value=option))
        return self.say(message, heard=heard)

    def say(self, message: BackMsg, *, heard: bool = True) -> Self:
        """Send a message, whatever it holds, and take the answer in."""
        self.messages = []
        self.line.send(message.SerializeToString())
        if heard:
            self.listen()
        return self

    def listen(self) -> None:
        """Take in what the server says, until a run of the script has ended."""
        while True:
            data = self.line.recv(PATIENCE)
            assert isinstance(data, bytes)
            self.received.append(data)
            message = ForwardMsg.FromString(data)
            self.messages.append(message)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id or self.session
            elif kind == "navigation":
                self.page_hash = message.navigation.page_script_hash
            elif kind == "auth_redirect":
                self.sent_away_to = message.auth_redirect.url
            elif kind == "script_finished":
                return

    @property
    def text(self) -> str:
        """What the last answer put on the page."""
        elements = [m.delta.new_element for m in self.messages if m.WhichOneof("type") == "delta"]
        said = [e.text.body or e.heading.body or e.alert.body or e.markdown.body for e in elements]
        return "\n".join(line for line in said if line)

    @property
    def radios(self) -> list[tuple[str, list[str]]]:
        """The groups of radio buttons in the last answer: id and options."""
        drawn = [m.delta.new_element.radio for m in self.messages if m.WhichOneof("type") == "delta"]
        return [(radio.id, list(radio.options)) for radio in drawn if radio.id]

    @property
    def fragments(self) -> list[str]:
        """The fragments that asked to be run again and again."""
        return [m.auto_rerun.fragment_id for m in self.messages if m.WhichOneof("type") == "auto_rerun"]

    def _id_of(self, label: str) -> str:
        for message in self.messages:
            button = message.delta.new_element.button
            if button.label == label:
                return button.id
        raise AssertionError(f"no button {label} in: {self.text}")
