"""The options of Streamlit that safety or speed rests on: without them the server does not start."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from her2dash.errors import CannotStart

# The gate sets this header; Streamlit binds a page's state to its value.
SESSION_HEADER = "x-her2dash-session"

REQUIRED: Mapping[str, object] = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "logger.enableRich": False,
    "runner.enforceSerializableSessionState": True,
    "runner.fastReruns": False,
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.baseUrlPath": "",
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.headless": True,
    "server.maxWidgetStateSize": 1,
    "server.trustedUserHeaders": {SESSION_HEADER: "session"},
}

# At these levels Streamlit writes what the browser sends, and so what a patient's form holds.
_TALKATIVE = frozenset({"debug"})


def check_configuration(option: Callable[[str], object] = st.get_option) -> None:
    """Raise CannotStart naming every option that differs from .streamlit/config.toml."""
    wrong = [
        f"{name} is {given!r}, not {wanted!r}"
        for name, wanted in REQUIRED.items()
        if (given := _plain(option(name))) != wanted
    ]
    if str(option("logger.level")).lower() in _TALKATIVE:
        wrong.append("logger.level is 'debug', which writes answers to the log")
    if wrong:
        raise CannotStart(
            "Streamlit runs without the configuration of her2dash: {wrong}. "
            "Start it in the folder that holds .streamlit/config.toml, or with: her2dash serve",
            wrong="; ".join(wrong),
        )


def _plain(value: object) -> object:
    # From the command line a list arrives as a tuple.
    return list(value) if isinstance(value, tuple) else value
