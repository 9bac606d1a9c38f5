"""A second opinion on candidates about which the trees are in doubt: that of a small pretrained encoder, which reads the words.

It is asked only there, since it costs more than all other looks together.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from etl.transform import encoder, scorer
from etl.transform.encoder import Floats, Tables
from etl.transform.visits.accounts import Judged
from etl.transform.visits.passages import Passage, Question, passages

if TYPE_CHECKING:
    from etl.transform.reading import Reading

NAME = "visit_encoder"
# What its answer is called among the features of a candidate.
FEATURE = "opinion"
# The trees' chances between which the encoder is asked; outside, it changes hardly a visit.
LEAST_DOUBT, LAST_DOUBT = 0.15, 0.75


def heard(reading: Reading, judged: Sequence[Judged]) -> list[Judged]:
    """`judged`, those in doubt with what the encoder says of them and the chance that follows."""
    out = list(judged)
    if asked := _in_doubt(judged):
        model = encoder.encoder(NAME)
        candidates = [judged[i].candidate for i in asked]
        for passage in passages(reading, candidates, model.wordpieces, model.longest):
            for question, answer in zip(passage.questions, answers(model, passage), strict=True):
                one = judged[asked[question.candidate]]
                chance = weighed(one.chance, answer)
                out[asked[question.candidate]] = replace(one, chance=chance, opinion=answer)
    return out


def _in_doubt(judged: Sequence[Judged]) -> list[int]:
    """The numbers of those that may become visits or cease to be: not where a rival, of which one is kept, is sure."""
    best: dict[tuple[int, str, str], float] = defaultdict(float)
    for one in judged:
        if not one.denied:
            best[one.rivalry] = max(best[one.rivalry], one.chance)
    return [
        i
        for i, one in enumerate(judged)
        if not one.denied and one.chance >= LEAST_DOUBT and best[one.rivalry] <= LAST_DOUBT
    ]


def answers(model: encoder.Encoder, passage: Passage) -> list[float]:
    """The answer to each question of a passage, as the logarithm of the odds."""
    wanted = sorted({place for question in passage.questions for place in question.places()})
    tables, x = model.tables, np.zeros((len(passage.numbers), model.width), dtype=np.float32)
    x[wanted] = model.vectors(passage.numbers, wanted)
    tension = (x @ tables["head.notice"].T + tables["head.notice.bias"])[:, 0]
    rows = np.stack([_row(tables, x, tension, question) for question in passage.questions])
    inner = encoder.gelu(rows @ tables["head.inner"].T + tables["head.inner.bias"])
    scores = inner @ tables["head.last"].T + tables["head.last.bias"]
    return [float(score) for score in scores[:, 0]]


def _row(tables: Tables, x: Floats, tension: Floats, question: Question) -> Floats:
    """What is known of a candidate in one row: its traveller, its host, and its sentence as seen from these and by itself."""
    absent = tables["head.absent"]
    traveller = x[question.traveller].mean(axis=0) if question.traveller else absent[0]
    host = x[question.host].mean(axis=0) if question.host else absent[1]
    start, end = question.sentence
    own = x[start:end]
    query = np.concatenate([traveller, host]) @ tables["head.query"].T + tables["head.query.bias"]
    seen = encoder.softmax(own @ query * np.float32(1 / math.sqrt(len(query)))) @ own
    by_itself = encoder.softmax(tension[start:end]) @ own
    flags = np.array(question.flags, dtype=np.float32)
    return np.concatenate([traveller, host, traveller * host, seen, by_itself, flags])


def weighed(chance: float, opinion: float | None) -> float:
    """The chance of a candidate by the trees' chance and what the encoder says; their weights are part of the encoder's file."""
    if opinion is None:
        return chance
    bias, trees, own = encoder.encoder(NAME).tables["weights"].tolist()
    return scorer.chance(bias + trees * scorer.log_odds(chance) + own * opinion)
