"""Comparisons -> whether confidences mean what they say: facts by band of confidence, and how many of them are right.

A fact is right where its dated record agrees with gold (visits; drills and exercises together), a quote's speaker where
the article's gold has a speaker of that name. Facts that only an optional record covers are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etl.evaluate.figures import Rate
from etl.evaluate.found import Found
from etl.evaluate.gold import Gold
from etl.evaluate.scoring import Comparison, same_speaker

KINDS = ("visits", "drills", "quotes")
BANDS = 5
PROMISE = 0.9
"""The share of facts in the highest band that should be right."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """One kind of fact; `bands[i]` holds those with a confidence from i/5 to below (i+1)/5, the last one 1 as well."""

    kind: str
    bands: tuple[Rate, ...]

    @property
    def keeps_promise(self) -> bool | None:
        """Whether facts of the highest band are right at least nine times in ten; None where there are none."""
        top = self.bands[-1]
        return top.value >= PROMISE if top.of else None


def calibrate(articles: Sequence[tuple[Gold, Found, dict[str, Comparison]]]) -> list[Calibration]:
    """The calibration of visits, drills and quotes' speakers."""
    judged: dict[str, list[tuple[float, bool]]] = {kind: [] for kind in KINDS}
    for gold, found, comparisons in articles:
        judged["visits"] += _judged(comparisons["visits_dated"])
        judged["drills"] += [*_judged(comparisons["drills_dated"]), *_judged(comparisons["exercises"])]
        judged["quotes"] += _judged_quotes(gold, found)
    return [Calibration(kind, _bands(judged[kind])) for kind in KINDS]


def _judged(comparison: Comparison) -> Iterator[tuple[float, bool]]:
    for _, found in comparison.right:
        yield found["confidence"], True
    for found in comparison.wrong:
        yield found["confidence"], False


def _judged_quotes(gold: Gold, found: Found) -> Iterator[tuple[float, bool]]:
    for quote in found.quotes:
        if any(same_speaker(speaker, quote) for speaker in gold.speakers):
            yield quote["confidence"], True
        elif not any(same_speaker(speaker, quote) for speaker in gold.optional_speakers):
            yield quote["confidence"], False


def _bands(judged: Iterable[tuple[float, bool]]) -> tuple[Rate, ...]:
    cells = [[0, 0] for _ in range(BANDS)]
    for confidence, right in judged:
        cell = cells[min(int(confidence * BANDS), BANDS - 1)]
        cell[0] += right
        cell[1] += 1
    return tuple(Rate(right, of) for right, of in cells)
