"""A question about a signed answer in a cohort: asked, answered, closed, as far as it goes."""

from __future__ import annotations

from dataclasses import dataclass

from her2dash.access import Role
from her2dash.actions import inquiries
from her2dash.demo.cohort import DemoInquiry, DemoPatient
from her2dash.demo.deeds import Deeds


@dataclass
class Talk:
    """One question; its number is known when it was asked."""

    deeds: Deeds
    patient: DemoPatient
    said: DemoInquiry
    number: int = 0

    def ask(self) -> None:
        """Ask, as the monitor."""
        self.number = inquiries.ask(
            self.deeds.desk(Role.MONITOR), form=self.said.form, item=self.said.item, text=self.said.text,
            key=self.deeds.key(), **self.deeds.of(self.patient),
        )  # fmt: skip

    def answer(self) -> None:
        """Answer, as who fills the form on that day."""
        assert self.said.answered is not None  # noqa: S101 - called where there is an answer
        form, given = self.said.form, self.said.answered
        desk = self.deeds.filler(self.patient, form, self.patient.forms[form], given.day)
        inquiries.reply(desk, number=self.number, text=given.text, key=self.deeds.key())

    def close(self) -> None:
        """Close, as the monitor."""
        inquiries.close(self.deeds.desk(Role.MONITOR), number=self.number, key=self.deeds.key())
