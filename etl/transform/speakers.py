"""Noun phrases that speak -> who that is: someone of the cast, a body at its fullest name, or nobody named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.models import Person, PersonMention, SpeakerType
from etl.transform import bodies, titles
from etl.transform.subjects import Finding

if TYPE_CHECKING:
    from etl.transform.reading import Reading

PRONOUNS = frozenset(["i", "we", "you", "he", "she", "it", "they", "one", "who", "him", "her", "them"])
HONORIFIC = re.compile(r"^(?:the |a |an |mr\.? |mrs\.? |ms\.? |dr\.? )+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a passage, as far as it is known; `name` is None for unnamed speakers."""

    raw: str
    name: str | None
    person: Person | None
    speaker_type: SpeakerType
    reason: str
    cue: str | None
    how: str
    resolved: bool = True


def resolve(reading: Reading, finding: Finding) -> Speaker:
    """Name the speaker that a finding points at."""
    text = reading.article.text
    raw = text[finding.start : finding.end]
    mention = _mention_at(reading, finding)
    if mention is not None:
        return of_mention(reading, mention, raw, finding.cue, finding.how)
    if raw.lower() in PRONOUNS:
        return _of_pronoun(reading, finding, raw)
    body = next((b for b in bodies.find(text, *_around(text, finding)) if b.start <= finding.head < b.end), None)
    if body is not None and not body.unnamed:
        return of_body(reading, body, raw, finding.cue, finding.how)
    if text[finding.head].isupper() or any(w[:1].isupper() for w in text[finding.head : finding.end].split()):
        return _of_unknown_name(reading, finding, raw)
    return Speaker(raw, None, None, "anonymous", f"unnamed: {raw}", finding.cue, finding.how)


def of_mention(reading: Reading, mention: PersonMention, raw: str, cue: str | None, how: str) -> Speaker:
    """A speaker of the cast."""
    person = reading.cast.person(mention)
    kind, reason = titles.speaker_type(person)
    return Speaker(raw, person.name if person.named else None, person, kind, reason, cue, how)


def of_body(reading: Reading, body: bodies.BodyMention, raw: str, cue: str | None, how: str) -> Speaker:
    """A body, under the fullest name that the article gives it."""
    name = bodies.fullest(reading.article.text, body)
    return Speaker(raw, name, None, body.speaker_type, body.reason, cue, how)


def _around(text: str, finding: Finding) -> tuple[int, int]:
    """The noun phrase and a little beyond: `South Korea's Joint Chiefs of Staff (JCS)`."""
    end = finding.end
    if tail := re.match(
        r"(?: of (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w-]+)*)?(?: \([A-Z][A-Za-z]+\))?", text[end : end + 80]
    ):
        end += tail.end()
    return finding.start, end


def _mention_at(reading: Reading, finding: Finding) -> PersonMention | None:
    """The member of the cast that the head word belongs to."""
    from etl.transform.reading import within

    near = within(reading.cast.mentions, max(0, finding.start - 60), finding.end + 60)
    for mention in near:
        if mention.start <= finding.head < mention.end:
            return mention
    for mention in near:
        # "the minister, Choe": a title that ends in the head word's phrase.
        if mention.kind == "title" and mention.start < finding.end and finding.start < mention.end:
            return mention
    return None


def _of_pronoun(reading: Reading, finding: Finding, raw: str) -> Speaker:
    """ "It" is the body spoken of last; other pronouns that the cast does not know stay unnamed."""
    if raw.lower() in ("it", "they"):
        text = reading.article.text
        spots = [b for b in bodies.find(text, max(0, finding.start - 500), finding.start) if not b.unnamed]
        if spots:
            return of_body(reading, spots[-1], raw, finding.cue, finding.how)
    return Speaker(raw, None, None, "anonymous", f"unnamed: {raw}", finding.cue, finding.how, resolved=False)


def _of_unknown_name(reading: Reading, finding: Finding, raw: str) -> Speaker:
    """A name that the cast does not hold, under its fullest form in the article."""
    text = reading.article.text
    name = HONORIFIC.sub("", raw).strip()
    last = re.escape(name.split()[-1]) if name.split() else ""
    longer = re.findall(rf"(?:[A-Z][\w.’'-]+ ){{1,3}}{last}\b", text) if last else []
    fuller = [
        f
        for f in longer
        if f.endswith(name)
        and f.split()[0] not in ("The", "In", "On", "But", "And", "As", "When", "Mr.", "Ms.", "Mrs.")
    ]
    name = max(fuller, key=len, default=name)
    if any(m.start <= finding.head < m.end for m in reading.countries):
        return Speaker(raw, name, None, "official", f"state: {raw}", finding.cue, finding.how)
    return Speaker(raw, name, None, "other", "name without a title", finding.cue, finding.how)
