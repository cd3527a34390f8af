"""The own account, and what the study asks."""

from __future__ import annotations

from her2dash.actions import accounts
from tests.house import House
from tests.pages.conftest import Screen, text


def test_the_account_says_who_where_and_in_which_roles(house: House, screen: Screen) -> None:
    said = text(screen(house, "peter", "account"))
    for part in ("Dr Peter", "User name: peter", "Roles: referring physician, principal investigator"):
        assert part in said


def test_the_language_is_kept_with_the_person(house: House, screen: Screen) -> None:
    at = screen(house, "anna", "account")
    at.radio(key="account.language").set_value("nl").run()
    assert accounts.who(house.desk("anna")).language == "nl"


def test_the_study_states_target_rule_windows_and_what_is_proposed(house: House, screen: Screen) -> None:
    said = text(screen(house, "anna", "study"))
    for part in (
        "20 patients.",
        "at least 2/3 of the included patients",
        "Filled in by: coordinator",
        "Due 14 days after the day of the release",
        "Proposed wording",
    ):
        assert part in said


def test_another_study_states_its_own(other: House, screen: Screen) -> None:
    said = text(screen(other, "anna", "study"))
    assert f"{other.office.study.target} patients." in said
    assert str(other.office.study.threshold) in said


def test_the_own_password_is_changed_on_the_account_page_and_what_was_typed_is_gone(
    house: House, screen: Screen
) -> None:
    at = screen(house, "anna", "account")
    for key, typed in {
        "password.old": "anna has a long password", "password.new": "bicycle lantern mustard",
        "password.again": "bicycle lantern mustart",
    }.items():  # fmt: skip
        at.text_input(key=key).set_value(typed)
    at.button(key="change-password").click().run()
    assert "The two passwords are not the same. Type both again." in text(at)
    at.text_input(key="password.again").set_value("bicycle lantern mustard")
    at.button(key="change-password").click().run()
    assert "Your password is changed. Other devices are signed out." in text(at)
    assert [at.text_input(key=f"password.{name}").value for name in ("old", "new", "again")] == ["", "", ""]
    accounts.sign_in(
        house.office, login="anna", password="bicycle lantern mustard", address="x", replaces=None
    )
