"""The exploratory family of secondary tests as a table: n, then p, and what so few could show at best."""

from __future__ import annotations

from her2dash.analysis.result import DISPLAY_MINIMUM
from her2dash.analysis.trial_family import Family, Member
from her2dash.figures.numbers import p_value
from her2dash.figures.sentences import DataTable
from her2dash.i18n import N_, Words

SIGNIFICANT = 0.05
"""A test that cannot reach this is not called "not significant"."""

MEMBERS = {
    "pet_by_conventional": N_("Test by conventional work-up"),
    "pet_by_ctc": N_("Test by HER2 on tumour cells"),
    "suvmax_by_ctc": N_("SUVmax by HER2 on tumour cells"),
    "confidence_pre_post": N_("Confidence, before to after"),
    "plan_pre_post_anti_her2": N_("Anti-HER2 plan, before to after"),
    "post_confidence_by_pet": N_("Confidence after, by test"),
}


def family_table(family: Family, words: Words) -> DataTable:
    """Return raw p beside Holm's and Benjamini-Hochberg's, and the method of each test."""
    rows = zip(family.order, family.members, family.holm, family.bh, strict=True)
    return DataTable(
        words("Secondary tests, exploratory"),
        (words("Question"), words("n"), words("p"), words("Holm"), words("BH"), words("Method")),
        tuple(
            (words(MEMBERS[name]), str(member.n), *_values(member, holm, bh, words), member.method)
            for name, member, holm, bh in rows
        ),
    )


def _values(member: Member, holm: float | None, bh: float | None, words: Words) -> tuple[str, str, str]:
    """Return the three p values, or why they are not shown."""
    if member.p is not None and member.n < DISPLAY_MINIMUM:
        return words("too few"), "–", "–"
    if member.p is not None and member.smallest is not None and member.smallest > SIGNIFICANT:
        return _out_of_reach(member, words), "–", "–"
    return p_value(member.p, words), p_value(holm, words), p_value(bh, words)


def _out_of_reach(member: Member, words: Words) -> str:
    if member.changed is None:
        return words("cannot reach 0.05 with n = {n}", n=member.n)
    return words("cannot reach 0.05 with {n} changed", n=member.changed)
