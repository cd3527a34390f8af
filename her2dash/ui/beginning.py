"""What is answered where there is nothing to serve: how to begin, or that something broke."""

from __future__ import annotations

from html import escape

from starlette.requests import HTTPConnection
from starlette.responses import Response

from her2dash.errors import CannotStart
from her2dash.i18n import Words
from her2dash.settings import Settings
from her2dash.ui.plain import Html, language_of, message


def beginning(request: HTTPConnection, settings: Settings, fault: CannotStart) -> Response:
    """Say why no study is served here, and what mends it: the fault's own sentence."""
    words = Words(language_of(request))
    then = words("Then load this page again; the server need not be restarted.")
    response = message(
        words,
        heading=words("Nothing to show yet"),
        text=words(fault.text, **fault.values),
        more=Html(f"<p>{escape(then)}</p>"),
        demo=settings.demo,
        status=503,
    )
    response.headers["retry-after"] = "5"
    return response


def broken(request: HTTPConnection) -> Response:
    """Say that a request failed, without saying why: the log knows."""
    words = Words(language_of(request))
    return message(
        words,
        heading=words("That did not work"),
        text=words("her2dash could not answer this. Nothing that was saved is lost. Try again in a moment."),
        status=500,
    )
