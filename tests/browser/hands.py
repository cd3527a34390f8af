"""A person's hands on a form: a finger on a phone, or the keyboard alone; in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Locator, Page, expect

from her2dash.i18n import Words
from her2dash.study.answers import pages
from her2dash.study.model import Form, Group, Item, Kind, Study, Value
from her2dash.study.rows import name_of, row_of
from tests.browser.world import settle, type_day

FARTHEST = 150  # so many presses of Tab lead through any page of ours


@dataclass
class Hands:
    """Somebody at a page; `presses` counts what is pressed besides the answers."""

    page: Page
    study: Study
    language: str = "en"
    keyboard: bool = False
    presses: int = 0

    @property
    def words(self) -> Words:
        """The interface in this person's language."""
        return Words(self.language)

    @property
    def _saved(self) -> re.Pattern[str]:
        return re.compile(self.words("Saved {time}", time=r"\d"))

    def sign_in(self, address: str, login: str, password: str) -> None:
        """Come in by the sign-in page: the name has the focus, Enter sends."""
        self.page.goto(address)
        if self.keyboard:
            for field, text in (("#login", login), ("#password", password)):
                self.tab_to(self.page.locator(field))
                self.page.keyboard.type(text)
            self.page.keyboard.press("Enter")
        else:
            self.page.locator("#login").fill(login)
            self.page.locator("#password").fill(password)
            self.page.locator("main button").last.click()
        self.presses += 1
        settle(self.page)

    def press(self, button: Locator) -> None:
        """Press a button or follow a link."""
        self.presses += 1
        if self.keyboard:
            self.tab_to(button)
            self.page.keyboard.press("Enter")
        else:
            button.click()
        settle(self.page)

    def tab_to(self, place: Locator) -> None:
        """Go on by Tab until the focus is inside a place."""
        expect(place).to_be_visible()
        for _ in range(FARTHEST):
            if place.evaluate("place => place.contains(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {place}")

    def fill(
        self, form: Form, answers: Mapping[str, Value], before: Mapping[str, Value] | None = None
    ) -> None:
        """Answer a form page by page until its check stands there; `before` fills the pages before."""
        given = dict(before or {})
        seen = {group.id for group in form.groups if given and any(item.id in given for item in group.items)}
        while group := next((each for each in pages(form, given) if each.id not in seen), None):
            self._fill_page(form, group, answers, given)
            seen.add(group.id)
            self.press(self.page.get_by_role("button", name=self.words("Continue"), exact=True))
            rest = (each for each in pages(form, given) if each.id not in seen)
            coming = next((each.title[self.language] for each in rest), self.words("Check your answers"))
            heading = self.page.get_by_role("heading", name=coming, exact=True)
            expect(heading).to_be_visible(timeout=20_000)
            settle(self.page)

    def sign(self, password: str) -> None:
        """Sign what stands to be checked, and wait for the receipt."""
        field = self.page.get_by_label(self.words("Your password"))
        if self.keyboard:
            self.tab_to(field)
            self.page.keyboard.type(password)
        else:
            field.fill(password)
        self.press(self.page.locator(".st-key-sign button"))
        reference = self.words("Reference **{reference}**").split(" ")[0]
        expect(self.page.get_by_text(re.compile(rf"{reference} [0-9A-Z]{{4}}-[0-9A-Z]{{4}}"))).to_be_visible()

    def _fill_page(
        self, form: Form, group: Group, answers: Mapping[str, Value], given: dict[str, Value]
    ) -> None:
        for row in (key for key in answers if name_of(key) == group.id and row_of(key)):
            self.press(self.page.locator(f".st-key-add-{group.id} button"))
            given[row] = answers[row]
            self._answer_all(form, group, answers, given)
        self._answer_all(form, group, answers, given)

    def _answer_all(
        self, form: Form, group: Group, answers: Mapping[str, Value], given: dict[str, Value]
    ) -> None:
        """Answer whatever is asked now; each answer may bring further questions."""
        while item := self._next(form, group, answers, given):
            self.answer(item, answers[item.id])
            given[item.id] = answers[item.id]

    def _next(
        self, form: Form, group: Group, answers: Mapping[str, Value], given: Mapping[str, Value]
    ) -> Item | None:
        shown = next(each for each in pages(form, given) if each.id == group.id)
        return next((item for item in shown.items if item.id in answers and item.id not in given), None)

    def answer(self, item: Item, value: Value) -> None:
        """Give one answer and wait until the page says that it is saved."""
        name = re.sub(r"[^a-z0-9_]", "-", item.id)
        place = self.page.locator(f".st-key-item-{name}, .st-key-several-{name}")
        expect(place).to_be_visible()
        if item.kind.coded:
            self._choose(place, item, (value,) if isinstance(value, str) else value)
        elif item.kind == Kind.DATE:
            self._type_day(place, date.fromisoformat(str(value)))
        else:
            self._type(place, str(value))
        expect(place.get_by_text(self._saved)).to_be_visible()
        settle(self.page)

    def _choose(self, place: Locator, item: Item, codes: tuple[str, ...]) -> None:
        labels = self.study.codelist(item.codes).labels(self.language)
        for code in codes:
            if not self.keyboard:
                place.get_by_text(labels[code], exact=True).click()
                settle(self.page)
            elif item.kind == Kind.SEVERAL:
                self.tab_to(place.get_by_role("checkbox", name=labels[code], exact=True))
                self.page.keyboard.press("Space")
                settle(self.page)
            else:
                self._arrow_to(place, list(labels).index(code))

    def _arrow_to(self, place: Locator, option: int) -> None:
        """Choose by the arrows, as the keyboard does it in a group of radio buttons."""
        self.tab_to(place.get_by_role("radiogroup"))
        for n, key in enumerate(("Space", *("ArrowDown" for _ in range(option)))):
            self.page.keyboard.press(key)
            expect(place.get_by_role("radio").nth(n)).to_be_checked()
            expect(place.get_by_text(self._saved)).to_be_visible()
            settle(self.page)

    def _type_day(self, place: Locator, day: date) -> None:
        if not self.keyboard:
            type_day(place, day)
            return
        self.tab_to(place.get_by_role("spinbutton").first)
        self.page.keyboard.type(day.strftime("%d%m%Y"), delay=30)
        for _ in range(3):
            self.page.keyboard.press("Tab")

    def _type(self, place: Locator, text: str) -> None:
        field = place.locator("input, textarea").first
        if self.keyboard:
            self.tab_to(field)
            self.page.keyboard.type(text)
        else:
            field.fill(text)
        self.page.keyboard.press("Tab")
