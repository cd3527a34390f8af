"""What can be drawn: the moves of a story, and how the numbers in them become questions, answers and rows."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import uuid4

from tests.actions.drill.asked import inputs, keys
from tests.actions.drill.form import WRONG
from tests.actions.drill.players import Players
from tests.actions.drill.stage import FILLERS
from tests.actions.model import Sheet

REASONS = ("typed in the wrong box", "a slip", "a typo", "typo", "  ")
NO_QUESTIONS = ["nothing", "spots", "place", "given:1", "sure~why", "spots:1~none", "remark", "seen_on"]
TAKE_BACK, ROW_BACK = (None, None), ("row", "row")


@dataclass(frozen=True)
class Move:
    """One step of a story."""

    deed: str
    who: str
    sheet: int
    which: int
    value: int
    saw: str  # what the person had seen: at the last look, everything, or nothing
    also: bool

    def play(self, players: Players) -> None:
        """Do it, on one of the sheets that there are."""
        turn = _Turn(players, self)
        if self.deed in CHANGES and not turn.sheet.editable and self.value % 4:
            turn.reopen()
        getattr(turn, self.deed)()


class _Turn:
    """One move on one sheet."""

    def __init__(self, players: Players, move: Move) -> None:
        self.players, self.move, self.who = players, move, move.who
        self.n = move.sheet % len(players.sheets)
        self.sheet: Sheet = players.sheets[self.n]

    def publish(self) -> None:
        """Publish the second version, once, while there is a draft."""
        if not self.players.stage.published and any(sheet.begun for sheet in self.players.sheets):
            self.players.publish()

    def look(self) -> None:
        """Load the page again."""
        self.players.look(self.who, self.n)

    def answer(self) -> None:
        """Answer a question; then perhaps see what became of it."""
        item = self._question()
        self._give(item, self._typed(item, self.move.value), self._seen(item, self.move.saw))
        if self.move.also:
            self.look()

    def answer_at_once(self) -> None:
        """Let both people answer one question, neither having seen the other's answer."""
        item = self._question()
        known = self._seen(item, "all")
        for shift, who in enumerate(FILLERS):
            self.who = who
            self._give(item, self._typed(item, self.move.value + shift * 4), known)

    def choose(self) -> None:
        """Choose among rivals, if there are, having seen them all."""
        for item, (value, newest, rivals) in sorted(self.sheet.settled().items()):
            if rivals:
                kept = (value, *rivals)[self.move.value % (len(rivals) + 1)]
                self._give(item, (kept, kept), newest)
                break

    def take_back(self) -> None:
        """Take an answer back, be it a row."""
        there = sorted(self.sheet.answers()) or ["given"]
        item = there[self.move.which % len(there)]
        self._give(item, TAKE_BACK, self._seen(item, self.move.saw))

    def add_row(self) -> None:
        """Add a row."""
        self.players.ask(self.players.add, who=self.who, n=self.n, key=uuid4().hex)

    def set_row(self) -> None:
        """Remove a row, or put it back."""
        known = sorted({a.item for a in self.sheet.history if a.item.startswith("spots:")})
        if known:
            item = known[self.move.which % len(known)]
            self._give(item, ROW_BACK if self.move.also else TAKE_BACK, self._seen(item, self.move.saw))

    def repeat(self) -> None:
        """Send an earlier request once more, key and all; or somebody else does, or with another answer."""
        mine = [(deed, said) for deed, said in self.players.requests if said["n"] == self.n]
        if mine:
            deed, said = mine[-1 - self.move.which % len(mine)]
            if deed == self.players.answer and self.move.value % 4 == 0:
                raw, kept = self._typed(said["item"], self.move.value)
                said = {**said, "raw": raw, "kept": kept}
            names_its_person = deed in (self.players.answer, self.players.add, self.players.sign)
            deed(**{**said, "who": self.who} if names_its_person else said)

    def finish(self) -> None:
        """Answer what keeps the sheet from being signed, look, and perhaps sign."""
        for _ in range(30):
            gap = self._gap()
            if gap is None or not self.sheet.editable:
                break
            self._mend(gap)
        self.look()
        if self.move.also:
            self.sign()

    def sign(self) -> None:
        """Sign with what the person saw last."""
        _, mark, marks = self.players.looked.get((self.who, self.n), ({}, 0, 0))
        said = {"mark": mark, "marks": marks, "key": uuid4().hex}
        self.players.ask(self.players.sign, who=self.who, n=self.n, **said)

    def correct(self) -> None:
        """Open a signed sheet again; mostly one that is signed."""
        if not self.sheet.signed and self.move.which % 4:
            self.finish()
            return
        reason = REASONS[self.move.value % len(REASONS)]
        self.players.ask(self.players.correct, who=self.who, n=self.n, reason=reason, key=uuid4().hex)

    def reopen(self) -> None:
        """Open a signed sheet again, so that most changes find it open."""
        self.players.ask(self.players.correct, who=self.who, n=self.n, reason=REASONS[0], key=uuid4().hex)

    def drop(self) -> None:
        """Drop a correction; mostly where there is one."""
        if not self.sheet.correcting and self.move.which % 4:
            self.correct()
            return
        self.players.ask(self.players.drop, who=self.who, n=self.n, key=uuid4().hex)

    def _give(self, item: str, typed: tuple[Any, Any], saw: int) -> None:
        raw, kept = typed
        said = {"item": item, "raw": raw, "kept": kept, "saw": saw, "key": uuid4().hex}
        self.players.ask(self.players.answer, who=self.who, n=self.n, **said)

    def _seen(self, item: str, how: str) -> int:
        if how == "looked":
            return self.players.looked.get((self.who, self.n), ({}, 0, 0))[0].get(item, 0)
        return len([a for a in self.sheet.history if a.item == item]) if how == "all" else 0

    def _question(self) -> str:
        """A question: of those answered last, that people may meet; of those asked; of all, and some more."""
        last = [answer.item for answer in self.sheet.history[-4:]]
        asked = [key for key in self.sheet.walk().asked if not key.startswith("spots")]
        there = [int(a.item.split(":")[1]) for a in self.sheet.history if a.item.startswith("spots:")]
        rows = max(there, default=0) + 1
        every = [*keys(1, rows), *keys(2, rows)]
        among = [NO_QUESTIONS, every, every, *[asked] * 3, *[last or asked] * 2][self.move.which % 8]
        return among[self.move.which // 8 % len(among)]

    def _typed(self, item: str, pick: int) -> tuple[Any, Any]:
        """What is typed there, with what is kept of it; three quarters of it can be kept."""
        known = inputs(self.sheet.version, item) or (("x", "x"),)
        among = known if pick % 4 == 3 else [(raw, kept) for raw, kept in known if kept != WRONG]
        return among[pick // 4 % len(among)]

    def _gap(self) -> str | None:
        """What is still open: something missing; mostly also a blank, a choice, or what contradicts."""
        walk, lazy = self.sheet.walk(), self.move.which
        waiting = [item for item, (_, _, rivals) in self.sheet.settled().items() if rivals and lazy % 3]
        at_odds = [item for item in ("seen_on", "right", "signs") if walk.contradicts and item in walk.given]
        known = {answer.item for answer in self.sheet.history}
        blank = [item for item in walk.asked if item not in known and "~" not in item and lazy % 2]
        gaps = [*sorted(waiting), *sorted(walk.missing), *blank, *(at_odds if lazy % 5 else ())]
        return next(iter(gaps), None)

    def _mend(self, gap: str) -> None:
        if "lacking" in gap:
            self.add_row()
        elif gap in self.sheet.walk().given and self.sheet.walk().contradicts:
            self._give(gap, TAKE_BACK, self._seen(gap, "all"))
        else:
            pick = self.move.value + 7 * len(self.sheet.history)
            self._give(gap, self._typed(gap, pick * 4), self._seen(gap, "all"))


CHANGES = ("answer", "answer_at_once", "choose", "take_back", "add_row", "set_row")
DEEDS = (
    *CHANGES, "answer", "answer_at_once", "add_row", "look", "repeat", "repeat", "finish", "finish", "finish",
    "sign", "correct", "drop", "drop", "publish",
)  # fmt: skip


def drawn(chance: Random) -> Move:
    """Draw a move."""
    return Move(
        chance.choice(DEEDS), chance.choice(FILLERS), chance.randrange(2), chance.randrange(10_000),
        chance.randrange(10_000), chance.choice(["looked", "all", "nothing"]), chance.choice([False, True]),
    )  # fmt: skip
