"""Making, serving and proving a place."""

from __future__ import annotations

from dataclasses import replace

import click

from her2dash.settings import Settings

# Each command imports what it needs when it runs: `her2dash --help` stays quick.

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
@click.option("--cohort", default="in-progress", show_default=True, help="Which synthetic study.")
@_HOST
@_PORT
def demo(cohort: str, host: str, port: int) -> None:
    """Serve a demo with synthetic data; makes it first when it is not there."""
    from her2dash.demo import demo_settings, prepare
    from her2dash.ui.server import serve as run

    settings = demo_settings(cohort)
    prepare(settings)
    click.echo(f"her2dash demo, synthetic data: http://{host}:{port}   (Ctrl-C ends it)")
    run(settings, host, port)


@click.group()
def audit() -> None:
    """The record's proof."""


@audit.command()
@_URL
def verify(database_url: str | None) -> None:
    """Verify both chains; exit status 1 and the first broken event where they do not hold."""
    from her2dash.actions.record import verify_at
    from her2dash.study.load import load_study

    settings = Settings.from_environment()
    verdict = verify_at(database_url or settings.database_url, load_study(settings.study))
    click.echo(
        f"{verdict.events} events of the record, {verdict.accesses} of the access log, "
        f"{verdict.rows} rows, {verdict.signatures} signatures checked."
    )
    for broken in verdict.breaks[:20]:
        click.echo(f"BROKEN: {broken}", err=True)
    if verdict.breaks:
        raise SystemExit(1)
    click.echo("Both chains hold. Note their heads elsewhere: they prove later that nothing was cut off.")
    for name, head in verdict.heads.items():
        click.echo(f"{name}: {head}")
