"""What the scorers of visits learn from: candidates with the features that reading gives them, and what the gold says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from etl.training.corpus import Annotated, shown_in
from etl.transform import visits
from etl.transform.visits import day_features, states


@dataclass(frozen=True, slots=True)
class Example:
    """Features and a label for the model `model`; `article` says which fold they belong to."""

    model: str
    article: str
    features: frozenset[str]
    label: bool


def visit_examples(annotated: Annotated) -> Iterator[Example]:
    """Pairs: those of a sentence that shows a record are visits, those of no record are none, others teach nothing.

    Days and states are learned on the visits alone; a day coarser than the record's teaches nothing.
    """
    reading, article = annotated.reading, annotated.id
    shown = defaultdict(list)
    for record in annotated.gold["visits"]:
        sentence = shown_in(reading, record["evidence"])
        shown[record["origin"], record["host"]].append((record, sentence.index if sentence else None))
    for candidate, features in visits.examined(reading):
        records = shown.get((candidate.traveller.party.iso3, candidate.host.iso3), [])
        here = [record for record, index in records if index == candidate.sentence.index]
        if here or not records:
            yield Example("visit_pair", article, frozenset(features), bool(here))
        if not here:
            continue
        every = list(day_features.options(reading, candidate.sentence))
        starts = [record["start"] for record in here if record["start"]]
        for option in every:
            right = any(option.date.startswith(start) for start in starts)
            if right or not any(start.startswith(option.date) for start in starts):
                found = day_features.features(reading, candidate, option, every)
                yield Example("visit_day", article, frozenset(found), right)
        for record in here:
            found = states.features(reading, candidate, record["start"], record["end"])
            for state in states.STATES:
                yield Example(f"visit_{state}", article, frozenset(found), record["status"] == state)
