"""What the protocol notices by itself, in our own study.

FI-01  A deviation counts whole days between two days of the record, both ends as the rule says.
FI-02  What is not known breaks no rule.
FI-03  A query names answers that do not fit together, in whatever row they stand.
FI-04  Answers that fit together, and a reason in place of a number, raise nothing.
"""

from __future__ import annotations

from datetime import date

import pytest

from her2dash.study.findings import Signed, findings
from her2dash.study.load import load_study

STUDY = load_study()

DAYS = """
pet.injected_on=2026-03-02 ctc.drawn_on=2026-03-02                        |
pet.injected_on=2026-03-02 ctc.drawn_on=2026-03-03                        | ctc_on_another_day 1
pet.injected_on=2026-03-02 ctc.drawn_on=2026-03-01                        | ctc_on_another_day -1
ctc.drawn_on=2026-03-02 ctc.analysed_on=2026-03-05                        |
ctc.drawn_on=2026-03-02 ctc.analysed_on=2026-03-06                        | ctc_analysed_late 4
pet.scanned_on=2026-03-28 pet.reported_on=2026-04-04                      |
pet.scanned_on=2026-03-28 pet.reported_on=2026-04-05                      | report_late 8
planned=2026-03-12 q_pre.signed=2026-03-12                                |
planned=2026-03-12 q_pre.signed=2026-03-13                                | q_pre_late 1
release=2026-03-12 q_post.signed=2026-03-26                               |
release=2026-03-12 q_post.signed=2026-03-27                               | q_post_late 15
pet.scanned_on=2026-03-02 q_month3.signed=2026-05-31                      |
pet.scanned_on=2026-03-02 q_month3.signed=2026-05-30                      | month3_early 89
pet.scanned_on=2026-03-02 q_month3.signed=2026-06-30                      |
pet.scanned_on=2026-03-02 q_month3.signed=2026-07-01                      | month3_late 121
pet.reported_on=2026-03-10 therapy.decided_on=2026-03-09                  | decided_before_report -1
pet.reported_on=2026-03-10 therapy.decided_on=2026-03-10                  |
therapy.decided_on=2026-03-10 status.ended_on=2026-03-09                  | decided_after_end -1
pet.injected_on=2026-03-02                                                |
ctc.drawn_on=2026-03-20                                                   |
"""

ANSWERS = """
pet.call=negative pet.lesion_visual:1=2 pet.lesion_visual:2=4             | negative_with_positive_lesion
pet.call=negative pet.lesion_visual:1=2 pet.lesion_visual:2=1             |
pet.call=positive pet.lesion_visual:1=2                                   | positive_without_lesion
pet.call=positive pet.lesion_visual:1=2 pet.lesion_visual:2=3             |
pet.call=positive                                                         |
therapy.agent:1=taxane therapy.agent:2=t_dm1 q_month3.given=chemo         | therapy_not_in_month3
therapy.agent:1=t_dm1 q_month3.given=cannot_say                           |
therapy.agent:1=t_dm1 q_month3.given=anti_her2_chemo                      |
therapy.agent:1=taxane q_month3.given=anti_her2_chemo                     | month3_not_in_therapy
therapy.agent:1=taxane q_month3.given=chemo                               |
therapy.outcome=none q_month3.given=anti_her2_without_chemo               | month3_though_none
therapy.outcome=none q_month3.given=no_active                             |
q_month3.given=anti_her2_chemo                                            |
status.ended=not_injected pet.injected_on=2026-03-02                      | injected_after_all
status.ended=died pet.injected_on=2026-03-02                              |
status.ended=died status.injected=no pet.injected_on=2026-03-02           | injected_or_not
status.ended=died status.injected=yes pet.injected_on=2026-03-02          |
status.ended=not_injected                                                 |
pet.call=negative pet.lesion_suvmax:1~none=not_done                       |
"""


def signed(text: str) -> Signed:
    """Return a record with the answers and days of a line; what is no answer is a day by name."""
    answers: dict[str, dict[str, str]] = {}
    days: dict[str, date] = {}
    for word in text.split():
        name, value = word.split("=")
        form, _, item = name.partition(".")
        if not item or item == "signed":
            days[name] = date.fromisoformat(value)
        else:
            answers.setdefault(form, {})[item] = value
    return Signed(answers, days)


@pytest.mark.parametrize("row", DAYS.strip().splitlines(), ids=lambda row: " ".join(row.split()))
def test_a_deviation_counts_whole_days(row: str) -> None:
    """FI-01 FI-02"""
    given, _, wanted = row.partition("|")
    found = [f"{each.rule.id} {each.days}" for each in findings(STUDY, signed(given))]
    assert found == ([wanted.strip()] if wanted.strip() else [])


@pytest.mark.parametrize("row", ANSWERS.strip().splitlines(), ids=lambda row: " ".join(row.split()))
def test_a_query_names_answers_that_do_not_fit(row: str) -> None:
    """FI-03 FI-04"""
    given, _, wanted = row.partition("|")
    found = [(each.rule.id, each.rule.sort) for each in findings(STUDY, signed(given))]
    assert found == ([(wanted.strip(), "query")] if wanted.strip() else [])


def test_nothing_on_record_breaks_nothing() -> None:
    """FI-02"""
    assert findings(STUDY, Signed({}, {})) == ()


def test_the_evidence_of_a_query_is_what_it_rests_on() -> None:
    """FI-03: other answers are other evidence, so an explanation never covers what came after it."""
    (found,) = findings(STUDY, signed("pet.call=negative pet.lesion_visual:1=2 pet.lesion_visual:2=4"))
    assert found.evidence == (("pet.call", "negative"), ("pet.lesion_visual", "2,4"))
