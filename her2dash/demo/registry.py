"""A registry of any size, made up by chance and taken over in batches; the same each time on the same day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from math import sqrt

from her2dash.access import Role
from her2dash.actions import accounts, people
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Desk, Office
from her2dash.actions.histories import History
from her2dash.actions.taking_over import take_over
from her2dash.demo.cast import registry_people
from her2dash.demo.chance import Chance
from her2dash.demo.cohort import load_cohort
from her2dash.demo.story import Hands, Story
from her2dash.errors import CannotStart

_AT_ONCE = 200
_SHORTEST, _LONGEST = 420, 1400  # days for which a registry has been open


class Registry:
    """Makes a registry on a fresh demo; `now` is the moment up to which it has got."""

    def __init__(self, office: Office, clock: GivenClock, patients: int, now: datetime) -> None:
        self._office, self._clock, self._patients, self._now = office, clock, patients, now
        self._people = registry_people(office.study.sites)
        self._of_role: dict[Role, str] = {
            role: self._first(role) for role in Role if role is not Role.PHYSICIAN
        }
        # The k-th site enrols less than those before it, as in any registry.
        self._sites = {site.code: (1 + k) ** -0.4 for k, site in enumerate(office.study.sites)}
        self._open_for = min(max(patients, _SHORTEST), _LONGEST)

    def build(self) -> None:
        """Add the people on the day on which the registry opens, and take over what happened since."""
        if self._office.study.id != load_cohort("in-progress").study:
            raise CannotStart("A registry of this study cannot be made up; leave HER2DASH_STUDY away.")
        self._clock.set(self._now - timedelta(days=self._open_for + 1))
        self._add_people(accounts.command_desk(self._office))
        self._clock.set(self._now)
        desk, histories = accounts.command_desk(self._office), self._histories()
        while some := tuple(islice(histories, _AT_ONCE)):
            take_over(desk, histories=some)

    def _add_people(self, desk: Desk) -> None:
        for one in self._people:
            people.add_person(desk, login=one.login, name=one.name, roles=one.roles, site=one.site)

    def _histories(self) -> Iterator[History]:
        numbers = Counter[str]()
        for n in range(self._patients):
            chance = Chance(f"patient {n}")
            site = chance.one_of(self._sites)
            numbers[site] += 1
            enrolled = (self._now - timedelta(days=self._days_ago(n, chance))).date()
            hands = Hands(chance.one_of(dict.fromkeys(self._physicians(site), 1)), self._of_role)
            story = Story(self._office.study, n, enrolled, hands)
            yield story.until(self._now, number=f"{site}-{numbers[site]:03}", site=site)

    def _days_ago(self, n: int, chance: Chance) -> int:
        """Return when the n-th patient is enrolled: sites open one by one, so that it goes ever faster."""
        share = (n + chance.share()) / self._patients
        return round(1 + (self._open_for - 1) * (1 - sqrt(share)))

    def _first(self, role: Role) -> str:
        return next(one.login for one in self._people if role in one.roles)

    def _physicians(self, site: str) -> list[str]:
        return [one.login for one in self._people if Role.PHYSICIAN in one.roles and one.site == site]
