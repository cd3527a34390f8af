"""What tests of the second factor do: setting one up, the code of this moment, half a sign-in."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from her2dash.actions import accounts, codes, second_factor, second_step
from her2dash.errors import SecondStep
from tests.house import House


def code(house: House, secret: str, *, steps: int = 0) -> str:
    """What the person's app shows now, or so many steps from now."""
    return codes.code_of(secret, codes.step_of(house.clock.now()) + steps)


def another(house: House, secret: str) -> str:
    """A code that is right at no moment near this one."""
    near = {code(house, secret, steps=steps) for steps in range(-3, 4)}
    return next(wrong for wrong in ("000000", "111111", "222222", *"3") if wrong not in near)


def set_up(house: House, login: str = "paula") -> str:
    """Set up a second factor on the account page, let its code pass, and return the secret."""
    desk = house.desk(login)
    second_factor.set_up(desk, password=f"{login} has a long password")
    shown = second_factor.shown(desk)
    assert shown is not None
    secret = shown.letters.replace(" ", "")
    second_factor.confirm(desk, code=code(house, secret))
    accounts.sign_out(desk)
    house.clock.advance(seconds=60)
    return secret


def first_step(house: House, login: str = "paula") -> str:
    """Give the right password of who signs in with a code; return the first step's token."""
    with pytest.raises(SecondStep) as halfway:
        house.desk(login)
    return halfway.value.token


def finish(house: House, step: str, typed: str, *, address: str = "127.0.0.1") -> str:
    """Type a code; return the token of the session."""
    return second_step.finish(house.office, step=step, code=typed, address=address, replaces=None)


def everything_kept(house: House, *, but: frozenset[str] = frozenset()) -> str:
    """Every row of every table as text."""
    with house.office.database.reading() as connection:
        names = set(sa.inspect(connection).get_table_names()) - but
        return "\n".join(
            str(row) for name in names for row in connection.execute(sa.text(f"select * from {name}"))
        )
