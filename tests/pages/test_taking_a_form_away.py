"""The way from a signed form on the screen to its file."""

from __future__ import annotations

from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.actions import corrections
from her2dash.exports import pictures
from tests.actions.steps import sealed_first, sign
from tests.house import House
from tests.pages.conftest import Screen, text


@pytest.fixture
def handle(house: House) -> str:
    """A patient whose form before the test is signed."""
    made = house.enrol()
    sign(house, "anna", made, sealed_first(house))
    return made


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that has a browser."""
    monkeypatch.setenv("BROWSER_PATH", "a browser")


def markup(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.main if element.type == "html")


@pytest.mark.usefixtures("printing")
@pytest.mark.parametrize("login", ["anna", "paula"])
def test_who_reads_a_signed_form_is_offered_both_files_of_it(
    house: House, screen: Screen, handle: str, login: str
) -> None:
    at = screen(house, login, "form", patient=handle, form="q_pre")
    assert "Download this form: PDF · HTML ." in " ".join(text(at).split())
    for kind in ("pdf", "html"):
        assert f'href="/signed/{handle}/q_pre.{kind}"' in markup(at)
    assert 'aria-label="Download this form: PDF"' in markup(at)


@pytest.mark.usefixtures("printing")
def test_while_it_is_being_corrected_what_was_signed_can_still_be_taken_away(
    house: House, screen: Screen, handle: str
) -> None:
    corrections.correct(house.desk("anna"), handle=handle, form="q_pre", reason="in haste", key=uuid4().hex)
    at = screen(house, "anna", "form", patient=handle, form="q_pre")
    assert "is being corrected since" in text(at)
    assert f'href="/signed/{handle}/q_pre.pdf"' in markup(at)


def test_a_draft_is_not_offered(house: House, screen: Screen) -> None:
    at = screen(house, "anna", "form", patient=house.enrol(), form="q_pre")
    assert "Download this form" not in text(at)


def test_a_server_without_a_browser_offers_the_html_and_says_why_there_is_no_pdf(
    house: House, screen: Screen, handle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "BROWSERS", ())
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    at = screen(house, "anna", "form", patient=handle, form="q_pre")
    assert f'href="/signed/{handle}/q_pre.html"' in markup(at)
    assert ".pdf" not in markup(at)
    assert "This server has no browser: print the HTML for a PDF." in text(at)
