"""Documents that come out of the code; the check fails when one was left behind."""

from __future__ import annotations

from pathlib import Path

import click

from her2dash.exports.documents import generated


@click.command()
@click.option(
    "--check", is_flag=True, help="Change nothing; exit status 1 where a document is not up to date."
)
def docs(check: bool) -> None:
    """Write the generated documents: permissions, codebook and statistical methods."""
    folder = Path(__file__).parents[2] / "docs"
    stale = [name for name, text in generated().items() if not _is(folder / name, text)]
    for name in stale:
        if check:
            click.echo(f"docs/{name} is not up to date; run make docs.", err=True)
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(generated()[name], encoding="utf-8")
            click.echo(f"docs/{name} written.")
    if check and stale:
        raise SystemExit(1)


def _is(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == text
