"""The strip of the tour: what this step shows, and at the end what the signature moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from her2dash.actions import capture, signing, worklist
from her2dash.actions.desk import Desk, Office
from her2dash.actions.office import open_office
from her2dash.settings import PLACE
from her2dash.ui import office as ui_office
from her2dash.ui.authenticator import COOKIE
from her2dash.ui.tour import COOKIE as TOUR
from her2dash.ui.tour import Tour
from tests.demo.places import desk, placed
from tests.pages.conftest import text

Visit = Callable[[Desk, Tour | None], str]


@pytest.fixture
def office(demo_of_today: Path, tmp_path: Path) -> Iterator[Office]:
    """The demo in progress, on the day on which it was made."""
    made = open_office(placed(demo_of_today, tmp_path))
    yield made
    made.database.dispose()


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Open the first page of a person who is on a tour: what stands there."""

    def visited(who: Desk, tour: Tour | None) -> str:
        held = {COOKIE: who._token} | ({TOUR: tour.written()} if tour else {})
        monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: held))
        monkeypatch.setattr(ui_office._door, "office", who.office)
        at = AppTest.from_file(str(PLACE / "pages" / "entry.py"), default_timeout=30).run()
        assert not at.exception
        return " ".join(text(at).split())

    return visited


def record_a_decision(coordinator: Desk) -> None:
    """Sign the treatment decision that is due first: no drug treatment, today, from the chart."""
    task = next(one for one in worklist.worklist(coordinator) if one.form == "therapy")
    of = {"handle": task.handle, "form": "therapy"}
    today = coordinator.office.clock.now().date().isoformat()
    for item, value in (("outcome", "none"), ("decided_on", today), ("source", "chart")):
        capture.answer(coordinator, item=item, value=value, seen=0, key=uuid4().hex, language="en", **of)
    mark = capture.mark(coordinator, **of)
    signing.sign(coordinator, mark=mark, password="", key=uuid4().hex, language="en", **of)


def test_the_tour_ends_with_what_the_signature_moved(office: Office, visit: Visit) -> None:
    investigator, tour = desk(office, "peters"), Tour(4, office.clock.now())
    assert "Nothing was signed since the tour began" in visit(investigator, tour)
    record_a_decision(desk(office, "dekker"))
    said = visit(investigator, tour)
    # Her PET was negative, and no drug treatment followed: one more concordant patient, and one more known.
    assert "Concordant when the tour began: 6/12 (50 %), now: 7/12 (58 %)." in said
    assert "Patients whose outcome is known: 7, now: 8." in said


def test_who_looks_around_as_somebody_else_finds_the_tour_waiting(office: Office, visit: Visit) -> None:
    begun = office.clock.now()
    assert "Step 1 of 4. The investigator sees" in visit(desk(office, "peters"), Tour(1, begun))
    assert "Step 4 of 4. The tour waits" in visit(desk(office, "devries"), Tour(4, begun))
    assert "The tour" not in visit(desk(office, "devries"), None)


def test_outside_a_demo_a_cookie_draws_no_tour(office: Office, visit: Visit) -> None:
    investigator = desk(office, "peters")
    object.__setattr__(office, "demo", False)
    said = visit(investigator, Tour(1, office.clock.now()))
    assert ("Step 1" in said, "Synthetic" in said) == (False, False)
