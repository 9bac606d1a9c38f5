"""Who travels: the persons and delegations that a noun phrase, or the grammar around a word of travel, names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Token

from etl.models import Sentence
from etl.transform import titles
from etl.transform.clauses import governors, phrase_of, subjects_of

if TYPE_CHECKING:
    from etl.transform.reading import Reading

DELEGATION = re.compile(
    r"\b(?:delegation|mission|team|lawmakers|officials|ministers|envoys|diplomats|negotiators|leaders|group)\b", re.I
)
MAKING = re.compile(
    r"^(?:pa(?:y|ys|id|ying)|ma(?:ke|kes|de|king)|beg(?:in|ins|an|un|inning)|start(?:s|ed|ing)?|end(?:s|ed|ing)?|wrap(?:s|ped|ping)?|"
    r"conclud(?:e|es|ed|ing)|cancel(?:s|led|ed|ling)?|postpone[sd]?|scrap(?:s|ped)?|embark(?:s|ed|ing)?|undert(?:ake|ook)|complet(?:e|es|ed)|"
    r"arriv(?:e|es|ed|ing)|is|are|was|were|be|plan(?:s|ned|ning)?|kick(?:s|ed)?|cut|finish(?:es|ed)?|call(?:s|ed)?|put|tak(?:e|es|ing)|took|"
    r"shelve[sd]?|delay(?:s|ed)?|extend(?:s|ed)?|return(?:s|ed|ing)?|announce[sd]?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Party:
    """Who travels: a person of the cast, or a body described by the words of the text."""

    iso3: str
    person: int | None
    words: str
    start: int


def parties_of(reading: Reading, sentence: Sentence, head: Token) -> list[Party]:
    """The parties that a noun phrase names, coordinated ones included: persons that stand for a state, or delegations."""
    out: list[Party] = []
    heads = [head, *(c for c in head.conjuncts if c.tag_[0] in "NPW" and c.i > head.i)]
    for one in heads:
        party = party_of(reading, sentence, one)
        if party is not None:
            out.append(party)
    return out


def party_of(reading: Reading, sentence: Sentence, head: Token) -> Party | None:
    start, end = (sentence.start + place for place in phrase_of(head))
    mentions = [m for m in reading.cast.mentions if m.start < end and m.end > start]
    at = sentence.start + head.idx
    covering = [m for m in mentions if m.start <= at < m.end]
    fitting = covering or [m for m in mentions if m.kind != "pronoun" or m.start == at]
    for mention in fitting:
        person = reading.cast.person(mention)
        if person.iso3:
            words = person.name
            return Party(person.iso3, mention.person, words, mention.start)
    if covering:
        return None
    words = reading.article.text[start:end]
    if DELEGATION.search(head.text) or titles.stands_for_state(head.text):
        country = next((m for m in reading.countries if start <= m.start < end), None)
        if country is not None:
            return Party(country.iso3, None, words, start)
    return None


def sent(reading: Reading, sentence: Sentence, token: Token) -> list[Party]:
    """ "Pyongyang sent a delegation to Tehran": the sender's country, the sent one's words."""
    subjects = subjects_of(token)
    objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
    out = []
    for thing in objects:
        known = party_of(reading, sentence, thing)
        if known is not None:
            out.append(known)
            continue
        if not (DELEGATION.search(thing.text) or titles.stands_for_state(thing.text)):
            continue
        for subject in subjects:
            at = sentence.start + subject.idx
            country = next((m for m in reading.countries if m.start <= at < m.end), None)
            if country is not None:
                start, end = (sentence.start + place for place in phrase_of(thing))
                out.append(Party(country.iso3, None, reading.article.text[start:end], start))
    return out


def owners_of(reading: Reading, sentence: Sentence, token: Token) -> list[Party]:
    """Whose visit: "Putin's visit", "a visit by the minister", "he made a trip", "is on a visit"."""
    for child in token.children:
        if child.dep_ == "poss":
            return parties_of(reading, sentence, child)
    for child in token.subtree:
        if child.dep_ in ("prep", "agent") and child.lower_ == "by":
            found = [p for np in child.children for p in parties_of(reading, sentence, np)]
            if found:
                return found
    for following in token.doc[token.i + 1 : token.i + 10]:
        if following.lower_ == "by":
            found = [p for np in following.children for p in parties_of(reading, sentence, np)]
            if found:
                return found
    for governor in governors(token):
        if governor.tag_[0] == "V":
            if MAKING.match(governor.text):
                return [p for np in subjects_of(governor) for p in parties_of(reading, sentence, np)]
            return []
    return []
