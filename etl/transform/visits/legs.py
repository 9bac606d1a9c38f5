"""Who goes where, clause by clause: a cue of travel, the parties that travel and the countries they travel to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from etl.models import Sentence
from etl.transform.clauses import is_unreal, span, subjects_of, tense_of, will_not
from etl.transform.countries import BODIES
from etl.transform.visits.cues import cue_at
from etl.transform.visits.destinations import destinations, token_at
from etl.transform.visits.parties import Party, owners_of, parties_of, sent

if TYPE_CHECKING:
    from etl.transform.reading import Reading

TALKS = frozenset(
    "talks talk meeting meetings summit discussions discussion negotiations consultations conversations dialogue".split()
)
# Verbs that say where someone lives, works or was shaped, and what happens without travel.
STATIVE = frozenset(
    "born based living lived lives died raised educated grew trained exiled jailed imprisoned held buried stationed posted published "
    "printed built made located invested killed fought believed known reported used kept seen called named written set done".split()
)
CANCEL = re.compile(
    r"\b(?:cancel\w*|call(?:s|ed|ing)? off|postpon\w*|put off|scrapp\w*|shelv\w*|abandon\w*|aborted|was to have|had been due)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Leg:
    """One party's way to one country, as one clause says it; `place` is where the cue stands in the text."""

    sentence: Sentence
    party: Party
    host: str
    city: str | None
    cue: str
    kind: str
    role: str
    place: int
    tense: str
    cancelled: bool
    clause: tuple[int, int]


def legs(reading: Reading, sentence: Sentence) -> Iterator[Leg]:
    """All legs that one sentence tells of; wishes, denials and conditions are left out."""
    doc = reading.doc(sentence)
    for token in doc:
        cue = cue_at(token)
        if cue is None:
            continue
        called_off = cue[1] == "go" and will_not(token)
        if is_unreal(token) and not called_off:
            continue
        lemma, kind, role = cue
        for leg in _legs_of(reading, sentence, token, lemma, kind, role):
            yield replace(leg, cancelled=True) if called_off else leg


def presences(reading: Reading, sentence: Sentence) -> Iterator[Leg]:
    """Office holders who do something in another country: "In Beijing, Ri was given a chair", "told a forum in Seoul"."""
    doc = reading.doc(sentence)
    for verb in doc:
        if verb.tag_ not in ("VBD", "VBN", "VBG") or verb.lower_ in STATIVE or is_unreal(verb):
            continue
        hosts: dict[str, str | None] = {}
        for preposition in verb.children:
            if preposition.dep_ != "prep" or preposition.lower_ not in ("in", "at"):
                continue
            for mention in reading.countries_in(sentence):
                word = token_at(sentence, verb, mention)
                if (
                    word is not None
                    and word.dep_ == "pobj"
                    and word.head == preposition
                    and mention.kind != "adjective"
                ):
                    hosts[mention.iso3] = mention.text if mention.kind in ("capital", "city") else None
        if not hosts:
            continue
        for subject in subjects_of(verb):
            for party in parties_of(reading, sentence, subject):
                if party.person is None or reading.cast.people[party.person].level in (None, "other"):
                    continue
                for host, city in hosts.items():
                    if host != party.iso3 and host not in BODIES:
                        place = sentence.start + verb.idx
                        yield Leg(
                            sentence,
                            party,
                            host,
                            city,
                            verb.text.lower(),
                            "be",
                            "presence",
                            place,
                            "past",
                            False,
                            span(sentence, verb),
                        )


def _legs_of(reading: Reading, sentence: Sentence, token: Token, lemma: str, kind: str, role: str) -> Iterator[Leg]:
    clause = span(sentence, token)
    hosts: list[tuple[str, str | None]]
    if kind == "host":
        hosts, parties = _hosted(reading, sentence, token)
    elif kind == "meet":
        hosts, parties = _met(reading, sentence, token, lemma)
    elif kind == "send":
        parties = sent(reading, sentence, token)
        hosts = destinations(reading, sentence, token, lemma, role)
    elif kind == "noun":
        hosts = destinations(reading, sentence, token, lemma, "noun")
        parties = owners_of(reading, sentence, token)
        if token.head.tag_[0] == "V":
            clause = span(sentence, token.head)
    else:
        hosts = destinations(reading, sentence, token, lemma, role)
        parties = [p for np in subjects_of(token) for p in parties_of(reading, sentence, np)]
        if lemma == "spend" and not any(
            c.dep_ == "dobj" and re.match(r"days?|weeks?|hours?|night|time", c.lower_) for c in token.children
        ):
            return
    tense = tense_of(token)
    cancelled = bool(CANCEL.search(sentence.text[max(0, token.idx - 90) : token.idx + 90]))
    for party in parties:
        for host, city in hosts:
            if host != party.iso3 and host not in BODIES:
                yield Leg(
                    sentence,
                    party,
                    host,
                    city,
                    token.text.lower(),
                    kind,
                    role,
                    sentence.start + token.idx,
                    tense,
                    cancelled,
                    clause,
                )


def _hosted(reading: Reading, sentence: Sentence, token: Token) -> tuple[list[tuple[str, str | None]], list[Party]]:
    """ "Xi received him in Beijing", "was welcomed by", "hosted the Iranian minister"."""
    passive = [c for c in token.children if c.dep_ == "nsubjpass"]
    if passive or (
        token.tag_ == "VBN"
        and token.dep_ in ("acl", "relcl", "advcl", "conj")
        and not any(c.dep_ == "dobj" for c in token.children)
    ):
        guests = [p for np in subjects_of(token) for p in parties_of(reading, sentence, np)]
        hosts = [
            p
            for c in token.children
            if c.dep_ == "agent"
            for np in c.children
            for p in parties_of(reading, sentence, np)
        ]
    else:
        guests = [p for c in token.children if c.dep_ == "dobj" for p in parties_of(reading, sentence, c)]
        hosts = [p for np in subjects_of(token) for p in parties_of(reading, sentence, np)]
        subjects = subjects_of(token)
        if not hosts and subjects:
            at = sentence.start + subjects[0].idx
            hosts = [Party(m.iso3, None, m.text, m.start) for m in reading.countries if m.start <= at < m.end]
    placed = destinations(reading, sentence, token, "receive", "host")
    return (placed or [(h.iso3, None) for h in hosts[:1]]), guests


def _met(
    reading: Reading, sentence: Sentence, token: Token, lemma: str
) -> tuple[list[tuple[str, str | None]], list[Party]]:
    """ "A met B in Geneva", "held talks with B in Oman": whoever is not at home there has travelled."""
    objects = [c for c in token.children if c.dep_ == "dobj"]
    if lemma in ("hold", "sign") and not any(o.lower_ in TALKS or lemma == "sign" for o in objects):
        return [], []
    placed = destinations(reading, sentence, token, lemma, "meet")
    if not placed:
        return [], []
    parties = [p for np in subjects_of(token) for p in parties_of(reading, sentence, np)]
    if lemma == "meet":
        parties += [p for o in objects for p in parties_of(reading, sentence, o)]
    for child in token.subtree:
        if child.dep_ == "prep" and child.lower_ == "with":
            parties += [p for np in child.children for p in parties_of(reading, sentence, np)]
    return placed, parties
