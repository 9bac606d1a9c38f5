"""Where the quoted passages of an article are: curly, straight, single and angled marks, unbalanced ones included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.models import Block

# Opening mark -> closing marks. A straight mark opens where a word follows it and closes where one went before.
PAIRS = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'"}
OPENING = re.compile(r"""(?<![\w’'])[“„«](?=\S)|(?<![\w"])"(?=\S)|(?<![\w’‘.])[‘](?=\S)|(?<![\w'’.])'(?=[A-Za-z])""")


@dataclass(frozen=True, slots=True)
class Passage:
    """Text between marks: `start` and `end` leave the marks out; `parts` has one span a paragraph."""

    parts: tuple[tuple[int, int], ...]
    block: int
    mark: str

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]


def find(text: str, blocks: Sequence[Block]) -> list[Passage]:
    """All passages in order; one that is not closed in its paragraph goes on where the next one opens with a mark."""
    out: list[Passage] = []
    pending: Passage | None = None
    for number, block in enumerate(blocks):
        if block.kind in ("headline", "heading", "standfirst"):
            pending = None
            continue
        found = list(_in_block(text, block))
        for index, (start, end, mark, closed) in enumerate(found):
            if pending is not None and index == 0 and start <= block.start + 1 and mark == pending.mark:
                out[-1] = Passage((*out[-1].parts, (start, end)), out[-1].block, mark)
            else:
                out.append(Passage(((start, end),), number, mark))
            pending = None if closed else out[-1]
        if not found:
            pending = None
    return out


def _in_block(text: str, block: Block) -> Iterator[tuple[int, int, str, bool]]:
    place = block.start
    while match := OPENING.search(text, place, block.end):
        mark, start = match[0], match.end()
        end = _closing(text, start, block.end, mark)
        if end is None:
            if mark in "'‘":
                place = start
                continue
            yield start, block.end, mark, False
            return
        yield start, end, mark, True
        place = end + 1


def _closing(text: str, start: int, stop: int, mark: str) -> int | None:
    """The place of the closing mark; an apostrophe inside a word closes nothing."""
    place = start
    while place < stop:
        if text[place] in PAIRS[mark]:
            following = text[place + 1] if place + 1 < stop else " "
            before = text[place - 1]
            if mark in "'‘" and (
                following.isalnum() or (before == "s" and following == " " and _closes_later(text, place, stop, mark))
            ):
                place += 1
                continue
            if mark == '"' and before.isspace():
                return None
            return place
        if mark in "“„" and text[place] in "“" and place > start:
            nested = text.find("”", place)
            if nested == -1 or nested >= stop:
                return None
        place += 1
    return None


def _closes_later(text: str, place: int, stop: int, mark: str) -> bool:
    """True where a plural's apostrophe ("the allies’ plans") is followed by a real closing mark."""
    rest = re.search(r"[.,!?]['’]|['’](?=[\s,.;:!?)]|$)", text[place + 1 : stop])
    return rest is not None and not re.search(r"[‘]", text[place + 1 : place + 1 + rest.start()])
