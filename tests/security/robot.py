"""A tab whose messages are written by hand: any value for any widget, of any page and fragment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.ui.tab import Tab

_KEY = re.compile(r"\$\$ID-[0-9a-f]+-(.*)", re.DOTALL)


class Robot(Tab):
    """A tab of somebody who read Streamlit's source and speaks its protocol."""

    @property
    def widgets(self) -> dict[str, str]:
        """The id of each widget with a key that the last answer drew."""
        found = {}
        for message in self.messages:
            element = message.delta.new_element
            name = element.WhichOneof("type") if message.WhichOneof("type") == "delta" else None
            widget = getattr(getattr(element, name), "id", "") if name else ""
            if key := _KEY.fullmatch(widget):
                found[key[1]] = widget
        return found

    @property
    def pages(self) -> dict[str, str]:
        """The hash of each page that this session knows of, by its address."""
        (told,) = [m.navigation for m in self.messages if m.WhichOneof("type") == "navigation"]
        return {page.url_pathname: page.page_script_hash for page in told.app_pages}

    def forge(self, *states: WidgetState, heard: bool = True, **named: str) -> Self:
        """Run a script with these states of widgets, whether or not such widgets are there."""
        return self.say(forged(*states, **named), heard=heard)


def forged(
    *states: WidgetState, page: str = "", page_hash: str = "", query: str = "", fragment: str = ""
) -> BackMsg:
    """Return the message that runs a script with these states of widgets."""
    message = BackMsg()
    script = message.rerun_script
    script.page_name, script.page_script_hash = page, page_hash
    script.query_string, script.fragment_id = query, fragment
    script.widget_states.widgets.extend(states)
    return message


def state(widget: str, **value: Any) -> WidgetState:
    """Return what a browser says of a widget; `value` is one field of the protocol."""
    made = WidgetState(id=widget)
    for name, held in value.items():
        if isinstance(held, Mapping):
            getattr(made, name).data.extend(held["data"])
        else:
            setattr(made, name, held)
    return made
