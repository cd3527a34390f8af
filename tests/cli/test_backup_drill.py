"""The restore drill: a backup taken under load and restored elsewhere; without room, and killed."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from her2dash.actions import capture
from her2dash.actions.record import verify_at
from her2dash.store.database import Database
from tests.cli.test_commands import run
from tests.filled import filled
from tests.house import House

BEFORE = 12  # answers that are saved before the backup begins


class Ward(threading.Thread):
    """Enrols patient after patient, answers the first form question by question, and signs it."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self.saved: list[str] = []  # the key of each answer, once it is told to be saved
        self.signed = 0
        self.failed: BaseException | None = None
        self.some_saved, self.enough = threading.Event(), threading.Event()

    def run(self) -> None:
        try:
            for number in range(1, 900):
                self._patient(f"01-{number:03}")
                if self.enough.is_set():
                    return
        except BaseException as error:
            self.failed = error
            self.some_saved.set()

    def _patient(self, number: str) -> None:
        house, study = self._house, self._house.office.study
        first, handle = study.form(study.release.sealed_first), house.enrol(number)
        desk = house.desk("anna")
        for item, value in filled(study, first, house.clock.now().date()).items():
            key = uuid4().hex
            capture.answer(
                desk, handle=handle, form=first.id, item=item, value=value, seen=0, key=key, language="en"
            )
            self.saved.append(key)
            if len(self.saved) >= BEFORE:
                self.some_saved.set()
        house.sign("anna", handle, first.id)
        self.signed += 1


def answers_in(url: str) -> set[str]:
    database = Database(url, create=False)
    with database.reading() as connection:
        found = set(connection.execute(sa.text("select key from answer")).scalars())
    database.dispose()
    return found


def test_what_was_saved_before_a_backup_under_load_is_in_it_and_every_number_is_equal_elsewhere(
    house: House,
    elsewhere: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    live = house.settings.database_url
    monkeypatch.setenv("HER2DASH_DATABASE_URL", live)
    monkeypatch.delenv("HER2DASH_DEMO", raising=False)
    ward, file = Ward(house), tmp_path / "under-load.backup"
    ward.start()
    assert ward.some_saved.wait(60)
    before = set(ward.saved)
    status = run(capsys, "backup", str(file))[0]
    during = len(ward.saved) - len(before)
    ward.enough.set()
    ward.join(60)
    assert (status, ward.failed) == (0, None)
    assert during > 0, "nobody could work while the backup was taken"

    status, out, err = run(capsys, "restore", str(file), "--database-url", elsewhere)
    assert (status, err, "numbers equal" in out) == (0, "", True)
    restored = answers_in(elsewhere)
    assert before <= restored <= set(ward.saved)

    # The restored record is a beginning of the live one: its heads lie on the chains that went on.
    then, now = verify_at(elsewhere, house.office.study), verify_at(live, noted=verify_at(elsewhere).heads)
    assert (then.breaks, now.breaks) == ((), ())
    assert (now.signatures, now.events > then.events) == (ward.signed, True)
    with ZipFile(file) as packed:
        assert json.loads(packed.read("manifest.json"))["counts"]["signatures"] == then.signatures


def _little_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_without_room_nothing_is_left_and_one_sentence_is_said(
    house: House,
    tmp_path: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HER2DASH_DATABASE_URL", house.settings.database_url)
    file = tmp_path / "monday.backup"
    (tmp_path / "elsewhere").mkdir()
    target = f"sqlite:///{tmp_path / 'elsewhere' / 'her2dash.sqlite'}"
    arguments = ["backup", str(file)]
    if command == "restore":
        assert run(capsys, *arguments)[0] == 0
        arguments = ["restore", str(file), "--database-url", target]
    before = sorted(tmp_path.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-m", "her2dash", *arguments],
        preexec_fn=_little_room,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("her2dash: The copy could not be written")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_backup_that_is_killed_leaves_no_file_that_could_be_taken_for_one(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HER2DASH_DATABASE_URL", house.settings.database_url)
    file = tmp_path / "monday.backup"
    begun = subprocess.Popen([sys.executable, "-m", "her2dash", "backup", str(file)])
    while not list(tmp_path.glob(".backup-*")):
        assert begun.poll() is None
        time.sleep(0.01)
    begun.kill()
    assert begun.wait() == -9
    assert not file.exists()
    assert verify_at(house.settings.database_url).breaks == ()
