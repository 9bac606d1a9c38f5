"""Whom "he", "she" and "they" can mean: people by name and gender, people without a name, groups and bodies."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from etl.transform import bodies, evidence, grammar_roles, name_lists, reporting, speakers, subjects, titles
from etl.transform.quote_frames import Frame
from etl.transform.speakers import Speaker

if TYPE_CHECKING:
    from etl.transform.reading import Reading

GENDERS = {"he": "m", "she": "f", "they": None}
NAMELESS = frozenset({"man", "woman", "boy", "girl", "mother", "father"})


def beyond_cast(reading: Reading, frame: Frame, doc: Doc, token: Token, pronoun: str) -> Speaker | None:
    """Names that the cast does not hold, people without a name, and for "they" groups and bodies."""
    if not subjects.can_speak(token) or token.lower_ in reporting.documents():
        return None
    finding = subjects.describe(frame, doc, token, None, "context")
    if finding is None or any(m.start <= finding.head < m.end for m in reading.countries):
        return None
    text = reading.article.text
    raw = text[finding.start : finding.end]
    body = any(b.start <= finding.head < b.end for b in bodies.find(text, finding.start, finding.end))
    if pronoun == "they":
        return speakers.resolve(reading, finding) if body or grammar_roles.is_plural(token) else None
    printed_as_name = token.tag_.startswith("NNP")
    led = any(c.dep_ in ("det", "amod") for c in token.lefts)  # "some Republicans", "the Post"
    if body or token.tag_ == "NNS" or (printed_as_name and led):
        return None
    speaker = speakers.resolve(reading, finding)
    if not printed_as_name:
        # "The senator" is mostly somebody named before; "the woman" may never be.
        return speaker if not raw.lower().startswith("the ") or token.lower_ in NAMELESS else None
    if not is_human(raw.split()):
        return None
    if speaker.name is not None:
        return speaker
    # "Moe openly admitted": a name that stands only where a sentence opens.
    known = reading.cast.find(raw)
    mention = next((m for m in reading.cast.mentions if known and m.person == known.index), None)
    if mention is not None:
        return speakers.of_mention(reading, mention, raw, finding)
    return replace(speaker, name=raw, speaker_type="other")


def is_human(words: list[str]) -> bool:
    """One or two words that look like a name, or more led by a title or a given name; "AT&T" and "CNN" are neither."""
    if words[0] in name_lists.given_names() or words[0].lower().strip(".") in titles.words():
        return True
    return len(words) <= 2 and all(re.fullmatch(r"(?=.*[a-zà-þ])[^\W\d_][\w’'-]{2,}", word) for word in words)


def may_mean(pronoun: str, speaker: Speaker) -> bool:
    """False where the name, or a noun like "woman", tells another gender."""
    wanted = GENDERS[pronoun]
    if wanted is None:
        return True
    if speaker.name is not None:
        words = speaker.name.split()
        told = evidence.gender_of(words) if len(words) > 1 else None
    else:
        told = titles.gender_told_by(re.findall(r"[a-z]+", speaker.raw.lower()))
    return told in (None, wanted)
