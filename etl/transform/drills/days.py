"""The days that sentences about missiles name, judged as days of launches, all of an article together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from etl.transform import drill_words as dw
from etl.transform import measures, scorer
from etl.transform.drills import day_features, opinion, rivals
from etl.transform.drills.candidates import Day, View
from etl.transform.opinion import FEATURE, weighed

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# Below this a day is no launch's.
LEAST_DAY = 0.27
YEAR_ONLY = len("2019")


@dataclass(frozen=True, slots=True)
class JudgedDay:
    """A day that a sentence may date a launch to, with its features in the first look and in the second.

    `taken` where it was kept; then `launchers` are the states that may have fired, the likeliest first. `veto` says why the
    sentence tells of no test whatever the chance; `opinion` is what the encoder said, None where it was not asked.
    """

    view: View
    day: Day
    words: set[str]
    again: dict[str, float]
    chance: float
    taken: bool = False
    launchers: Sequence[tuple[float, str]] = ()
    veto: str | None = None
    opinion: float | None = None


def examined(reading: Reading, seen: Sequence[View]) -> Iterator[tuple[View, Day, set[str]]]:
    """Every day that a sentence may date a launch to, with its features; "dozens of missiles this year" is general talk."""
    for view in seen:
        shared = day_features.sentence_features(view)
        general = bool(measures.VAGUE.search(view.facts.sentence.text)) and not view.facts.weapons
        for day in view.days:
            if not (general and len(day.date) == YEAR_ONLY):
                yield view, day, day_features.features(reading, view, day, shared)


def judge(reading: Reading, seen: Sequence[View]) -> list[JudgedDay]:
    """The days of all sentences with their chances: midway between a first look's and a second's, which knows the first;
    where these doubt, the encoder has its say. Taken is the likeliest reading of each date that is a launch's.
    """
    looked = list(examined(reading, seen))
    first, second = _looks()
    chances = [first.probability(words) for _, _, words in looked]
    again = rivals.features(looked, chances)
    judged = [
        JudgedDay(view, day, words, more, scorer.between(chance, final), veto=_veto(view))
        for (view, day, words), chance, more, final in zip(
            looked, chances, again, second.probabilities(again), strict=True
        )
    ]
    return _taken(opinion.heard(reading, judged))


def _taken(judged: Sequence[JudgedDay]) -> list[JudgedDay]:
    best: dict[tuple[int, int, bool], JudgedDay] = {}
    for one in judged:
        mention = one.day.mention
        key = (one.view.sentence.index, mention.start if mention else -1, one.day.which == "end")
        if not one.veto and one.chance >= LEAST_DAY and (key not in best or one.chance > best[key].chance):
            best[key] = one
    kept = {id(one) for one in best.values()}
    return [replace(one, taken=True) if id(one) in kept else one for one in judged]


def _veto(view: View) -> str | None:
    """What makes a sentence tell of no test, though launched and dated: the training articles hold too little of either."""
    text = view.facts.sentence.text
    if dw.phrases("combat").search(text) and not dw.phrases("not_combat").search(text):
        return "the sentence tells of fighting"
    if {head.mood for head in view.heads.found} == {"guessed"}:
        return "the sentence only guesses or fears"
    return None


def chance_without(judged: JudgedDay, gone: Set[str]) -> float:
    """The chance that a day would have without the features `gone`, all other days being as they are.

    What the encoder says of it goes by the name of `FEATURE`.
    """
    first, second = _looks()
    words = {f for f in judged.words if gone.isdisjoint(f.split("&"))}
    chance = first.probability(words)
    others = {f: n for f, n in judged.again.items() if f not in judged.words and f not in gone}
    chance = scorer.between(chance, second.probability(others | rivals.of_itself(words, chance)))
    return weighed("launch_day", chance, None if FEATURE in gone else judged.opinion)


def _looks() -> tuple[scorer.Linear, scorer.Trees]:
    """The scorers of the first look and of the second."""
    return scorer.linear("drill_day"), scorer.trees("drill_second")
