"""Sentences and those just before them as the encoder sees them, with the places of what it is asked about among the pieces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.transform.wordpieces import Piece, Wordpieces

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# How many sentences before its own a question is shown.
REACH = 2
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the sentence with the number `sentence`: how two things in article.text, each at the spans given, belong
    together; `flags` tell what the words do not."""

    sentence: int
    one: Sequence[Span]
    other: Sequence[Span]
    flags: Sequence[float]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by its number, and the places of pieces: of the one thing and of the other (none where they stand farther
    away), and the first and last but one of the sentence."""

    number: int
    one: list[int]
    other: list[int]
    sentence: Span
    flags: Sequence[float]

    def places(self) -> list[int]:
        """All places that matter for the answer."""
        return [*self.one, *self.other, *range(*self.sentence)]


@dataclass(frozen=True, slots=True)
class Passage:
    """The numbers of the pieces of some sentences, and what is asked about them."""

    numbers: list[int]
    questions: list[Question]


def passages(reading: Reading, asked: Sequence[Asked], wordpieces: Wordpieces, longest: int) -> Iterator[Passage]:
    """All sentences of `asked`, those near each other together, each with the two before it; at most `longest` pieces."""
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(asked):
        by_sentence[one.sentence].append(number)
    split = _Split(reading, wordpieces)
    for own in _together(sorted(by_sentence), split, longest):
        pieces, places = _laid_out(own, split, longest)
        questions = [
            Question(
                number,
                _within(pieces, asked[number].one),
                _within(pieces, asked[number].other),
                places[index],
                asked[number].flags,
            )
            for index in own
            for number in by_sentence[index]
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


def _within(pieces: Sequence[Piece | None], spans: Sequence[Span]) -> list[int]:
    return [
        i
        for i, piece in enumerate(pieces)
        if piece is not None and any(piece.start < end and piece.end > start for start, end in spans)
    ]
