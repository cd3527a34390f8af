"""What can go wrong, one class per reaction; each carries data, the words are made at the edge."""

from __future__ import annotations

from collections.abc import Sequence


class Problem(Exception):
    """Something a person can mend.

    `text` is an English sentence with {names}, which is also its key in the catalogues;
    `values` fill the names. Never put a participant's answer into either.
    """

    def __init__(self, text: str, **values: object) -> None:
        self.text = text
        self.values = values
        super().__init__(text.format(**values) if values else text)


class SignedOut(Problem):
    """Nobody is signed in any more: the session ended, was revoked or never was."""

    def __init__(self) -> None:
        super().__init__("You are signed out. Sign in again to go on.")


class SecondStep(Problem):
    """The password was right, and a code is asked next; the token is of this first step and opens nothing."""

    def __init__(self, token: str) -> None:
        self.token = token
        super().__init__("A code is asked next.")


class Forbidden(Problem):
    """The person has no right to this, or the patient is outside what the person may see."""


class NotFound(Problem):
    """There is no such patient, form or person, or none that this person may know of."""


class Refused(Problem):
    """The study's rules do not allow this now; the sentence says what would."""


class WrongAnswer(Problem):
    """An answer that the item cannot hold; the sentence says what it can."""


class Impossible(WrongAnswer):
    """A number that no patient can have; the item may say why in the clinic's words."""


class OutOfReach(Problem):
    """The database cannot be reached, is held by another writer, or is full: the same again may succeed."""


class CannotStart(Problem):
    """The place or its configuration is not fit to be served; the sentence says how to mend it."""


class StudyFaults(Problem):
    """A study folder that cannot be used, with every fault found in it."""

    def __init__(self, faults: Sequence[object]) -> None:
        self.faults = tuple(faults)
        listed = "\n".join(str(fault) for fault in self.faults)
        super().__init__("{n} faults in the study folder:\n{listed}", n=len(self.faults), listed=listed)
