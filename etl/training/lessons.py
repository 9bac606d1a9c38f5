"""What the encoder learns from: passages with the right answers to what is asked about them, and what the trees say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.training import drill_examples, examples
from etl.training.examples import Looked
from etl.transform import scorer
from etl.transform.drills import opinion as of_drills
from etl.transform.drills import rivals as of_days
from etl.transform.opinion import Kind
from etl.transform.passages import Asked, Passage, passages
from etl.transform.reading import Reading
from etl.transform.scorer import Linear, Trees, log_odds
from etl.transform.visits import opinion, rivals
from etl.transform.wordpieces import Wordpieces

# The scorers, by name, that the encoder adds to.
LINEAR, TREES = ("visit_pair", "drill_day"), ("visit_second", "drill_second")
# Sentences whose best candidate has less of a chance, by trees that have seen the article, teach nothing.
LEAST = 0.015


@dataclass(frozen=True)
class Looks:
    """The scorers by name."""

    linear: Mapping[str, Linear]
    trees: Mapping[str, Trees]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A passage with the right answer to each of its questions, None where there is none, and the trees' logarithms of odds."""

    kind: Kind
    passage: Passage
    answers: list[bool | None]
    trees: list[float]


@dataclass(frozen=True, slots=True)
class _Posed:
    """One thing that may be asked, its right answer and its chance by the trees."""

    asked: Asked
    answer: bool | None
    chance: float


class Teacher:
    """Makes lessons of articles, each of at most `longest` pieces."""

    def __init__(self, looks: Looks, wordpieces: Wordpieces, longest: int) -> None:
        self._looks = looks
        self._wordpieces = wordpieces
        self._longest = longest

    def lessons(self, visits: Iterable[Looked], drills: Iterable[drill_examples.Looked]) -> Iterator[Lesson]:
        """What articles teach, looked at for visits and for launches."""
        for seen in visits:
            yield from self._laid_out("visit", seen.annotated.reading, self._visits(seen))
        for launches in drills:
            yield from self._laid_out("launch_day", launches.annotated.reading, self._launch_days(launches))

    def _laid_out(self, kind: Kind, reading: Reading, posed: Sequence[_Posed]) -> Iterator[Lesson]:
        """Those of sentences of which something is likely."""
        best: dict[int, float] = {}
        for one in posed:
            chance = 1.0 if one.answer else one.chance
            best[one.asked.sentence] = max(best.get(one.asked.sentence, 0.0), chance)
        worth = [one for one in posed if best[one.asked.sentence] >= LEAST]
        for passage in passages(reading, [one.asked for one in worth], self._wordpieces, self._longest):
            here = [worth[question.number] for question in passage.questions]
            answers = [one.answer for one in here]
            if any(answer is not None for answer in answers):
                yield Lesson(kind, passage, answers, [log_odds(one.chance) for one in here])

    def _visits(self, seen: Looked) -> list[_Posed]:
        firsts = [self._looks.linear["visit_pair"].probability(features) for _, features in seen.candidates]
        chances = self._looks.trees["visit_second"].probabilities(rivals.features(seen.candidates, firsts))
        return [
            _Posed(opinion.asked(seen.annotated.reading, candidate), _answer(records, features, first), chance)
            for (candidate, features), records, first, chance in zip(
                seen.candidates, seen.records, firsts, chances, strict=True
            )
        ]

    def _launch_days(self, seen: drill_examples.Looked) -> list[_Posed]:
        chances = [self._looks.linear["drill_day"].probability(words) for _, _, words in seen.days]
        again = self._looks.trees["drill_second"].probabilities(of_days.features(seen.days, chances))
        return [
            _Posed(
                of_drills.asked(seen.annotated.reading, view, day),
                None if right is None else bool(right),
                scorer.between(chance, final),
            )
            for (view, day, _), right, chance, final in zip(seen.days, seen.rights, chances, again, strict=True)
        ]


def _answer(records: Sequence[object] | None, features: set[str], chance: float) -> bool | None:
    if records is not None:
        return bool(records)
    return False if chance < examples.UNLIKELY and "leg" not in features else None
