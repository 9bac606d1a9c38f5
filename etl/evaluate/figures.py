"""Comparisons -> precision, recall, F1 and field accuracy, each with its counts and a 95 % interval.

Precision, recall and accuracy have Wilson's interval for a proportion (Wilson 1927, doi:10.1080/01621459.1927.10502953).
Records of one article err together, and F1 is no proportion: its interval is the percentile bootstrap over articles,
with a fixed seed, so that the same records give the same figures.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from etl.evaluate.scoring import CHECKS, FIGURES, Comparison

Interval = tuple[float, float]

Z95 = 1.959964
RESAMPLES = 1000
SEED = 20240424


@dataclass(frozen=True, slots=True)
class Rate:
    """`right` of `of`; `value` is their ratio, 0 where there is nothing to divide by, and `interval` then None."""

    right: int
    of: int

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> Interval | None:
        return wilson(self.right, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result; `gold` and `found` count records, `hit` those that agree; optional ones are in none."""

    name: str
    gold: int
    found: int
    hit: int
    f1: float
    f1_interval: Interval | None
    fields: dict[str, Rate]

    @property
    def precision(self) -> Rate:
        return Rate(self.hit, self.found)

    @property
    def recall(self) -> Rate:
        return Rate(self.hit, self.gold)


def wilson(right: int, of: int) -> Interval:
    """The 95 % interval of a proportion; `of` must be above 0."""
    share, z2 = right / of, Z95**2
    middle = share + z2 / (2 * of)
    half = Z95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of**2))
    scale = 1 + z2 / of
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def f1_of(gold: int, found: int, hit: int) -> float:
    """The harmonic mean of precision and recall, 0 where nothing agrees."""
    precision, recall = Rate(hit, found).value, Rate(hit, gold).value
    return 2 * precision * recall / (precision + recall) if hit else 0.0


def measure(articles: Sequence[dict[str, Comparison]]) -> list[Figure]:
    """All figures over the comparisons of all articles."""
    random_articles = random.Random(SEED)
    draws = [random_articles.choices(range(len(articles)), k=len(articles)) for _ in range(RESAMPLES)]
    return [_figure(name, [article[name] for article in articles], draws) for name in FIGURES]


def _figure(name: str, comparisons: Sequence[Comparison], draws: Sequence[Sequence[int]]) -> Figure:
    counts = [(len(c.right) + len(c.missed), len(c.right) + len(c.wrong), len(c.right)) for c in comparisons]
    gold, found, hit = (sum(column) for column in zip(*counts, strict=True))
    fields: dict[str, Rate] = {}
    if check := CHECKS.get(name):
        for field, right in (item for c in comparisons for pair in c.right for item in check(*pair).items()):
            old = fields.get(field, Rate(0, 0))
            fields[field] = Rate(old.right + right, old.of + 1)
    interval = bootstrap(counts, draws)
    return Figure(name, gold, found, hit, f1_of(gold, found, hit), interval, dict(sorted(fields.items())))


def bootstrap(counts: Sequence[tuple[int, int, int]], draws: Sequence[Sequence[int]]) -> Interval | None:
    """The 95 % interval of F1 from (gold, found, hit) of each article; None where no article has any record.

    A draw of articles without any record has no F1 and is left out.
    """
    values = []
    for draw in draws:
        gold, found, hit = (sum(column) for column in zip(*(counts[i] for i in draw), strict=True))
        if gold or found:
            values.append(f1_of(gold, found, hit))
    if not values:
        return None
    values.sort()
    return values[int(0.025 * len(values))], values[math.ceil(0.975 * len(values)) - 1]
