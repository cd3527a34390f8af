"""The second factor on the account page: set up with the password and a code, and removed if one may."""

from __future__ import annotations

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from her2dash.actions import accounts, second_factor
from her2dash.settings import Settings
from her2dash.ui import office
from tests.actions.factors import code, finish, first_step, set_up
from tests.house import House, make_house
from tests.pages.conftest import Screen, draw, press, text

OURS = "paula has a long password"


def again(house: House, token: str) -> AppTest:
    """The account page of somebody who signed in with a code."""
    office.take(house.office)
    at = AppTest.from_function(draw, default_timeout=30, kwargs={"room": "account", "token": token})
    return at.run()


def test_it_is_set_up_with_the_password_and_the_code_that_the_app_shows(house: House, screen: Screen) -> None:
    at = screen(house, "paula", "account")
    assert "You sign in with your password alone." in text(at)
    at.text_input(key="factor.password").set_value("a guess")
    assert "The password is not right." in text(press(at, "set-up-factor"))
    at.text_input(key="factor.password").set_value(OURS)
    press(at, "set-up-factor")
    assert 'class="qr"' in "".join(element.proto.body for element in at.main if element.type == "html")
    (letters,) = (element.value for element in at.code)
    at.text_input(key="factor.code").set_value("12345x")
    assert "The code is not right" in text(press(at, "confirm-factor"))
    secret = letters.replace(" ", "")
    at.text_input(key="factor.code").set_value(code(house, secret))
    said = text(press(at, "confirm-factor"))
    assert "Your second factor is set up." in said
    assert "You sign in with your password and a code" in said
    assert secret not in said.replace(" ", "")
    first_step(house)


def test_leaving_it_changes_nothing_and_the_secret_is_no_longer_shown(house: House, screen: Screen) -> None:
    at = screen(house, "paula", "account")
    at.text_input(key="factor.password").set_value(OURS)
    press(at, "set-up-factor")
    press(at, "leave-factor")
    assert not at.code
    house.desk("paula")


def test_it_is_removed_unless_it_is_required(house: House) -> None:
    secret = set_up(house)
    at = again(house, finish(house, first_step(house), code(house, secret)))
    at.text_input(key="factor.password").set_value(OURS)
    assert "Your second factor is removed." in text(press(at, "remove-factor"))
    secret = set_up(house)
    second_factor.require_of(house.desk("adam"), login="paula", required=True)
    at = again(house, finish(house, first_step(house), code(house, secret)))
    assert "An administrator requires it of you" in text(at)
    assert [button.key for button in at.button if button.key == "remove-factor"] == []
    assert at.button(key="set-up-factor").label == "Set up another"
    office.take(None)


def test_a_demo_shows_nothing_of_it(settings: Settings) -> None:
    demo = make_house(replace(settings, demo=True))
    at = again(demo, accounts.enter_demo(demo.office, login="paula", replaces=None))
    assert not at.exception
    assert "econd factor" not in text(at)
    office.take(None)
