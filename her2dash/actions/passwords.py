"""What the door needs of a password hasher; her2dash.ui.sign_in brings streamlit-authenticator's."""

from __future__ import annotations

from typing import Protocol

from typing_extensions import override


class Passwords(Protocol):
    """Hashes passwords and compares them; slow on purpose, so never inside a transaction."""

    def hash(self, password: str) -> str:
        """Return what may be stored of a password."""
        ...

    def matches(self, password: str, hashed: str) -> bool:
        """Tell whether a password is the one that was stored."""
        ...


class NoPasswords(Passwords):
    """For commands and the demo's builder, where nobody types a password."""

    @override
    def hash(self, password: str) -> str:
        """Refuse: nothing here may set a password."""
        raise RuntimeError("no hasher was given to this office, and something wants to set a password")

    @override
    def matches(self, password: str, hashed: str) -> bool:
        """Refuse: nothing here may check a password."""
        raise RuntimeError("no hasher was given to this office, and something wants to check a password")
