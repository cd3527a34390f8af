"""The rules of answering, written again as plainly as can be: a list of answers, and who had seen how many.

From the docstrings of her2dash/actions/{settling,capture,rows,signing,corrections}.py; it imports nothing of
them. The drill (test_stateful.py) compares it with the engine after every step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.actions.drill.asked import Answer, Settled, Walk, inputs, rows, settled
from tests.actions.drill.form import VERSIONS, WRONG

DONE, SAME, REFUSED, WRONG_ANSWER, NOT_FOUND = "done", "same", "refused", "wrong answer", "not found"


@dataclass
class Place:
    """What the sheets share: the newest version of the form, and who used which key for what."""

    newest: int = 1
    keys: dict[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass
class Sheet:
    """One form of one patient."""

    name: str
    place: Place
    begun: int | None = None  # the version in which the first answer was given
    history: list[Answer] = field(default_factory=list)
    signed: list[int] = field(default_factory=list)  # for each signature, how many answers there were
    correcting: bool = False
    marks: int = 0  # moves whenever somebody answers, signs or corrects

    @property
    def version(self) -> int:
        """A draft finishes on the version that it began; a new one begins in the newest."""
        return self.begun or self.place.newest

    @property
    def editable(self) -> bool:
        """A signed form takes no answers, unless it is being corrected."""
        return not self.signed or self.correcting

    def settled(self, upto: int | None = None) -> Settled:
        """For each item what counts, how many answers there are, and the rivals; as of an earlier moment."""
        return settled(self.history[:upto])

    def answers(self) -> dict[str, Any]:
        """What counts, without what was taken back."""
        return {item: value for item, (value, _, _) in self.settled().items() if value is not None}

    def walk(self) -> Walk:
        """The form gone through with these answers."""
        return Walk(self.version, self.answers())

    def answer(self, who: str, item: str, kept: Any, seen: int, key: str) -> str:
        """Save an answer, or take it back; the same key saves once. `kept` is kept of what is typed."""
        if key in self.place.keys:
            return SAME if self.place.keys[key] == (self.name, who, item, kept) else REFUSED
        if not self.editable:
            return REFUSED
        if inputs(self.version, item) is None:
            return NOT_FOUND
        if kept == WRONG:
            return WRONG_ANSWER
        value, newest, rivals = self.settled().get(item, (None, 0, ()))
        if value == kept and (not rivals or seen < newest):
            return SAME  # nobody is contradicted, and nothing is chosen
        if self._has_no_place(item, kept):
            return REFUSED
        self._write(Answer(item, kept, seen, who), key)
        return DONE

    def _has_no_place(self, item: str, kept: Any) -> bool:
        name, _, row = item.partition("~")[0].partition(":")
        if name == "spots":
            once = any(answer.item == item for answer in self.history)
            return kept is not None and (not once or (item not in self.answers() and self._is_full()))
        return bool(row) and f"spots:{row}" not in self.answers()

    def _is_full(self) -> bool:
        most = next(page.most for page in VERSIONS[self.version] if page.rows)
        return len(rows(self.answers(), "spots")) >= most

    def _write(self, answer: Answer, key: str) -> None:
        self.begun = self.version
        self.history.append(answer)
        self.marks += 1
        self.place.keys[key] = self.name, answer.who, answer.item, answer.value

    def add_row(self, who: str, key: str) -> str:
        """Add a row under a number that was never used; not more than the form takes."""
        if key in self.place.keys:
            used = self.place.keys[key]
            return SAME if used[:2] == (self.name, who) and str(used[2]).startswith("spots:") else REFUSED
        if not self.editable or self._is_full():
            return REFUSED
        used_rows = rows({answer.item: None for answer in self.history}, "spots")
        self._write(Answer(f"spots:{max(used_rows, default=0) + 1}", "row", 0, who), key)
        return DONE

    def sign(self, who: str, *, has_seen_all: bool, key: str) -> str:
        """Seal what stands there, unless something is missing, waits for a choice, or contradicts."""
        if key in self.place.keys:
            return SAME if self.place.keys[key] == (self.name, who) else REFUSED
        walk, waiting = self.walk(), [item for item, (_, _, rivals) in self.settled().items() if rivals]
        in_doubt = any(i in walk.asked or i.split(":")[0] in walk.pages_of_rows for i in waiting)
        ready = self.editable and self.history and not walk.missing and not walk.contradicts
        if not ready or in_doubt or not has_seen_all:
            return REFUSED
        self.signed.append(len(self.history))
        return self._changed(who, key, correcting=False)

    def correct(self, who: str, reason: str, key: str) -> str:
        """Open a signed form again, for a reason."""
        if key in self.place.keys or self.correcting:
            return SAME
        if not self.signed or len(reason) < 5:
            return REFUSED
        return self._changed(who, key, correcting=True)

    def drop(self, who: str, key: str) -> str:
        """Every answer is again what was signed: what differs is answered anew, and the signature stands."""
        if key in self.place.keys or not self.correcting:
            return SAME
        signed = self.settled(self.signed[-1])
        for item, (value, newest, rivals) in sorted(self.settled().items()):
            before = signed[item][0] if item in signed else None
            if rivals or value != before:
                self._write(Answer(item, before, newest, who), f"{key} {item}")
        return self._changed(who, key, correcting=False)

    def _changed(self, who: str, key: str, *, correcting: bool) -> str:
        self.correcting = correcting
        self.marks += 1
        self.place.keys[key] = self.name, who
        return DONE
