"""What the scorers of visits learn from: candidates with the features that reading gives them, and what the gold says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.training.corpus import Annotated, shown_in
from etl.transform import visits
from etl.transform.scorer import Linear, present
from etl.transform.visits import rivals, states
from etl.transform.visits.candidates import Candidate

FOLDS = 5
# A sentence that shows none of the records of its pair may still tell of them: only what a first look finds less likely
# than this, and what is no leg by its grammar, is taken for wrong. Without these, a pair that is right once seems right wherever
# it is named.
UNLIKELY = 0.4


@dataclass(frozen=True, slots=True)
class Example:
    features: Mapping[str, float]
    label: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """The candidates of one article with their features, and the records that the sentence of each shows.

    `records` is None where the sentence shows none but another sentence shows one of this pair: that teaches nothing.
    """

    annotated: Annotated
    candidates: list[tuple[Candidate, set[str]]]
    records: list[list[dict[str, Any]] | None]
    of_pair: list[list[dict[str, Any]]]


def look(annotated: Annotated) -> Looked:
    reading = annotated.reading
    shown = defaultdict(list)
    for record in annotated.gold["visits"]:
        sentence = shown_in(reading, record["evidence"])
        shown[record["origin"], record["host"]].append((record, sentence.index if sentence else None))
    candidates = list(visits.examined(reading))
    records: list[list[dict[str, Any]] | None] = []
    others: list[list[dict[str, Any]]] = []
    for candidate, _ in candidates:
        pair = shown.get((candidate.traveller.party.iso3, candidate.host.iso3), [])
        here = [record for record, index in pair if index == candidate.sentence.index]
        records.append(here if here or not pair else None)
        others.append([record for record, _ in pair])
    return Looked(annotated, candidates, records, others)


def visit_examples(
    articles: Sequence[Looked], fit_linear: Callable[[Sequence[Example]], Linear]
) -> dict[str, list[Example]]:
    """Examples by name of model. The second look learns from chances that a first look trained without the article gives."""
    out: dict[str, list[Example]] = defaultdict(list)
    pairs = [_pairs(one) for one in articles]
    out["visit_pair"] = [e for found in pairs for e in found]
    for fold in range(FOLDS):
        first = fit_linear([e for i, found in enumerate(pairs) if i % FOLDS != fold for e in found])
        for one in articles[fold::FOLDS]:
            chances = [first.probability(features) for _, features in one.candidates]
            again = rivals.features(one.candidates, chances)
            for (_, features), chance, seen, records in zip(one.candidates, chances, again, one.records, strict=True):
                wrong = records is None and chance < UNLIKELY and "leg" not in features
                if records is not None or wrong:
                    out["visit_second"].append(Example(seen, bool(records)))
                if wrong:
                    out["visit_pair"].append(Example(present(features), False))
    for one in articles:
        for (candidate, _), records in zip(one.candidates, one.records, strict=True):
            for record in records or ():
                found = states.features(one.annotated.reading, candidate, record["start"], record["end"])
                for state in states.STATES:
                    out[f"visit_{state}"].append(Example(present(found), record["status"] == state))
    return dict(out)


def _pairs(one: Looked) -> list[Example]:
    return [
        Example(present(features), bool(records))
        for (_, features), records in zip(one.candidates, one.records, strict=True)
        if records is not None
    ]
