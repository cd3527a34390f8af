"""Taking data out: through the same door, as a person who may."""

from __future__ import annotations

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.analysis.dataset import Dataset
from her2dash.analysis.extract import dataset_of, plan_groups
from her2dash.store import cases


@action(Permission.EXPORT_DATA)
def analysis_data(work: Work) -> Dataset:
    """Return the analysis data set as the record stands now; the access log says who took it."""
    work.looked_at("analysis data")
    return dataset_of(cases.all_cases(work.connection), groups=plan_groups(work.study))
