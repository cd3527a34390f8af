"""What the investigator sees moves with signatures, and with nothing else."""

from __future__ import annotations

from datetime import date

from her2dash.actions import dashboard, worklist
from her2dash.study.windows import State
from tests.actions.steps import asked_as, end, index, release, row_of_item, sealed_first, sign
from tests.filled import filled
from tests.house import House


def test_a_signature_moves_the_data_version_and_a_draft_does_not(house: House) -> None:
    handle, pi, form = house.enrol(), house.desk("paula"), sealed_first(house)
    before = dashboard.data_version(pi)
    house.fill(
        "anna",
        handle,
        form,
        filled(house.office.study, house.office.study.form(form), house.clock.now().date()),
    )
    assert dashboard.data_version(pi) == before
    house.sign("anna", handle, form)
    assert dashboard.data_version(pi) > before


def test_a_positive_test_followed_by_the_therapy_is_concordant(house: House) -> None:
    handle, study = house.enrol(), house.office.study
    sign(house, "anna", handle, sealed_first(house))
    call = study.roles.index_call
    sign(house, "iris", handle, index(house), **{call.item: study.meanings.index_call.positive[0]})
    release(house, handle)
    agents = study.roles.therapy_agents
    anti = study.codelist(study.item(agents).codes).codes_in(study.meanings.anti_her2_group)
    outcome = {
        study.roles.therapy_outcome.item: study.meanings.therapy_outcome.regimen[0],
        **row_of_item(house, agents),
        asked_as(house, agents): anti[0],
    }
    sign(house, "carla", handle, agents.form, **outcome)
    found = dashboard.findings(house.desk("paula")).endpoint
    assert (found.included, found.concordant, found.open) == (1, 1, 0)


def test_death_before_a_decision_closes_the_patient_and_nothing_is_due(house: House) -> None:
    handle = house.enrol()
    sign(house, "iris", handle, index(house))
    release(house, handle, reason="the physician is abroad")
    end(house, "carla", handle)
    house.clock.advance(days=200)
    assert worklist.worklist(house.desk("anna")) == ()
    assert dashboard.who_owes(house.desk("paula")) == ()
    found = dashboard.findings(house.desk("paula")).endpoint
    assert (found.included, found.concordant, found.open) == (1, 0, 0)


def test_who_owes_a_form_is_named_with_the_days(house: House) -> None:
    house.enrol(planned_on=date(2026, 3, 12))
    house.clock.advance(days=15)
    owed = dashboard.who_owes(house.desk("paula"))
    assert [(each.physician_name, each.form) for each in owed] == [("Dr Anna", sealed_first(house))]
    assert owed[0].standing.state == State.LATE
    assert owed[0].standing.days_late == 5
