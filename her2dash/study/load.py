"""Read a study folder: either the whole study, or every fault of it at once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from her2dash.errors import StudyFaults
from her2dash.study.check_forms import form_faults, list_faults
from her2dash.study.check_protocol import protocol_faults
from her2dash.study.check_roles import role_faults
from her2dash.study.check_rows import row_faults
from her2dash.study.check_rules import rule_faults
from her2dash.study.check_wording import wording_faults
from her2dash.study.draft import Draft
from her2dash.study.faults import Fault, Place
from her2dash.study.model import Study
from her2dash.study.reading import read_folder
from her2dash.study.released import folder_print, released_faults

__all__ = ["HER2PET", "Fault", "find_faults", "load_study"]

HER2PET = Path(__file__).parent / "her2pet"


def load_study(folder: Path | None = None) -> Study:
    """Return the study of a folder (ours where none is named); raise StudyFaults with everything wrong."""
    folder = HER2PET if folder is None else Path(folder)
    return _loaded(folder, folder_print(folder))


@lru_cache(maxsize=8)  # many looks at one study, as in a demo and in the tests, share one
def _loaded(folder: Path, digest: str) -> Study:
    draft, faults = _examined(folder)
    if faults or draft.protocol is None:
        raise StudyFaults(faults)
    newest = draft.newest()
    return Study(
        **dict(draft.protocol),
        forms={row.form: newest[row.form].form for row in draft.protocol.schedule},
        editions=tuple(form.form for form in draft.forms),
        codes=draft.codes,
        digest=digest,
    )


def find_faults(folder: Path) -> tuple[Fault, ...]:
    """Return everything that is wrong with a study folder; nothing where it can be used."""
    return _examined(Path(folder))[1]


def _examined(folder: Path) -> tuple[Draft, tuple[Fault, ...]]:
    if not folder.is_dir():
        fault = Place(str(folder), "folder").fault("it is missing", "Name a folder that holds protocol.toml")
        return Draft(), (fault,)
    draft = read_folder(folder)
    found = [
        *draft.faults,
        *protocol_faults(draft),
        *role_faults(draft),
        *rule_faults(draft),
        *list_faults(draft),
        *form_faults(draft),
        *row_faults(draft),
        *wording_faults(draft),
        *released_faults(draft),
    ]
    return draft, tuple(dict.fromkeys(found))
