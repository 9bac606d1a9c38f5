"""Who may have gone where: every party of a sentence with every country that it, or the lines before, may lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Token

from etl.models import CountryMention, PersonMention, Sentence
from etl.transform import titles
from etl.transform.clauses import head_of, phrase_of
from etl.transform.countries import BODIES
from etl.transform.visits.parties import DELEGATION, Party, sent

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# How many sentences back a party or a country that a sentence leaves out is looked for.
REACH = 2


@dataclass(frozen=True, slots=True)
class Traveller:
    """A party as a candidate sees it: `word` is its head in the sentence, None where only earlier lines name it."""

    party: Party
    word: Token | None
    how: str
    back: int = 0


@dataclass(frozen=True, slots=True)
class Host:
    """A country that may be visited: `mention` and `word` in the sentence itself, else the mention `back` sentences before."""

    iso3: str
    mention: CountryMention
    word: Token | None
    back: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    sentence: Sentence
    traveller: Traveller
    host: Host


def candidates(reading: Reading, sentence: Sentence) -> Iterator[Candidate]:
    """Every pair of a party and another country; those that the sentence leaves out come from the lines before."""
    hosts = _hosts(reading, sentence)
    for traveller in _travellers(reading, sentence):
        for host in hosts:
            if host.iso3 != traveller.party.iso3 and (traveller.word is not None or host.word is not None):
                yield Candidate(sentence, traveller, host)


def _travellers(reading: Reading, sentence: Sentence) -> list[Traveller]:
    doc = reading.doc(sentence)
    out: list[Traveller] = []
    here = reading.people_in(sentence)
    taken: set[int] = set()
    for mention in here:
        word = head_of(doc, sentence, mention.start, mention.end)
        if word is not None:
            taken.update(t.i for t in word.doc if mention.start <= sentence.start + t.idx < mention.end)
            if traveller := _person(reading, mention, word, 0):
                out.append(traveller)
    for token in doc:
        if token.tag_[0] == "N" and token.i not in taken:
            out.extend(_body(reading, sentence, token))
    told = {t.party.person for t in out}
    for back in range(1, REACH + 1):
        if sentence.index < back:
            break
        before = reading.sentences[sentence.index - back]
        for mention in reversed(reading.people_in(before)):
            person = mention.person
            if person not in told and (traveller := _person(reading, mention, None, back)):
                told.add(person)
                out.append(traveller)
    return out


def _person(reading: Reading, mention: PersonMention, word: Token | None, back: int) -> Traveller | None:
    person = reading.cast.person(mention)
    if not person.iso3:
        return None
    return Traveller(Party(person.iso3, mention.person, person.name, mention.start), word, mention.kind, back)


def _body(reading: Reading, sentence: Sentence, token: Token) -> Iterator[Traveller]:
    """Delegations and office holders without a name: "a Saudi technical team", "ministers from Egypt"."""
    if not (DELEGATION.fullmatch(token.text) or titles.stands_for_state(token.text)):
        return
    start, end = (sentence.start + place for place in phrase_of(token))
    if any(m.kind in ("full", "short") and m.start < end and m.end > start for m in reading.people_in(sentence)):
        return
    words = reading.article.text[start:end]
    countries = [m for m in reading.countries_in(sentence) if start <= m.start < end]
    for country in countries[:3]:
        yield Traveller(Party(country.iso3, None, words, start), token, "body")
    if not countries:
        for party in sent(reading, sentence, token.head):
            if party.person is None and party.start == start:
                yield Traveller(party, token, "sent")


def _hosts(reading: Reading, sentence: Sentence) -> list[Host]:
    doc = reading.doc(sentence)
    out: list[Host] = []
    for mention in reading.countries_in(sentence):
        if _is_dateline(reading, sentence, mention):
            continue
        if mention.iso3 not in BODIES and (word := head_of(doc, sentence, mention.start, mention.end)) is not None:
            out.append(Host(mention.iso3, mention, word))
    told = {h.iso3 for h in out}
    for back in range(1, REACH + 1):
        if sentence.index < back:
            break
        for mention in reversed(reading.countries_in(reading.sentences[sentence.index - back])):
            if mention.iso3 not in told and mention.iso3 not in BODIES:
                told.add(mention.iso3)
                out.append(Host(mention.iso3, mention, None, back))
    far = [(REACH + 1, m) for m in _here(reading)] + [(REACH + 2, m) for m in _topics(reading, sentence)]
    for distance, mention in far:
        if mention.iso3 not in told and mention.iso3 not in BODIES:
            told.add(mention.iso3)
            out.append(Host(mention.iso3, mention, None, distance))
    return out


def _is_dateline(reading: Reading, sentence: Sentence, mention: CountryMention) -> bool:
    """True in "SEOUL, May 15 — ...": where a report is from is nowhere that its people go."""
    place = reading.article.dateline_place
    return bool(place) and mention.start == sentence.start and sentence.text.startswith(str(place))


def _topics(reading: Reading, sentence: Sentence) -> list[CountryMention]:
    """The countries of the heading above, the headline and the first two sentences: where lists and asides lead."""
    titles = [s for s in reading.sentences if s.kind in ("headline", "heading") and s.index < sentence.index]
    opening = titles[-1:] + titles[:1]
    opening += [s for s in reading.sentences if s.kind not in ("headline", "heading")][:2]
    return [m for s in opening for m in reading.countries_in(s)]


def _here(reading: Reading) -> list[CountryMention]:
    """The country of the dateline, where "here" is."""
    place = (reading.article.dateline_place or "").casefold()
    return [m for m in reading.countries if place.startswith(m.text.casefold())][:1]
