"""Where this installation lives and what it serves, read from the environment and nowhere else."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from her2dash.errors import CannotStart

# The folder that holds app.py, .streamlit/ and, by default, var/.
PLACE = Path(__file__).resolve().parents[1]

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})
_COHORT = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

# A cohort that nobody wrote down: so many patients, made up by chance.
_REGISTRY = re.compile(r"registry-([0-9]+)")
LARGEST_REGISTRY = 20_000

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decides; everything else is in the study or in the database."""

    database_url: str
    demo: bool = False
    cohort: str = "in-progress"
    study: Path | None = None  # none: the study that comes with the package
    secure_cookie: bool | None = None  # none: decided by the request, see ui/browser.py
    behind_proxy: bool = False  # whether X-Forwarded-For is believed of who stands on this machine
    apart: bool = False  # in a demo: whether each visitor has a copy of it

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the HER2DASH_* variables; raises CannotStart naming the one that is wrong."""
        demo = _switch(environment, "HER2DASH_DEMO") or False
        cohort = environment.get("HER2DASH_COHORT") or "in-progress"
        if not _COHORT.fullmatch(cohort):
            raise CannotStart(
                "HER2DASH_COHORT is {given!r}: a cohort is named like in-progress.", given=cohort
            )
        _check_registry(cohort)
        study = environment.get("HER2DASH_STUDY")
        return cls(
            database_url=_absolute(environment.get("HER2DASH_DATABASE_URL") or _embedded(demo, cohort)),
            demo=demo,
            cohort=cohort,
            study=Path(study).resolve() if study else None,
            secure_cookie=_switch(environment, "HER2DASH_SECURE_COOKIE"),
            apart=demo and (_switch(environment, "HER2DASH_DEMO_APART") or False),
            behind_proxy=_switch(environment, "HER2DASH_BEHIND_PROXY") or False,
        )

    @property
    def patients(self) -> int | None:
        """How many patients the demo's registry has; none for any other cohort, and for a study."""
        return patients_of(self.cohort) if self.demo else None

    def to_environment(self) -> dict[str, str]:
        """Return the variables from which a process of the server reads these settings again."""
        secure = self.secure_cookie
        return {
            "HER2DASH_DATABASE_URL": self.database_url,
            "HER2DASH_DEMO": "1" if self.demo else "0",
            "HER2DASH_COHORT": self.cohort,
            "HER2DASH_STUDY": str(self.study or ""),
            "HER2DASH_SECURE_COOKIE": "" if secure is None else "1" if secure else "0",
            "HER2DASH_DEMO_APART": "1" if self.apart else "0",
            "HER2DASH_BEHIND_PROXY": "1" if self.behind_proxy else "0",
        }


def patients_of(cohort: str) -> int | None:
    """Return how many patients a registry has; none for any other cohort."""
    named = _REGISTRY.fullmatch(cohort)
    return int(named[1]) if named else None


def registry(patients: int) -> str:
    """Return the name of the cohort that is a registry of so many patients."""
    return f"registry-{patients}"


def _check_registry(cohort: str) -> None:
    wanted = _REGISTRY.fullmatch(cohort)
    if wanted and (wanted[1].startswith("0") or int(wanted[1]) > LARGEST_REGISTRY):
        raise CannotStart(
            "HER2DASH_COHORT is {given!r}: a registry has 1 to {most} patients, and is named like "
            "registry-2000.",
            given=cohort, most=LARGEST_REGISTRY,
        )  # fmt: skip


def _embedded(demo: bool, cohort: str) -> str:
    name = f"demo-{cohort}" if demo else "her2dash"
    return f"sqlite:///{PLACE / 'var' / name}.sqlite"


def _absolute(url: str) -> str:
    # The server goes to its own folder; a database named from here stays here.
    kind, beside, file = url.partition(":///")
    return kind + beside + str(Path(file).resolve()) if beside and kind.startswith("sqlite") and file else url


def _switch(environment: Mapping[str, str], name: str) -> bool | None:
    given = environment.get(name, "").strip().lower()
    if given not in _YES | _NO:
        raise CannotStart("{name} is {given!r}: say 1 or 0.", name=name, given=given)
    return given in _YES if given else None
