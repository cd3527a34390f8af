"""The documents that we serve ourselves: escaped, in two languages, and Streamlit's page as ours."""

from __future__ import annotations

import pytest

from her2dash.i18n import Words
from her2dash.ui.index import index_page
from her2dash.ui.plain import Html, render, served


def test_streamlits_page_is_served_in_the_readers_language_and_not_offered_for_translation() -> None:
    page = index_page("nl", "HER2-PET")
    assert '<html lang="nl" translate="no">' in page
    assert "<title>HER2-PET</title>" in page
    assert '<div id="root"></div>' in page


def test_nothing_in_it_needs_a_script_in_the_page_or_leads_past_the_pages() -> None:
    page = index_page("en", "HER2-PET")
    assert "<script>" not in page
    assert "_stcore/agent" not in page
    assert "Streamlit</title>" not in page


def test_the_scripts_are_handed_the_words_that_they_show_in_the_readers_language() -> None:
    assert 'data-lost="The connection is lost. What showed “Saved” is kept;' in index_page("en", "x")
    assert 'data-lost="De verbinding is verbroken.' in index_page("nl", "x")
    assert 'data-menu="Menu" data-close="Close the menu"' in index_page("en", "x")


def test_a_title_cannot_close_its_tag() -> None:
    assert "<title>a &lt;b&gt;</title>" in index_page("en", "a <b>")


def test_text_is_escaped_and_our_own_markup_is_not() -> None:
    made = render("message.html", heading="<h>", text="a & b", more=Html("<p>more</p>"))
    assert "&lt;h&gt;" in made
    assert "a &amp; b" in made
    assert "<p>more</p>" in made


@pytest.mark.parametrize(
    "file", ["style.css", "pages.css", "attention.js", "line.js", "place.js", "print.js"]
)
def test_a_file_of_ours_has_an_address_that_changes_with_it(file: str) -> None:
    assert served(file).startswith(f"/sign-in/{file}?v=")
    assert served(file) in index_page("en", "x") or file == "style.css"


def test_words_without_a_translation_stay_english() -> None:
    assert Words("nl")("no such sentence") == "no such sentence"
