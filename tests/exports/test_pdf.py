"""A report printed by the real browser: never skipped, a machine without Chromium fails here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from her2dash.errors import Refused
from her2dash.exports import pdf
from her2dash.exports.pdf import pdf_of

PAGE = "<!doctype html><html lang='en'><head><title>{title}</title></head><body><h1>Words</h1></body></html>"


def test_nothing_of_a_printing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert pdf_of(PAGE.format(title="x")).startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == []


def test_a_browser_that_takes_too_long_is_ended_and_the_sentence_says_what_to_do() -> None:
    with pytest.raises(Refused, match="did not print"):
        pdf_of(PAGE.format(title="x"), within=0.01)


@pytest.mark.usefixtures("bare")
def test_without_a_browser_the_sentence_says_what_would_help() -> None:
    with pytest.raises(Refused, match="no browser"):
        pdf_of(PAGE.format(title="x"))


@pytest.mark.parametrize(("user", "without"), [(0, True), (1000, False)])
def test_the_sandbox_is_left_off_only_where_chromium_cannot_have_it(
    monkeypatch: pytest.MonkeyPatch, user: int, without: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert ("--no-sandbox" in pdf._without_sandbox()) is without
