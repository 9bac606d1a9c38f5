"""The quoted passages of an article and who says them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from etl.models import Quote, QuoteType
from etl.transform import attribution, carry, indirect, quote_frames, quote_marks, speakers
from etl.transform.antecedents import Antecedents
from etl.transform.quote_frames import Frame, Slot
from etl.transform.quote_marks import Part, Passage
from etl.transform.speakers import Speaker
from etl.transform.subjects import Finding

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
    """All passages that someone says and experts' indirect speech, by place; scare quotes and terms are left out."""
    return in_order(account(reading))


def in_order(told: Iterable[tuple[Quote | None, Found | None]]) -> tuple[Quote, ...]:
    """The quotes of an account, by place."""
    return tuple(sorted((q for q, _ in told if q is not None), key=lambda q: q.quote_start))


def account(reading: Reading) -> list[tuple[Quote | None, Found | None]]:
    """Each passage with what it came to, None for a term; indirect speech after them has no passage."""
    text, blocks = reading.article.text, reading.article.blocks
    passages = quote_marks.find(text, blocks)
    frames = _frames(reading, passages)
    docs, leads = _docs(reading, frames)
    found: list[Found] = []
    who = Antecedents(reading, frames, docs)
    for passage in passages:
        found.append(_attribute(reading, passage, frames, docs, leads, found, who))
    told = [(_quote(reading, item) if _is_said(reading, item) else None, item) for item in found]
    return [*told, *((q, None) for q in indirect.find(reading, [q for q, _ in told if q is not None], who))]


def _frames(reading: Reading, passages: list[Passage]) -> dict[int, list[Frame]]:
    """Frames of every block that holds a passage."""
    by_block: dict[int, list[Part]] = defaultdict(list)
    for passage in passages:
        for part in passage.parts:
            by_block[part.block].append(part)
    text, blocks = reading.article.text, reading.article.blocks
    return {number: quote_frames.build(text, number, blocks[number], parts) for number, parts in by_block.items()}


def _docs(reading: Reading, frames: dict[int, list[Frame]]) -> tuple[dict[int, Doc], dict[int, list[Frame]]]:
    """Parsed frames by the place where they start, and the leading sentences of frames that need them."""
    leads = {f.start: carry.lead_in(reading, frames, f) for block in frames.values() for f in block}
    todo = {f.start: f for block in frames.values() for f in block if f.slots and not carry.is_bare(f)}
    todo.update({lead.start: lead for several in leads.values() for lead in several})
    docs = reading.docs(f.text for f in todo.values())
    return dict(zip(todo, docs, strict=True)), leads


def _attribute(
    reading: Reading,
    passage: Passage,
    frames: dict[int, list[Frame]],
    docs: dict[int, Doc],
    leads: dict[int, list[Frame]],
    found: list[Found],
    who: Antecedents,
) -> Found:
    """The passage with its speaker: named in its own sentences, beside it, before it, or the one who spoke last."""
    for part in passage.parts:
        frame, slot = _slot_of(frames[part.block], part)
        finding = _label(reading, part.start)
        if finding is None and frame.start in docs:
            finding = attribution.find(frame, docs[frame.start], slot)
        if finding is not None:
            return Found(passage, slot, who.resolve(finding, frame), False)
    frame, slot = _slot_of(frames[passage.parts[0].block], passage.parts[0])
    beside = [f for f in found if f.speaker and any(s.part is p for s in frame.slots for p in f.passage.parts)]
    if beside:
        return Found(passage, slot, beside[-1].speaker, False)
    for lead in leads.get(frame.start, ()):
        speaker = carry.from_lead_in(lead, docs[lead.start], who)
        if speaker is not None:
            return Found(passage, slot, speaker, True)
    return Found(passage, slot, _carried(frame, frames[frame.block], docs, found, who), True)


def _label(reading: Reading, start: int) -> Finding | None:
    label = quote_marks.LABEL.match(reading.article.text, start)
    return Finding(*label.span(1), label.end(1) - 1, None, "label") if label else None


def _slot_of(frames: list[Frame], part: Part) -> tuple[Frame, Slot]:
    return next((f, s) for f in frames for s in f.slots if s.part is part)


def _carried(
    frame: Frame, block: list[Frame], docs: dict[int, Doc], found: list[Found], who: Antecedents
) -> Speaker | None:
    """The one who spoke last, in this paragraph or the one before; before anyone did, the next sentence's speaker."""
    last = next((f for f in reversed(found) if f.speaker), None)
    if last is not None and last.speaker is not None and frame.block - last.passage.parts[-1].block <= 1:
        return replace(last.speaker, how="carried")
    index = block.index(frame)
    following = block[index + 1] if index + 1 < len(block) else None
    if following and following.slots and following.start in docs:
        finding = attribution.find(following, docs[following.start], following.slots[0])
        if finding is not None:
            return replace(who.resolve(finding, following), how="carried")
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
        speaker_country_iso3=speaker.iso3 if speaker else None,
        cue_verb=(speaker.cue or None) if speaker else None,
        is_floating=item.floating,
        reason=speaker.reason if speaker else "no speaker found",
    )
