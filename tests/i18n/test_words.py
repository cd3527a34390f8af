"""The interface in one language: sentences, numbers of things, days, times and shares."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from her2dash.i18n import LANGUAGES, N_, Words

EN, NL = Words("en", "Europe/Amsterdam"), Words("nl", "Europe/Amsterdam")
WINTER = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


def test_a_sentence_is_said_in_the_language_with_its_names_filled() -> None:
    assert EN("Patient {number}", number="01-001") == "Patient 01-001"
    assert NL("Patient {number}", number="01-001") == "Patiënt 01-001"
    assert NL("Sign out") == "Uitloggen"


def test_a_message_that_no_catalogue_knows_is_said_in_english() -> None:
    assert NL("No such sentence of {n} words", n=5) == "No such sentence of 5 words"
    assert NL("") == EN("") == ""


def test_a_language_that_is_not_ours_is_english() -> None:
    assert (Words("xx").language, Words("xx")("Sign out")) == ("en", "Sign out")
    assert {Words(language).language for language in LANGUAGES} == set(LANGUAGES)


def test_a_filled_name_is_never_read_for_names_itself() -> None:
    assert NL("Patient {number}", number="{name}") == "Patiënt {name}"


@pytest.mark.parametrize(
    ("n", "english", "dutch"),
    [(0, "0 patients", "0 patiënten"), (1, "1 patient", "1 patiënt"), (2, "2 patients", "2 patiënten")],
)
def test_one_thing_and_several_are_told_apart(n: int, english: str, dutch: str) -> None:
    assert EN.count("{n} patient", "{n} patients", n) == english
    assert NL.count("{n} patient", "{n} patients", n) == dutch


def test_a_number_of_things_takes_other_names_and_falls_back_too() -> None:
    one, many = "{n} thing of {owner}", "{n} things of {owner}"
    assert [NL.count(one, many, n, owner="Ada") for n in (1, 3)] == ["1 thing of Ada", "3 things of Ada"]


def test_a_day_is_written_with_the_name_of_its_month() -> None:
    assert (EN.date(date(2026, 11, 23)), NL.date(date(2026, 11, 23))) == ("23 Nov 2026", "23 nov 2026")
    assert (EN.date(date(2026, 3, 1)), NL.date(date(2026, 3, 1))) == ("1 Mar 2026", "1 mrt 2026")
    assert EN.date(None) == NL.date(None) == "–"


def test_a_time_is_that_of_the_studys_zone_not_of_the_server() -> None:
    assert EN.time(WINTER) == NL.time(WINTER) == "14:03"
    assert NL.time(SUMMER) == "00:30"
    assert Words("nl").time(WINTER) == "13:03"


def test_a_moment_names_its_zone_summer_and_winter() -> None:
    assert EN.moment(WINTER) == "23 Nov 2026, 14:03 CET"
    assert NL.moment(SUMMER) == "2 jul 2026, 00:30 CEST"


def test_a_marked_message_stays_as_it_is() -> None:
    assert N_("Sign out") == "Sign out"
