"""What the rules notice about everybody: for who sees endpoints, and no sooner than the forms themselves."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from her2dash.actions import corrections, deviations, keeping, patient_file, questions
from her2dash.actions.deviations import Watched
from her2dash.actions.dossier import in_turn
from her2dash.errors import Forbidden
from tests.actions.steps import index, release, sealed_first, sign
from tests.house import House

RULE = "negative_with_positive_lesion"
LESION = {
    "lesions:1": "row", "lesion_site:1": "bone", "lesion_visual:1": "4", "lesion_suvmax:1~none": "not_done",
}  # fmt: skip


def doubtful(house: House, number: str = "01-001", physician: str = "anna") -> str:
    """Enrol a patient whose test is called negative, with a positive lesion."""
    handle = house.enrol(number, physician=physician)
    sign(house, "iris", handle, index(house), call="negative", rule="single_lesion", **LESION)
    return handle


def rules(house: House, login: str, known: Watched | None = None) -> set[tuple[str, str]]:
    found = deviations.all_noticed(house.desk(login), known=known)
    return {(one.number, one.rule.id) for one in found.told}


@pytest.mark.parametrize("login", ["anna", "carla", "iris", "lars", "adam"])
def test_who_may_not_see_endpoints_asks_for_no_deviations(house: House, login: str) -> None:
    with pytest.raises(Forbidden):
        deviations.all_noticed(house.desk(login))


def test_investigator_and_monitor_are_told_of_everybody(house: House) -> None:
    doubtful(house)
    for login in ("paula", "mona"):
        assert ("01-001", RULE) in rules(house, login)


def test_after_a_change_only_who_changed_is_looked_at_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful(house)
    first = deviations.all_noticed(house.desk("paula"))
    looked: list[str] = []

    def noting(work: object, wanted: object) -> object:
        for one in in_turn(work, wanted):  # type: ignore[arg-type]
            looked.append(one.patient.number)
            yield one

    monkeypatch.setattr(deviations, "in_turn", noting)
    assert rules(house, "paula", first) == {("01-001", RULE)}
    assert looked == []
    doubtful(house, "01-002")
    assert rules(house, "paula", first) == {("01-001", RULE), ("01-002", RULE)}
    assert looked == ["01-002"]


def test_a_correction_takes_a_known_query_away(house: House) -> None:
    handle, form = doubtful(house), index(house)
    first = deviations.all_noticed(house.desk("paula"))
    corrections.correct(house.desk("iris"), handle=handle, form=form, reason="wrong class", key=uuid4().hex)
    house.sign("iris", handle, form, {"lesion_visual:1": "2"})
    assert rules(house, "paula", first) == set()


def test_an_explanation_shows_at_once_though_no_signed_data_moved(house: House) -> None:
    handle = doubtful(house)
    first = deviations.all_noticed(house.desk("paula"))
    (found,) = questions.queries(house.desk("carla"))
    questions.explain(
        house.desk("carla"), handle=handle, rule=RULE, evidence=found.evidence, text="a healing fracture",
        key=uuid4().hex,
    )  # fmt: skip
    again = deviations.all_noticed(house.desk("paula"), known=first)
    assert again.version == first.version
    (told,) = again.told
    assert told.explained is not None


def test_a_past_moment_has_the_rules_and_explanations_of_then(house: House) -> None:
    before = house.clock.now()
    house.clock.advance(hours=1)
    handle = doubtful(house)
    house.clock.advance(hours=1)
    between = house.clock.now()
    (found,) = questions.queries(house.desk("carla"))
    house.clock.advance(hours=1)
    questions.explain(
        house.desk("carla"), handle=handle, rule=RULE, evidence=found.evidence, text="a healing fracture",
        key=uuid4().hex,
    )  # fmt: skip
    desk = house.desk("paula")
    assert deviations.all_noticed(desk, as_of=before).told == ()
    (then,) = deviations.all_noticed(desk, as_of=between).told
    assert then.explained is None
    (now,) = deviations.all_noticed(desk).told
    assert now.explained is not None
    assert between - before == timedelta(hours=2)


def test_a_past_moment_looks_only_at_those_of_whom_something_came_later(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = doubtful(house)
    untouched = doubtful(house, "01-003")
    first = deviations.all_noticed(house.desk("paula"))
    doubtful(house, "01-002")
    moment = house.clock.now()
    house.clock.advance(days=1)
    keeping.replan(house.desk("carla"), handle=moved, planned_on=house.clock.now().date(), key=uuid4().hex)
    doubtful(house, "01-004")
    whole = deviations.all_noticed(house.desk("paula"), as_of=moment)
    looked: list[str] = []

    def noting(work: object, wanted: object) -> object:
        for one in in_turn(work, wanted):  # type: ignore[arg-type]
            looked.append(one.patient.number)
            yield one

    monkeypatch.setattr(deviations, "in_turn", noting)
    assert deviations.all_noticed(house.desk("paula"), as_of=moment, known=first) == whole
    # planned for another day later; signed after what is known, though before the moment
    assert looked == ["01-001", "01-002"]
    assert untouched in {one.handle for one in whole.told}


def test_who_treats_the_patient_is_told_nothing_of_the_test_before_its_release(house: House) -> None:
    handle = doubtful(house, physician="peter")
    assert rules(house, "peter") == set()
    assert rules(house, "paula") == {("01-001", RULE)}
    moment = house.clock.now()
    house.clock.advance(minutes=1)
    assert deviations.all_noticed(house.desk("peter"), as_of=moment).told == ()
    sign(house, "peter", handle, sealed_first(house))
    release(house, handle)
    assert rules(house, "peter") == {("01-001", RULE)}


def test_a_patient_who_comes_to_the_reader_is_no_longer_told_of_though_known_before(house: House) -> None:
    handle = doubtful(house)
    known = deviations.all_noticed(house.desk("peter"))
    assert len(known.told) == 1
    keeping.reassign(house.desk("carla"), handle=handle, physician="peter")
    assert rules(house, "peter", known) == set()


def test_the_page_of_an_unreleased_patient_tells_its_physician_nothing_of_the_test(house: House) -> None:
    handle = doubtful(house)
    assert patient_file.patient_file(house.desk("anna"), handle=handle).noticed == ()
    sign(house, "anna", handle, sealed_first(house))
    release(house, handle)
    (told,) = patient_file.patient_file(house.desk("anna"), handle=handle).noticed
    assert told.rule.id == RULE
