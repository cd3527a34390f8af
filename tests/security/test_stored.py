"""Scripts, links and formulas that people typed: text on every screen and in every file of the app."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest

from her2dash.access import Role
from her2dash.actions import corrections, exports, inquiries, people, releases
from her2dash.analysis.files import write_files
from her2dash.exports import pictures
from her2dash.ui import office
from her2dash.ui.authenticator import COOKIE
from her2dash.ui.form_files import FORM_FILES
from her2dash.ui.report_files import REPORT_FILES
from her2dash.ui.trail_files import TRAIL_FILES
from tests.actions.steps import index, sealed_first, sign
from tests.house import House
from tests.pages.conftest import Screen, database_url, screen
from tests.ui.asking import ask

__all__ = ["database_url", "screen"]

WORD = "zwartbrood"
NAME = f"=Dr <b>{WORD}</b> [{WORD}](javascript:0)"
TYPED = (
    f"<img src=x onerror={WORD}()> ![{WORD}](http://{WORD}.example/x.png) [{WORD}](javascript:{WORD}) "
    f':red[{WORD}] ${WORD}$ "; =HYPERLINK("http://{WORD}.example")'
)
# What would be read as a sign: in markdown unless a stroke stands before it, in HTML in any case.
IN_MARKDOWN = re.compile(rf"(?<!\\)(?:<img|<b>|\[{WORD}|:red|\${WORD})")
IN_HTML = re.compile(r"<img|<b>")


@pytest.fixture
def attacked(house: House) -> House:
    """A study in which every field for words, and a name, holds what should never run."""
    hashed = house.office.passwords.hash("wim has a long password")
    people.add_person(
        house.desk("adam"), login="wim", name=NAME, roles=[Role.PHYSICIAN], site="01", password_hash=hashed
    )
    handle = house.enrol(physician="wim")
    sign(house, "iris", handle, index(house), call="negative", comment=TYPED)
    releases.release(house.desk("iris"), handle=handle, reason=TYPED, key=uuid4().hex)
    sign(house, "wim", handle, sealed_first(house), comment=TYPED)
    said = {"text": TYPED, "key": uuid4().hex}
    number = inquiries.ask(house.desk("paula"), handle=handle, form=index(house), item="comment", **said)
    inquiries.reply(house.desk("iris"), number=number, text=TYPED, key=uuid4().hex)
    corrections.correct(house.desk("iris"), handle=handle, form=index(house), reason=TYPED, key=uuid4().hex)
    house.report()
    return house


SEEN = [
    ("iris", "form", "pet"), ("paula", "form", "pet"), ("wim", "form", "q_pre"), ("carla", "patient", ""),
    ("paula", "patient", ""), ("carla", "patients", ""), ("paula", "trail", ""), ("wim", "account", ""),
]  # fmt: skip


def test_no_screen_takes_what_was_typed_for_more_than_text(attacked: House, screen: Screen) -> None:
    (patient,) = handles(attacked)
    shown = 0
    for login, room, form in SEEN:
        at = screen(attacked, login, room, patient=patient, **({"form": form} if form else {}))
        for kind, text in spoken(at):
            shown += 1
            assert not (IN_HTML if kind == "html" else IN_MARKDOWN).search(text), (login, room, text)
    assert shown > 10


def handles(house: House) -> list[str]:
    with house.office.database.reading() as connection:
        return list(connection.exec_driver_sql("select handle from patient").scalars())


def spoken(at: Any) -> Iterator[tuple[str, str]]:
    """Every text of a page that holds the word, with its kind of element; not what fills a box to type in."""
    for element in at.main:
        # The options of a list are plain text to Streamlit.
        plain = ("value", "default", *(("options",) if element.type == "selectbox" else ()))
        for field, text in _texts(getattr(element, "proto", None)):
            if WORD in text and field not in plain:
                yield element.type, text


def _texts(message: Any) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields() if message is not None else ():
        for each in value if field.is_repeated else (value,):
            if isinstance(each, str):
                yield field.name, each
            elif hasattr(each, "ListFields"):
                yield from _texts(each)


@pytest.fixture
def get(attacked: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """Take a file as the investigator; a server without a browser makes reports without pictures."""
    monkeypatch.setattr(pictures, "BROWSERS", ())
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    office.take(attacked.office)
    routes = (*TRAIL_FILES, *FORM_FILES, *REPORT_FILES)
    token = attacked.desk("paula")._token

    def file(path: str) -> str:
        answer = ask(routes, path, {COOKIE: token})
        assert answer.status_code == 200, answer.text
        return answer.content.decode("utf-8-sig")

    yield file
    office.take(None)


def test_no_cell_of_the_trail_is_a_formula_with_commas_or_with_semicolons(get: Callable[[str], str]) -> None:
    told = get("/trail/trail.csv")
    assert WORD in told
    for mark in (",", ";", "\t"):
        cells = [cell for row in csv.reader(StringIO(told), delimiter=mark) for cell in row]
        assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@"))] == []


def test_no_document_holds_a_tag_that_was_typed(get: Callable[[str], str], attacked: House) -> None:
    (patient,) = handles(attacked)
    for path in (f"/signed/{patient}/pet.html", f"/signed/{patient}/q_pre.html", "/report/1.html"):
        html = get(path)
        assert not IN_HTML.search(html.partition("</head>")[2])
        assert "script-src" not in html
        assert "default-src 'none'" in html
    assert WORD in get(f"/signed/{patient}/q_pre.html")


def test_the_analysis_data_hold_no_word_that_was_typed(attacked: House) -> None:
    files = write_files(exports.analysis_data(attacked.desk("paula")))
    assert WORD not in "".join(files.values())
