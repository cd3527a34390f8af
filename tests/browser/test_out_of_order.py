"""Releasing the PET before the form before it is sealed: refused without a reason, marked with one."""

from __future__ import annotations

from uuid import uuid4

from playwright.sync_api import expect

from her2dash.actions import capture, signing
from her2dash.actions.desk import Office
from tests.browser.conftest import NewPage
from tests.browser.world import PASSWORD, TODAY, World, desk, settle
from tests.filled import filled


def record_the_pet(office: Office, handle: str) -> None:
    iris, form = desk(office, "iris"), office.study.form(office.study.release.form)
    for item, value in filled(office.study, form, TODAY).items():
        capture.answer(
            iris, handle=handle, form=form.id, item=item, value=value, seen=0, key=uuid4().hex, language="en"
        )
    mark = capture.mark(iris, handle=handle, form=form.id)
    said = {"handle": handle, "form": form.id, "mark": mark, "key": uuid4().hex, "language": "en"}
    signing.sign(iris, password=PASSWORD, **said)


def test_a_release_before_the_seal_takes_a_reason_and_marks_the_patient(
    world: World, new_page: NewPage, office: Office, handle: str
) -> None:
    record_the_pet(office, handle)
    imaging = new_page(width=1366)
    world.sign_in(imaging, "iris", "/worklist")
    card = imaging.locator(f".st-key-release-{handle}")
    expect(card.get_by_text("is not sealed yet")).to_be_visible()
    card.get_by_role("button", name="Release to the referring physician").click()
    expect(imaging.get_by_text("To release now, give a reason in one line.")).to_be_visible()
    card.get_by_label("Reason for releasing now").fill("The physician is abroad, treatment cannot wait")
    card.get_by_label("Reason for releasing now").press("Tab")
    settle(imaging)
    card.get_by_role("button", name="Release to the referring physician").click()
    expect(imaging.get_by_text("is released to the referring physician")).to_be_visible()
    world.sign_in(coordinator := new_page(width=1366), "carla", "/patients")
    expect(coordinator.get_by_text("ot sealed before", exact=False).first).to_be_visible()
