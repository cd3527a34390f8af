"""Names that are not one's own, over the line of a living session: widgets, fragments, pages, patients."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from her2dash.access import may
from her2dash.ui.navigation import ROOMS
from tests.security.attack import SECRET, handle_of, nothing_comes_of_it, robot, session, written
from tests.security.robot import Robot, state
from tests.ui.real import FORM, NUMBER, OTHERS, STAFF, Study

BARRED = "This page is not part of your role."


def query_of(handle: str, form: str = FORM) -> str:
    return urlencode({"patient": handle, "form": form, "page": "1"})


def widgets_and_ticks(study: Study, login: str, handle: str, form: str) -> tuple[list[str], list[str]]:
    """The widgets and the fragments of a form as its own person has them."""
    with robot(study, session(study, login)) as honest:
        honest.run("form", query=query_of(handle, form))
        return [name for key, name in honest.widgets.items() if key.startswith("answer")], honest.fragments


@pytest.mark.parametrize(("login", "number", "form"), [("bram", OTHERS, FORM), ("iris", NUMBER, "pet")])
def test_widgets_and_fragments_of_somebody_elses_form_write_and_show_nothing(
    study: Study, login: str, number: str, form: str
) -> None:
    handle = handle_of(study, number)
    widgets, ticks = widgets_and_ticks(study, login, handle, form)
    assert widgets
    with robot(study, session(study, "anna")) as attacker, nothing_comes_of_it(study) as heard:
        attacker.run("form", query=query_of(study.handle))
        for page in (query_of(study.handle), query_of(handle, form)):
            for value in ({"string_value": "confirmed"}, {"int_value": 0}, {"trigger_value": True}):
                forged = [state(name, **value) for name in widgets]
                attacker.forge(*forged, page="form", query=page)
        for tick in ticks:
            attacker.forge(
                *forged, fragment=tick, query=query_of(handle, form), heard=tick in attacker.fragments
            )
        heard += attacker.run("form", query=query_of(handle, form)).received
    assert "confirmed" not in attacker.text


def test_what_a_session_keeps_for_itself_is_no_widget(study: Study) -> None:
    theirs = handle_of(study, OTHERS)
    unsaved = f'{{"unsaved": {{"{SECRET}": {{"handle": "{theirs}", "form": "{FORM}", "item": "identity"}}}}}}'
    with nothing_comes_of_it(study) as heard:
        for name in ("her2dash.answers", "her2dash.language", f"answer.{theirs}.{FORM}.identity"):
            with robot(study, session(study, "anna")) as attacker:
                attacker.run("form", query=query_of(study.handle))
                attacker.forge(state(name, json_value=unsaved), page="form", query=query_of(theirs))
                heard += attacker.received


@pytest.mark.parametrize("login", ["anna", "iris", "adam"])
def test_the_hash_of_a_page_that_is_shut_leads_to_the_sentence_that_it_is(study: Study, login: str) -> None:
    shut, before = [room.name for room in ROOMS if not may({STAFF[login]}, room.right)], written(study)
    assert len(shut) > 5
    with robot(study, session(study, login)) as attacker:
        pages = attacker.run("account").pages
        for name in shut:
            assert BARRED in attacker.forge(page_hash=pages[name]).text
    assert written(study) == before


ADDRESSES = [
    ("form", {"patient": "{theirs}", "form": FORM}),
    ("form", {"patient": "{theirs}", "form": FORM, "page": "check", "item": SECRET, "from": "check"}),
    ("form", {"patient": "{mine}", "form": "pet"}),
    ("form", {"patient": "{mine}", "form": "../../protocol"}),
    ("form", {"patient": "' or 1=1 --", "form": FORM}),
    ("form", {"patient": "\x00", "form": "\ud800", "page": "9" * 5000}),
    ("patient", {"patient": "{theirs}"}),
    ("patient", {"patient": OTHERS[:2] + "%"}),
    ("worklist", {"patient": "{theirs}", "site": "02", "show": SECRET}),
    ("overview", {"show": "concordant", "as-of": "0001-01-01T00:00:00+14:00"}),
    ("trail", {"patient": OTHERS[:3], "person": "bram", "until": "9999-12-31"}),
]


@pytest.mark.parametrize(("page", "named"), ADDRESSES)
def test_an_address_that_names_somebody_else_or_nothing_shows_and_changes_nothing(
    study: Study, page: str, named: dict[str, str]
) -> None:
    theirs = handle_of(study, OTHERS)
    told = {name: value.format(mine=study.handle, theirs=theirs) for name, value in named.items()}
    query = urlencode(told, errors="surrogatepass")
    with robot(study, session(study, "anna")) as attacker, nothing_comes_of_it(study) as heard:
        heard += attacker.run(page, query=query).received
    assert "Something went wrong" not in attacker.text


def test_ones_own_form_takes_what_its_widget_brings(study: Study) -> None:
    """Else every test of this folder would pass in front of a server that takes nothing."""
    before = written(study)
    with robot(study, session(study, "anna")) as honest:
        choose(study, honest)
        honest.run("worklist")
    assert written(study) == (before[0] + 1, before[1] + 1)


def choose(study: Study, honest: Robot) -> None:
    """Answer a question of one's own."""
    honest.run("form", query=query_of(study.handle))
    radio, options = honest.radios[0]
    honest.forge(state(radio, string_value=options[0]), page="form", query=query_of(study.handle))
