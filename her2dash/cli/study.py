"""Checking a study folder, for people who write no Python."""

from __future__ import annotations

from pathlib import Path

import click

from her2dash.settings import Settings
from her2dash.study.load import HER2PET, find_faults, load_study


@click.group()
def study() -> None:
    """The study's definition."""


@study.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> None:
    """Name every fault of a study folder at once: file, question and remedy."""
    where = folder or Settings.from_environment().study or HER2PET
    faults = find_faults(where)
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        raise SystemExit(1)
    found = load_study(where)
    items = sum(len(form.items) for form in found.forms.values())
    click.echo(
        f"{found.id}: {len(found.forms)} forms, {items} questions, {', '.join(found.languages)}; no fault."
    )
