"""Comparisons -> how right the merging is: reports of one real event in one stored event, all others apart.

Judged are reports that were extracted rightly (a dated visit, launch or exercise that agrees with gold) and whose gold
record names its real event in `event`; records with the same word there, in whatever article, are one. Two measures:

- pairwise: of all pairs of reports, those of one real event against those of one stored event;
- B-cubed (Bagga and Baldwin 1998): the same per report, its stored event against its real one, averaged over reports,
  so that one event with very many reports does not outweigh all others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from etl.evaluate.figures import Rate, f1_of
from etl.evaluate.gold import Gold
from etl.evaluate.matching import Record
from etl.evaluate.scoring import Comparison

FIGURES = {"visits": ("visits_dated",), "drills": ("drills_dated", "exercises")}


@dataclass(frozen=True, slots=True)
class Judged:
    """A report that was extracted rightly: its article, its fact, the real event and the stored one."""

    article: str
    found: Record
    real: str
    stored: int


@dataclass(frozen=True, slots=True)
class Merging:
    """One kind of event; pairs of reports are `gold` where they are of one real event, `found` where of one stored."""

    kind: str
    reports: Sequence[Judged]
    gold: int
    found: int
    hit: int
    b3_precision: float
    b3_recall: float

    @property
    def precision(self) -> Rate:
        return Rate(self.hit, self.found)

    @property
    def recall(self) -> Rate:
        return Rate(self.hit, self.gold)

    @property
    def f1(self) -> float:
        return f1_of(self.gold, self.found, self.hit)

    def wrong_pairs(self) -> Iterator[tuple[Judged, Judged, bool]]:
        """Pairs that are judged wrongly, and whether they stand in one stored event."""
        for one, other in combinations(self.reports, 2):
            together = one.stored == other.stored
            if together != (one.real == other.real):
                yield one, other, together


def judge_merging(articles: Iterable[tuple[Gold, dict[str, Comparison]]]) -> list[Merging]:
    """The merging of visits and of drills, over the comparisons of all articles."""
    judged: dict[str, list[Judged]] = {kind: [] for kind in FIGURES}
    for gold, comparisons in articles:
        for kind, names in FIGURES.items():
            for name in names:
                judged[kind] += [
                    Judged(gold.id, found, record["event"], found["event"])
                    for record, found in comparisons[name].right
                    if record.get("event") and found.get("event") is not None
                ]
    return [_measure(kind, reports) for kind, reports in judged.items()]


def _measure(kind: str, reports: Sequence[Judged]) -> Merging:
    real = Counter(report.real for report in reports)
    stored = Counter(report.stored for report in reports)
    both = Counter((report.real, report.stored) for report in reports)
    n = len(reports) or 1
    return Merging(
        kind,
        reports,
        gold=_pairs(real.values()),
        found=_pairs(stored.values()),
        hit=_pairs(both.values()),
        b3_precision=sum(together**2 / stored[event] for (_, event), together in both.items()) / n,
        b3_recall=sum(together**2 / real[event] for (event, _), together in both.items()) / n,
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
