"""What differs between two sets of tables: exactly that, named as it stands in the table."""

from __future__ import annotations

from her2dash.actions.differences import differences
from her2dash.actions.report_views import Difference, NumberTable


def table(*rows: tuple[str, ...], figure: str = "calls", columns: str = "Result,Patients") -> NumberTable:
    return NumberTable("concordance", figure, "Calls", tuple(columns.split(",")), rows)


def said(then: list[NumberTable], now: list[NumberTable]) -> list[tuple[str, str | None, str | None]]:
    return [(each.row, each.then, each.now) for each in differences(then, now)]


def test_equal_tables_do_not_differ() -> None:
    one = table(("positive", "4"), ("negative", "2"))
    assert differences([one], [one]) == ()


def test_one_number_that_moved_is_named_with_board_figure_row_and_column() -> None:
    then, now = table(("positive", "4"), ("negative", "2")), table(("positive", "5"), ("negative", "2"))
    assert differences([then], [now]) == (
        Difference("concordance", "calls", "Calls", "positive · Patients", "4", "5"),
    )


def test_a_row_that_only_one_report_has_has_no_other_number() -> None:
    then, now = table(("positive", "4"), ("pending", "1")), table(("positive", "4"), ("negative", "2"))
    assert said([then], [now]) == [("negative · Patients", None, "2"), ("pending · Patients", "1", None)]


def test_rows_in_another_order_are_the_same_numbers() -> None:
    then, now = table(("positive", "4"), ("negative", "2")), table(("negative", "2"), ("positive", "4"))
    assert said([then], [now]) == []


def test_a_row_is_named_by_as_many_words_as_tell_it_from_the_others() -> None:
    columns = "Question,Answer,Patients"
    then = table(("Solved", "Yes", "2"), ("Solved", "No", "1"), columns=columns)
    now = table(("Solved", "Yes", "2"), ("Solved", "No", "3"), columns=columns)
    assert said([then], [now]) == [("Solved, No · Patients", "1", "3")]


def test_a_number_is_no_name_so_rows_of_one_name_are_counted() -> None:
    then, now = table(("other", "2"), ("other", "1")), table(("other", "2"), ("other", "4"))
    assert said([then], [now]) == [("other (2) · Patients", "1", "4")]


def test_two_columns_of_one_name_are_counted() -> None:
    columns = "Result,95 %,95 %"
    then, now = table(("share", "1", "2"), columns=columns), table(("share", "1", "3"), columns=columns)
    assert said([then], [now]) == [("share · 95 % (2)", "2", "3")]


def test_a_figure_that_only_one_report_has_is_listed_with_all_its_numbers() -> None:
    one, other = table(("positive", "4")), table(("positive", "7"), figure="new")
    assert said([one], [one, other]) == [("positive · Patients", None, "7")]
    assert said([one, other], [one]) == [("positive · Patients", "7", None)]


def test_a_table_of_one_column_or_without_rows_is_compared_too() -> None:
    assert said([table(columns="Patients")], [table(("01-001",), columns="Patients")]) == [
        ("Patients", None, "01-001")
    ]
    assert said([table()], [table()]) == []
