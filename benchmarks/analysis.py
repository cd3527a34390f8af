"""How long the whole analysis takes at 20, 2,000 and 40,863 patients, and which statistic takes it.

Beside the whole are timed, as "apart", what it does not hold: the impact, the outlook, and correlations and
shifts of values that all differ.

usage: python benchmarks/analysis.py [--json]

CPU seconds after import; the data are synthetic and the same on every run. 40,863 is the largest study of
this kind. Exits with 1 if the whole takes 2 s or more there, or a statistic grows faster than n log n.
"""

from __future__ import annotations

import gc
import json
import math
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from fractions import Fraction

from her2dash.analysis.cases import Case
from her2dash.analysis.clusters import cluster_bootstrap
from her2dash.analysis.dataset import (
    BIOPSY,
    CONVENTIONAL,
    PLANS,
    TIMES,
    Dataset,
    Lesion,
    Patient,
    Questionnaire,
)
from her2dash.analysis.files import read_files, write_files
from her2dash.analysis.gamma import goodman_kruskal_gamma
from her2dash.analysis.hodges_lehmann import hodges_lehmann_paired, hodges_lehmann_shift
from her2dash.analysis.impact import impact, intended_and_given, plan_follows_call
from her2dash.analysis.kendall import kendall_tau_b
from her2dash.analysis.outlook import outlook
from her2dash.analysis.states import Call, Therapy
from her2dash.analysis.trial import SECONDARY, analyse
from her2dash.analysis.trial_agreement import cross
from her2dash.analysis.trial_plan import AnalysisPlan
from her2dash.analysis.trial_primary import endpoint, primary

SIZES = (20, 2_000, 40_863)
LIMIT = 2.0
REPEATS = 3
NOISE = 0.02
"""Seconds below which growth says nothing: the clock and the collector are in them."""


def synthetic(patients: int, *, seed: int = 20) -> Dataset:
    """Return a data set of so many patients in every state, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - synthetic data, no secret
    people, lesions, answers = [], [], []
    for number in range(patients):
        who, cells = f"H{number:05}", chance.choice([None, 0, 0, 3, 19])
        people.append(
            Patient(
                who,
                included=True,
                pet_result=chance.choice(list(Call)),
                anti_her2_therapy=chance.choice(list(Therapy)),
                conventional_her2=chance.choice([None, *CONVENTIONAL]),
                biopsy_her2=chance.choice([None, *BIOPSY]),
                ctc_count=cells,
                ctc_her2_pos=None if cells is None else chance.randint(0, cells),
            )
        )
        for lesion in range(chance.randint(0, 5)):
            uptake = round(chance.lognormvariate(2, 0.6), 1)
            lesions.append(Lesion(who, f"L{lesion}", chance.choice(["bone", "liver"]), uptake))
        for moment in TIMES:
            told = chance.choice([None, 1, 2, 3, 4, 5]), chance.choice([None, *PLANS])
            answers.append(Questionnaire(who, moment, *told))
    return Dataset(tuple(people), tuple(lesions), tuple(answers))


def synthetic_cases(patients: int, *, seed: int = 20) -> list[Case]:
    """Return as many cases of a study, with plans and confidence in every state."""
    chance = random.Random(seed)  # noqa: S311 - synthetic data, no secret
    nobody = Case(**dict.fromkeys(field.name for field in fields(Case)))  # type: ignore[arg-type]  # filled below
    return [
        replace(
            nobody,
            included=True,
            index_call=chance.choice(list(Call)),
            therapy=chance.choice(list(Therapy)),
            plan_pre=chance.choice([None, *PLANS]),
            plan_post=chance.choice([None, *PLANS]),
            confidence_pre=chance.choice([None, 1, 2, 3, 4, 5]),
            confidence_post=chance.choice([None, 1, 2, 3, 4, 5]),
        )
        for _ in range(patients)
    ]


def apart(patients: int, plan: AnalysisPlan) -> Mapping[str, Callable[[], object]]:
    """Return what is timed beside the whole, on values that all differ where there are values."""
    chance = random.Random(patients)  # noqa: S311 - synthetic data, no secret
    x, y = ([chance.lognormvariate(2, 0.6) for _ in range(patients)] for _ in range(2))
    scale = range(1, 6)
    told = [(chance.choice(scale), chance.choice(scale)) for _ in range(patients)]
    cases, anti_her2 = synthetic_cases(patients), PLANS[:1]
    result, exact = endpoint(synthetic(patients), plan), plan.exact(patients)
    return {
        "impact": lambda: impact(cases),
        "plan follows test": lambda: plan_follows_call(cases, anti_her2=anti_her2),
        "intended and given": lambda: intended_and_given(cases, anti_her2=anti_her2),
        "outlook": lambda: outlook(result),
        "Kendall": lambda: kendall_tau_b(x, y, exact=exact),
        "gamma": lambda: goodman_kruskal_gamma(cross(told, scale, scale)),
        "Hodges-Lehmann, pairs": lambda: hodges_lehmann_paired(
            [a - b for a, b in zip(x, y, strict=True)], exact=exact
        ),
        "Hodges-Lehmann, groups": lambda: hodges_lehmann_shift(x, y, exact=exact),
    }


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of the quickest of some runs."""
    taken = []
    for _ in range(REPEATS):
        gc.collect()
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def gathered(dataset: Dataset) -> tuple[object, ...]:
    """Look up once what several statistics share."""
    return dataset.called, dataset.measured, dataset.suvmax, dataset.confidence, dataset.plans


def measured(patients: int) -> dict[str, float]:
    """Return the CPU seconds of the whole and of each of its statistics at one size."""
    plan = AnalysisPlan(planned=patients, final=False, threshold=Fraction(2, 3))

    def fresh() -> Dataset:
        return Dataset(known.patients, known.lesions, known.questionnaires)

    known = synthetic(patients)
    found = {"whole": seconds(lambda: analyse(fresh(), plan))}
    found["gathering"] = seconds(lambda: gathered(fresh()))
    dataset = fresh()
    gathered(dataset)
    found["primary"] = seconds(lambda: primary(endpoint(dataset, plan)))
    for name, statistic in SECONDARY.items():
        found[name] = seconds(lambda statistic=statistic: statistic(dataset, plan))  # type: ignore[misc]  # bound now
    texts = write_files(known)
    found["reading the files"] = seconds(lambda: read_files(texts))
    who, values = [each.patient_id for each in known.lesions], [each.suvmax or 0.0 for each in known.lesions]
    found["bootstrap (apart)"] = seconds(lambda: cluster_bootstrap(who, values))
    return found | {f"{name} (apart)": seconds(work) for name, work in apart(patients, plan).items()}


def too_steep(found: dict[int, dict[str, float]]) -> list[str]:
    """Return the statistics that grow faster than n log n from the middle size to the largest, by half."""
    _, small, large = SIZES
    allowed = 1.5 * large * math.log(large) / (small * math.log(small))
    return [
        name
        for name, taken in found[large].items()
        if taken > NOISE and taken > allowed * max(found[small][name], NOISE / 4)
    ]


def report(found: dict[int, dict[str, float]]) -> str:
    """Return the table of seconds, with each statistic's share of the whole at the largest size."""
    largest = SIZES[-1]
    lines = [f"{'CPU seconds':30}" + "".join(f"{size:>10,}" for size in SIZES) + "     share"]
    for name, taken in found[largest].items():
        share = f"{100 * taken / found[largest]['whole']:8.0f} %" if name in SECONDARY else ""
        lines.append(f"{name:30}" + "".join(f"{found[size][name]:10.3f}" for size in SIZES) + share)
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Measure, print, and say with the exit status whether the limits hold."""
    analyse(synthetic(60), AnalysisPlan(60, final=False, threshold=Fraction(2, 3)))  # imports come first
    found = {size: measured(size) for size in SIZES}
    steep = too_steep(found)
    whole = found[SIZES[-1]]["whole"]
    sys.stdout.write((json.dumps(found, indent=1) if "--json" in arguments else report(found)) + "\n")
    if whole >= LIMIT or steep:
        sys.stderr.write(f"over the limit: whole {whole:.2f} s of {LIMIT} s; too steep: {steep}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
