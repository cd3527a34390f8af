"""What the actions about signed forms answer with: a form as its newest signature covers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from her2dash.actions.views import Receipt
from her2dash.study.forms import Form, Value


@dataclass(frozen=True)
class Earlier:
    """A signature that another one followed, and why the form was corrected; none: the reason was blanked."""

    receipt: Receipt
    reason: str | None


@dataclass(frozen=True)
class SignedForm:
    """The answers under a form's newest signature, in the version that was signed."""

    number: str
    site: str
    form: Form
    answers: Mapping[str, Value]
    receipt: Receipt
    seal_holds: bool  # whether the answers still give the hash that was signed
    earlier: tuple[Earlier, ...]
    correcting_since: datetime | None
