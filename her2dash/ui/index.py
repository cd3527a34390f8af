"""The addresses of pages: one HTML page in which Streamlit runs, and a plain one where there is none.

Browsers offer to translate a page whose language they misread, and a translated Streamlit page breaks.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st
from anyio import to_thread
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from her2dash.errors import CannotStart, SignedOut
from her2dash.i18n import Words
from her2dash.ui.authenticator import token_of
from her2dash.ui.navigation import ROOMS, first_room
from her2dash.ui.office import desk_at, the_office
from her2dash.ui.plain import Html, language_of, message, served
from her2dash.ui.reader import Reader, reader_at

# What is replaced in Streamlit's own page, each exactly once.
_LANGUAGE = re.compile(r'<html lang="en">')
_TITLE = re.compile(r"<title>Streamlit</title>")
_ICON = re.compile(r'<link rel="shortcut icon" href="\./favicon\.png" />')
_AGENT = re.compile(r'<link rel="service-desc" href="[^"]*" />')
_PRERENDER = re.compile(r"<script>\s*window\.prerenderReady = false\s*</script>")
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_REMARKS = re.compile(r"<!--.*?-->\s*", re.DOTALL)


async def index(request: Request) -> Response:
    """Serve the page to whoever holds a live session; the gate has let nobody else come so far."""
    try:
        reader = await to_thread.run_sync(_reader, token_of(request.cookies))
    except SignedOut:
        return RedirectResponse("/sign-in", 303)
    page = index_page(reader.words.language, reader.study.short[reader.language])
    return HTMLResponse(page, headers={"content-language": reader.words.language})


async def first(request: Request) -> Response:
    """Lead to where this person begins: only a page with a name is marked as the current one."""
    try:
        reader = await to_thread.run_sync(_reader, token_of(request.cookies))
    except SignedOut:
        return RedirectResponse("/sign-in", 303)
    return RedirectResponse(f"/{first_room(reader).name}", 303)


async def lost(request: Request) -> Response:
    """Say that nothing is here; Streamlit would answer with a page that cannot load."""
    words = Words(language_of(request))
    home = Html(f'<p><a href="/">{escape(words("To the first page"))}</a></p>')
    said = words("There is no page at this address.")
    return message(
        words, heading=words("Not found"), text=said, more=home, demo=the_office().demo, status=404
    )


class _Elsewhere(StringConvertor):
    """Any address but those below which Streamlit keeps its files."""

    regex = r"(?!(?:_stcore|static|media|component)/).*"


register_url_convertor("elsewhere", _Elsewhere())

# In this order, after every route of ours and before Streamlit's own.
ADDRESSES = (
    Route("/", first),
    *(Route(f"/{room.name}", index) for room in ROOMS),
    Route("/{rest:elsewhere}", lost),
)


def _reader(token: str) -> Reader:
    return reader_at(desk_at(token))


@cache
def index_page(language: str, title: str) -> str:
    """Return Streamlit's page with our language, title, icon and a sentence for who runs no scripts."""
    words = Words(language)
    unscripted = words("her2dash needs JavaScript after the sign-in page. Allow it for this address.")
    page = _REMARKS.sub("", (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8"))
    for pattern, ours in (
        (_LANGUAGE, f'<html lang="{language}" translate="no">'),
        (_TITLE, f"<title>{escape(title)}</title>"),
        (_ICON, '<link rel="icon" href="/sign-in/icon.svg" type="image/svg+xml">'),
        (_AGENT, _ours(words)),
        (_PRERENDER, ""),
        (_NOSCRIPT, f"<noscript><p>{escape(unscripted)}</p></noscript>"),
    ):
        page = _once(pattern, ours, page)
    return page


def _ours(words: Words) -> str:
    """Return our own files; a script finds the words that it shows or speaks beside its address."""
    lost_line = words(
        "The connection is lost. What showed “Saved” is kept; this page goes on by itself when it is back."
    )
    return "".join(
        (
            f'<link rel="stylesheet" href="{served("pages.css")}">',
            f'<script src="{served("attention.js")}" data-menu="{escape(words("Menu"))}" '
            f'data-close="{escape(words("Close the menu"))}" defer></script>',
            f'<script src="{served("line.js")}" data-lost="{escape(lost_line)}" defer></script>',
            f'<script src="{served("place.js")}" defer></script>',
            f'<script src="{served("print.js")}" defer></script>',
        )
    )


def _once(pattern: re.Pattern[str], ours: str, page: str) -> str:
    changed, times = pattern.subn(lambda _: ours, page)
    if times != 1:
        raise CannotStart(
            "This Streamlit's page is not the one that her2dash knows: {what}", what=pattern.pattern
        )
    return changed
