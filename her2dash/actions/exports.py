"""Taking data out: through the same door, as a person who may."""

from __future__ import annotations

from datetime import datetime

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.evidence import evidence
from her2dash.actions.past import seen_from
from her2dash.analysis.dataset import Dataset
from her2dash.analysis.extract import dataset_of, plan_groups


@action(Permission.EXPORT_DATA)
def analysis_data(work: Work, *, as_of: datetime | None = None) -> Dataset:
    """Return the analysis data set as the record stands, or as it stood; the access log says who took it."""
    work.looked_at("analysis data")
    found = evidence(work, seen_from(work, as_of))
    return dataset_of(found.cases, groups=plan_groups(work.study), lesions=found.lesions)
