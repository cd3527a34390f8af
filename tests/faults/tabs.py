"""Robots at tabs of the real app: each answers over a websocket, and remembers what was shown as saved."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

import sqlalchemy as sa
from websockets.exceptions import WebSocketException

from her2dash.actions import accounts
from her2dash.actions.desk import Office
from her2dash.actions.office import make_place, open_office
from her2dash.settings import Settings
from tests.browser.world import Server
from tests.house import QuickPasswords
from tests.ui.conftest import PASSWORD
from tests.ui.real import NUMBER, OTHERS, furnished
from tests.ui.tab import Tab

PATIENCE = 60.0

# Who answers which question of which patient: five tabs, two of them of one person.
POSTS = (
    ("anna", NUMBER, "q_pre", 2, "status"), ("bram", OTHERS, "q_pre", 2, "status"),
    ("carla", NUMBER, "workup", 1, "performance"),
    ("iris", NUMBER, "pet", 2, "call"), ("iris", OTHERS, "pet", 2, "call"),
)  # fmt: skip

_GIVEN = sa.text("""
select answer.value from answer join sheet on sheet.id = answer.sheet_id
join patient on patient.id = sheet.patient_id
where patient.handle = :handle and sheet.form = :form and answer.item = :item order by answer.version
""")


@dataclass
class Robot:
    """Somebody at a tab who chooses one option of a question after the other, until the line breaks."""

    address: str
    token: str
    handle: str
    form: str
    page: int
    item: str
    codes: list[str]
    asked: list[str] = field(default_factory=list)  # every code that was chosen, in its order
    shown: int = 0  # how many of them the page showed as saved
    known: int = 0  # how many of them were compared with the record before
    stumbled: str = ""
    broke: str = ""  # how its line ended: it should when the server is killed, and no sooner

    def work(self) -> None:
        """Answer until the server is gone; what else goes wrong is told."""
        self.broke = ""
        try:
            with self.tab() as tab:
                while not self.stumbled:
                    self._look(self.choose(tab))
        except (OSError, WebSocketException) as error:
            self.broke = repr(error)
        except Exception as error:  # a thread would take it along in silence
            self.stumbled = repr(error)

    def tab(self) -> Tab:
        """Open the form in a new tab."""
        tab = Tab(self.address, {"her2dash_session": self.token})
        return tab.run("form", query=self.query)

    @property
    def query(self) -> str:
        """Which page of which form the address names."""
        return f"patient={self.handle}&form={self.form}&page={self.page}"

    def choose(self, tab: Tab) -> Tab:
        """Choose the next option and take in what the page says then."""
        (radio, options), *_ = (each for each in tab.radios if each[0].endswith(f".{self.item}"))
        code = self.codes[(self.codes.index(self.asked[-1]) + 1) % len(self.codes) if self.asked else 0]
        self.asked.append(code)
        return tab.run("form", query=self.query, choose=(radio, options[self.codes.index(code)]))

    def _look(self, tab: Tab) -> None:
        if "Saved" not in tab.text or "Not saved yet" in tab.text or "There is a problem" in tab.text:
            self.stumbled = f"not shown as saved: {tab.text}"
            return
        self.shown = len(self.asked)

    def seen_by_a_reader(self) -> str:
        """The option that the page shows as chosen now, as its code."""
        with self.tab() as tab:
            drawn = [m.delta.new_element.radio for m in tab.messages if m.WhichOneof("type") == "delta"]
            (radio,) = [each for each in drawn if each.id.endswith(f".{self.item}")]
            return self.codes[list(radio.options).index(radio.raw_value)]

    def given(self, office: Office) -> list[str]:
        """What the record holds of this question, the oldest first."""
        said = {"handle": self.handle, "form": self.form, "item": self.item}
        with office.database.reading() as connection:
            return [json.loads(value) for value in connection.execute(_GIVEN, said).scalars()]


@dataclass
class RealApp:
    """The app as `her2dash serve` serves it, and the robots at its tabs."""

    server: Server
    office: Office
    robots: list[Robot]

    def kill_while_they_answer(self, after: float) -> None:
        """SIGKILL the server so many seconds after every robot was shown another answer as saved."""
        before, threads = [robot.shown for robot in self.robots], []
        for robot in self.robots:
            threads.append(Thread(target=robot.work))
            threads[-1].start()
        until = time.monotonic() + PATIENCE
        while any(robot.shown == shown for robot, shown in zip(self.robots, before, strict=True)):
            assert not any(robot.stumbled or robot.broke for robot in self.robots), self.told
            assert time.monotonic() < until, f"the robots do not get on: {self.told}"
            time.sleep(0.01)
        time.sleep(after)
        self.server.kill()
        for thread in threads:
            thread.join()
        assert not any(robot.stumbled for robot in self.robots), self.told

    @property
    def told(self) -> list[str]:
        """What each robot has to tell."""
        return [f"{r.form}: {r.shown} shown, {r.stumbled or r.broke or 'at work'}" for r in self.robots]


@contextmanager
def real_app(settings: Settings) -> Iterator[RealApp]:
    """Make a place, serve it, and put a robot at each post; at the end the server is gone."""
    make_place(settings)
    office = open_office(settings, passwords=QuickPasswords())
    furnished(office)
    server = Server(settings).start()
    try:
        yield RealApp(server, office, [_robot(office, server, *post) for post in POSTS])
    finally:
        server.kill()
        office.database.dispose()


def _robot(office: Office, server: Server, login: str, number: str, form: str, page: int, item: str) -> Robot:
    token = accounts.sign_in(office, login=login, password=PASSWORD, address="", replaces=None)
    with office.database.reading() as connection:
        named = sa.text("select handle from patient where number = :number")
        handle = str(connection.execute(named, {"number": number}).scalar_one())
    options = office.study.codelist(office.study.form(form).item(item).codes).codes
    return Robot(server.address, token, handle, form, page, item, [code.code for code in options])
