"""Backing up a place that may be at work, and restoring it elsewhere, each with its proof."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from her2dash.settings import Settings

if TYPE_CHECKING:
    from her2dash.actions.record import Verdict
    from her2dash.exports.manifest import Manifest

_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
_URL = click.option("--database-url", help="Another database than the configured one.")
_SHOWN = 20


@click.command()
@_FILE
@_URL
def backup(file: Path, database_url: str | None) -> None:
    """Copy the place into FILE while the app runs, and verify the copy.

    Exit status 0: FILE is a verified backup. 1: the record does not hold; the copy is kept as FILE.unproven.
    2: nothing was written.
    """
    from her2dash.actions.clock import SystemClock
    from her2dash.exports.backup import make_backup

    made = make_backup(_settings(database_url), file, SystemClock().now())
    _tell_broken(made.state.verdict)
    if made.state.verdict.breaks:
        click.echo(f"This is no backup, since its record does not hold. It is kept as {made.file}", err=True)
        raise SystemExit(1)
    click.echo(f"{made.file} holds the study {made.manifest.study} ({made.manifest.kind}), verified:")
    _tell_counts(made.manifest)
    click.echo("Keep it where only you can read it, and note the two heads elsewhere:")
    _tell_heads(made.manifest.heads)


@click.command()
@_FILE
@_URL
def restore(file: Path, database_url: str | None) -> None:
    """Restore the backup FILE into an empty place, verify it, and compare every number.

    Exit status 0: all numbers equal. 1: restored, but the record does not hold or a number differs. 2:
    nothing was restored.
    """
    from her2dash.actions.clock import SystemClock
    from her2dash.exports.backup import manifest_in, restore_backup
    from her2dash.exports.manifest import compared, made_otherwise

    noted = manifest_in(file)
    state = restore_backup(_settings(database_url), file, SystemClock().now())
    found = compared(noted, state)
    _tell_broken(state.verdict)
    _tell_some("DIFFERS", found.differing)
    if state.verdict.breaks or found.differing:
        click.echo(
            "Restored, but not as it was backed up: do not work with it before you know why.", err=True
        )
        for reason in made_otherwise(noted, state):
            click.echo(f"Numbers may differ for this alone: {reason}.", err=True)
        raise SystemExit(1)
    click.echo(f"Restored as of {noted.made:%Y-%m-%d %H:%M} UTC: {found.numbers} numbers equal.")
    _tell_counts(noted)
    click.echo("Everybody signs in anew. Both chains end as in the backup:")
    _tell_heads(state.verdict.heads)


def _settings(database_url: str | None) -> Settings:
    settings = Settings.from_environment()
    return replace(settings, database_url=database_url or settings.database_url)


def _tell_counts(manifest: Manifest) -> None:
    click.echo(", ".join(f"{number} {name}" for name, number in manifest.counts.items()) + ".")


def _tell_heads(heads: dict[str, str]) -> None:
    for name, head in heads.items():
        click.echo(f"{name}: {head}")


def _tell_broken(verdict: Verdict) -> None:
    _tell_some("BROKEN", tuple(map(str, verdict.breaks)))


def _tell_some(what: str, sentences: tuple[str, ...]) -> None:
    for sentence in sentences[:_SHOWN]:
        click.echo(f"{what}: {sentence}", err=True)
    if sentences[_SHOWN:]:
        click.echo(f"{what}: and {len(sentences) - _SHOWN} more", err=True)
