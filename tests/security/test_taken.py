"""Files are taken at the command line alone: what is too much is refused in a sentence."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from her2dash.cli import main
from her2dash.exports.backup import COPY, MANIFEST

MEGABYTE = 1024 * 1024
HEAD = (
    "patient_id,included,pet_result,anti_her2_therapy,conventional_her2,biopsy_her2,ctc_count,ctc_her2_pos"
    "\r\n"
)

BOMBS = {
    "one cell of ten megabytes": HEAD + "01-001,1,positive,yes," + "x" * 10 * MEGABYTE + ",,,\r\n",
    "a quote that never ends": HEAD + '"' + "01-001,1\r\n" * MEGABYTE,
    "a number of a million digits": HEAD + "01-001,1,positive,yes,,," + "9" * 100_000 + ",\r\n",
    "no text at all": "\x00" * MEGABYTE,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_table_that_no_study_has_is_refused_with_its_place(
    tmp_path: Path, bomb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("patients", "lesions", "questionnaires"):
        (tmp_path / f"{name}.csv").write_text(BOMBS[bomb] if name == "patients" else "", encoding="utf-8")
    status, said = run(capsys, "analyse", str(tmp_path))
    assert (status, "patients.csv, line 1" in said or "patients.csv, line 2" in said) == (2, True)
    assert "Traceback" not in said


def test_a_backup_that_unpacks_into_more_than_any_of_ours_is_refused_unread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HER2DASH_DATABASE_URL", f"sqlite:///{tmp_path / 'place.sqlite'}")
    file = tmp_path / "bomb.zip"
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr(MANIFEST, b" " * 65 * MEGABYTE)
        packed.writestr(COPY, b"")
    assert file.stat().st_size < MEGABYTE
    status, said = run(capsys, "restore", str(file))
    assert (status, "its manifest is longer than" in said) == (2, True)
    assert not (tmp_path / "place.sqlite").exists()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run a command; return its status and what it says is wrong."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0), capsys.readouterr().err
