"""What the actions answer with: frozen, and complete enough that a page needs to ask nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from her2dash.access import Permission, Role
from her2dash.analysis.overview import Overview
from her2dash.study.model import Form, Item, Value
from her2dash.study.rules import Rule
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
class FormState:
    """Where one form of one patient stands, and what this person may do with it."""

    form: str
    event: str
    standing: Standing
    started: bool
    signed_at: datetime | None
    may_fill: bool
    may_read: bool
    correcting: bool = False
    not_obtained: str | None = None


@dataclass(frozen=True)
class PatientRow:
    """One patient in the list, with the state of each form."""

    handle: str
    number: str
    site: str
    physician_name: str
    age: int
    dilemma: str
    enrolled_on: date
    planned_on: date
    released_at: datetime | None
    sealed_before: bool | None
    closed: bool
    ended: str | None
    forms: tuple[FormState, ...]


class Happened(StrEnum):
    """What can stand on a patient's timeline."""

    ENROLLED = "enrolled"
    ASSIGNED = "assigned"
    REASSIGNED = "reassigned"
    REPLANNED = "replanned"
    RELEASED = "released"
    SIGNED = "signed"
    SIGNED_AGAIN = "signed_again"
    CORRECTED = "corrected"
    CORRECTION_DROPPED = "correction_dropped"
    GIVEN_UP = "given_up"
    WANTED_AGAIN = "wanted_again"
    DAY = "day"


@dataclass(frozen=True)
class Entry:
    """One thing on a patient's timeline: a deed at a moment, or a day that a signed form names."""

    day: date
    at: datetime | None
    what: Happened
    form: str | None = None
    item: Item | None = None
    person: str | None = None
    note: str | None = None  # a name, a source, a coded or written reason, as the kind has it
    unblinded: bool = False


@dataclass(frozen=True)
class Explained:
    """Why answers that break a rule are right, by whom and when."""

    text: str
    person_name: str
    at: datetime


@dataclass(frozen=True)
class Noticed:
    """A rule of the protocol that a patient's signed answers break; `evidence` is their hash."""

    handle: str
    number: str
    rule: Rule
    days: int | None
    answers: tuple[tuple[str, str], ...]
    evidence: str
    explained: Explained | None

    @property
    def is_query(self) -> bool:
        """Whether it waits for a correction or an explanation."""
        return self.rule.sort == "query"


@dataclass(frozen=True)
class PatientFile:
    """One patient with everything that the reader may know."""

    row: PatientRow
    entries: tuple[Entry, ...]
    noticed: tuple[Noticed, ...]


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
    """A signed form that is open again: for which reason, by whom, since when."""

    reason: str
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


@dataclass(frozen=True)
class Board:
    """What the overview shows: enrolment, the primary endpoint so far, and who owes a form."""

    overview: Overview
    owed: tuple[Owed, ...]
    data_version: int
    as_of: datetime
