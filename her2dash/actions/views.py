"""What the actions answer with: frozen, and complete enough that a page needs to ask nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from her2dash.access import Permission, Role
from her2dash.actions.lock_views import Lock
from her2dash.study.model import Form, Value
from her2dash.study.windows import Standing


@dataclass(frozen=True)
class Me:
    """The person at a desk."""

    id: int
    login: str
    name: str
    roles: frozenset[Role]
    site: str | None
    language: str
    permissions: frozenset[Permission]


@dataclass(frozen=True)
class Task:
    """One form that this person may fill now or later."""

    handle: str
    number: str
    site: str
    age: int
    dilemma: str
    planned_on: date
    physician_name: str
    form: str
    standing: Standing
    started: bool
    correcting: bool = False


@dataclass(frozen=True)
class Releasable:
    """A patient whose index test is recorded and waits for its release."""

    handle: str
    number: str
    recorded_at: datetime
    sealed: bool


@dataclass(frozen=True)
class Rival:
    """An answer that somebody gave without having seen the one before: a person has to choose."""

    version: int
    value: Value | None
    person_name: str
    at: datetime
    before: Value | None = None  # what stood there when its author answered


@dataclass(frozen=True)
class Receipt:
    """The proof of a signature, as it is shown to the signer."""

    reference: str
    number: str
    form: str
    form_version: int
    printed_name: str
    role: Role
    meaning: str
    signed_at: datetime
    content_hash: str
    source: str = "form"
    unblinded: bool = False


@dataclass(frozen=True)
class Answered:
    """The answer of one item that counts now, with those it has not seen."""

    version: int
    newest: int
    value: Value | None
    person_name: str
    at: datetime
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True)
class Correcting:
    """A signed form that is open again: for which reason (none: blanked), by whom, since when."""

    reason: str | None
    person_name: str
    at: datetime


@dataclass(frozen=True)
class Sheet:
    """One form of one patient, as this person sees it."""

    handle: str
    number: str
    site: str
    age: int
    dilemma: str
    planned_on: date
    form: Form
    answered: Mapping[str, Answered]
    last_saved: datetime | None
    mark: int
    standing: Standing
    receipt: Receipt | None
    editable: bool
    role: Role | None = None  # the one in which this person fills it
    respondent: bool = True  # whether that is the role to which the form is addressed
    correcting: Correcting | None = None
    earlier: tuple[Receipt, ...] = ()  # signatures before the newest one
    result_is_open: bool = False  # whether this person may read the index test, in another form
    lock: Lock | None = None  # the one that holds here: of the study, the patient or the form

    @property
    def answers(self) -> dict[str, Value]:
        """The answers that count now, without those taken back."""
        return {item: given.value for item, given in self.answered.items() if given.value is not None}


@dataclass(frozen=True)
class Saved:
    """An answer is in the database: at this moment, as this version, beside these rivals."""

    at: datetime
    answered: Answered


@dataclass(frozen=True)
class Released:
    """The index test is shown to the referring physician from this moment on."""

    at: datetime
    sealed_before: bool


@dataclass(frozen=True)
class Owed:
    """A form that is due or overdue, and who owes it."""

    physician_name: str
    handle: str
    number: str
    form: str
    standing: Standing
