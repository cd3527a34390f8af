"""A report with the pictures that the server's own browser draws: made once, looked at from all sides."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from her2dash.analysis.subset import Subset
from her2dash.exports.pdf import pdf_of
from her2dash.settings import PLACE
from her2dash.ui.report_making import Anew, made_anew, make
from tests.exports.conftest import demo_reader
from tests.exports.page import Page

# What another process of the same server does.
_ANEW = """
import sys
from dataclasses import replace
from hashlib import sha256
from her2dash.actions import accounts
from her2dash.actions.office import open_office
from her2dash.settings import Settings
from her2dash.ui.reader import reader_at
from her2dash.ui.report_making import made_anew
settings = replace(Settings.from_environment({"HER2DASH_DEMO": "1"}), database_url=sys.argv[1])
office = open_office(settings)
peters = reader_at(office.desk(accounts.enter_demo(office, login="peters", replaces=None)))
print(sha256(made_anew(peters, int(sys.argv[2])).html.encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def pictured(demo_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Anew]]:
    """The demo's report of just now, made anew after it was made, and the database that it lies in."""
    with demo_reader(demo_of_today, tmp_path_factory.mktemp("pictured")) as peters:
        cut = peters.now - timedelta(seconds=1)
        number = make(peters, cut=cut, subset=Subset(), language="en", key="k")
        url = peters.desk.office.database.url.render_as_string(hide_password=False)
        yield url, made_anew(peters, number)


def test_the_same_cut_is_the_same_bytes_with_its_pictures_in_another_process_too(
    pictured: tuple[str, Anew],
) -> None:
    url, anew = pictured
    assert anew.as_made
    assert anew.html.count("<svg ") > 5
    said = subprocess.run(
        [sys.executable, "-c", _ANEW, url, str(anew.opened.kept.number)], cwd=PLACE, text=True,
        env={**os.environ, "PYTHONPATH": str(PLACE), "PYTHONHASHSEED": "7"}, stdout=subprocess.PIPE,
        check=True,
    )  # fmt: skip
    assert said.stdout.strip() == anew.opened.kept.html_hash == sha256(anew.html.encode()).hexdigest()


def test_a_picture_wider_than_a_phone_is_scrolled_by_keys_too(pictured: tuple[str, Anew]) -> None:
    _, anew = pictured
    assert anew.html.count('<figure tabindex="0" role="group" aria-label="') == anew.html.count("<svg ")


def test_it_is_one_file_without_script_that_loads_nothing(pictured: tuple[str, Anew]) -> None:
    page = Page(pictured[1].html)
    assert page.tags.isdisjoint({"script", "link", "iframe", "object", "embed", "base", "form", "input"})
    assert page.outside == []


def test_it_is_printed_with_its_pictures_on_a4(pictured: tuple[str, Anew]) -> None:
    printed = pdf_of(pictured[1].html)
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") > 3
    assert b"/MediaBox [0 0 594.95" in printed  # A4 in points, as Chromium rounds it
    assert b"/StructTreeRoot" in printed  # tagged: read aloud as a page with headings and tables
