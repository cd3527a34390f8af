"""The primary endpoint under the names of the analysis data set, for files and for the check against R."""

from __future__ import annotations

from fractions import Fraction

from her2dash.analysis.concordance import Concordance
from her2dash.analysis.interim import Progress, Verdict

# The data set's word for a rule that can no longer be met.
STATUS = {verdict: str(verdict) for verdict in Verdict} | {Verdict.FAILURE_CERTAIN: "futility_certain"}


def progress_record(state: Progress) -> dict[str, object]:
    """Return what the rule still wants."""
    return {
        "needed": state.needed,
        "remaining": state.remaining,
        "still_needed": state.still_needed,
        "discordant_still_allowed": state.failures_allowed,
        "worst_final": _decimal(state.worst),
        "best_final": _decimal(state.best),
        "status": STATUS[state.verdict],
    }


def concordance_record(result: Concordance) -> dict[str, object]:
    """Return the primary endpoint with its bounds and the readings of equivocal calls."""
    read = {reading.name: reading.concordant for reading in result.readings}
    return {
        "n_included": result.included,
        "n_concordant": result.concordant,
        "n_discordant": result.discordant,
        "n_equivocal": result.equivocal,
        "n_not_evaluable": result.not_evaluable,
        "n_open": result.open,
        "n_evaluable": result.evaluable.total,
        "rate_included": result.estimate,
        "included_low": result.interval.low,
        "included_high": result.interval.high,
        "rate_evaluable": result.evaluable.estimate,
        "evaluable_low": result.evaluable.interval.low,
        "evaluable_high": result.evaluable.interval.high,
        "worst_case": result.worst.estimate,
        "best_case": result.best.estimate,
        "bound_low": result.worst.interval.low,
        "bound_high": result.best.interval.high,
        "needed": result.needed,
        "status": STATUS[result.verdict],
        "equivocal_as_positive": read["equivocal_as_positive"],
        "equivocal_as_negative": read["equivocal_as_negative"],
        "p_one_sided": result.p_value,
    }


def _decimal(share: Fraction | None) -> float | None:
    return None if share is None else float(share)
