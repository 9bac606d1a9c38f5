"""Which candidates are taken for visits: one of those that a sentence offers for one state and country, and one place for a
traveller whose place it leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from etl.transform.visits.accounts import Judged
from etl.transform.visits.candidates import Candidate

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# Below this a pair is no visit; chosen on folds of the training articles.
LEAST_VISIT = 0.45
# What grammar alone reads as a trip is one down to this chance.
LEAST_LEG = 0.25
# A traveller whom the sentence names is the one who is meant where his chance is this share of the best one's.
NAMED = 0.5
PRINTED = ("full", "short")


def best(reading: Reading, judged: Sequence[Judged]) -> list[tuple[Candidate, float]]:
    """The best candidate of each sentence for each state and country, with the chance that it is a visit.

    A traveller whom the sentence names goes before one whom it calls by a title or pronoun, and both before a delegation.
    """
    groups: dict[tuple[int, str, str], list[tuple[Candidate, float]]] = defaultdict(list)
    for one in judged:
        if not one.denied:
            groups[one.rivalry].append((one.candidate, _with_grammar(one)))
    return [_best_of(reading, group) for group in groups.values()]


def told_once(likely: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Without those that a likelier one of the same sentence speaks for: what a sentence leaves out is one place, and is
    no traveller to where another one, whom it names, goes."""
    by_sentence: dict[int, list[tuple[Candidate, float]]] = defaultdict(list)
    for candidate, chance in likely:
        by_sentence[candidate.sentence.index].append((candidate, chance))
    return [
        (candidate, chance)
        for candidate, chance in likely
        if not any(
            other_chance > chance and _speaks_for(other, candidate)
            for other, other_chance in by_sentence[candidate.sentence.index]
        )
    ]


def _speaks_for(other: Candidate, one: Candidate) -> bool:
    if other.traveller.party.iso3 == one.traveller.party.iso3:
        return one.host.word is None and other.host.word is None
    same_host = other.host.iso3 == one.host.iso3
    return same_host and one.traveller.word is None and other.traveller.word is not None


def _with_grammar(one: Judged) -> float:
    """The chance of a candidate; what grammar by itself reads out of the sentence is kept unless it is quite unlikely."""
    whole = one.candidate.traveller.word is not None and one.candidate.host.word is not None
    return max(one.chance, LEAST_VISIT) if whole and "leg" in one.words and one.chance >= LEAST_LEG else one.chance


def _best_of(reading: Reading, group: list[tuple[Candidate, float]]) -> tuple[Candidate, float]:
    chance = max(chance for _, chance in group)
    near = [(c, p) for c, p in group if p >= chance * NAMED]
    printed = [(c, p) for c, p in near if c.traveller.how in PRINTED and c.traveller.word is not None]
    named = printed or [(c, p) for c, p in near if _is_named(reading, c)]
    return max(named or group, key=lambda pair: pair[1])[0], chance


def _is_named(reading: Reading, candidate: Candidate) -> bool:
    person = candidate.traveller.party.person
    return person is not None and reading.cast.people[person].named
