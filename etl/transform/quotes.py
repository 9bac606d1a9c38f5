"""The quoted passages of an article and who says them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from etl.models import Quote, QuoteType
from etl.transform import attribution, bodies, quote_frames, quote_marks, speakers
from etl.transform.quote_frames import Frame, Slot
from etl.transform.quote_marks import Part, Passage
from etl.transform.speakers import Speaker

if TYPE_CHECKING:
    from etl.transform.reading import Reading

CONTEXT = 100
# Words in quotation marks, fewer than these, are a term or a name unless someone says them.
FEWEST_WORDS = 4
SURE = frozenset({"tag", "lead", "clause", "phrase", "label"})
CONFIDENCE = {
    "tag": 0.95,
    "lead": 0.92,
    "label": 0.9,
    "clause": 0.85,
    "phrase": 0.85,
    "loose": 0.6,
    "context": 0.65,
    "carried": 0.7,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its speaker, None where nothing tells."""

    passage: Passage
    slot: Slot
    speaker: Speaker | None
    floating: bool


def find(reading: Reading) -> tuple[Quote, ...]:
    """All passages that someone says, by place; terms, names and scare quotes that nobody says are left out."""
    text, blocks = reading.article.text, reading.article.blocks
    passages = quote_marks.find(text, blocks)
    if not passages:
        return ()
    frames = _frames(reading, passages)
    docs = _docs(reading, frames)
    found: list[Found] = []
    for passage in passages:
        item = _attribute(reading, passage, frames, docs, found)
        if item is not None:
            found.append(item)
    return tuple(_quote(reading, item) for item in found if _is_said(reading, item))


def _frames(reading: Reading, passages: list[Passage]) -> dict[int, list[Frame]]:
    """Frames of every block that holds a passage."""
    by_block: dict[int, list[Part]] = defaultdict(list)
    for passage in passages:
        for part in passage.parts:
            by_block[part.block].append(part)
    text, blocks = reading.article.text, reading.article.blocks
    return {number: quote_frames.build(text, number, blocks[number], parts) for number, parts in by_block.items()}


def _docs(reading: Reading, frames: dict[int, list[Frame]]) -> dict[int, Doc]:
    """Parsed frames by the place where they start; those that are nothing but a passage need no parse."""
    todo = [f for block in frames.values() for f in block if f.slots and re.search(r"\w", _outside(f))]
    docs = reading.language.parse([f.text for f in todo])
    return {f.start: doc for f, doc in zip(todo, docs, strict=True)}


def _outside(frame: Frame) -> str:
    out = frame.text
    for slot in reversed(frame.slots):
        out = out[: slot.start] + out[slot.end :]
    return out


def _attribute(
    reading: Reading, passage: Passage, frames: dict[int, list[Frame]], docs: dict[int, Doc], found: list[Found]
) -> Found | None:
    first: tuple[Frame, Slot] | None = None
    for part in passage.parts:
        frame, slot = _slot_of(frames[part.block], part)
        first = first or (frame, slot)
        if label := quote_marks.LABEL.match(reading.article.text, part.start):
            spot = attribution.Finding(*label.span(1), label.end(1) - 1, None, "label")
            return Found(passage, slot, speakers.resolve(reading, spot), False)
        finding = attribution.find(frame, docs[frame.start], slot) if frame.start in docs else None
        if finding is not None:
            return Found(passage, slot, speakers.resolve(reading, finding), False)
    assert first is not None
    frame, slot = first
    beside = next(
        (f for f in reversed(found) if f.passage.parts[0].block == frame.block and _same_frame(frame, f)), None
    )
    if beside and beside.speaker:
        return Found(passage, slot, beside.speaker, False)
    return Found(passage, slot, _from_context(reading, passage, frame, slot, frames, docs, found), True)


def _same_frame(frame: Frame, item: Found) -> bool:
    return any(s.part is item.passage.parts[0] for s in frame.slots)


def _slot_of(frames: list[Frame], part: Part) -> tuple[Frame, Slot]:
    return next((f, s) for f in frames for s in f.slots if s.part is part)


def _from_context(
    reading: Reading,
    passage: Passage,
    frame: Frame,
    slot: Slot,
    frames: dict[int, list[Frame]],
    docs: dict[int, Doc],
    found: list[Found],
) -> Speaker | None:
    """The speaker of a passage whose sentence names none: the sentence before, the passage before, the one after."""
    block = frames[frame.block]
    index = block.index(frame)
    before = block[index - 1] if index else None
    last = next((f for f in reversed(found) if f.speaker), None)
    recent = last if last and frame.block - last.passage.parts[-1].block <= 1 else None
    if not slot.clausal and re.search(r"\w", _outside(frame)):
        here = recent if recent and recent.passage.parts[-1].block == frame.block else None
        return _carried(here)
    if before is not None and not before.slots:
        context = _subject_in(reading, before.start, before.end)
        if context is not None:
            return context
    if recent and (index or recent.passage.parts[-1].block == frame.block):
        return _carried(recent)
    following = block[index + 1] if index + 1 < len(block) else None
    if following and following.slots and following.start in docs:
        finding = attribution.find(following, docs[following.start], following.slots[0])
        if finding is not None:
            return replace(speakers.resolve(reading, finding), how="carried")
    if following and not following.slots and index == 0:
        pass
    if recent:
        return _carried(recent)
    if frame.block:
        previous = reading.article.blocks[frame.block - 1]
        inside = [s for s in reading.sentences if s.start >= previous.start and s.end <= previous.end]
        if inside and previous.kind == "paragraph":
            return _subject_in(reading, inside[-1].start, inside[-1].end)
    return None


def _carried(item: Found | None) -> Speaker | None:
    return replace(item.speaker, how="carried") if item and item.speaker else None


def _subject_in(reading: Reading, start: int, end: int) -> Speaker | None:
    """The one whom a sentence without a passage is about: `Lee pointed to the guest list.`"""
    text = reading.article.text
    people = [
        m
        for m in reading.cast.mentions
        if start <= m.start < end and not re.match(r"[’']s?\b", text[m.end : m.end + 2])
    ]
    people = [m for m in people if m.text.lower() not in ("him", "her", "his")]
    named = [b for b in bodies.find(text, start, end) if not b.unnamed]
    if people and not (named and named[0].start < people[0].start):
        return speakers.of_mention(reading, people[0], people[0].text, None, "context")
    if named:
        return speakers.of_body(reading, named[0], text[named[0].start : named[0].end], None, "context")
    return None


def _is_said(reading: Reading, item: Found) -> bool:
    """Leave out terms and scare quotes: short woven-in words without a sure speaker."""
    words = sum(len(reading.article.text[p.start : p.end].split()) for p in item.passage.parts)
    if words >= FEWEST_WORDS:
        return item.speaker is not None or item.slot.clausal or words > 6
    if item.speaker is None:
        return False
    return item.slot.clausal or (not item.floating and item.speaker.how in SURE)


def _quote(reading: Reading, item: Found) -> Quote:
    text, passage, speaker = reading.article.text, item.passage, item.speaker
    kind: QuoteType = "direct" if item.slot.clausal else "partial"
    person = speaker.person if speaker else None
    confidence = CONFIDENCE[speaker.how] if speaker else 0.3
    if speaker and speaker.raw.lower() in speakers.PRONOUNS:
        confidence -= 0.15
    return Quote(
        quote="\n\n".join(text[p.start : p.end] for p in passage.parts),
        quote_type=kind,
        speaker_type=speaker.speaker_type if speaker else "anonymous",
        quote_start=passage.start,
        quote_end=passage.end,
        pre=text[max(0, passage.start - CONTEXT) : passage.start],
        post=text[passage.end : passage.end + CONTEXT],
        confidence=round(confidence, 2),
        speaker_name=speaker.name if speaker else None,
        speaker_raw=speaker.raw if speaker else None,
        speaker_title=person.title if person else None,
        affiliation=person.affiliation if person else None,
        speaker_country_iso3=person.iso3 if person else None,
        cue_verb=(speaker.cue or None) if speaker else None,
        is_floating=item.floating,
        reason=speaker.reason if speaker else "no speaker found",
    )
