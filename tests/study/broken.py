"""One small edit of a sound folder, where its fault must show, what is said, and the remedy."""

from __future__ import annotations

from dataclasses import dataclass

PROTOCOL, CODES, RELEASED = "protocol.toml", "codes.toml", "released.toml"
PRE, PET = "forms/q_pre.v1.toml", "forms/pet.v1.toml"


@dataclass(frozen=True)
class Broken:
    """One small edit, and where the fault is to be found, said and mended."""

    file: str
    old: str
    new: str
    where: str
    what: str
    remedy: str
    blamed: str | None = None  # where the fault shows in another file than the edited one
