"""Two people who fill the same sheets: each deed is done at the engine and in the model, and ends alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from her2dash.actions import capture, corrections, rows, signing
from her2dash.actions.views import Sheet as View
from her2dash.study.answers import contradictions, counted, hidden, missing
from her2dash.study.model import Kind
from tests.actions.drill.stage import FILLERS, READER, Stage, plain, shown
from tests.actions.model import Place, Sheet

NAMES = {who: f"Dr {who.title()}" for who in FILLERS}


class Players:
    """One story: its sheets in the engine and in the model, and what each person saw of them last."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.place = stage, Place()
        stage.published = False
        self.rows_before = stage.count("answer")
        self.handles: list[str] = []
        self.sheets: list[Sheet] = []
        self.looked: dict[tuple[str, int], tuple[dict[str, int], int, int]] = {}
        self.requests: list[tuple[Callable[..., None], dict[str, Any]]] = []
        self.story: list[str] = []
        self.enrol()

    def enrol(self) -> None:
        """Begin with one more patient."""
        self.sheets.append(Sheet(str(len(self.handles)), self.place))
        self.handles.append(self.stage.enrol())

    def publish(self) -> None:
        """Give the form its second version, and enrol a patient who gets it."""
        self.stage.published, self.place.newest = True, 2
        self.story.append("the second version is published")
        self.enrol()

    def ask(self, deed: Callable[..., None], **said: Any) -> None:
        """Do a deed for the first time; it may be repeated later, key and all."""
        self.requests.append((deed, said))
        deed(**said)

    def look(self, who: str, n: int) -> None:
        """Load the page: from now on the person has seen what stands there."""
        view = self.stage.view(who, self.handles[n])
        assert view is not None
        numbers = {item: answered.newest for item, answered in view.answered.items()}
        self.looked[who, n] = numbers, view.mark, self.sheets[n].marks
        self.story.append(f"{who} looks at sheet {n}")

    def answer(self, who: str, n: int, item: str, raw: Any, kept: Any, saw: int, key: str) -> None:
        """Answer, or take back."""
        expected = self.sheets[n].answer(who, item, kept, saw, key)
        said = {"item": item, "value": raw, "seen": saw, "key": key, "language": "en"}
        saved = self._both(expected, capture.answer, who, n, **said)
        if saved is not None and item in self.sheets[n].settled():
            assert plain(saved.answered) == self.sheets[n].settled()[item], self.told()

    def add(self, who: str, n: int, key: str) -> None:
        """Add a row."""
        expected = self.sheets[n].add_row(who, key)
        row = self._both(expected, rows.add_row, who, n, group="spots", key=key, language="en")
        assert row is None or self.place.keys[key][2] == f"spots:{row}", self.told()

    def sign(self, who: str, n: int, mark: int, marks: int, key: str) -> None:
        """Sign what the person saw last."""
        expected = self.sheets[n].sign(who, has_seen_all=marks == self.sheets[n].marks, key=key)
        said = {"mark": mark, "key": key, "language": "en", "password": f"{who} has a long password"}
        receipt = self._both(expected, signing.sign, who, n, **said)
        assert receipt is None or receipt.form_version == self.sheets[n].version, self.told()

    def correct(self, who: str, n: int, reason: str, key: str) -> None:
        """Open a signed sheet again."""
        expected = self.sheets[n].correct(who, reason, key)
        self._both(expected, corrections.correct, who, n, reason=reason, key=key)

    def drop(self, who: str, n: int, key: str) -> None:
        """Drop a correction."""
        self._both(self.sheets[n].drop(who, key), corrections.drop_correction, who, n, key=key)

    def _both(self, expected: str, action: Callable[..., Any], who: str, n: int, **said: Any) -> Any:
        told = {name: value for name, value in said.items() if name not in ("language", "password")}
        self.story.append(f"{who} on sheet {n}: {action.__name__} {told}: {expected}")
        outcome, answer = self.stage.act(action, who, handle=self.handles[n], **said)
        assert outcome == expected, f"it ended so: {outcome}\n{self.told()}"
        return answer

    def told(self) -> str:
        """The story, for whoever has to understand a difference."""
        return "\n".join(["the story, each deed with the model's ending:", *self.story])

    def compare(self, n: int, who: str) -> None:
        """Hold the engine's sheet against the model's, as who fills it, a reader and the record see it."""
        view = self.stage.view(who, self.handles[n])
        assert view is not None
        self._compare_filler(view, self.sheets[n])
        self._compare_reader(self.stage.view(READER, self.handles[n]), self.sheets[n])
        self._compare_record(n)

    def _compare_filler(self, view: View, sheet: Sheet) -> None:
        walk = sheet.walk()
        engine = {
            "answers": shown(view),
            "counted": counted(view.form, view.answers),
            "missing": _missing(view),
            "hidden": {item.id for item in hidden(view.form, view.answers)},
            "contradicts": bool(contradictions(view.form, view.answers)),
            "version": view.form.version,
            "editable": view.editable,
            "correcting": view.correcting is not None,
            "signatures": (view.receipt is not None) + len(view.earlier),
        }
        model = {
            "answers": sheet.settled(), "counted": walk.given, "missing": walk.missing, "hidden": walk.hidden,
            "contradicts": walk.contradicts, "version": sheet.version, "editable": sheet.editable,
            "correcting": sheet.correcting, "signatures": len(sheet.signed),
        }  # fmt: skip
        assert engine == model, self.told()

    def _compare_reader(self, view: View | None, sheet: Sheet) -> None:
        assert (view is not None) == bool(sheet.signed), self.told()
        if view is not None:
            assert (shown(view), view.editable) == (sheet.settled(sheet.signed[-1]), False), self.told()

    def _compare_record(self, n: int) -> None:
        so_far: dict[str, int] = {}
        wanted = []
        for answer in self.sheets[n].history:
            so_far[answer.item] = so_far.get(answer.item, 0) + 1
            wanted.append((answer.item, so_far[answer.item], answer.value, NAMES[answer.who]))
        assert self.stage.written(self.handles[n]) == wanted, self.told()
        everything = sum(len(sheet.history) for sheet in self.sheets)
        assert self.stage.count("answer") - self.rows_before == everything, self.told()


def _missing(view: View) -> set[str]:
    """What the engine misses; rows by how many, since no rule gives them numbers before they are added."""
    gaps = missing(view.form, view.answers)
    lacking = [item for item in gaps if item.kind is Kind.ROW]
    named = {item.id for item in gaps if item.kind is not Kind.ROW}
    return named | {f"spots is lacking {n}" for n in range(len(lacking))}
