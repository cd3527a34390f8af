"""A study of any size for the benchmarks: the published demo's patients, copied with other numbers and days.

What the boards read is copied (patients, the rows of the statistics, lesions, sheets, signatures), with the
uptake varied; answers and the chain are not, since no board reads them. Whole studies of any size are made
by `her2dash demo --patients`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from db.schema import assignment, patient, patient_case, patient_lesion, sheet, signature

Row = dict[str, Any]
SITES = ("01", "02", "03", "04")
DAYS = 1500


def grow(file: Path, *, patients: int) -> None:
    """Copy the patients of a demo on SQLite until there are so many; the same copies each time."""
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        chance = random.Random(patients)  # noqa: S311 - a synthetic study, no secret
        first = _rows(connection, patient)
        copies = [(n, first[n % len(first)]) for n in range(patients - len(first))]
        for table, rows in _copied(connection, copies, chance).items():
            for start in range(0, len(rows), 5_000):
                connection.execute(sa.insert(table), rows[start : start + 5_000])
    engine.dispose()


def _rows(connection: sa.Connection, table: sa.Table) -> list[Row]:
    return [dict(row) for row in connection.execute(sa.select(table)).mappings()]


def _copied(
    connection: sa.Connection, copies: list[tuple[int, Row]], chance: random.Random
) -> dict[sa.Table, list[Row]]:
    of = {
        table: _by_patient(_rows(connection, table))
        for table in (assignment, patient_case, patient_lesion, sheet)
    }
    signed = {row["sheet_id"]: row for row in _rows(connection, signature)}
    made: dict[sa.Table, list[Row]] = {t: [] for t in (patient, *of, signature)}
    for n, row in copies:
        new, days = 1_000 + n, -chance.randrange(DAYS)
        number = f"{chance.choice(SITES)}-9{n:05}"
        made[patient].append(_moved(row, days) | {"id": new, "handle": f"copy{n}", "key": f"copy {n}",
                                                  "number": number, "site": number[:2]})  # fmt: skip
        for table, rows in of.items():
            for place, each in enumerate(rows.get(row["id"], [])):
                copy = _moved(each, days) | {"patient_id": new}
                if "id" in copy:
                    copy["id"] = new * 20 + place
                if table is patient_case:
                    copy |= {"patient": number, "site": number[:2]}
                if table is patient_lesion and copy["uptake"]:
                    copy["uptake"] = round(copy["uptake"] * chance.uniform(0.6, 1.6), 1)
                made[table].append(copy)
                if table is sheet and each["id"] in signed:
                    made[signature].append(_signed(signed[each["id"]], copy, days))
    return made


def _signed(row: Row, of: Row, days: int) -> Row:
    name = f"copy {of['id']}"
    return _moved(row, days) | {"id": of["id"], "sheet_id": of["id"], "key": name, "reference": name}


def _by_patient(rows: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["patient_id"], []).append(row)
    return found


def _moved(row: Row, days: int) -> Row:
    return dict(_moments(row, timedelta(days=days)))


def _moments(row: Row, by: timedelta) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        yield name, value + by if isinstance(value, (date, datetime)) else value
