"""A second look at days: what the other days of a candidate, and those of other candidates, say about one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl.transform import calendar_words as cal
from etl.transform.visits.candidates import Candidate
from etl.transform.visits.day_features import Option


@dataclass(frozen=True, slots=True)
class Dated:
    """A candidate with the days that it may be on, each with its features in the first look and its chance there."""

    candidate: Candidate
    options: Sequence[tuple[Option, Mapping[str, float]]]
    chances: Sequence[float]

    @property
    def best(self) -> dict[str, float]:
        """Date -> the chance of its likeliest option."""
        out: dict[str, float] = defaultdict(float)
        for (option, _), chance in zip(self.options, self.chances, strict=True):
            out[option.date] = max(out[option.date], chance)
        return out

    @property
    def together(self) -> dict[str, float]:
        """Date -> how sure all options that give it make it."""
        out: dict[str, float] = defaultdict(float)
        for (option, _), chance in zip(self.options, self.chances, strict=True):
            out[option.date] = 1 - (1 - out[option.date]) * (1 - chance)
        return out


def features(looked: Sequence[Dated]) -> list[dict[str, float]]:
    """The features of every option of every candidate of an article, in order."""
    best = [one.best for one in looked]
    out: list[dict[str, float]] = []
    for i, one in enumerate(looked):
        others = [(_relation(one.candidate, other.candidate), best[j]) for j, other in enumerate(looked) if j != i]
        near = {
            name: _highest(dates for kind, dates in others if kind == name) for name in ("pair", "state", "sentence")
        }
        dates = one.together
        shared = {
            "likeliest": max(dates.values(), default=0.0),
            "pair-likeliest": max(near["pair"].values(), default=0.0),
        }
        for (option, first), chance in zip(one.options, one.chances, strict=True):
            rivals = (p for date, p in dates.items() if not cal.compatible(date, option.date))
            out.append(
                dict(first)
                | shared
                | {f"{name}-same-day": found.get(option.date, 0.0) for name, found in near.items()}
                | {
                    "own": chance,
                    "date": dates[option.date],
                    "rival": max(rivals, default=0.0),
                    "n-days": float(len(dates)),
                }
            )
    return out


def _relation(one: Candidate, other: Candidate) -> str | None:
    """What makes the days of another candidate tell of those of one."""
    a, b = one.traveller.party.iso3, other.traveller.party.iso3
    same_sentence, same_host = one.sentence.index == other.sentence.index, one.host.iso3 == other.host.iso3
    if same_sentence and not same_host:
        return "sentence"
    if a == b:
        return "pair" if same_host and not same_sentence else "state"
    return None


def _highest(found: Iterable[dict[str, float]]) -> dict[str, float]:
    out: dict[str, float] = defaultdict(float)
    for dates in found:
        for date, chance in dates.items():
            out[date] = max(out[date], chance)
    return out
