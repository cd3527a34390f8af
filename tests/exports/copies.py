"""Copies of signed forms, made and read in these tests."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa

from her2dash.actions import corrections, signed_forms
from her2dash.exports.form_copy import Taken, form_copy
from her2dash.exports.wording import Wording
from her2dash.i18n import Words
from tests.exports.page import Page
from tests.house import House

TAKEN = Taken("Dr Mona", datetime(2026, 3, 2, 15, 0, tzinfo=UTC), demo=False)


LESIONS: dict[str, str] = {
    "call": "positive", "activity": "37", "liver_suv~none": "not_done",
    "lesions:1": "row", "lesion_site:1": "liver", "lesion_visual:1": "4", "lesion_suvmax:1": "12.5",
    "lesions:2": "row", "lesion_site:2": "other", "lesion_site_other:2": "spleen", "lesion_visual:2": "3",
}  # fmt: skip


def copy_of(
    house: House, handle: str, form: str, *, login: str = "mona", language: str = "en", taken: Taken = TAKEN
) -> str:
    study = house.office.study
    signed = signed_forms.signed_form(house.desk(login), handle=handle, form=form)
    return form_copy(signed, Wording(study, Words(language, study.zone)), taken)


def told(html: str) -> dict[str, str]:
    """What each row of the copy tells, by its head; of two rows with one head the first."""
    rows = [row for table in Page(html).tables for row in table.rows]
    return dict(reversed(rows))


def correct(house: House, login: str, handle: str, form: str, reason: str) -> None:
    corrections.correct(house.desk(login), handle=handle, form=form, reason=reason, key=uuid4().hex)


def _past_the_triggers(connection: sa.Connection) -> tuple[str, ...]:
    """What somebody who owns the database would do."""
    names = connection.execute(
        sa.text("select name from sqlite_master where type = 'trigger' and tbl_name = 'answer'")
    ).scalars()
    change = "update answer set value = '\"positive\"' where item = 'call'"
    return (*(f"drop trigger {name}" for name in names), change)
