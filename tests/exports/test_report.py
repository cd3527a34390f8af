"""A report has the numbers of the screen, is one file, and is the same bytes for the same cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from her2dash.actions import dashboard, reports
from her2dash.analysis.subset import Subset
from her2dash.exports.report import TITLES, report_boards, with_note
from her2dash.figures.boards import BOARDS, every
from her2dash.i18n import Words
from her2dash.ui.navigation import ROOMS
from her2dash.ui.reader import Reader
from her2dash.ui.report_making import Anew, made_anew, make, open_boards, verdict
from tests.actions.steps import index, sign
from tests.exports.conftest import decide, included, reader
from tests.exports.page import Page
from tests.house import House

EVERYBODY = Subset()


def made(who: Reader, *, language: str = "en", subset: Subset = EVERYBODY, key: str = "k") -> Anew:
    """A report of just now, made, and made anew."""
    # The clock of these tests stands still: the event of the making is later than the cut, as in life.
    number = make(who, cut=who.now - timedelta(seconds=1), subset=subset, language=language, key=key)
    return made_anew(who, number)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_numbers_are_those_of_the_boards_as_of_the_same_cut(peters: Reader, language: str) -> None:
    anew = made(peters, language=language)
    found = dashboard.findings(peters.desk, as_of=anew.opened.kept.basis.cut)
    words = Words(language, peters.study.zone)
    boards = {name: BOARDS[name](found, words) for name in open_boards(peters)}
    shown = {
        f"{name}-{drawn.name}": [drawn.table.columns, *drawn.table.rows]
        for name, board in boards.items()
        for drawn in every(board)
        if drawn.table is not None
    }
    printed = {table.place: table.rows for table in Page(anew.html).tables if table.place in shown}
    assert printed == shown
    assert len(shown) > 10


@pytest.mark.usefixtures("bare")
def test_the_numbers_of_a_report_of_now_are_those_on_the_screen_now(peters: Reader) -> None:
    words = Words("en", peters.study.zone)
    live = report_boards(dashboard.findings(peters.desk), words)
    anew = made(peters)
    assert {(each.board, each.figure): each.rows for each in anew.printed.numbers} == {
        (name, drawn.name): drawn.table.rows
        for name, board in live.items()
        for drawn in every(board)
        if drawn.table is not None
    }


@pytest.mark.usefixtures("bare")
def test_every_row_of_a_table_has_as_many_cells_as_the_table_has_columns(peters: Reader) -> None:
    for table in made(peters).printed.numbers:
        assert {len(row) for row in table.rows} <= {len(table.columns)}, table.figure


@pytest.mark.usefixtures("bare")
def test_headings_descend_one_by_one_and_every_table_has_its_caption(peters: Reader) -> None:
    page = Page(made(peters).html)
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(page.headings))
    assert all(table.caption for table in page.tables)


@pytest.mark.usefixtures("bare")
def test_it_says_of_what_and_by_what_it_is(peters: Reader) -> None:
    anew = made(peters)
    facts = dict(row for row in Page(anew.html).tables[0].rows)
    basis = anew.opened.kept.basis
    assert facts["Head of the record"] == f"event {basis.head_id}, hash {basis.head_hash}"
    assert facts["Data version"] == str(basis.data_version)
    assert basis.cut.isoformat(timespec="microseconds") in facts["Data cut"]
    assert (facts["Patients"], facts["Code version"]) == ("All patients.", "her2dash 0.1.0")
    assert facts["Study definition"] == peters.study.digest
    assert "Dr" not in facts.values()


@pytest.mark.usefixtures("bare")
def test_a_demo_says_that_it_is_one_and_a_study_does_not(peters: Reader, house: House) -> None:
    assert "Synthetic data: nobody in this demo is real." in made(peters).html
    house.clock.advance(minutes=5)
    assert "Synthetic" not in made(reader(house)).html


@pytest.mark.usefixtures("bare")
def test_it_is_written_in_the_language_that_was_chosen(peters: Reader) -> None:
    anew = made(peters, language="nl")
    assert '<html lang="nl">' in anew.html
    assert "Inhoud" in anew.html
    assert "Contents" not in anew.html


@pytest.mark.usefixtures("bare")
def test_without_a_browser_it_says_that_there_is_no_picture_and_has_every_number(peters: Reader) -> None:
    html = made(peters).html
    assert "There is no picture: the server had no browser." in html
    assert "<svg" not in html
    assert "nothing: the server had no browser" in html


@pytest.mark.usefixtures("bare")
def test_of_some_patients_it_says_which(peters: Reader) -> None:
    site = peters.study.sites[0].code
    anew = made(peters, subset=Subset(site=site))
    assert f"Only: site {site}." in anew.html
    assert anew.as_made


@pytest.mark.usefixtures("bare")
def test_an_earlier_cut_is_the_same_bytes_after_more_was_signed(house: House) -> None:
    first = included(house, "01-001")
    house.clock.advance(minutes=5)
    then = made(reader(house), key="then")
    cut = then.opened.kept.basis.cut
    house.clock.advance(days=1)
    decide(house, first)
    included(house, "01-002", "negative")
    house.clock.advance(minutes=5)
    later = reader(house)
    assert made_anew(later, then.opened.kept.number).as_made
    again = make(later, cut=cut, subset=EVERYBODY, language="en", key="again")
    assert reports.report(later.desk, number=again).kept.html_hash == then.opened.kept.html_hash
    assert made(later, key="now").opened.kept.html_hash != then.opened.kept.html_hash


@pytest.mark.usefixtures("bare")
def test_a_comparison_lists_exactly_what_changed(house: House) -> None:
    first = included(house, "01-001")
    house.clock.advance(minutes=5)
    then = made(reader(house), key="then").opened.kept.number
    decide(house, first)
    house.clock.advance(minutes=5)
    now = made(reader(house), key="now").opened.kept.number
    found = reports.compare(house.desk("mona"), one=then, other=now).differences
    of_calls = {each.row: (each.then, each.now) for each in found if each.figure == "call-by-therapy"}
    # Counted by hand: one positive patient goes from pending to the therapy.
    assert of_calls == {
        "positive · such therapy": ("0", "1"), "positive · decision pending": ("1", "0"),
        "Total · such therapy": ("0", "1"), "Total · decision pending": ("1", "0"),
    }  # fmt: skip
    of_share = {each.row: (each.then, each.now) for each in found if each.figure == "concordance"}
    assert of_share["Included, so far · Concordant"] == ("0/1", "1/1")
    assert {each.board for each in found} >= {"overview", "concordance"}
    assert all(each.then != each.now for each in found)


@pytest.mark.usefixtures("bare")
def test_nothing_changed_between_two_reports_of_the_same_data(house: House) -> None:
    included(house, "01-001")
    house.clock.advance(minutes=5)
    one, other = (made(reader(house), key=key).opened.kept.number for key in ("a", "b"))
    assert reports.compare(house.desk("mona"), one=one, other=other).differences == ()


@pytest.mark.usefixtures("bare")
def test_who_treats_a_patient_is_shown_the_own_view_of_another_persons_report(house: House) -> None:
    handle = house.enrol(physician="peter")
    sign(house, "iris", handle, index(house), call="positive")
    house.clock.advance(minutes=5)
    number = made(reader(house)).opened.kept.number
    anew = made_anew(reader(house, "peter"), number)
    assert not anew.as_made
    assert "your" not in verdict(anew, Words("en"))
    assert verdict(anew, Words("en")).startswith("This is the report as you may see it")
    assert "1 patient waits for the release of the test" in anew.html
    calls = next(each for each in anew.printed.numbers if each.figure == "call-by-therapy")
    assert next(row for row in calls.rows if row[0] == "positive")[-1] == "0"
    own = made(reader(house, "peter"), key="own")
    assert own.as_made


@pytest.mark.usefixtures("bare")
def test_a_report_by_other_code_says_which_and_how_many_numbers_differ(house: House) -> None:
    included(house, "01-001")
    house.clock.advance(minutes=5)
    anew, words = made(reader(house)), Words("en")
    was = replace(anew.opened.kept.versions, code="0.0.9", analysis="1", study="x", drawn_by="Chromium 99")
    kept = replace(anew.opened.kept, versions=was, html_hash="0" * 64)
    older = replace(anew, opened=replace(anew.opened, kept=kept))
    assert verdict(anew, words) == (
        "This report is as it was made: the same bytes, made anew from the record."
    )
    assert verdict(older, words) == (
        "This report differs from the one that was made. Code version 0.0.9 then, 0.1.0 now. "
        "Analysis version 1 then, 2 now. The study's definition is another one. "
        "Browser that draws: Chromium 99 then, none now. Every number is the same."
    )
    changed = replace(older, opened=replace(older.opened, numbers=older.opened.numbers[1:]))
    assert "numbers differ." in verdict(changed, words) or "number differs." in verdict(changed, words)


def test_a_note_stands_at_the_head_of_the_page_and_cannot_close_its_tag() -> None:
    assert with_note("<body>\n<p>", "a <b>") == ('<body>\n<aside class="differs">a &lt;b&gt;</aside>\n<p>')


@pytest.mark.usefixtures("bare")
def test_an_empty_study_has_its_report_too(house: House) -> None:
    house.clock.advance(minutes=5)
    anew = made(reader(house))
    assert anew.as_made
    assert "No patient is included yet" in anew.html
    assert "The first signed injection date fills this figure." in anew.html
    assert "Share of concordant patients" not in anew.html


@pytest.mark.usefixtures("bare")
def test_a_study_without_the_part_of_a_board_has_a_report_without_that_board(other: House) -> None:
    other.clock.advance(minutes=5)
    anew = made(reader(other))
    shut = set(BOARDS) - set(open_boards(reader(other)))
    assert anew.as_made
    assert shut
    assert all(f'<section id="{name}"' not in anew.html for name in shut)
    assert '<section id="overview"' in anew.html


def test_every_board_has_a_title_as_on_its_page() -> None:
    assert list(TITLES) == list(BOARDS)
    assert {room.title for room in ROOMS if room.name in TITLES and room.name != "cohort"} <= set(
        TITLES.values()
    )


@pytest.mark.usefixtures("bare")
def test_a_cut_a_day_ago_knows_nothing_of_today(house: House) -> None:
    included(house, "01-001")
    house.clock.advance(days=1)
    included(house, "01-002")
    house.clock.advance(minutes=5)
    paula = reader(house)
    number = make(
        paula, cut=house.clock.now() - timedelta(hours=12), subset=EVERYBODY, language="en", key="k"
    )
    html = made_anew(paula, number).html
    assert "n = 1 enrolled of 20, 19 still to come;" in html
