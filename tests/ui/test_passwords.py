"""Passwords: the hasher's own, whole, and typed on any keyboard."""

from __future__ import annotations

from time import perf_counter

import pytest

from her2dash.errors import Refused
from her2dash.ui.passwords import Bcrypt


def test_a_password_is_known_again_and_another_is_not() -> None:
    hashed = Bcrypt().hash("four plain words here")
    assert hashed.startswith("$2b$12$")
    assert Bcrypt().matches("four plain words here", hashed)
    assert not Bcrypt().matches("four plain words her", hashed)


def test_an_accented_letter_is_the_same_on_every_keyboard() -> None:
    assert Bcrypt().matches("e\u0301e\u0301n woord", Bcrypt().hash("\u00e9\u00e9n woord"))


def test_a_password_that_cannot_be_hashed_whole_is_refused_and_never_matches() -> None:
    long = "x" * 72
    with pytest.raises(Refused, match="72"):
        Bcrypt().hash(long + "y")
    assert not Bcrypt().matches(long + "y", Bcrypt().hash(long))


def test_a_too_long_password_takes_as_long_as_any_other() -> None:
    hashed = Bcrypt().hash("four plain words here")
    before = perf_counter()
    Bcrypt().matches("x" * 500, hashed)
    between = perf_counter()
    Bcrypt().matches("wrong", hashed)
    assert between - before > 0.5 * (perf_counter() - between)
