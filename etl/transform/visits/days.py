"""The days of an article's candidates, judged together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from etl.transform import scorer
from etl.transform.scorer import present
from etl.transform.visits import day_features, day_rivals
from etl.transform.visits.candidates import Candidate
from etl.transform.visits.day_features import Option
from etl.transform.visits.day_rivals import Dated

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# Below these a day is not a visit's; chosen on folds of the training articles. The day of publication, which no word names,
# must be surer than one that the text gives.
LEAST_DAY = 0.05
LEAST_TODAY = 0.42


def examined(reading: Reading, candidate: Candidate) -> Iterator[tuple[Option, dict[str, float]]]:
    """Every day that a candidate may be on, with its features."""
    every = list(day_features.options(reading, candidate.sentence))
    for option in every:
        yield option, present(day_features.features(reading, candidate, option, every))


def judge(reading: Reading, candidates: Sequence[Candidate]) -> list[list[tuple[float, Option]]]:
    """For each candidate the days that it may be on, the likeliest first, with their chances: midway between a first look's
    and a second's, which knows the first."""
    options = [list(examined(reading, candidate)) for candidate in candidates]
    chances = scorer.trees("visit_day").probabilities([found for each in options for _, found in each])
    told = iter(chances)
    looked = [
        Dated(candidate, each, list(islice(told, len(each))))
        for candidate, each in zip(candidates, options, strict=True)
    ]
    again = scorer.trees("visit_day_second").probabilities(day_rivals.features(looked))
    final = iter(map(scorer.between, chances, again))
    return [_by_date([(next(final), option) for option, _ in each]) for each in options]


def _by_date(days: list[tuple[float, Option]]) -> list[tuple[float, Option]]:
    """One day for each date that the sentence or its neighbours give, as sure as all that give it make it."""
    groups: dict[tuple[str, bool], list[tuple[float, Option]]] = defaultdict(list)
    for chance, option in sorted(days, key=lambda day: -day[0]):
        groups[option.date, option.away == 0].append((chance, option))
    together = [(1 - math.prod(1 - p for p, _ in group), group[0][1]) for group in groups.values()]
    return sorted(together, key=lambda day: -day[0])


def least(option: Option) -> float:
    """The chance below which a day is not taken."""
    return LEAST_DAY if option.mention is not None else LEAST_TODAY
