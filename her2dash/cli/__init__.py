"""The command line: every command a few lines, over the same actions as the pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from her2dash.cli.analysis import analyse, export
from her2dash.cli.backup import backup, restore
from her2dash.cli.documents import docs
from her2dash.cli.person import person
from her2dash.cli.place import audit, demo, init, serve
from her2dash.cli.study import study
from her2dash.errors import Problem


class _Plain(click.Group):
    """A group whose commands answer a person's mistake with a sentence and exit status 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a Problem becomes its sentence."""
        try:
            return super().invoke(ctx)
        except Problem as problem:
            click.echo(f"her2dash: {problem}", err=True)
            ctx.exit(2)


@click.group(cls=_Plain)
def _her2dash() -> None:
    """Run a pre/post imaging study: questionnaires and a live dashboard."""


for _command in (init, serve, demo, person, study, audit, backup, restore, analyse, export, docs):
    _her2dash.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its status."""
    sys.exit(_her2dash(args=None if arguments is None else list(arguments), standalone_mode=True))
