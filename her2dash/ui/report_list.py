"""Making a report of what is chosen, and the list of those that were made."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from uuid import uuid4

import streamlit as st

from her2dash.actions.report_views import Kept
from her2dash.errors import Problem, SignedOut
from her2dash.exports.pictures import browser
from her2dash.figures.unbroken import unbroken
from her2dash.i18n import LANGUAGES, N_
from her2dash.ui import attention, choice, messages
from her2dash.ui.choice import Choice
from her2dash.ui.reader import Reader
from her2dash.ui.report_making import make

_KEY = "report.key"

# In a sentence a language has its name in the reader's language, not in its own.
_WRITTEN = {"en": N_("in English"), "nl": N_("in Dutch")}


def draw_making(reader: Reader, chosen: Choice) -> None:
    """Draw the language and the button, and make the report when it is pressed."""
    words = reader.words
    st.markdown(
        words(
            "A report holds every board with its numbers, of the patients and the moment that are chosen "
            "above, with methods and versions. It can be made anew at any time, byte for byte."
        )
    )
    if browser() is None:
        st.info(words("This server has no browser: a report has no pictures, and there is no PDF."))
    languages = list(LANGUAGES)
    language = st.selectbox(
        words("Language of the report"), languages, index=languages.index(words.language),
        key="report.language", format_func=LANGUAGES.__getitem__, width=220,
    )  # fmt: skip
    if st.button(words("Make the report"), key="make-report", type="primary"):
        _make(reader, chosen, language)


def _make(reader: Reader, chosen: Choice, language: str) -> None:
    words = reader.words
    # Pressed again after a lost answer, the same request makes nothing twice.
    key = st.session_state.setdefault(_KEY, uuid4().hex)
    cut = chosen.as_of or reader.now
    try:
        with st.spinner(words("The report is being made. This takes some seconds.")):
            number = make(reader, cut=cut, subset=chosen.subset, language=language, key=key)
    except SignedOut:
        raise
    except Problem as problem:
        messages.show(words, messages.sentence(words, problem))
        return
    del st.session_state[_KEY]
    said = words("Report {number} is made.", number=number)
    st.success(said)
    attention.speak(said, key)


def draw_reports(reader: Reader, kept: Sequence[Kept]) -> None:
    """Draw the reports that were made, the newest first, each with its files."""
    words = reader.words
    st.header(words("Earlier reports"), anchor=False)
    if not kept:
        st.markdown(words("No report has been made yet."))
        return
    lines = "".join(f"<li>{_line(reader, one)}</li>" for one in kept)
    st.html(f'<ul class="her2-reports" aria-label="{escape(words("Earlier reports"))}">{lines}</ul>')


def named(reader: Reader, one: Kept) -> str:
    """Return what a report is called where one is chosen."""
    return reader.words(
        "Report {number}: data as of {moment}", number=one.number, moment=reader.words.moment(one.basis.cut)
    )


def _line(reader: Reader, one: Kept) -> str:
    words = reader.words
    made = words("Made by {name}, {moment}, {language}.", name=one.person_name,
                 moment=words.moment(one.at), language=words(_WRITTEN[one.language]))  # fmt: skip
    versions = words(
        "Data version {data}, analysis version {analysis}, SHA-256",
        data=one.basis.data_version, analysis=one.versions.analysis,
    )  # fmt: skip
    told = f"{choice.in_words(reader, Choice(one.subset))} {made}"
    return (
        f"<strong>{escape(named(reader, one))}</strong><span>{escape(unbroken(told))}</span>"
        f"<span>{escape(versions)} <code>{one.html_hash[:16]}…</code></span>"
        f"<span>{_links(reader, one)}</span>"
    )


def _links(reader: Reader, one: Kept) -> str:
    words, address = reader.words, f"/report/{one.number}"
    links = {
        "HTML": f"{address}.html",
        "PDF": f"{address}.pdf",
        words("Is it as it was made?"): address,
    }
    told = named(reader, one)
    return " · ".join(
        f'<a href="{link}" target="_blank" rel="noopener" aria-label="{escape(f"{label}: {told}")}">'
        f"{escape(label)}</a>"
        for label, link in links.items()
    )
