"""Every path of a patient ends in the right denominator.

PA-01  Included is who was injected, whatever happens later; nobody else is.
PA-02  A decision counts as the first regimen after the report; a dated "none" is no therapy, nothing is none.
PA-03  Death, withdrawal or loss before a decision closes an included patient: not concordant, not open.
PA-04  After a decision they change nothing about it.
PA-05  An equivocal or not evaluable test, or none after the injection, closes the patient: not concordant
       (one who then also dies undecided is counted among the not evaluable, as the analysis plan has it).
PA-06  A decision before the report is not subsequent to it: the patient stays open.
"""

from __future__ import annotations

from datetime import date

import pytest

from her2dash.analysis.answered import Facts
from her2dash.analysis.cases import case_of
from her2dash.analysis.concordance import concordance
from her2dash.analysis.outcome import outcome
from her2dash.study.load import load_study

STUDY = load_study()

# rule | pet: call, injected, reported | therapy: outcome or agents, decided | status | included | outcome
TABLE = """
PA-01 |                                   |                            |              | no  | -
PA-01 |                                   |                            | not_injected | no  | -
PA-01 |                                   |                            | died         | no  | -
PA-01 |                                   |                            | withdrew     | no  | -
PA-01 |                                   |                            | died+no      | no  | -
PA-01 |                                   |                            | died+yes     | yes | not_evaluable
PA-01 |                                   |                            | withdrew+yes | yes | not_evaluable
PA-01 | injected                          |                            | died+no      | yes | not_evaluable
PA-01 | injected                          |                            |              | yes | open
PA-01 | injected                          |                            | withdrew     | yes | not_evaluable
PA-01 | injected                          |                            | died         | yes | not_evaluable
PA-02 | positive 03-05                    | trastuzumab 03-09          |              | yes | concordant
PA-02 | positive 03-05                    | taxane+t_dm1 03-09         |              | yes | concordant
PA-02 | positive 03-05                    | taxane 03-09               |              | yes | discordant
PA-02 | positive 03-05                    | none 03-09                 |              | yes | discordant
PA-02 | negative 03-05                    | none 03-09                 |              | yes | concordant
PA-02 | negative 03-05                    | taxane 03-09               |              | yes | concordant
PA-02 | negative 03-05                    | t_dxd 03-09                |              | yes | discordant
PA-02 | positive 03-05                    |                            |              | yes | open
PA-02 | negative 03-05                    |                            |              | yes | open
PA-03 | positive 03-05                    |                            | died         | yes | not_evaluable
PA-03 | positive 03-05                    |                            | withdrew     | yes | not_evaluable
PA-03 | negative 03-05                    |                            | lost         | yes | not_evaluable
PA-04 | positive 03-05                    | trastuzumab 03-09          | died         | yes | concordant
PA-04 | negative 03-05                    | t_dm1 03-09                | withdrew     | yes | discordant
PA-04 | negative 03-05                    | none 03-09                 | lost         | yes | concordant
PA-05 | equivocal 03-05                   | trastuzumab 03-09          |              | yes | equivocal
PA-05 | equivocal 03-05                   |                            |              | yes | equivocal
PA-05 | equivocal 03-05                   |                            | died         | yes | not_evaluable
PA-05 | not_evaluable 03-05               | none 03-09                 |              | yes | not_evaluable
PA-05 | not_scanned                       |                            |              | yes | not_evaluable
PA-05 | not_scanned                       | trastuzumab 03-09          |              | yes | not_evaluable
PA-06 | positive 03-05                    | trastuzumab 03-04          |              | yes | open
PA-06 | positive 03-05                    | none 03-04                 |              | yes | open
PA-06 | positive 03-05                    | trastuzumab 03-05          |              | yes | concordant
"""


def signed_answers(pet: str, therapy: str, status: str) -> dict[str, dict[str, str]]:
    """Return the signed answers that a row of the table stands for."""
    signed: dict[str, dict[str, str]] = {}
    if pet:
        call, _, reported = pet.partition(" ")
        signed["pet"] = {"injected_on": "2026-03-01"}
        signed["pet"] |= {} if call == "injected" else {"call": call}
        signed["pet"] |= {"reported_on": f"2026-{reported}", "scanned_on": "2026-03-05"} if reported else {}
    if therapy:
        what, decided = therapy.split()
        signed["therapy"] = {"decided_on": f"2026-{decided}"}
        if what == "none":
            signed["therapy"] |= {"outcome": "none"}
        else:
            agents = enumerate(what.split("+"), 1)
            signed["therapy"] |= {"outcome": "regimen", **{f"agent:{n}": agent for n, agent in agents}}
    if status:
        ended, _, injected = status.partition("+")
        signed["status"] = {"ended": ended, "ended_on": "2026-04-01"}
        signed["status"] |= {"injected": injected} if injected else {}
    return signed


@pytest.mark.parametrize("row", TABLE.strip().splitlines(), ids=lambda row: " ".join(row.split()))
def test_a_path_ends_in_the_right_denominator(row: str) -> None:
    """PA-01 PA-02 PA-03 PA-04 PA-05 PA-06: the table above."""
    _, pet, therapy, status, included, ends = (cell.strip() for cell in row.split("|"))
    signed = signed_answers(pet, therapy, status)
    facts = Facts("01-001", "01", "inaccessible", date(2026, 2, 1), signed, signed, None, None)
    case = case_of(STUDY, facts)
    found = concordance([case], target=20, threshold=STUDY.threshold)
    assert case.included is (included == "yes")
    assert found.included == (1 if included == "yes" else 0)
    if included == "yes":
        assert outcome(case.index_call, case.therapy) == ends
        assert found.open == (1 if ends == "open" else 0)
        assert found.concordant == (1 if ends == "concordant" else 0)


def test_there_are_enough_paths() -> None:
    """PA-01: twenty and more."""
    assert len(TABLE.strip().splitlines()) >= 20
