"""Where the quoted passages of an article are: every style of mark, nested, unbalanced and running over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.models import Block

DOUBLE = re.compile("[\"“”„«»]|''|``")
SINGLE_OPENS = re.compile(r"(?<![\w’'.‘])‘(?=[^\s\d])|(?<![^\s(\[“\"—–-])'(?=[A-Za-z“\"])(?!')")
SINGLE_CLOSES = re.compile(r"(?<=\S)[’'](?!\w)")
# A transcript in quotation marks names its speaker inside: `"WALLACE: Let's start.`
LABEL = re.compile(r"([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}): ")
# Characters that stand before an opening mark and after a closing one, besides white space.
BEFORE_OPENING = "([—–-/‘'"
AFTER_CLOSING = ".,;:!?)]—–-’'"
# A single-quoted passage longer than this is an apostrophe that found another one.
LONGEST_SINGLE = 900


@dataclass(frozen=True, slots=True)
class Part:
    """The piece of a passage in one block: `start` to `end` between the marks, `outer_end` after the closing mark."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    block: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Text between an opening mark and its closing one, with one part a paragraph."""

    parts: tuple[Part, ...]

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end


def find(text: str, blocks: Sequence[Block]) -> list[Passage]:
    """All passages in order, headlines and headings left out.

    A passage that is not closed in its paragraph goes on where the next one opens with a mark again; where it does
    not, the passage ends with its paragraph.
    """
    out: list[Passage] = []
    pending: int | None = None
    for number, block in enumerate(blocks):
        if block.kind in ("headline", "heading", "standfirst"):
            pending = None
            continue
        follows = number + 1 < len(blocks) and text[blocks[number + 1].start] in "‘'"
        parts = parts_of(text, number, block, single_may_go_on=follows)
        for part in parts:
            goes_on = pending == number - 1 and part is parts[0] and part.outer_start == block.start
            if goes_on and not LABEL.match(text, part.start):
                out[-1] = Passage((*out[-1].parts, part))
            else:
                out.append(Passage((part,)))
        pending = number if parts and not parts[-1].closed else None
    return out


def parts_of(text: str, number: int, block: Block, *, single_may_go_on: bool = False) -> list[Part]:
    """The outermost quoted pieces of one block.

    Of two that overlap the enclosing one is kept, and double marks win over single ones that cross them.
    """
    double = list(_double(text, number, block))
    single = list(_single(text, number, block, single_may_go_on))
    kept = [d for d in double if not any(s.start <= d.outer_start and d.outer_end <= s.end for s in single)]
    kept += [s for s in single if not any(s.outer_start < d.outer_end and d.outer_start < s.outer_end for d in kept)]
    return sorted(kept, key=lambda p: p.start)


def _double(text: str, number: int, block: Block) -> Iterator[Part]:
    """Pieces between double marks; a curly mark that is turned the wrong way is read by the spaces around it."""
    opened: tuple[int, int] | None = None
    for mark in DOUBLE.finditer(text, block.start, block.end):
        before = text[mark.start() - 1] if mark.start() > block.start else " "
        after = text[mark.end()] if mark.end() < block.end else " "
        open_side = before.isspace() or before in BEFORE_OPENING
        close_side = after.isspace() or after in AFTER_CLOSING
        if mark[0] in ("“", "„", "«", "``"):
            opens = opened is None or not (close_side and not open_side)
        elif mark[0] in ("”", "»"):
            opens = opened is None and open_side and not after.isspace()
        elif before.isdigit() and opened is None and close_side:
            continue  # inches
        else:
            opens = open_side if open_side != close_side else opened is None
        if opens and opened is None:
            opened = mark.span()
        elif not opens and opened is not None:
            if text[opened[1] : mark.start()].strip():
                yield Part(opened[1], mark.start(), opened[0], mark.end(), number, True)
            opened = None
    if opened is not None and text[opened[1] : block.end].strip():
        yield Part(opened[1], block.end, opened[0], block.end, number, False)


def _single(text: str, number: int, block: Block, may_go_on: bool) -> Iterator[Part]:
    """Pieces between single marks: ‘not nothing’, 'a side door', with ‘the allies’ plans’ read to its end."""
    place = block.start
    while opening := SINGLE_OPENS.search(text, place, block.end):
        place = opening.end()
        end = _closing(text, place, min(block.end, place + LONGEST_SINGLE))
        if end is None:
            if may_go_on and opening[0] == "‘" and text[place].isupper():
                yield Part(place, block.end, opening.start(), block.end, number, False)
                return
            continue
        yield Part(place, end, opening.start(), end + 1, number, True)
        place = end + 1


def _closing(text: str, start: int, stop: int) -> int | None:
    """The place of the mark that closes a single-quoted piece; a plural's apostrophe before a later mark is none."""
    following = SINGLE_OPENS.search(text, start, stop)
    limit = following.start() if following and text[following.start()] == "‘" else stop
    candidates = [m.start() for m in SINGLE_CLOSES.finditer(text, start + 1, limit)]
    for place in candidates:
        possessive = (
            text[place - 1] == "s" and text[place + 1 : place + 2] == " " and text[place + 2 : place + 3].islower()
        )
        if place == candidates[-1] or not possessive:
            return place
    return None
