"""Figures as files: asked for with a session and the right, complete without the page they come from."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import httpx
import pytest

from her2dash.errors import Refused
from her2dash.exports import pictures
from her2dash.exports.figure_files import figure_csv
from her2dash.figures.drawn import Drawn
from her2dash.figures.sentences import DataTable
from tests.ui.conftest import Server, serving, settings_at

FIGURE = "/file/concordance/concordance"
SYNTHETIC = "Synthetic data: nobody in this demo is real."


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, demo_of_today: Path) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("files")
    shutil.copy(demo_of_today, folder / "place.sqlite")
    settings = replace(settings_at(folder), demo=True)
    with serving(settings, folder / "log", "-m", "uvicorn", "app:app", "--port", "{port}") as server:
        yield server


def visitor(server: Server, login: str) -> httpx.Client:
    with server.client() as client:
        answer = client.post("/sign-in/demo", data={"login": login})
        assert answer.status_code == 303, answer.text
        return server.client(dict(answer.cookies))


def lines(answer: httpx.Response) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_a_csv_says_of_whom_as_of_when_and_by_what_it_is(demo: Server) -> None:
    with visitor(demo, "peters") as client:
        answer = client.get(FIGURE + ".csv", params={"site": "01"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="her2pet-concordance.csv"' in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    remarks = [line[0] for line in lines(answer) if line[0].startswith("#")]
    said = " ".join(remarks)
    for part in (SYNTHETIC, "n = ", "Only: site 01.", "data as of", "data version", "Analysis version"):
        assert part in said
    table = lines(answer)[len(remarks) :]
    assert table[0] == ["Patients", "Concordant", "Interval"]
    assert {len(line) for line in table} == {3}


@pytest.mark.parametrize(
    ("name", "value"),
    [("site", "99"), ("dilemma", "none"), ("period", "2026"), ("sealed", "1"), ("test", "x"), ("as-of", "x")],
)
def test_a_choice_that_means_nothing_is_no_file_of_everybody(demo: Server, name: str, value: str) -> None:
    with visitor(demo, "peters") as client:
        answer = client.get(FIGURE + ".csv", params={name: value, "lang": "en"})
    assert answer.status_code == 404
    assert f"“{value}” is no value of “{name}” in this address." in answer.text


def test_a_file_speaks_the_language_that_the_page_had(demo: Server) -> None:
    with visitor(demo, "peters") as client:
        answer = client.get(FIGURE + ".csv", params={"lang": "nl"})
    assert "Alle patiënten." in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_a_picture_is_drawn_by_the_servers_own_browser(demo: Server, kind: str, begins: bytes) -> None:
    with visitor(demo, "peters") as client:
        answer = client.get(f"{FIGURE}.{kind}")
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(begins)
    if kind == "svg":
        for part in (SYNTHETIC, "Not decided yet", "data as of", "All patients."):
            assert part in answer.text


@pytest.mark.parametrize("login", ["devries", "dekker", "vandam", "brouwer"])
@pytest.mark.parametrize("kind", ["csv", "svg"])
def test_who_may_not_see_endpoints_gets_a_sentence_and_no_figure(demo: Server, login: str, kind: str) -> None:
    with visitor(demo, login) as client:
        answer = client.get(f"{FIGURE}.{kind}")
    assert answer.status_code == 403
    assert "This file is not to be had" in answer.text
    for figure in ("concordant", "6/12", "21 to 79"):
        assert figure not in answer.text


def test_without_a_session_there_is_the_sign_in_page(demo: Server) -> None:
    with demo.client() as client:
        answer = client.get(FIGURE + ".csv")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "path", ["/file/concordance/nothing.csv", "/file/nothing/concordance.csv", FIGURE + ".pdf"]
)
def test_a_file_that_there_is_not_is_not_found(demo: Server, path: str) -> None:
    with visitor(demo, "peters") as client:
        answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no such figure." in answer.text


def test_without_a_browser_pictures_say_in_words_that_they_are_not_to_be_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "BROWSERS", ())
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    with pytest.raises(Refused, match=r"no browser to draw pictures with\. Take the CSV"):
        pictures.must_draw()


def test_a_cell_that_a_spreadsheet_would_take_for_a_formula_is_kept_as_text() -> None:
    drawn = Drawn("x", "X", "", (), DataTable("X", ("a",), (("=1+1",), ("–",), ("-",), ("-0.5",))))
    assert figure_csv(drawn, ()).decode("utf-8-sig").split("\r\n")[3:] == ["'=1+1", "–", "-", "-0.5", ""]
