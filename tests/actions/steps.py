"""Steps of a patient's way, for any study: no test knows a form by name."""

from __future__ import annotations

from uuid import uuid4

from her2dash.actions import releases, worklist
from her2dash.study.model import ItemRef
from her2dash.study.rows import IS_THERE
from her2dash.study.windows import State
from tests.filled import filled
from tests.house import House


def form_of(house: House, role: str) -> str:
    """The form behind a role of the analysis, so that no test knows a form by name."""
    ref = getattr(house.office.study.roles, role)
    assert ref is not None
    return str(ref.form)


def asked_as(house: House, ref: ItemRef) -> str:
    """The key under which a question is answered: in the first row, where it is asked in every row."""
    form = house.office.study.form(ref.form)
    in_rows = any(group.repeats and any(i.id == ref.item for i in group.items) for group in form.groups)
    return f"{ref.item}:1" if in_rows else ref.item


def row_of_item(house: House, ref: ItemRef) -> dict[str, str]:
    """The answer that makes the first row of a question's group, if it stands in one."""
    groups = house.office.study.form(ref.form).groups
    home = next(group for group in groups if any(item.id == ref.item for item in group.items))
    return {f"{home.id}:1": IS_THERE} if home.repeats else {}


def end(house: House, login: str, handle: str, how: str = "died") -> None:
    """Sign that a participation ended, as the study's own form says it."""
    study = house.office.study
    ref = study.roles.ended
    assert ref is not None
    sign(house, login, handle, ref.form, **{ref.item: getattr(study.meanings.ended, how)[0]})


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
