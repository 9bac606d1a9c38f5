"""Sentences and those just before them as the encoder sees them, with the places of travellers and hosts among the pieces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.transform.visits.candidates import REACH, Candidate
from etl.transform.wordpieces import Piece, Wordpieces

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# The farthest that `candidates` looks for a country: the heading and the first lines.
FARTHEST = REACH + 2


@dataclass(frozen=True, slots=True)
class Question:
    """A candidate, by its number, and the places of pieces: its traveller's, its host's (none where named farther away), and
    the first and last but one of its sentence."""

    candidate: int
    traveller: list[int]
    host: list[int]
    sentence: tuple[int, int]
    flags: list[float]

    def places(self) -> list[int]:
        """All places that matter for the answer."""
        return [*self.traveller, *self.host, *range(*self.sentence)]


@dataclass(frozen=True, slots=True)
class Passage:
    """The numbers of the pieces of some sentences, and what is asked about them."""

    numbers: list[int]
    questions: list[Question]


def passages(
    reading: Reading, candidates: Sequence[Candidate], wordpieces: Wordpieces, longest: int
) -> Iterator[Passage]:
    """All sentences of `candidates`, those near each other together, each with the two before it; at most `longest` pieces."""
    asked: dict[int, list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        asked[candidate.sentence.index].append(number)
    split = _Split(reading, wordpieces)
    for own in _together(sorted(asked), split, longest):
        pieces, places = _laid_out(own, split, longest)
        questions = [
            Question(
                number,
                _within(pieces, *_traveller(reading, candidates[number])),
                _within(pieces, candidates[number].host.mention.start, candidates[number].host.mention.end),
                places[index],
                flags(candidates[number]),
            )
            for index in own
            for number in asked[index]
        ]
        marks = wordpieces.end
        yield Passage([wordpieces.start, *(marks if p is None else p.number for p in pieces[1:])], questions)


class _Split:
    """The pieces of the sentences of one article, each split once."""

    def __init__(self, reading: Reading, wordpieces: Wordpieces) -> None:
        self._reading = reading
        self._wordpieces = wordpieces
        self._known: dict[int, list[Piece]] = {}

    def of(self, index: int) -> list[Piece]:
        if index not in self._known:
            at = self._reading.sentences[index]
            found = self._wordpieces.split(at.text)
            self._known[index] = [Piece(p.number, p.start + at.start, p.end + at.start) for p in found]
        return self._known[index]

    def size(self, first: int, last: int) -> int:
        """How many pieces a passage of these sentences has, its marks included."""
        return 1 + sum(len(self.of(i)) + 1 for i in range(first, last + 1))


def _together(indices: Sequence[int], split: _Split, longest: int) -> list[list[int]]:
    """Sentences that fit into one passage."""
    groups: list[list[int]] = []
    for index in indices:
        near = bool(groups) and index - groups[-1][-1] <= REACH
        if near and split.size(max(0, groups[-1][0] - REACH), index) <= longest:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _laid_out(own: Sequence[int], split: _Split, longest: int) -> tuple[list[Piece | None], dict[int, tuple[int, int]]]:
    """The pieces of a passage, None for its marks, and where each sentence lies among them.

    What is too long loses the beginnings of the first lines, then its own end.
    """
    first = max(0, own[0] - REACH)
    over = max(0, split.size(first, own[-1]) - longest)
    pieces: list[Piece | None] = [None]
    places: dict[int, tuple[int, int]] = {}
    for index in range(first, own[-1] + 1):
        found = split.of(index)
        cut = min(over, len(found) - (index >= own[0]))
        over -= max(cut, 0)
        if cut > 0:
            found = found[cut:] if index < own[0] else found[:-cut]
        places[index] = len(pieces), len(pieces) + len(found) + 1
        pieces += [*found, None]
    return pieces, places


def _within(pieces: Sequence[Piece | None], start: int, end: int) -> list[int]:
    return [i for i, piece in enumerate(pieces) if piece is not None and piece.start < end and piece.end > start]


def _traveller(reading: Reading, candidate: Candidate) -> tuple[int, int]:
    """Where the mention of a person starts and ends, else the words up to the head of the phrase."""
    traveller = candidate.traveller
    start = traveller.party.start
    end = next((m.end for m in reading.cast.mentions if m.start == start), start + 1)
    if traveller.word is None:
        return start, end
    head = candidate.sentence.start + traveller.word.idx
    return min(start, head), max(end, head + len(traveller.word.text))


def flags(candidate: Candidate) -> list[float]:
    """Ten numbers: whether traveller and host stand in the sentence, and how many sentences before it else."""
    traveller, host = candidate.traveller, candidate.host
    here = [float(traveller.word is not None), float(host.word is not None)]
    back = [float(traveller.back == i) for i in range(REACH + 1)]
    return here + back + [float(host.back == i) for i in range(FARTHEST + 1)]
