"""The lesions of each patient, a row for each; of many patients all lesions by their site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import plotly.graph_objects as go

from her2dash.analysis.clusters import ClusterMean
from her2dash.analysis.findings import Findings
from her2dash.analysis.lesion_rows import LesionRow, lesion_rows
from her2dash.analysis.lesion_sites import LesionSites, lesion_sites
from her2dash.analysis.uptake_cells import UPTAKE_EDGES
from her2dash.figures.count_grid import borders, class_names, count_grid
from her2dash.figures.drawn import Drawn
from her2dash.figures.estimates import with_limits
from her2dash.figures.impact_labels import narrow
from her2dash.figures.labels import CALLS
from her2dash.figures.lesion_dots import lesion_dots
from her2dash.figures.numbers import decimal
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import MANY
from her2dash.i18n import Words

Sites = Mapping[str, str]


def lesions(found: Findings, words: Words) -> Drawn:
    """Return every measured lesion in its patient's row, or of many patients the lesions by site."""
    own = found.study.meanings.own_uptake
    of, names = lesion_sites(found.dataset, own), site_names(found, words)
    shown = len(found.included) - len(of.without)
    rows = lesion_rows(found.included, found.lesions, own) if shown < MANY else ()
    mean = cast("ClusterMean | None", found.section("lesion_suvmax_mean"))
    caption = words(
        "n = {lesions} measured lesions in {patients} of {n} included patients. Lesions without a value: "
        "{unmeasured}; patients without a measured lesion: {without}. {mean}",
        lesions=of.measured, patients=shown, n=len(found.included), unmeasured=of.unmeasured,
        without=len(of.without), mean=_mean(mean, words),
    ).strip()  # fmt: skip
    drawn = _one_by_one(rows, names, words) if shown < MANY else _by_site(of, names, words)
    finding, table, figure = drawn
    return Drawn(
        "lesions", finding, caption, _sentences(of, rows, names, words), table, figure if shown else None,
        _groups(of, names, words),
    )  # fmt: skip


def site_names(found: Findings, words: Words) -> dict[str, str]:
    """Return the sites in the order of the study's list, as it calls them."""
    study, ref = found.study, found.study.roles.lesion_site
    known = study.codelist(study.item(ref).codes).labels(words.language) if ref else {}
    return {**known, "": words("site not told")}


def _mean(mean: ClusterMean | None, words: Words) -> str:
    if mean is None:
        return ""
    told = with_limits(mean.mean, mean.low, mean.high, mean.n_clusters, mean.why, words, digits=1,
                       confidence=mean.confidence)  # fmt: skip
    return words("Mean SUVmax of all lesions {mean}, patients as clusters.", mean=told)


def highest_at(site: str, names: Sites, words: Words) -> str:
    """Return the name of the group of patients whose highest lesion lies at a site."""
    return words("highest uptake: {site}", site=names.get(site, site))


def _groups(of: LesionSites, names: Sites, words: Words) -> dict[str, tuple[str, ...]]:
    """Return the patients by the site of their highest lesion, and who has no measured one."""
    shown = {
        highest_at(site, names, words): of.highest_at[site]
        for site in of.order(names)
        if site in of.highest_at
    }
    return shown | ({words("no measured lesion"): of.without} if of.without else {})


def _sentences(of: LesionSites, rows: Sequence[LesionRow], names: Sites, words: Words) -> tuple[str, ...]:
    if not of.measured:
        return (words("The first lesion with an SUVmax fills this figure."),)
    apart = (_apart(of, names, words),) if of.with_own else ()
    if not rows:
        return apart
    first = rows[0]
    top = words(
        "The highest SUVmax is {value} ({site}) in patient {patient}; rows are sorted by it.",
        value=decimal(first.highest.uptake, words, digits=1), patient=first.patient,
        site=names.get(first.highest.site, first.highest.site),
    )  # fmt: skip
    return *apart, top


def _apart(of: LesionSites, names: Sites, words: Words) -> str:
    return words(
        "{n} of the {all} lie where the tracer is taken up anyway ({sites}): there a high uptake says less "
        "of the lesion.",
        n=of.at_own, all=of.measured, sites=", ".join(names.get(site, site) for site in of.with_own),
    )  # fmt: skip


def _by_site(of: LesionSites, names: Sites, words: Words) -> tuple[str, DataTable, go.Figure]:
    sites = of.order(names)
    counts, classes = of.classes(sites), class_names(UPTAKE_EDGES, words)
    rows = tuple(
        (names.get(site, site), str(len(of.uptake[site])), str(of.patients[site]), *map(str, row))
        for site, row in zip(sites, counts, strict=True)
    )
    heads = (words("Site of the lesion"), words("Lesions"), words("Patients"), *classes)
    own = {site: words("{site} (own uptake)", site=names.get(site, site)) for site in of.with_own}
    told = [narrow(own.get(site, names.get(site, site)), 14) for site in sites]
    return (
        words("How high is the uptake at each site?"),
        DataTable(words("Lesions by site and SUVmax"), heads, rows),
        count_grid(
            counts,
            classes,
            told,
            across=words("SUVmax"),
            up=words("site of the lesion"),
            marks=borders(UPTAKE_EDGES),
        ),
    )


def _one_by_one(rows: Sequence[LesionRow], names: Sites, words: Words) -> tuple[str, DataTable, go.Figure]:
    heads = (words("Patient"), words("Test result"), words("Lesion"), words("Uptake seen"), words("SUVmax"))
    lines = tuple(
        (row.patient, words(CALLS[row.call]), names.get(lesion.site, lesion.site), words(CALLS[lesion.call]),
         decimal(lesion.uptake, words, digits=1))
        for row in rows
        for lesion in row.lesions
    )  # fmt: skip
    categories = {site: highest_at(site, names, words) for site in {row.highest.site for row in rows}}
    return (
        words("How different are one patient's lesions?"),
        DataTable(words("Measured lesions, the patients with the highest first"), heads, lines),
        lesion_dots(rows, names, categories, words),
    )
