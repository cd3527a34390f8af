"""The way to take a signed form along: as a PDF or HTML for the site's own file."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

import streamlit as st

from her2dash.actions.views import Sheet
from her2dash.exports.pictures import browser
from her2dash.ui.reader import Reader


def draw_take_away(reader: Reader, sheet: Sheet) -> None:
    """Draw the links to the files of what was signed; without a browser on the server there is no PDF."""
    words, printed = reader.words, browser() is not None
    label = words("Download this form")
    links = " · ".join(_link(sheet, kind, label) for kind in (("pdf", "html") if printed else ("html",)))
    said = "" if printed else f" {escape(words('This server has no browser: print the HTML for a PDF.'))}"
    st.html(f"<p>{escape(label)}: {links}.{said}</p>")


def _link(sheet: Sheet, kind: str, label: str) -> str:
    address, name = f"/signed/{quote(sheet.handle)}/{sheet.form.id}.{kind}", kind.upper()
    return (
        f'<a href="{address}" target="_blank" rel="noopener" '
        f'aria-label="{escape(f"{label}: {name}")}">{name}</a>'
    )
