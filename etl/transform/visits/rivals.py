"""A second look: what the other candidates of a sentence and of the article say about one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from etl.transform.visits.candidates import Candidate

# How many sentences around one are its neighbours.
NEAR = 2


def features(looked: Sequence[tuple[Candidate, set[str]]], chances: Sequence[float]) -> list[dict[str, float]]:
    """For each candidate its first features, its own chance, and the best chances of those it competes or agrees with."""
    by_sentence: dict[int, list[int]] = defaultdict(list)
    by_pair: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for i, (candidate, _) in enumerate(looked):
        at = candidate.sentence.index
        by_sentence[at].append(i)
        told = by_pair[candidate.traveller.party.iso3, candidate.host.iso3]
        told[at] = max(told.get(at, 0.0), chances[i])
    return [_of_one(looked, chances, i, by_sentence, by_pair) for i in range(len(looked))]


def of_itself(first: Set[str], chance: float) -> dict[str, float]:
    """What a candidate brings from the first look, whatever the others are."""
    return {f: 1.0 for f in first if "&" not in f} | {"own": chance}


def _of_one(
    looked: Sequence[tuple[Candidate, set[str]]],
    chances: Sequence[float],
    i: int,
    by_sentence: Mapping[int, Sequence[int]],
    by_pair: Mapping[tuple[str, str], Mapping[int, float]],
) -> dict[str, float]:
    """`by_pair` holds for each state and country the best chance in each sentence."""
    candidate, first = looked[i]
    at = candidate.sentence.index
    out: dict[str, float] = defaultdict(float, of_itself(first, chances[i]))
    for j in by_sentence[at]:
        if j != i:
            name = _here(candidate, looked[j][0])
            out[name] = max(out[name], chances[j])
            out[f"n-{name}"] += 1
    for index in range(at - NEAR, at + NEAR + 1):
        side = "before" if index < at else "after"
        for j in by_sentence.get(index, ()) if index != at else ():
            name = f"{_near(candidate, looked[j][0])}-{side}"
            out[name] = max(out[name], chances[j])
    pair = (candidate.traveller.party.iso3, candidate.host.iso3)
    for name, told in (("far", by_pair.get(pair, {})), ("far-reversed", by_pair.get(pair[::-1], {}))):
        if far := [chance for index, chance in told.items() if abs(index - at) > NEAR]:
            out[name] = max(far)
    return dict(out)


def _here(one: Candidate, other: Candidate) -> str:
    """How another candidate of the same sentence stands to one."""
    a, b = one.traveller.party, other.traveller.party
    if one.host.iso3 == other.host.iso3:
        return "rival" if a.iso3 != b.iso3 else "again" if a.words == b.words else "colleague"
    if a.words == b.words:
        return "elsewhere"
    return "reversed" if (a.iso3, one.host.iso3) == (other.host.iso3, b.iso3) else "other"


def _near(one: Candidate, other: Candidate) -> str:
    """How a candidate of a neighbouring sentence stands to one."""
    a, b = one.traveller.party, other.traveller.party
    if one.host.iso3 == other.host.iso3:
        return "near-pair" if a.iso3 == b.iso3 else "near-host"
    return "near-party" if a.words == b.words else "near-other"
