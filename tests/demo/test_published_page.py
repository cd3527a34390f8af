"""The published margins stand on the pages, read there as the investigator reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.actions import dashboard
from her2dash.actions.desk import Office
from her2dash.store import sheets
from her2dash.ui import office
from tests.demo.places import desk, opened, placed
from tests.pages.conftest import draw, text

# Bensch et al. 2018, doi 10.1007/s00259-018-4099-8, as counts of 20, and of 10 with cells.
PUBLISHED = (
    "8/20", "7/20", "4/20", "1/20",  # dilemmas
    "12/20",  # positive; 7 negative and 1 equivocal stand above
    "8/20 (40.0 %)", "10/20 (50.0 %)", "2/20 (10.0 %)",  # altered, confidence only, neither
    "18/20 (90.0 %)", "15/20 (75.0 %)",  # understanding, support
    "6/10 (60 %)",  # HER2 on the cells of those who have some
)  # fmt: skip


@pytest.fixture(scope="module")
def published(published_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = opened(placed(published_demo, tmp_path_factory.mktemp("published")))
    yield made
    made.database.dispose()


def body(part: Any) -> str:
    """A table as it is read: the blanks at which no line may end are blanks."""
    return str(part.proto.body).replace("\u00a0", " ")


def page(published: Office, room: str, **query: str) -> AppTest:
    office.take(published)
    try:
        arguments = {"room": room, "token": desk(published, "peters")._token}
        at = AppTest.from_function(draw, default_timeout=60, kwargs=arguments)
        at.query_params.update(query)
        at.run()
        assert not at.exception
        return at
    finally:
        office.take(None)


def test_the_published_margins_are_read_from_the_page(published: Office) -> None:
    at = page(published, "cohort")
    cells = [cell for part in at.get("html") for cell in re.findall(r"<td>([^<]*)</td>", body(part))]
    assert [share for share in PUBLISHED if share not in cells] == []
    assert cells.count("10/20 (50.0 %)") == 2  # confidence only, and cells detected


@pytest.mark.parametrize("room", ["overview", "concordance", "flow"])
def test_of_a_finished_trial_nothing_is_so_far(published: Office, room: str) -> None:
    said = text(page(published, room)).replace("**", "")
    assert "Complete, unadjusted. Nothing is still to come" in said
    assert "so far" not in said
    assert "Interim" not in said


def test_at_its_end_the_overview_says_whether_the_criterion_was_met(published: Office) -> None:
    told = {one.label: (one.value, one.delta) for one in page(published, "overview").metric}
    assert told["Concordant"][0] == "15/20 (75.0\u00a0%)"
    assert told["Criterion"] == ("Met", "15\u00a0concordant, 14\u00a0needed")


def test_before_its_last_form_the_trial_was_not_finished(published: Office) -> None:
    """The last patient's form at month 3 comes three months after the scan."""
    from her2dash.actions import dashboard

    pi = desk(published, "peters")
    last = max(case.index_on for case in dashboard.findings(pi).cases if case.index_on)
    then = datetime.combine(last + timedelta(60), time(12), tzinfo=UTC)
    assert dashboard.findings(pi).complete
    before = dashboard.findings(pi, as_of=then)
    assert (before.endpoint.included, before.endpoint.open, before.complete) == (20, 0, False)


def test_who_lacks_a_form_is_looked_up_again_only_for_who_changed(published: Office) -> None:
    investigator = desk(published, "peters")
    whole = dashboard.basis(investigator)
    everybody = frozenset(whole.evidence.rows)
    assert whole.complete
    assert whole.lacking is not None
    # nothing was known before the first event, and since the last nobody changed
    stale = replace(whole, lacking=everybody, evidence=replace(whole.evidence, version=0))
    assert dashboard.basis(investigator, known=stale).lacking == whole.lacking
    assert dashboard.basis(investigator, known=replace(whole, lacking=everybody)).lacking == everybody


def test_who_lacks_a_form_is_found_among_more_patients_than_a_statement_takes_values(
    published: Office,
) -> None:
    # SQLite takes 32,766 values in a statement, as Debian builds it 250,000, PostgreSQL 65,535
    forms = [row.form for row in published.study.schedule]
    with published.database.reading() as connection:
        whole = sheets.lacking(connection, forms)
        assert whole
        assert sheets.lacking(connection, forms, only=range(1, 150_001)) == whole
        assert sheets.lacking(connection, forms, only=()) == frozenset()
