"""Sentences around quoted passages, with short stand-ins for what is quoted, so that a parser sees who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.models import Block
from etl.transform import reporting, sentences
from etl.transform.quote_marks import Part

# What a parser reads in place of a quoted sentence, and how many words of a woven-in piece it is shown.
STAND_IN = "It is so"
SHOWN_WORDS = 8
# Words that a cut may not end with.
OPEN_ENDED = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "at", "for", "and", "or", "with", "by", "from", "that", "as"}
)
# `SEOUL, South Korea (AP) -- `: a place that opens an article is nobody's subject.
DATELINE = re.compile(
    r"[A-Z][A-Z/.’' -]{2,40}(?:, [A-Z][\w. ]{2,20})?(?:/[A-Z ]{3,20})?"
    r"(?: ?\([^)]{1,30}\))? ?(?:--|—|–|-) (?=[A-Z“\"])"
)
TERMINAL = ".,?!…—–-"


@dataclass(frozen=True, slots=True)
class Slot:
    """A quoted piece inside a frame: characters `start` to `end` of the frame's text."""

    start: int
    end: int
    part: Part
    clausal: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One sentence with its quoted pieces replaced; `pieces` are (start in `text`, start in the article, length)."""

    text: str
    slots: tuple[Slot, ...]
    pieces: tuple[tuple[int, int, int], ...]
    start: int
    end: int
    block: int

    def place(self, offset: int) -> int | None:
        """The place in the article of a character of the frame; None inside a stand-in."""
        for start, origin, length in self.pieces:
            if start <= offset < start + length:
                return origin + offset - start
        return None

    def left_of(self, slot: Slot) -> tuple[int, int]:
        """Characters between the slot before and this one."""
        return max([s.end for s in self.slots if s.end <= slot.start], default=0), slot.start

    def right_of(self, slot: Slot) -> tuple[int, int]:
        """Characters between this slot and the next one."""
        return slot.end, min([s.start for s in self.slots if s.start >= slot.end], default=len(self.text))


def build(text: str, number: int, block: Block, parts: Sequence[Part]) -> list[Frame]:
    """The frames of one block, sentences without any quoted piece included."""
    skeleton, pieces, slots = "", [], []
    dateline = DATELINE.match(text, block.start, block.end)
    place = dateline.end() if dateline and not any(p.outer_start < dateline.end() for p in parts) else block.start
    for part in parts:
        pieces.append((len(skeleton), place, part.outer_start - place))
        skeleton += text[place : part.outer_start]
        clausal = is_clausal(text, block, part)
        if skeleton[-1:] in (",", ":"):
            skeleton += " "  # `he said,“No.”`
        start = len(skeleton)
        skeleton += _stand_in(text, part, clausal)
        slots.append(Slot(start, len(skeleton), part, clausal))
        place = part.outer_end
    pieces.append((len(skeleton), place, block.end - place))
    skeleton += text[place : block.end]
    spans = _joined(skeleton, sentences.spans(skeleton, 0, len(skeleton)), slots)
    return [_frame(skeleton, a, b, pieces, slots, number) for a, b in spans]


def is_clausal(text: str, block: Block, part: Part) -> bool:
    """True for a quoted sentence of its own, False for words woven into someone else's ("a “side door”")."""
    before = text[block.start : part.outer_start].rstrip()
    first, last = text[part.start : part.start + 1], text[part.end - 1 : part.end]
    after = text[part.outer_end : part.outer_end + 1]
    ends = last in TERMINAL or after in (",", "") or (after == "." and first.isupper())
    words = text[part.start : part.end].count(" ") + 1
    if not before:
        return (ends and (first.isupper() or words > 2)) or (first.isupper() and words > 3)
    if before[-1] in ":":
        return ends or first.isupper()
    if before[-1] in ",":
        return (ends and words > 2) or (first.isupper() and ends)
    if before[-1] in ".?!”\"’'…)—–-":
        return (first.isupper() and (ends or words > 3)) or (ends and words > 5)
    return first.isupper() and ends and words > 4 and reporting.ends_with_cue(before[-40:])


def _stand_in(text: str, part: Part, clausal: bool) -> str:
    last = text[part.end - 1 : part.end]
    if clausal:
        mark = {"—": ",", "–": ",", "-": ",", "…": "."}.get(last, last) if last in TERMINAL else ""
        return f'"{STAND_IN}{mark}"'
    words = re.sub(r"[\"“”‘«»„\[\]]|``|''", "", text[part.start : part.end]).split()
    kept = words[:SHOWN_WORDS]
    while len(words) > SHOWN_WORDS and len(kept) > 3 and kept[-1].lower() in OPEN_ENDED:
        kept.pop()
    shown = " ".join(kept)
    return shown.rstrip(".?!,") + ("," if last == "," else "." if last in ".?!" and len(words) <= SHOWN_WORDS else "")


def _joined(skeleton: str, spans: list[tuple[int, int]], slots: Sequence[Slot]) -> list[tuple[int, int]]:
    """Join a quoted question with the `Trump asked.` that the sentence splitter cut off; never cut inside a slot."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out:
            inside = any(s.start < start < s.end for s in slots)
            ended_by = next((s for s in slots if s.end == out[-1][1]), None)
            inside = (
                inside
                or skeleton[start] in "-–—―"
                or skeleton[: out[-1][1]].endswith(("(retd.)", "(ret.)", "(Retd.)", "(Ret.)"))
            )
            tail = skeleton[start : start + 120]
            if inside or (ended_by and reporting.is_tag(tail, strict=skeleton[ended_by.end - 2] == ".")):
                out[-1] = (out[-1][0], end)
                continue
        out.append((start, end))
    return out


def _frame(
    skeleton: str, start: int, end: int, pieces: Sequence[tuple[int, int, int]], slots: Sequence[Slot], number: int
) -> Frame:
    own = tuple(Slot(s.start - start, s.end - start, s.part, s.clausal) for s in slots if start <= s.start < end)
    moved = []
    for at, origin, length in pieces:
        a, b = max(at, start), min(at + length, end)
        if a < b:
            moved.append((a - start, origin + a - at, b - a))
    first = min([m[1] for m in moved] + [s.part.outer_start for s in own])
    last = max([m[1] + m[2] for m in moved] + [s.part.outer_end for s in own])
    return Frame(skeleton[start:end], own, tuple(moved), first, last, number)
