"""Every public statistic answers all of its domain: nobody, one, few, 200 and 2,000; alike or different."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

import pytest

from her2dash.analysis.binomial import binomial_test, conditional_power, probability_met
from her2dash.analysis.cases import Case
from her2dash.analysis.concordance import concordance
from her2dash.analysis.describe import likert
from her2dash.analysis.diagnostic import diagnostic_accuracy
from her2dash.analysis.differences import difference
from her2dash.analysis.impact import impact, intended_and_given, plan_follows_call
from her2dash.analysis.interim import needed, progress
from her2dash.analysis.methods import CHAPTERS
from her2dash.analysis.multiplicity import (
    adjust,
    smallest_fisher_p,
    smallest_mann_whitney_p,
    smallest_paired_p,
)
from her2dash.analysis.outlook import outlook
from her2dash.analysis.posterior import posterior, priors
from her2dash.analysis.predictive import (
    futility_boundary,
    predictive_probability,
    predictive_probability_of_posterior,
)
from her2dash.analysis.proportion import proportion
from her2dash.analysis.result import Result
from her2dash.analysis.states import Call, Therapy

from .patients import NOBODY
from .test_properties_statistics import speaks

Statistic = Callable[..., object]
Values = dict[str, Callable[[random.Random], float]]
VALUES: Values = {
    "alike": lambda _: 3,
    "on a scale": lambda chance: chance.randint(1, 5),
    "all different": lambda chance: chance.lognormvariate(2, 0.6),
    "tiny and huge": lambda chance: 10.0 ** chance.randint(-300, 300),
}
STATISTICS = {each.__name__: each for chapter in CHAPTERS.values() for each in chapter}
TWO_THIRDS = Fraction(2, 3)


def table(n: int, rows: int, columns: int, chance: random.Random) -> list[list[int]]:
    """Return n patients in a table; one of three categories is rare."""
    found = [[0] * columns for _ in range(rows)]
    for _ in range(n):
        found[chance.randrange(rows)][min(chance.randrange(columns), chance.randrange(columns))] += 1
    return found


def rows(n: int, times: int, value: Callable[[], float]) -> list[list[float | None]]:
    return [[None if i % 9 == 8 else value() for _ in range(times)] for i in range(n)]


def of_values(n: int, value: Callable[[], float], chance: random.Random) -> Mapping[str, tuple[Any, ...]]:
    """Return the arguments of the statistics that take measurements."""
    x, y = [value() for _ in range(n)], [value() for _ in range(n)]
    pairs = {name: (x, [*y[:-1], None] if y else []) for name in ("spearman", "kendall_tau_b")}
    return pairs | {
        "spearman_exact": (x[:12], y[:12]), "kendall_exact": (x, y),
        "point_biserial": ([chance.randint(0, 1) for _ in x], y),
        "mann_whitney": (x, y[: n // 3]), "hodges_lehmann_shift": (x, y),
        "area_under_curve": (x, y[: n // 2]),
        "kruskal_wallis": ([x, y, []],),
        "wilcoxon_signed_rank": ([a - b for a, b in zip(x, y, strict=True)],),
        "sign_test": ([a - b for a, b in zip(x, y, strict=True)],), "matched_rank_biserial": (x,),
        "hodges_lehmann_paired": (x,), "describe": ([*x, None],),
        "friedman": (rows(n, 3, value),), "friedman_exact": (rows(n, 4, value),),
        "page_trend": (rows(n, 3, value),), "page_exact": (rows(n, 3, value),),
        "cluster_mean": ([i // 3 for i in range(n)], x), "cluster_bootstrap": ([i // 3 for i in range(n)], x),
    }  # fmt: skip


def of_tables(n: int, chance: random.Random) -> Mapping[str, tuple[Any, ...]]:
    """Return the arguments of the statistics that take counts."""
    two, four = table(n, 2, 2, chance), table(n, 4, 4, chance)
    squares = dict.fromkeys(("agreement", "cohen_kappa", "gwet_ac1", "bowker", "bowker_exact"), (four,))
    pairs = dict.fromkeys(("mcnemar", "paired_difference", "goodness_of_fit_kappa", "fisher"), (two,))
    binary = [[chance.randint(0, 1) for _ in range(3)] for _ in range(n)]
    return squares | pairs | {
        "stuart_maxwell": (four,), "freeman_halton": (table(n, 2, 4, chance),), "association": (four,),
        "goodman_kruskal_gamma": (four,), "fleiss_kappa": ([[sum(row), 3 - sum(row)] for row in binary],),
        "cochran_q": (binary,), "cochran_q_exact": (binary,),
    }  # fmt: skip


def study(n: int, chance: random.Random) -> list[Case]:
    return [
        replace(
            NOBODY, index_call=chance.choice(list(Call)), therapy=chance.choice(list(Therapy)),
            plan_pre=chance.choice([None, "a", "b"]), plan_post=chance.choice([None, "a", "b"]),
            confidence_pre=chance.choice([None, 1, 5]), confidence_post=chance.choice([None, 1, 5]),
        )
        for _ in range(n)
    ]  # fmt: skip


def of_a_study(n: int, chance: random.Random) -> Iterator[tuple[Statistic, object]]:
    """Yield the answers of the statistics of the endpoint and the impact, at every threshold."""
    cases, x, planned = study(n, chance), n // 2, n + 3
    for threshold in (Fraction(0), TWO_THIRDS, Fraction(1)):
        wanted, p0 = needed(planned, threshold=threshold), float(threshold)
        for final in (True, False):
            found = concordance(cases, target=n, threshold=threshold, final=final)
            yield concordance, found
            yield outlook, outlook(found)
        yield progress, progress(planned=planned, concordant=x, failed=n - x, threshold=threshold)
        yield (
            binomial_test,
            [binomial_test(x, n, threshold=threshold, alternative=each) for each in ("greater", "two-sided")],
        )
        counts = {"concordant": x, "closed": n, "planned": planned}
        for prior in priors(threshold):
            yield posterior, posterior(x, n, threshold=threshold, prior=prior)
            yield predictive_probability, predictive_probability(**counts, needed=wanted, prior=prior)
            of_posterior = {"threshold": p0, "certainty": 0.9, "prior": prior}
            yield (
                predictive_probability_of_posterior,
                predictive_probability_of_posterior(**counts, **of_posterior),  # type: ignore[arg-type]  # one dict
            )
    lee_liu = {"threshold": 0.6, "certainty": 0.9, "futile_below": 0.05}
    yield futility_boundary, futility_boundary(planned=n, first=0, **lee_liu)
    yield proportion, [proportion(x, n, method=each) for each in ("clopper_pearson", "wilson", "midp")]
    yield probability_met, probability_met([0, 0.5, 2 / 3, 1], needed=x, total=n)
    yield conditional_power, [conditional_power(remaining=n, still_needed=x, rate=p) for p in (0, 0.5, 1)]
    yield impact, impact(cases)
    for paired in (plan_follows_call, intended_and_given):
        yield paired, paired(cases, anti_her2={"a"})
    (tp, fp), (fn, tn) = table(n, 2, 2, chance)
    yield diagnostic_accuracy, diagnostic_accuracy(tp=tp, fp=fp, fn=fn, tn=tn)
    yield difference, difference(x, n, n - x, n)
    yield likert, likert([chance.choice([None, 1, 4]) for _ in range(n)], levels=4)
    yield (
        adjust,
        [adjust([chance.choice([None, 0, 0.2]) for _ in range(n)], method=m) for m in ("holm", "BH")],
    )
    yield smallest_paired_p, smallest_paired_p(n)
    yield smallest_mann_whitney_p, smallest_mann_whitney_p(n, x)
    yield smallest_fisher_p, smallest_fisher_p(row1=x, row2=n - x, col1=n // 3)


def numbers(value: object) -> Iterator[float]:
    """Yield every number of an answer; a result must also be fit for a file."""
    if isinstance(value, Result):
        speaks(value)
    if is_dataclass(value):
        value = [getattr(value, field.name) for field in fields(value)]
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, float):
        yield value


CAN_BE_INFINITE = {"fisher", "diagnostic_accuracy"}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, 20, 200, 2_000])
def test_every_statistic_of_the_methods_answers(n: int) -> None:
    chance = random.Random(n)  # noqa: S311 - synthetic data, no secret
    answers = list(of_a_study(n, chance))
    for name, arguments in of_tables(n, chance).items():
        answers.append((STATISTICS[name], STATISTICS[name](*arguments)))
    for kind in VALUES.values():
        for name, arguments in of_values(n, lambda kind=kind: kind(chance), chance).items():  # type: ignore[misc]  # bound now
            answers.append((STATISTICS[name], STATISTICS[name](*arguments)))
    assert {statistic.__name__ for statistic, _ in answers} == set(STATISTICS)
    for statistic, answer in answers:
        found = list(numbers(answer))
        assert not any(map(math.isnan, found)), statistic
        assert statistic.__name__ in CAN_BE_INFINITE or all(map(math.isfinite, found)), statistic
