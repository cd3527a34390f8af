"""What happens when a run of a page fails: a plain sentence for the reader, a discreet line in the log."""

from __future__ import annotations

import logging
import traceback

from her2dash.errors import Problem
from her2dash.i18n import Words
from her2dash.ui import messages
from her2dash.ui.authenticator import leave
from her2dash.ui.session import language

# Streamlit's logger of uncaught errors; it writes before it asks `on_script_error`.
_THEIRS = "streamlit.error_util"


def on_script_error(error: Exception) -> bool:
    """Answer an error of a page, callback or fragment; always in place of Streamlit's own box."""
    # By name: with hot reload a class can exist twice.
    if type(error).__name__ == "SignedOut":
        leave()
        return True
    words = Words(language())
    if isinstance(error, Problem):
        messages.show(words, messages.sentence(words, error))
    else:
        messages.show(
            words,
            words(
                "Something went wrong on this page. Everything that showed “Saved” is kept. "
                "Load the page again; if it happens again, tell the study office what you did."
            ),
        )
    return True


def keep_the_log_discreet() -> None:
    """Let no answer of a patient reach the log through the text of an error."""
    theirs = logging.getLogger(_THEIRS)
    if not any(isinstance(known, Discreet) for known in theirs.filters):
        theirs.addFilter(Discreet())


class Discreet(logging.Filter):
    """Drops what is no fault (signed out), and keeps of a fault its kind and place, not its text."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether the record is written, after its error's text was taken out."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return True
        if type(error).__name__ == "SignedOut":
            return False
        record.msg, record.args = "%s\n%s", (record.getMessage(), discreetly(error))
        record.exc_info = record.exc_text = None
        return True


def discreetly(error: BaseException) -> str:
    """Return what the log may say of an error: its kind and place, with those of its causes."""
    chain: list[str] = []
    shown: BaseException | None = error
    while shown is not None:
        frames = "".join(traceback.format_tb(shown.__traceback__))
        chain.append(
            f"{type(shown).__module__}.{type(shown).__qualname__} (its text is not logged)\n{frames}"
        )
        shown = shown.__cause__ or shown.__context__
    return "caused by\n".join(chain)
