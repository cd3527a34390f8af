"""The published margins stand on the pages, read there as the investigator reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from her2dash.actions.desk import Office
from her2dash.ui import office
from tests.demo.places import desk, opened, placed
from tests.pages.conftest import draw

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


def test_the_published_margins_are_read_from_the_page(published: Office) -> None:
    from streamlit.testing.v1 import AppTest

    office.take(published)
    try:
        arguments = {"room": "cohort", "token": desk(published, "peters")._token}
        at = AppTest.from_function(draw, default_timeout=60, kwargs=arguments)
        at.run()
        assert not at.exception
        cells = [cell for part in at.get("html") for cell in re.findall(r"<td>([^<]*)</td>", part.proto.body)]
    finally:
        office.take(None)
    assert [share for share in PUBLISHED if share not in cells] == []
    assert cells.count("10/20 (50.0 %)") == 2  # confidence only, and cells detected
