"""Analysing a data set from files, and writing those files from a study, so that it can be repeated in R."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from her2dash.settings import Settings

if TYPE_CHECKING:
    from her2dash.figures.sentences import DataTable

_FOLDER = click.argument("folder", type=click.Path(path_type=Path))


@click.command()
@_FOLDER
@click.option("--planned", type=click.IntRange(min=1), help="Planned patients; the study's target by itself.")
@click.option("--final", is_flag=True, help="The final analysis: open patients count as not concordant.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of tables.")
def analyse(folder: Path, planned: int | None, final: bool, as_json: bool) -> None:
    """Analyse patients.csv, lesions.csv and questionnaires.csv of a folder."""
    from her2dash.analysis.files import read_folder
    from her2dash.analysis.trial import analyse as analysis_of
    from her2dash.analysis.trial_plan import AnalysisPlan
    from her2dash.study.load import load_study

    study = load_study(Settings.from_environment().study)
    plan = AnalysisPlan(planned or study.target, final, study.threshold, exact_up_to=study.exact_up_to)
    found = analysis_of(read_folder(folder), plan)
    if as_json:
        click.echo(json.dumps(found.record(), indent=2, allow_nan=False))
        return
    from her2dash.figures.analysis_tables import analysis_tables
    from her2dash.i18n import Words

    for table in analysis_tables(found, Words("en")):
        click.echo(_as_text(table))


@click.group()
def export() -> None:
    """Files for others."""


@export.command("analysis-data")
@_FOLDER
@click.option("--as", "login", help="Who takes the data: a PI or monitor. Not asked in a demo.")
def analysis_data(folder: Path, login: str | None) -> None:
    """Write the analysis data set of the study, as `her2dash analyse` reads it."""
    from her2dash.actions.exports import analysis_data as taken
    from her2dash.analysis.files import write_files
    from her2dash.cli.person import signed_in

    texts = write_files(taken(signed_in(login)))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
        click.echo(str(folder / name))


def _as_text(table: DataTable) -> str:
    rows = [table.columns, *table.rows]
    widths = [max(len(row[n]) for row in rows) for n in range(len(table.columns))]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join([table.caption, *lines, ""])
