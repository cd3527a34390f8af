"""The document of methods holds every statistic, and says the same on every run."""

from __future__ import annotations

from her2dash.analysis import ANALYSIS_VERSION
from her2dash.analysis.methods import CHAPTERS, methods_document

from . import bridge_counts, bridge_values


def test_every_statistic_of_the_oracle_is_described() -> None:
    described = {statistic.__name__ for chapter in CHAPTERS.values() for statistic in chapter}
    # those the bridges call that are no statistic, or are described under another name
    other = {"needed", "from_table", "concordance_record", "progress_record"}
    called = {
        name
        for bridge in (bridge_counts, bridge_values)
        for name, value in vars(bridge).items()
        if getattr(value, "__module__", "").startswith("her2dash.analysis") and not isinstance(value, type)
    }
    assert called - other <= described


def test_the_document_names_the_version_and_hides_the_examples() -> None:
    document = methods_document()
    assert f"analysis version {ANALYSIS_VERSION}" in document
    assert ">>>" not in document
    assert document == methods_document()
    assert "Checked against: R 4.2.2 coin 1.4.2, exactRankTests 0.8.35." in document
