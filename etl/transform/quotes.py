"""The quoted passages of an article and who says them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from etl import lexicons
from etl.models import PersonMention, Quote, QuoteType, SpeakerType
from etl.transform import bodies, quote_marks, titles
from etl.transform.bodies import BodyMention
from etl.transform.quote_marks import Passage

if TYPE_CHECKING:
    from etl.transform.reading import Reading

CONTEXT = 100


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a passage, as far as it is known."""

    raw: str
    name: str | None
    person: int | None
    speaker_type: SpeakerType
    reason: str
    verb: str | None
    near: bool


@cache
def verbs() -> re.Pattern[str]:
    """Any form of a reporting verb, "according to" included."""
    forms = {form for row in lexicons.rows("reporting_verbs.csv", "verb", "forms") for form in row["forms"].split()}
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile(r"\b(?:according to|in the words of|" + "|".join(map(re.escape, ordered)) + r")\b", re.IGNORECASE)


def find(reading: Reading) -> tuple[Quote, ...]:
    """All passages that someone says; terms, titles and scare quotes without a speaker are left out."""
    passages = quote_marks.find(reading.article.text, reading.article.blocks)
    out: list[Quote] = []
    last: tuple[Speaker, int] | None = None
    for passage in passages:
        speaker = _speaker(reading, passage, passages)
        floating = False
        number = len(reading.article.text[passage.start : passage.end].split())
        kind = _kind(reading, passage)
        if speaker is None and last is not None and passage.block - last[1] <= 1 and kind == "direct" and number > 2:
            speaker, floating = last[0], True
        if speaker is None or (number < 2 and kind == "partial" and speaker.verb is None):
            continue
        if kind == "partial" and number <= 3 and not speaker.near:
            continue
        out.append(_quote(reading, passage, speaker, kind, floating))
        last = (speaker, passage.block + len(passage.parts) - 1)
    return tuple(out)


def _kind(reading: Reading, passage: Passage) -> QuoteType:
    """Direct where the passage is a sentence of its own, partial where it is woven into someone else's."""
    text = reading.article.text
    first = text[passage.start : passage.start + 1]
    before = text[max(0, passage.start - 4) : passage.start - 1].rstrip()
    last = text[passage.end - 1 : passage.end + 1]
    opens = (
        not before
        or before[-1:] in ".,:!?—–-\"”’'…)"
        or passage.start - 1 <= reading.article.blocks[passage.block].start
    )
    closes = bool(re.search(r"[.,!?…]", last))
    return "direct" if (first.isupper() and (opens or closes)) or (opens and closes) else "partial"


def _outside(reading: Reading, passage: Passage, passages: list[Passage]) -> tuple[str, int, str, int]:
    """The words of the same sentences before and after a passage, up to its neighbours, with their places."""
    text, block = reading.article.text, reading.article.blocks[passage.block]
    own = [p for p in passages if p is not passage and p.block == passage.block]
    left = max([block.start, *(p.end + 1 for p in own if p.end < passage.start)])
    last_block = reading.article.blocks[passage.block + len(passage.parts) - 1]
    right = min([last_block.end, *(p.start - 1 for p in own if p.start > passage.end)])
    before, after = text[left : passage.start - 1], text[passage.end + 1 : right]
    sentences = [s for s in reading.sentences if left <= s.start < passage.start - 1]
    if sentences and sentences[-1].start > left and not re.search(r"[.!?]\s*$", before):
        left = sentences[-1].start
        before = text[left : passage.start - 1]
    cut = re.search(r"[.!?]['”\"]?\s+(?=[A-Z“\"])", after)
    if cut and not re.search(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Sen|Prof|Lt|Adm|St|U\.S|[A-Z])$", after[: cut.start()]):
        after = after[: cut.start() + 1]
    return before, left, after, passage.end + 1


def _speaker(reading: Reading, passage: Passage, passages: list[Passage]) -> Speaker | None:
    before, left, after, right = _outside(reading, passage, passages)
    text = reading.article.text
    quote_ended = re.search(r"[.!?]$", text[passage.end - 1 : passage.end]) is not None
    # `," said X` and `," X said`: the words after the passage, unless it closed its own sentence.
    if after.strip(" .,") and not (quote_ended and re.match(r"\s*[A-Z]", after) and before.strip()):
        verb = verbs().search(after[:160])
        if verb:
            found = _nearest(reading, right, right + len(after), right + verb.start())
            if found is not None:
                return _named(reading, found, verb[0], near=True)
    # `X said: "`, `X called it "`.
    if before.strip(" ,"):
        tail = re.search(r"[.!?]['”\"]?\s+(?=[A-Z“\"])(?!.*[.!?]['”\"]?\s+[A-Z“\"])", before)
        start = tail.end() if tail and not re.search(r"\b(?:Mr|Mrs|Ms|Dr|Gen|U\.S)\.\s*$", before[: tail.end()]) else 0
        clause = before[start:]
        for verb in reversed(list(verbs().finditer(clause))):
            found = _nearest(reading, left + start, left + len(before), left + start + verb.start(), before_first=True)
            if found is not None:
                return _named(reading, found, verb[0], near=True)
        # A sentence about someone right before the passage: `Lee pointed to the guest list. "No missile man."`
        mentions = [m for m in reading.cast.mentions if left <= m.start < left + len(before)]
        if mentions and (not clause.strip() or re.search(r"[.:,]\s*$", before)):
            return _named(reading, mentions[0], None, near=not clause.strip())
    if after.strip(" .,"):
        verb = verbs().search(after)
        if verb:
            found = _nearest(reading, right, right + len(after), right + verb.start())
            if found is not None:
                return _named(reading, found, verb[0], near=True)
    return None


def _nearest(
    reading: Reading, start: int, end: int, verb: int, *, before_first: bool = False
) -> PersonMention | BodyMention | None:
    """The person, body or unnamed speaker closest to a reporting verb in text[start:end]."""
    persons = [m for m in reading.cast.mentions if start <= m.start < end]
    others = bodies.find(reading.article.text, start, end)
    covered = [(m.start, m.end) for m in persons if m.kind != "pronoun"]
    others = [b for b in others if not any(s < b.end and b.start < e for s, e in covered)]
    everyone: list[PersonMention | BodyMention] = [*persons, *others]
    if not everyone:
        return None

    def distance(mention: PersonMention | BodyMention) -> tuple[int, int]:
        gap = verb - mention.end if mention.end <= verb else mention.start - verb
        wrong_side = before_first and mention.start > verb
        # "her office said": a possessive pronoun is nobody's subject.
        weak = (isinstance(mention, PersonMention) and mention.text.lower() in ("him", "her", "his")) or (
            isinstance(mention, BodyMention) and mention.name is None
        )
        return (1 if wrong_side else 0) + (1 if weak else 0), gap

    return min(everyone, key=distance)


def _named(reading: Reading, mention: PersonMention | BodyMention, verb: str | None, *, near: bool) -> Speaker:
    if isinstance(mention, PersonMention):
        person = reading.cast.person(mention)
        kind, reason = titles.speaker_type(person)
        return Speaker(mention.text, person.name if person.named else None, mention.person, kind, reason, verb, near)
    name = bodies.fullest(reading.article.text, mention.name) if mention.name else None
    raw = reading.article.text[mention.start : mention.end]
    return Speaker(raw, name, None, mention.speaker_type, mention.reason, verb, near)


def _quote(reading: Reading, passage: Passage, speaker: Speaker, kind: QuoteType, floating: bool) -> Quote:
    text = reading.article.text
    person = reading.cast.people[speaker.person] if speaker.person is not None else None
    confidence = 0.6 if floating else 0.9 if speaker.verb and speaker.raw.lower() not in ("he", "she") else 0.75
    return Quote(
        quote="\n\n".join(text[a:b] for a, b in passage.parts),
        quote_type=kind,
        speaker_type=speaker.speaker_type,
        quote_start=passage.start,
        quote_end=passage.end,
        pre=text[max(0, passage.start - CONTEXT) : passage.start],
        post=text[passage.end : passage.end + CONTEXT],
        confidence=confidence,
        speaker_name=speaker.name,
        speaker_raw=speaker.raw,
        speaker_title=person.title if person else None,
        affiliation=person.affiliation if person else None,
        speaker_country_iso3=person.iso3 if person else None,
        cue_verb=speaker.verb.lower() if speaker.verb else None,
        is_floating=floating,
        reason=speaker.reason,
    )
