"""An article in parts that a model can read at once; the parts overlap, so that no sentence loses what stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from etl.models import Article, Block

# Characters: about 3,500 tokens, which small local models still read with care.
LONGEST = 12_000
OVERLAP = 1_500


@dataclass(frozen=True, slots=True)
class Part:
    """text[start:end] of an article, `number` of `of` parts."""

    start: int
    end: int
    number: int = 1
    of: int = 1


def parts(article: Article) -> list[Part]:
    """The parts in order, one for most articles; they are cut between blocks where a block is no longer than a part."""
    if len(article.text) <= LONGEST:
        return [Part(0, len(article.text))]
    pieces = [piece for block in article.blocks for piece in _pieces(block)]
    cuts: list[tuple[int, int]] = []
    first = 0
    while first < len(pieces):
        last = first
        while last + 1 < len(pieces) and pieces[last + 1][1] - pieces[first][0] <= LONGEST:
            last += 1
        cuts.append((pieces[first][0], pieces[last][1]))
        if last + 1 == len(pieces):
            break
        following = last + 1
        while following - 1 > first and pieces[last][1] - pieces[following - 1][0] <= OVERLAP:
            following -= 1
        first = following
    return [Part(start, end, number, len(cuts)) for number, (start, end) in enumerate(cuts, start=1)]


def _pieces(block: Block) -> Iterator[tuple[int, int]]:
    """A block, or slices of one that is longer than a part."""
    step = LONGEST - OVERLAP
    for start in range(block.start, max(block.end - OVERLAP, block.start + 1), step):
        yield start, min(block.end, start + LONGEST)
