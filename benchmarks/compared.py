"""What is compared at each size: her2dash, a plain page of the same study, and a page with nothing on it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from registry import grow
from servers import Running, serving

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from her2dash.actions import accounts  # noqa: E402 - the place is put on the path first
from her2dash.actions.office import open_office  # noqa: E402 - as above
from her2dash.demo import prepare  # noqa: E402 - as above
from her2dash.settings import Settings  # noqa: E402 - as above
from her2dash.ui.authenticator import COOKIE  # noqa: E402 - as above


@contextmanager
def ours(folder: Path, size: int) -> Iterator[Running]:
    """Serve her2dash; who looks is signed in before the process begins, as the plain page knows nobody."""
    settings = settings_at(study_of(folder, size))
    office = open_office(settings)
    token = accounts.enter_demo(office, login="peters", replaces=None)
    office.database.dispose()
    with serving(HERE.parent, ("uvicorn", "app:app"), settings.to_environment()) as server:
        server.cookies = {COOKIE: token}
        yield server


@contextmanager
def plain(folder: Path, size: int) -> Iterator[Running]:
    """Serve the plain page."""
    with streamlit(folder, "plain_page.py", {"PLAIN_FILE": str(study_of(folder, size))}) as server:
        yield server


def empty() -> AbstractContextManager[Running]:
    """Serve a page with nothing on it."""
    return streamlit(HERE, "empty_page.py", {})


def streamlit(place: Path, page: str, environment: dict[str, str]) -> AbstractContextManager[Running]:
    """Serve a page as Streamlit does by itself."""
    line = ("streamlit", "run", str(HERE / page), "--server.headless", "true",
            "--browser.gatherUsageStats", "false")  # fmt: skip
    return serving(place, line, environment)


def settings_at(file: Path) -> Settings:
    """Return the settings of a demo on a file."""
    settings = Settings.from_environment({"HER2DASH_DEMO": "1", "HER2DASH_COHORT": "published"})
    return replace(settings, database_url=f"sqlite:///{file}")


def study_of(folder: Path, size: int) -> Path:
    """Return a study of so many patients, on a file; it is made when it is first asked for."""
    first, file = folder / "published.sqlite", folder / f"{size}.sqlite"
    if not first.exists():
        prepare(settings_at(first))
    if not file.exists():
        shutil.copy(first, file)
        grow(file, patients=size)
    return file
