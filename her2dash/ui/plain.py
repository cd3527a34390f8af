"""Pages without Streamlit: their frame, their files, and messages that need no session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from starlette.datastructures import URL
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from her2dash.i18n import LANGUAGES, Words

TEMPLATES = Path(__file__).parent / "templates"


# The first two belong to the sign-in page itself; the gate keeps the others for who is signed in.
_FILES = {
    "style.css": "text/css",
    "icon.svg": "image/svg+xml",
    "pages.css": "text/css",
    "attention.js": "text/javascript",
    "line.js": "text/javascript",
    "place.js": "text/javascript",
    "print.js": "text/javascript",
}


class Html(str):
    """Markup that we made ourselves; every other text is escaped before it is put into a page."""

    __slots__ = ()


@cache
def template(name: str) -> Template:
    """Return one of the files beside this module."""
    return Template((TEMPLATES / name).read_text(encoding="utf-8"))


@cache
def served(file: str) -> str:
    """Return the address of a file of ours; a new version has a new one, so that browsers may keep it."""
    return f"/sign-in/{file}?v={sha256((TEMPLATES / file).read_bytes()).hexdigest()[:12]}"


def render(file: str, /, **values: str) -> Html:
    """Fill a template; what is not `Html` is escaped."""
    ready = {key: text if isinstance(text, Html) else escape(text) for key, text in values.items()}
    return Html(template(file).substitute(ready))


def file_routes() -> list[Route]:
    """Return the routes of our own files."""
    return [Route(f"/sign-in/{name}", _file(name, kind)) for name, kind in _FILES.items()]


def _file(name: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    async def send(_: Request) -> Response:
        return FileResponse(TEMPLATES / name, media_type=kind, headers={"cache-control": "max-age=86400"})

    return send


def language_of(request: HTTPConnection, asked: str = "") -> str:
    """Return the language that was asked for, else the first of ours that the browser would like."""
    asked = asked or request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else _liked(request.headers.get("accept-language", ""))


def _liked(header: str) -> str:
    def weight(entry: str) -> float:
        quality = entry.partition(";q=")[2]
        return float(quality) if quality.replace(".", "", 1).isdecimal() else 1.0

    for entry in sorted(header.split(",")[:10], key=weight, reverse=True):
        language = entry.partition(";")[0].partition("-")[0].strip().lower()
        if language in LANGUAGES:
            return language
    return "en"


def page(
    words: Words, *, title: str, body: Html, address: URL | None = None, demo: bool = False, status: int = 200
) -> HTMLResponse:
    """Put a body into the frame; with an address, offer the page in the other languages."""
    banner = words("Synthetic data: nobody in this demo is real.")
    frame = render(
        "frame.html",
        language=words.language,
        style=served("style.css"),
        title=f"{title} – her2dash",
        banner=Html(f'<p class="banner">{escape(banner)}</p>') if demo else Html(""),
        switch=_switch(words, address) if address else Html(""),
        body=body,
    )
    return HTMLResponse(frame, status, {"content-language": words.language})


def _switch(words: Words, address: URL) -> Html:
    links = [
        f'<a href="{escape("?" + address.include_query_params(lang=code).query)}" lang="{code}" '
        f'hreflang="{code}">{escape(name)}</a>'
        for code, name in LANGUAGES.items()
        if code != words.language
    ]
    return Html(f'<nav aria-label="{escape(words("Language"))}">{" ".join(links)}</nav>')


def message(
    words: Words, *, heading: str, text: str, more: Html | None = None, demo: bool = False, status: int
) -> HTMLResponse:
    """Answer with one sentence and, where there is one, what to do next."""
    body = render("message.html", heading=heading, text=text, more=more or Html(""))
    return page(words, title=heading, body=body, demo=demo, status=status)
