"""Steps of a patient's way, for any study: no test knows a form by name."""

from __future__ import annotations

from uuid import uuid4

from her2dash.actions import releases, worklist
from her2dash.study.windows import State
from tests.conftest import House
from tests.filled import filled


def form_of(house: House, role: str) -> str:
    """The form behind a role of the analysis, so that no test knows a form by name."""
    ref = getattr(house.office.study.roles, role)
    assert ref is not None
    return str(ref.form)


def sign(house: House, login: str, handle: str, form: str, **said: str | tuple[str, ...]) -> None:
    definition = house.office.study.form(form)
    house.sign(login, handle, form, filled(house.office.study, definition, house.clock.now().date(), **said))


def release(house: House, handle: str, reason: str | None = None) -> bool:
    return releases.release(house.desk("iris"), handle=handle, reason=reason, key=uuid4().hex).sealed_before


def sealed_first(house: House) -> str:
    return house.office.study.release.sealed_first


def index(house: House) -> str:
    return house.office.study.release.form


def states(house: House, login: str = "anna") -> dict[str, State]:
    return {task.form: task.standing.state for task in worklist.worklist(house.desk(login))}
