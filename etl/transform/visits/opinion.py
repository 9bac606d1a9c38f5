"""Which candidates the encoder is asked about, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from etl.transform import opinion
from etl.transform.passages import Asked, Span
from etl.transform.visits.accounts import Judged
from etl.transform.visits.candidates import REACH, Candidate

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# The trees' chances between which the encoder is asked; outside, it changes hardly a visit.
LEAST_DOUBT, LAST_DOUBT = 0.15, 0.75
# The farthest that `candidates` looks for a country: the heading and the first lines.
FARTHEST = REACH + 2


def heard(reading: Reading, judged: Sequence[Judged]) -> list[Judged]:
    """`judged`, those in doubt with what the encoder says of them and the chance that follows."""
    out = list(judged)
    doubtful = _in_doubt(judged)
    answers = opinion.said(reading, "visit", [asked(reading, judged[i].candidate) for i in doubtful])
    for i, answer in zip(doubtful, answers, strict=True):
        out[i] = replace(judged[i], chance=opinion.weighed("visit", judged[i].chance, answer), opinion=answer)
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


def asked(reading: Reading, candidate: Candidate) -> Asked:
    """Whether the traveller of a candidate goes to its country."""
    traveller, host = _places(reading, candidate)
    return Asked(candidate.sentence.index, [traveller], [host], flags(candidate))


def _places(reading: Reading, candidate: Candidate) -> list[Span]:
    """Where the traveller and the country are named. The traveller: the mention of a person, else the words up to the head."""
    host, traveller = candidate.host.mention, candidate.traveller
    start = traveller.party.start
    end = next((m.end for m in reading.cast.mentions if m.start == start), start + 1)
    if traveller.word is not None:
        head = candidate.sentence.start + traveller.word.idx
        start, end = min(start, head), max(end, head + len(traveller.word.text))
    return [(start, end), (host.start, host.end)]


def flags(candidate: Candidate) -> list[float]:
    """Ten numbers: whether traveller and host stand in the sentence, and how many sentences before it else."""
    traveller, host = candidate.traveller, candidate.host
    here = [float(traveller.word is not None), float(host.word is not None)]
    back = [float(traveller.back == i) for i in range(REACH + 1)]
    return here + back + [float(host.back == i) for i in range(FARTHEST + 1)]
