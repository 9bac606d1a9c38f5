"""A second opinion where the trees are in doubt: that of a small pretrained encoder, which reads the words.

It answers questions of several kinds, each by a head of its own, and is asked only in doubt, since it costs more than all other
looks together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from etl.transform import encoder, scorer
from etl.transform.encoder import Floats, Tables
from etl.transform.passages import Asked, Passage, Question, passages

if TYPE_CHECKING:
    from etl.transform.reading import Reading

NAME = "encoder"
# What its answer is called among the features of what is judged.
FEATURE = "opinion"
# What may be asked: whether a traveller goes to a country, whether a launch is on a day.
Kind = Literal["visit", "launch_day"]


def said(reading: Reading, kind: Kind, asked: Sequence[Asked]) -> list[float]:
    """The answer to each question, as the logarithm of the odds."""
    if not asked:
        return []
    model = encoder.encoder(NAME)
    out = [0.0] * len(asked)
    for passage in passages(reading, asked, model.wordpieces, model.longest):
        for question, answer in zip(passage.questions, answers(model, kind, passage), strict=True):
            out[question.number] = answer
    return out


def answers(model: encoder.Encoder, kind: Kind, passage: Passage) -> Iterator[float]:
    """The answer to each question of a passage, as the logarithm of the odds."""
    wanted = sorted({place for question in passage.questions for place in question.places()})
    head, x = model.heads[kind], np.zeros((len(passage.numbers), model.width), dtype=np.float32)
    x[wanted] = model.vectors(passage.numbers, wanted)
    tension = (x @ head["notice"].T + head["notice.bias"])[:, 0]
    rows = np.stack([_row(head, x, tension, question) for question in passage.questions])
    inner = encoder.gelu(rows @ head["inner"].T + head["inner.bias"])
    return map(float, (inner @ head["last"].T + head["last.bias"])[:, 0])


def _row(head: Tables, x: Floats, tension: Floats, question: Question) -> Floats:
    """What is asked about in one row: the one thing, the other, and their sentence as seen from these and by itself."""
    one = x[question.one].mean(axis=0) if question.one else head["absent"][0]
    other = x[question.other].mean(axis=0) if question.other else head["absent"][1]
    start, end = question.sentence
    own = x[start:end]
    query = np.concatenate([one, other]) @ head["query"].T + head["query.bias"]
    seen = encoder.softmax(own @ query * np.float32(1 / math.sqrt(len(query)))) @ own
    by_itself = encoder.softmax(tension[start:end]) @ own
    return np.concatenate([one, other, one * other, seen, by_itself, np.array(question.flags, dtype=np.float32)])


def weighed(kind: Kind, chance: float, opinion: float | None) -> float:
    """The chance by the trees' chance and what the encoder says; their weights are part of the encoder's file."""
    if opinion is None:
        return chance
    bias, trees, own = encoder.encoder(NAME).heads[kind]["weights"].tolist()
    return scorer.chance(bias + trees * scorer.log_odds(chance) + own * opinion)
