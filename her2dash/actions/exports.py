"""Taking data out: through the same door, as a person who may."""

from __future__ import annotations

from dataclasses import replace

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.analysis.cases import Case
from her2dash.analysis.dataset import Dataset
from her2dash.analysis.extract import dataset_of, plan_groups
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call
from her2dash.store import cases, patients


@action(Permission.EXPORT_DATA)
def analysis_data(work: Work) -> Dataset:
    """Return the analysis data set as the record stands now; the access log says who took it."""
    work.looked_at("analysis data")
    rows, lesions = _as_far_as_released(work)
    return dataset_of(rows, groups=plan_groups(work.study), lesions=lesions)


def _as_far_as_released(work: Work) -> tuple[list[Case], dict[str, tuple[CaseLesion, ...]]]:
    """Return cases and lesions; of an own patient, whom the taker treats, no test before its release."""
    own = {
        one.number
        for one in patients.all_patients(work.connection, scope=work.scope)
        if one.physician_id == work.person.id and one.released_at is None
    }
    rows = [
        replace(case, index_call=Call.PENDING.value) if case.patient in own else case
        for case in cases.all_cases(work.connection)
    ]
    lesions = cases.lesions_by_number(work.connection)
    return rows, {number: found for number, found in lesions.items() if number not in own}
