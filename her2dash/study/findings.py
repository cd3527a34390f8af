"""What the rules of the protocol notice about a patient: pure, from signed answers and days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from her2dash.study.forms import Answers
from her2dash.study.model import Study
from her2dash.study.roles import ItemRef
from her2dash.study.rows import name_of
from her2dash.study.rules import Days, Rule, When


@dataclass(frozen=True)
class Finding:
    """A rule that is broken, the days between where it counts days, and the answers that it rests on."""

    rule: Rule
    days: int | None
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Signed:
    """A patient's last signed answers by form, and the days that the rules know by name."""

    answers: Mapping[str, Answers]
    days: Mapping[str, date]

    def day(self, name: str) -> date | None:
        """Return a day that a rule names, None while it is not known."""
        if name in self.days:
            return self.days[name]
        form, _, item = name.partition(".")
        value = self.answers.get(form, {}).get(item)
        return date.fromisoformat(value) if isinstance(value, str) and item else None

    def codes(self, ref: ItemRef) -> tuple[str, ...]:
        """Return every answer to a question, from all rows where it is asked in each."""
        given = self.answers.get(ref.form, {})
        found = (
            value for key, value in given.items() if value and "~" not in key and name_of(key) == ref.item
        )
        return tuple(code for value in found for code in ((value,) if isinstance(value, str) else value))


def findings(study: Study, signed: Signed) -> tuple[Finding, ...]:
    """Return the rules that are broken, in the order of the protocol; what is not known breaks none."""
    found = (
        _days(rule, rule.days, signed) if rule.days else _when(study, rule, signed) for rule in study.rules
    )
    return tuple(each for each in found if each is not None)


def _days(rule: Rule, wanted: Days, signed: Signed) -> Finding | None:
    since, until = signed.day(wanted.since), signed.day(wanted.until)
    if since is None or until is None:
        return None
    between = (until - since).days
    too_few = wanted.at_least is not None and between < wanted.at_least
    too_many = wanted.at_most is not None and between > wanted.at_most
    evidence = ((wanted.since, since.isoformat()), (wanted.until, until.isoformat()))
    return Finding(rule, between, evidence) if too_few or too_many else None


def _when(study: Study, rule: Rule, signed: Signed) -> Finding | None:
    given = [(each, signed.codes(each.item)) for each in rule.when]
    if not all(_holds(study, condition, codes) for condition, codes in given):
        return None
    return Finding(rule, None, tuple((str(each.item), ",".join(codes)) for each, codes in given))


def _holds(study: Study, condition: When, codes: tuple[str, ...]) -> bool:
    if condition.answered is not None:
        return condition.answered is bool(codes)
    if not codes:
        return False
    if condition.is_ is not None:
        return not set(codes).isdisjoint(condition.is_)
    if condition.is_not is not None:
        return set(codes).isdisjoint(condition.is_not)
    named = condition.group or condition.no_group or ""
    inside = not set(codes).isdisjoint(study.codelist(study.item(condition.item).codes).codes_in(named))
    return inside is (condition.group is not None)
