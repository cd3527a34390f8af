"""Making, serving and proving a place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from her2dash.settings import LARGEST_REGISTRY, LOOPBACK, Settings, registry

if TYPE_CHECKING:
    from her2dash.actions.record import Verdict

# Each command imports what it needs when it runs: `her2dash --help` stays quick.

_HEAD = re.compile(r"[0-9a-f]{64}")
_URL = click.option("--database-url", help="Another database than the configured one.")
_HOST = click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; TLS ends at the proxy."
)
_PORT = click.option("--port", default=8501, show_default=True, type=int)


@click.command()
@click.option("--upgrade", is_flag=True, help="Bring an older database to this version of the app.")
def init(upgrade: bool) -> None:
    """Make an empty place for a study: tables, stamp, no people."""
    from her2dash.actions.office import make_place, upgrade_place

    settings = replace(Settings.from_environment(), demo=False)
    if upgrade:
        upgrade_place(settings)
        click.echo("The database is at the newest version.")
        return
    make_place(settings)
    click.echo("A place is made.")
    click.echo('Next: her2dash person add LOGIN --name "Printed name" --role admin')


@click.command()
@_HOST
@_PORT
def serve(host: str, port: int) -> None:
    """Serve the study until interrupted."""
    from her2dash.ui.server import serve as run

    run(replace(Settings.from_environment(), demo=False), host, port)


@click.command()
@click.option("--cohort", help="Which synthetic study: in-progress, unless another is named, or published.")
@click.option(
    "--patients",
    type=click.IntRange(1, LARGEST_REGISTRY),
    help="Instead of a cohort: a registry of so many patients, made up by chance, the same each time.",
)
@click.option(
    "--apart/--together",
    default=None,
    help="Whether each visitor has a copy of the demo; by itself where it listens to other machines.",
)
@_HOST
@_PORT
def demo(cohort: str | None, patients: int | None, apart: bool | None, host: str, port: int) -> None:
    """Serve a demo with synthetic data; makes it first when it is not there."""
    from her2dash.demo import demo_settings, is_there, prepare
    from her2dash.ui.server import serve as run

    if cohort and patients:
        raise click.UsageError("Name a cohort or a number of patients, not both.")
    settings = demo_settings(registry(patients) if patients else cohort or "in-progress")
    # Who alone reaches it sees one demo on every screen; strangers each have their own.
    strangers = settings.apart or settings.behind_proxy or host not in LOOPBACK
    settings = replace(settings, apart=strangers if apart is None else apart)
    if settings.patients and not is_there(settings):
        click.echo(f"A registry of {settings.patients} patients is made first: a minute for some thousand.")
    prepare(settings)
    click.echo(f"her2dash demo, synthetic data: http://{host}:{port}   (Ctrl-C ends it)")
    run(settings, host, port)


@click.group()
def audit() -> None:
    """The record's proof."""


def _head(_: click.Context, __: click.Parameter, given: str | None) -> str | None:
    if given is not None and not _HEAD.fullmatch(given.strip().lower()):
        raise click.BadParameter("a head is the 64 signs 0-9 and a-f that an earlier verify printed.")
    return given.strip().lower() if given else None


@audit.command()
@_URL
@click.option("--expect-record", callback=_head, help="A head of the record's chain that was noted earlier.")
@click.option("--expect-access", callback=_head, help="A head of the access log that was noted earlier.")
def verify(database_url: str | None, expect_record: str | None, expect_access: str | None) -> None:
    """Verify both chains, what they cover, and the rows of the statistics.

    Exit status 0: everything holds. 1: something does not, the first broken event is named. 2: there is
    nothing to verify. 3: the chains hold, and the rows of the statistics could not be checked.
    """
    from her2dash.actions.record import ACCESS, RECORD, verify_at
    from her2dash.study.load import load_study

    settings = Settings.from_environment()
    noted = {RECORD: expect_record, ACCESS: expect_access}
    verdict = verify_at(
        database_url or settings.database_url,
        load_study(settings.study),
        noted={chain: head for chain, head in noted.items() if head},
    )
    _tell(verdict)
    if verdict.breaks or not verdict.cases_checked:
        raise SystemExit(1 if verdict.breaks else 3)


def _tell(verdict: Verdict) -> None:
    click.echo(
        f"{verdict.events} events of the record, {verdict.accesses} of the access log, "
        f"{verdict.rows} rows, {verdict.signatures} signatures checked."
    )
    for broken in verdict.breaks[:20]:
        click.echo(f"BROKEN: {broken}", err=True)
    if verdict.breaks[20:]:
        click.echo(f"BROKEN: and {len(verdict.breaks) - 20} more", err=True)
    if not verdict.cases_checked:
        click.echo(f"NOT CHECKED: the rows of the statistics, since {_why_not(verdict)}", err=True)
    if not verdict.breaks:
        click.echo("Both chains hold. Note their heads elsewhere: they prove later that nothing was cut off.")
        for name, head in verdict.heads.items():
            click.echo(f"{name}: {head}")


def _why_not(verdict: Verdict) -> str:
    if verdict.breaks:
        return "what they are derived from does not hold."
    return "the database holds another study. Name its folder in HER2DASH_STUDY and verify again."
