"""Text -> word pieces as BERT's uncased models take them: without case or accents, each word as its longest known beginnings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Longer words are unknown as a whole.
LONGEST_WORD = 100
CONTINUED = "##"
UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"


class Piece(NamedTuple):
    """A piece's number in the vocabulary and its place: text[start:end]."""

    number: int
    start: int
    end: int


class Wordpieces:
    """Pieces by a vocabulary, in which those that continue a word begin with `##`."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = vocabulary
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown, self.start, self.end = (self._numbers[name] for name in (UNKNOWN, START, END))

    def split(self, text: str) -> list[Piece]:
        """The pieces of `text` in order; what has none, as spaces, is left out."""
        return [piece for letters, places in _words(text) for piece in self._word(letters, places)]

    def _word(self, letters: str, places: Sequence[int]) -> list[Piece]:
        whole = [Piece(self.unknown, places[0], places[-1] + 1)]
        if len(letters) > LONGEST_WORD:
            return whole
        out: list[Piece] = []
        start = 0
        while start < len(letters):
            for end in range(len(letters), start, -1):
                number = self._numbers.get((CONTINUED if start else "") + letters[start:end])
                if number is not None:
                    break
            else:
                return whole
            out.append(Piece(number, places[start], places[end - 1] + 1))
            start = end
        return out


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Words and single marks in small letters, each letter with its place in `text`."""
    letters: list[str] = []
    places: list[int] = []
    for place, raw in enumerate(text):
        if raw.isspace():
            plain, alone = "", True
        elif raw in "\0\ufffd" or unicodedata.category(raw)[0] == "C":
            continue
        else:
            plain = "".join(c for c in unicodedata.normalize("NFD", raw.lower()) if unicodedata.category(c) != "Mn")
            alone = _stands_alone(raw)
        if alone and letters:
            yield "".join(letters), places
            letters, places = [], []
        if alone and plain:
            yield plain, [place] * len(plain)
        elif not alone:
            letters.extend(plain)
            places.extend([place] * len(plain))
    if letters:
        yield "".join(letters), places


def _stands_alone(char: str) -> bool:
    """True for punctuation and for Chinese characters, each of which is a word."""
    code = ord(char)
    if code < 128:
        return not char.isalnum()
    ideograph = 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF
    return ideograph or 0x20000 <= code <= 0x2CEAF or 0x2F800 <= code <= 0x2FA1F or unicodedata.category(char)[0] == "P"
